"""What the lists offer to an organisation's questions, ready for a page (F17).

A page of one list asks `offers_for(organisation, list_slug, today, planned)`, where `planned` is `?on=` as typed, the
day of the training forecast ("" for the day to publish by). The page of a question asks
`offer_for_question(loaded, question)`. Both give `Offers`, which may be empty.

The template that shows it is `assessments/_offer.jinja`. Include it, outside any form, where `offers` is an `Offers`;
it draws nothing when there is nothing. Its button is secondary, so the page keeps its own green one, and shows only to
who may answer:

    {% include "assessments/_offer.jinja" %}

Nothing here saves. The button sends `version` and `seen` to `use_offer`, which works the offer out again and refuses
when it is not the one that was seen.

In SQL `offers_for` takes four statements, `offer_for_question` one, or none where no list answers the question.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from assessments.editions import edition
from assessments.list_rows import lists_of
from assessments.models import Answer, Assessment
from assessments.offer_words import HEADINGS, answer_words, counts_words, finding_words, lacking_words
from assessments.rules import answers as rules
from assessments.rules.findings import Finding
from assessments.rules.list_facts import Lists, Register
from assessments.rules.offering import RULES, OfferState, Proves, Rule, find, registers_of, rule_for, state_of
from assessments.rules.questions import Question
from assessments.rules.schedule import Year, can_edit
from assessments.snapshots import Loaded, LoadedQuestion, answer_facts, load_newest
from assessments.training_ahead import TrainingAhead, share_now, training_ahead
from evidence.lists.specs import LISTS, list_called
from organisations.groups import is_group
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Lacks:
    """One thing that a list lacks, and the names of the rows that lack it."""

    words: str
    names: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a list says to one question. With `use_href` it can become the answer: `answer`, and where it is kept.

    `now` says the numbers of the answer there is. `group` answered for the site, "" when that is not what stands.
    `version` and `seen` are what the button sends: the version of the answer, and what stands for the words shown.
    """

    ref: str
    short: str
    state: OfferState
    heading: str
    sentence: str
    lacks: tuple[Lacks, ...]
    answer: str
    kept_at: str
    now: str
    takes_place_of_words: bool
    group: str
    version: int
    seen: str
    use_href: str
    question_href: str
    list_title: str
    list_href: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What the lists offer on one page; `is_of_question` says that it is the page of a question."""

    offers: tuple[Offer, ...] = ()
    training: TrainingAhead | None = None
    is_of_question: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose questions these are, of which year, on which day."""

    assessment: Assessment
    year: Year
    exempt: frozenset[str]
    today: date


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stands as the answer: an own row, perhaps an empty one, or what a group has said; with its papers."""

    row: Answer | None
    group: str
    documents: int

    @property
    def own(self) -> rules.Answer | None:
        return replace(answer_facts(self.row), documents=self.documents) if self.row and not self.group else None


def offers_for(organisation: Organisation, list_slug: str, today: date, planned: str = "") -> Offers:
    """Say what one list offers to the questions of the newest year, and what training will amount to later."""
    listed = list_called(list_slug)
    if listed is None:
        return Offers()
    register = Register(listed.register)
    asking = [rule for rule in RULES if register in rule.reads]
    lists, loaded = lists_of(organisation, registers_of(asking)), load_newest(organisation, today=today)
    offers = _newest(loaded, asking, lists) if loaded else ()
    ahead = training_ahead(lists, loaded, today, planned) if register is Register.TRAINING else None
    if ahead and not offers and (said := share_now(lists, today)):
        ahead = replace(ahead, sentences=(said, *ahead.sentences))
    return Offers(offers, ahead)


def offer_for_question(loaded: LoadedQuestion, question: Question) -> Offers:
    """Say what the lists offer to one question."""
    place = _Place(loaded.assessment, loaded.year, loaded.exempt, loaded.today)
    rule = rule_for(question)
    if rule is None or not _is_asked(place, question, rule):
        return Offers(is_of_question=True)
    group = loaded.shared.group if loaded.shared and loaded.is_inherited else ""
    standing = _Standing(loaded.answer, group, sum(proof.is_findable for proof in loaded.proofs))
    offer = _offer(place, question, rule, lists_of(place.assessment.organisation, rule.reads), standing)
    return Offers((offer,) if offer else (), is_of_question=True)


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer that the lists bear out now: its fields as `save_answer` takes them."""

    words: Mapping[str, Any]

    @property
    def seen(self) -> str:
        """Stand for these very words, so that what is pressed is what was seen."""
        return hashlib.sha256(repr(sorted(self.words.items())).encode()).hexdigest()[:16]


def ready_answer(assessment: Assessment, ref: str, today: date) -> Ready | None:
    """Work out the answer to one question from the lists as they are; None while they do not bear it out."""
    question = edition(assessment.edition).question(ref)
    rule = rule_for(question)
    if rule is None or _is_summed(assessment, rule):
        return None
    found = find(question, lists_of(assessment.organisation, rule.reads), today)
    return Ready(answer_words(rule.proves, found)) if found and found.is_ready else None


def _newest(loaded: Loaded, asking: Collection[Rule], lists: Lists) -> tuple[Offer, ...]:
    case, assessment = loaded.case, loaded.assessment
    place = _Place(assessment, case.year, case.exempt, case.today)
    questions = [case.edition.question(rule.ref) for rule in asking if case.edition.has_question(rule.ref)]
    asked = {
        question: rule for question in questions if (rule := rule_for(question)) and _is_asked(place, question, rule)
    }
    rows = {row.ref: row for row in Answer.objects.filter(assessment=assessment, ref__in=[one.ref for one in asked])}
    offers = []
    for question, rule in asked.items():
        said = case.answers.get(question.ref)
        standing = _Standing(rows.get(question.ref), said.inherited_from if said else "", said.documents if said else 0)
        offers.append(_offer(place, question, rule, lists, standing))
    return tuple(offer for offer in offers if offer)


def _is_asked(place: _Place, question: Question, rule: Rule) -> bool:
    """Leave out what a certificate answers already, and what a group does not answer by its own list."""
    return not question.exempt & place.exempt and not _is_summed(place.assessment, rule)


def _is_summed(assessment: Assessment, rule: Rule) -> bool:
    """Say whether the answer is a sum over sites: a group's training is not that of its own office (R73)."""
    return rule.proves is Proves.TRAINING and is_group(assessment.organisation)


def _offer(place: _Place, question: Question, rule: Rule, lists: Lists, standing: _Standing) -> Offer | None:
    found = find(question, lists, place.today)
    if found is None:
        return None
    state = state_of(question, found, standing.own, place.today)
    ready = Ready(answer_words(rule.proves, found)) if state is OfferState.READY else None
    own, listed = standing.own, _listed(rule)
    code, label = place.assessment.organisation.code, place.year.label
    is_open = can_edit(place.year, place.today)
    return Offer(
        ref=question.ref,
        short=question.short,
        state=state,
        heading=HEADINGS[state],
        sentence=finding_words(state, found, question.ref),
        lacks=_lacks(found),
        answer=ready.words["text"] if ready else "",
        kept_at=ready.words.get("kept_at", "") if ready else "",
        now=counts_words(own) if own and found.count and state is not OfferState.AGREES else "",
        takes_place_of_words=bool(ready and own and own.text.strip()),
        group=standing.group,
        version=standing.row.version if standing.row else 0,
        seen=ready.seen if ready else "",
        use_href=reverse("assessments:use_offer", args=[code, label, question.ref]) if ready and is_open else "",
        question_href=reverse("assessments:question", args=[code, label, question.ref]),
        list_title=listed.title,
        list_href=reverse("assessments:list_page", args=[code, listed.slug]),
    )


def _lacks(found: Finding) -> tuple[Lacks, ...]:
    said = (Lacks(*lacking_words(one)) for one in found.lacks)
    return tuple(one for one in said if one.words)


def _listed(rule: Rule) -> Any:
    """Give the list that the edition names for a rule's question."""
    return next(listed for listed in LISTS if listed.register == rule.reads[0])
