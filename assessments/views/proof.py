"""Where is the proof? Which papers prove one question."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.proof import link_documents
from assessments.forms.proof import ProofForm, starting_proof
from assessments.papers import own_papers, shared_papers, terms_of_year
from assessments.presenters.documents import adding_for, proof_page, proof_words
from assessments.views.finding import loaded_question_or_404, posted, question_of
from organisations.access import organisation_page
from organisations.models import Organisation
from organisations.permissions import Permission


@organisation_page(can=Permission.READ, changing=Permission.ANSWER)
def proof(request: HttpRequest, organisation: Organisation, year: str, ref: str) -> HttpResponse:
    loaded = loaded_question_or_404(organisation, year, ref)
    question, terms = question_of(loaded.assessment, ref), terms_of_year(loaded)
    own, shared = own_papers(organisation, terms), shared_papers(organisation, terms)
    form = ProofForm(own, shared, posted(request), initial=starting_proof(own, shared, ref))
    if request.method == "POST" and form.is_valid():
        link_documents(assessment=loaded.assessment, ref=ref, by=request.user, at=timezone.now(), **form.ids)
        messages.success(request, proof_words(ref, [*own, *shared], form.ids))
        if "add" in request.POST:
            return redirect(adding_for(organisation.code, ref))
        return redirect("assessments:question", organisation.code, year, ref)
    ticked = form.ticked("documents"), form.ticked("papers")
    page = proof_page(loaded, question, own, shared, ticked=ticked[0], ticked_shared=ticked[1])
    return render(request, "assessments/proof.jinja", {"page": page, "form": form})
