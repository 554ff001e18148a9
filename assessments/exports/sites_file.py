"""The services of a group as a CSV file that a spreadsheet opens, with nothing in it that runs."""

import csv
from io import StringIO

from assessments.matrix import Matrix, Service
from assessments.presenters.sites import FORMS, STATES, WHYS, agreed_words, standing_words
from assessments.rules.groups import State

HEADINGS = ("Service", "Town", "Code", "Where it stands", "Why", "Form", "Agreed", "Standard today", "Runs out")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sites_file(matrix: Matrix, services: list[Service]) -> bytes:
    """Return the file, in the encoding that Excel knows by its first bytes."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for service in services:
        writer.writerow(map(safe_cell, _row(matrix, service)))
    return text.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula: one more mark in front makes it text."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _row(matrix: Matrix, service: Service) -> list[str]:
    standing = standing_words(service.status)
    one = STATES[State(service.state)][0]
    return [
        service.name,
        service.town,
        service.code,
        one[:1].upper() + one[1:],
        WHYS[service.place.why],
        FORMS[service.form],
        agreed_words(matrix, service),
        standing.words,
        standing.until.isoformat() if standing.until else "",
    ]
