"""The pages of the register of documents."""

from assessments.presenters.documents.listing import Wanted, documents_page
from assessments.presenters.documents.one import (
    document_page,
    remove_page,
    removed_page,
    renew_page,
    shared_document_page,
)
from assessments.presenters.documents.proof import ProofLine, adding_for, proof_lines, proof_page, proof_words
from assessments.presenters.documents.words import added_words, saved_words
from assessments.presenters.documents.writing import add_page, change_page

__all__ = [
    "ProofLine",
    "Wanted",
    "add_page",
    "added_words",
    "adding_for",
    "change_page",
    "document_page",
    "documents_page",
    "proof_lines",
    "proof_page",
    "proof_words",
    "remove_page",
    "removed_page",
    "renew_page",
    "saved_words",
    "shared_document_page",
]
