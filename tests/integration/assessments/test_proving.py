"""Papers of the register prove questions: what comes and goes with them (R8, R10)."""

from datetime import date, timedelta

import pytest

from assessments.actions.papers_first import Said, tick_papers
from assessments.actions.proof import (
    change_document,
    files_changed,
    link_documents,
    remove_document,
    restore_document,
    still_right,
)
from assessments.actions.publishing import publish
from assessments.editions import edition
from assessments.frozen import thaw
from assessments.models import Assessment, Confirmation
from assessments.rules.answers import Choice
from assessments.rules.completeness import Status, status
from assessments.rules.levels import Level
from evidence.models import Document, PaperTick
from organisations.models import User
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import proof
from tests.factories.assessments import answer, confirmed, ready
from tests.integration.assessments.proving import NOTICE, TODAY, added, case_of, counts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def test_a_paper_that_can_be_found_proves_a_question_that_asks_for_it(assessment: Assessment, priya: User) -> None:
    answer(assessment, NOTICE, choice="yes")
    assert NOTICE not in case_of(assessment).satisfied
    before = counts(assessment)

    added(assessment.organisation, priya, NOTICE)

    assert NOTICE in case_of(assessment).satisfied
    assert counts(assessment) == (before[0] + 1, before[1] + 1)


def test_a_second_press_adds_nothing(assessment: Assessment, priya: User) -> None:
    first, again = (added(assessment.organisation, priya, NOTICE) for _ in range(2))
    other = added(assessment.organisation, priya, NOTICE, place="Hall")

    assert first.pk == again.pk != other.pk
    assert case_of(assessment).answers[NOTICE].documents == 2


def test_a_paper_that_nobody_could_find_proves_nothing(assessment: Assessment, priya: User) -> None:
    answer(assessment, NOTICE, choice="yes")

    added(assessment.organisation, priya, NOTICE, place="")

    assert NOTICE not in case_of(assessment).satisfied


def test_a_linked_paper_starts_a_question_and_answers_none(assessment: Assessment, priya: User) -> None:
    added(assessment.organisation, priya, NOTICE, "1.2.1")
    case = case_of(assessment)

    for ref in (NOTICE, "1.2.1"):
        question, said = case.edition.question(ref), case.answers[ref]
        assert (said.choice, said.documents) == (None, 1)
        assert status(question, said, case.exempt, TODAY) is Status.STARTED


def test_removing_a_paper_takes_back_what_was_confirmed_and_bringing_it_back_proves_it_again(
    assessment: Assessment, priya: User
) -> None:
    ready(assessment)
    answer(assessment, NOTICE, choice="yes", kept_at="", text="")
    document = added(assessment.organisation, priya, NOTICE)
    confirmed(assessment)
    question = edition(assessment.edition).question(NOTICE)
    there = {"assessment": assessment, "assertion": question.assertion, "section": question.section}
    done = counts(assessment)
    with acting_for(assessment.organisation, user=priya):
        total = Confirmation.objects.filter(assessment=assessment).count()

        assert remove_document(document=document, by=priya, at=f.NOW) == [NOTICE]

        assert not Confirmation.objects.filter(**there).exists()
        assert Confirmation.objects.filter(assessment=assessment).count() == total - 1
        assert counts(assessment) == (done[0] - 1, done[1] - 1)
        restore_document(document=document, by=priya, at=f.NOW + timedelta(days=30))
        assert counts(assessment) == done
        assert not Confirmation.objects.filter(**there).exists()


def test_after_thirty_days_it_cannot_come_back(assessment: Assessment, priya: User) -> None:
    document = added(assessment.organisation, priya)
    with acting_for(assessment.organisation, user=priya):
        remove_document(document=document, by=priya, at=f.NOW)
        with pytest.raises(Refused, match="too-late-to-undo"):
            restore_document(document=document, by=priya, at=f.NOW + timedelta(days=30, seconds=1))


def test_it_is_still_right_moves_the_review_by_the_months_of_the_kind(assessment: Assessment, priya: User) -> None:
    notice = added(assessment.organisation, priya, review_on=date(2026, 1, 1))
    policy = added(assessment.organisation, priya, kind="data-protection-policy")
    proof_of_destruction = added(assessment.organisation, priya, kind="destruction-certificate")
    with acting_for(assessment.organisation, user=priya):
        found = [
            still_right(document=one, by=priya, at=f.NOW).review_on for one in (notice, policy, proof_of_destruction)
        ]

    assert found == [date(2027, 11, 22), date(2029, 11, 22), None]


def test_a_change_over_a_newer_version_is_refused(assessment: Assessment, priya: User) -> None:
    document = added(assessment.organisation, priya, NOTICE)
    with acting_for(assessment.organisation, user=priya):
        change = {"document": document, "refs": [NOTICE], "version": 1, "by": priya, "at": f.NOW}
        change_document(words={"title": "Our notice"}, **change)
        with pytest.raises(Refused, match="somebody-saved-first"):
            change_document(words={"title": "Your notice"}, **change)


def test_what_was_published_keeps_title_place_and_hash_for_ever(assessment: Assessment, priya: User) -> None:
    home = ready(assessment).organisation
    with acting_for(home, user=priya):
        file = {"key": "1/a", "file_name": "notice.pdf", "sha256": "ab" * 32, "size": 9, "file_state": "clean"}
        document = proof.document(home, priya, "Privacy notice", **file)
        proof.use(document, NOTICE, priya)
        publication = publish(
            assessment=assessment, level=Level.MET, declaration="It is true.", after=None, by=priya, at=f.NOW
        )
        remove_document(document=document, by=priya, at=f.NOW)
        [kept] = thaw(publication).papers

    assert (kept.title, kept.place, kept.sha256, kept.refs) == ("Privacy notice", "Office shelf", "ab" * 32, [NOTICE])
    assert (kept.written_on, kept.added_on, kept.version) == ("2026-11-22", "2026-11-22", 1)


def test_ticks_start_the_questions_of_their_lines(assessment: Assessment, priya: User) -> None:
    lines = edition(assessment.edition).checklist
    said = {line.document_kind: Said(PaperTick.Says.YES, "Blue folder") for line in lines[:12]}
    with acting_for(assessment.organisation, user=priya):
        started = tick_papers(assessment=assessment, said=said, by=priya, at=f.NOW)
        again = tick_papers(assessment=assessment, said=said, by=priya, at=f.NOW)
        papers = Document.objects.filter(organisation=assessment.organisation).count()

    assert started == sorted({ref for line in lines[:12] for ref in line.starts})
    assert len(started) >= 15
    assert (again, papers) == ([], 12)


def test_ticks_start_as_many_questions_when_nobody_says_where_the_papers_are(
    assessment: Assessment, priya: User
) -> None:
    lines = edition(assessment.edition).checklist
    said = {line.document_kind: Said(PaperTick.Says.YES) for line in lines[:12]}
    with acting_for(assessment.organisation, user=priya):
        started = tick_papers(assessment=assessment, said=said, by=priya, at=f.NOW)

    assert started == sorted({ref for line in lines[:12] for ref in line.starts})
    assert not case_of(assessment).satisfied & set(started)


def test_a_tick_answers_only_what_asks_for_the_paper_and_was_not_answered(assessment: Assessment, priya: User) -> None:
    answer(assessment, NOTICE, choice="not-yet")
    said = {
        "privacy-notice": Said(PaperTick.Says.YES, "Hall"),
        "information-asset-register": Said(PaperTick.Says.YES),
        "byod-policy": Said(PaperTick.Says.NOT_YET),
        "staff-data-policy": Said(PaperTick.Says.NOT_SURE),
    }
    with acting_for(assessment.organisation, user=priya):
        tick_papers(assessment=assessment, said=said, by=priya, at=f.NOW)
    answers = case_of(assessment).answers

    assert answers[NOTICE].choice is Choice.NOT_YET
    assert answers["1.1.2"].choice is Choice.YES
    assert "1.1.2" not in case_of(assessment).satisfied  # nobody has said where it is
    assert answers["1.3.11"].choice is Choice.NOT_YET
    assert answers["1.2.1"].choice is None
    assert "1.3.1" not in answers  # nobody is sure


def test_links_stay_from_year_to_year(assessment: Assessment, priya: User) -> None:
    added(assessment.organisation, priya, NOTICE)

    later = f.assessment(assessment.organisation, at=f.NOW + timedelta(days=300))

    assert later.pk != assessment.pk
    assert case_of(later).answers[NOTICE].documents == 1


def test_choosing_the_proof_of_a_question_lets_a_removed_paper_be(assessment: Assessment, priya: User) -> None:
    home = assessment.organisation
    removed, kept = added(home, priya, NOTICE), added(home, priya, NOTICE, place="Hall")
    ready(assessment)
    with acting_for(home, user=priya):
        remove_document(document=removed, by=priya, at=f.NOW)
    confirmed(assessment)
    with acting_for(home, user=priya):
        said = Confirmation.objects.count()
        link_documents(assessment=assessment, ref=NOTICE, documents=[kept.pk], by=priya, at=f.NOW)
        assert Confirmation.objects.count() == said
        restore_document(document=removed, by=priya, at=f.NOW)

    assert case_of(assessment).answers[NOTICE].documents == 2


def test_what_differs_in_any_word_is_another_paper(assessment: Assessment, priya: User) -> None:
    first = added(assessment.organisation, priya, NOTICE, owner="Tom")
    other = added(assessment.organisation, priya, "1.2.1", owner="Ann")

    assert first.pk != other.pk
    assert case_of(assessment).answers[NOTICE].documents == 1


def test_a_second_press_takes_no_proof_away(assessment: Assessment, priya: User) -> None:
    added(assessment.organisation, priya, NOTICE)
    added(assessment.organisation, priya, "1.2.1")

    answers = case_of(assessment).answers
    assert (answers[NOTICE].documents, answers["1.2.1"].documents) == (1, 1)


def test_removing_again_changes_nothing(assessment: Assessment, priya: User) -> None:
    document = added(assessment.organisation, priya, NOTICE)
    ready(assessment)
    with acting_for(assessment.organisation, user=priya):
        remove_document(document=document, by=priya, at=f.NOW)
    confirmed(assessment)
    with acting_for(assessment.organisation, user=priya):
        said = Confirmation.objects.count()
        remove_document(document=document, by=priya, at=f.NOW)
        Document.objects.update(place="", file_state="lost")
        files_changed(organisation=assessment.organisation, documents=[document.pk], by=None, at=f.NOW)
        assert Confirmation.objects.count() == said
