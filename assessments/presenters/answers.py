"""The question page and the pages around one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assessments.dates import in_full
from assessments.models import Answer, AnswerRevision
from assessments.presenters.documents import ProofLine, proof_lines
from assessments.presenters.progress import address
from assessments.rules import answers as rules
from assessments.rules.answers import Choice, FollowUp
from assessments.rules.case import Case
from assessments.rules.questions import Kind, Need, Question
from assessments.rules.schedule import can_edit
from assessments.rules.training import meets_target
from assessments.snapshots import LoadedQuestion, answer_facts, words_facts
from assessments.words import CHOICES


@dataclass(frozen=True, slots=True)
class SharedWords:
    """What the group above has said to a question: its words, who said them and when (R71)."""

    group: str
    words: str
    by: str
    at: datetime
    use_href: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question: what is asked, what helps, what was said before.

    `proofs` are the papers that prove it; `asks_for_document` when they are its answer, and stand right under it.
    """

    ref: str
    section: str
    asks: str
    why: str
    good: str
    borrow: str
    examples: tuple[str, ...]
    need: str
    minutes: int
    part_href: str
    draft_href: str
    history_href: str
    next_action: str
    not_applicable: str
    last_year: str
    is_carried: bool
    check_again: bool
    is_exempt: bool
    draft_from: datetime | None
    was_held: bool
    has_history: bool
    is_closed: bool
    shared: SharedWords | None
    is_inherited: bool
    came_from: str
    proofs: tuple[ProofLine, ...]
    proof_href: str
    asks_for_document: bool


def question_page(
    loaded: LoadedQuestion,
    question: Question,
    *,
    last_year: Answer | None,
    draft_from: datetime | None,
    was_held: bool,
) -> QuestionPage:
    """Lay out one question for the kinds of care this organisation gives."""
    answer = loaded.answer
    kinds = [kind for kind in question.examples if kind in loaded.profile.care_kinds] or list(question.examples)
    return QuestionPage(
        ref=question.ref,
        section=loaded.edition.section(question.section).plain_title,
        asks=question.asks,
        why=question.why,
        good=question.good,
        borrow=question.borrow,
        examples=tuple(question.examples[kind] for kind in kinds),
        need=NEEDS[question.need],
        minutes=question.minutes,
        part_href=address(loaded, "part", question.section),
        draft_href=address(loaded, "draft", question.ref),
        history_href=address(loaded, "answer_history", question.ref),
        next_action=question.next_action,
        not_applicable=question.not_applicable or "",
        last_year=in_words(answer_facts(last_year)) if last_year else "",
        is_carried=bool(answer and answer.carried),
        check_again=bool(answer and answer.check_again),
        is_exempt=bool(question.exempt & loaded.exempt),
        draft_from=draft_from,
        was_held=was_held,
        has_history=bool(answer and answer.version),
        is_closed=not can_edit(loaded.year, loaded.today),
        shared=_shared_words(loaded, question.ref),
        is_inherited=loaded.is_inherited,
        came_from=answer.came_from if answer and answer.carried else "",
        proofs=proof_lines(loaded),
        proof_href=address(loaded, "proof", question.ref),
        asks_for_document=question.kind is Kind.DOCUMENT and not loaded.is_inherited,
    )


def _shared_words(loaded: LoadedQuestion, ref: str) -> SharedWords | None:
    shared = loaded.shared
    if shared is None:
        return None
    return SharedWords(shared.group, in_words(shared.answer), shared.by, shared.at, address(loaded, "use_shared", ref))


NEEDS: Mapping[Need, str] = {
    Need.APPROACHING: "You need this one for any standard.",
    Need.MET: "You need this one for Standards Met. If you are not there yet, it can go on your plan.",
    Need.OPTIONAL: "You can leave this one out.",
}


def said(case: Case, question: Question) -> str:
    """Say in a few words what was answered, or that nothing was."""
    if question.exempt & case.exempt:
        return "Covered by your certificate"
    answer = case.answers.get(question.ref)
    if answer and answer.inherited_from:
        return f"{in_words(answer)} ({answer.inherited_from} answered this for you.)"
    return in_words(answer) if answer else "No answer yet"


def in_words(answer: rules.Answer) -> str:
    """Write an answer as text: the choice first, then whatever was given."""
    parts = [CHOICES[answer.choice]] if answer.choice else []
    if answer.on:
        parts.append(in_full(answer.on))
    if answer.staff_total is not None and answer.staff_trained is not None:
        parts.append(f"{answer.staff_trained} of {answer.staff_total} staff")
    if answer.kept_at:
        parts.append(f"Kept at: {answer.kept_at}")
    parts += [words for words in (answer.link, answer.text) if words]
    if answer.choice is Choice.DOES_NOT_APPLY and answer.reason:
        parts.append(answer.reason)
    return ". ".join(part.rstrip(".") for part in parts) + "." if parts else "No answer yet"


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """What a choice leads to, on a page of its own."""

    kind: FollowUp
    ref: str
    title: str
    question: str
    intro: str
    back_href: str


def follow_up_page(case: Case, question: Question, kind: FollowUp) -> FollowUpPage:
    """Lay out a follow-up."""
    return FollowUpPage(
        kind=kind,
        ref=question.ref,
        title=_TITLES[kind],
        question=question.asks,
        intro=_intro(question, kind),
        back_href=address(case, "question", question.ref),
    )


_TITLES = {
    FollowUp.PLAN: "We have put this on your plan",
    FollowUp.REASON: "Why does this not apply to you?",
    FollowUp.TRAINING: "How many staff have done the training?",
}


def _intro(question: Question, kind: FollowUp) -> str:
    if kind is FollowUp.PLAN and question.need is Need.APPROACHING:
        return (
            "That is fine. But you need this one for any standard, so a plan is not enough to publish. "
            "Tell us what you will do, who will do it and by when."
        )
    if kind is FollowUp.PLAN:
        return "That is fine. Tell us what you will do, who will do it and by when. You can change this later."
    if kind is FollowUp.REASON and question.not_applicable:
        return f"You can say this if: {question.not_applicable[0].lower()}{question.not_applicable[1:]}"
    return "At least 95 in every 100 must have done it." if kind is FollowUp.TRAINING else ""


def training_words(trained: int, total: int) -> str:
    """Say the counts as a share, rounded down, and whether that is enough (R25)."""
    share = trained * 100 // total
    enough = "That is enough." if meets_target(trained, total) else "That is not enough yet."
    return f"{trained} of {total} staff: {share}%. {enough}"


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """Two texts, side by side, neither of them lost: from a clash, or an older one out of the history."""

    title: str
    is_clash: bool
    ref: str
    asks: str
    mine: str
    theirs: str
    theirs_by: str
    theirs_at: datetime
    back_href: str


def choose_page(case: Case, question: Question, mine: AnswerRevision, theirs: Answer) -> ChoosePage:
    """Lay out the choice between words that were set aside, or an older answer, and the answer now."""
    return ChoosePage(
        title="Two people answered this" if mine.is_set_aside else "Put an older answer back",
        is_clash=mine.is_set_aside,
        ref=question.ref,
        asks=question.asks,
        mine=in_words(words_facts(mine)),
        theirs=in_words(answer_facts(theirs)),
        theirs_by=str(theirs.saved_by),
        theirs_at=theirs.saved_at,
        back_href=address(case, "question", question.ref),
    )


@dataclass(frozen=True, slots=True)
class Version:
    words: str
    by: str
    at: datetime
    is_current: bool
    is_set_aside: bool
    choose_href: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    ref: str
    asks: str
    versions: tuple[Version, ...]
    back_href: str


def history_page(case: Case, question: Question, revisions: list[AnswerRevision], current: int) -> HistoryPage:
    """List every version of an answer, newest first."""
    return HistoryPage(
        ref=question.ref,
        asks=question.asks,
        back_href=address(case, "question", question.ref),
        versions=tuple(
            Version(
                in_words(words_facts(r)),
                str(r.saved_by),
                r.saved_at,
                is_current=not r.is_set_aside and r.version == current,
                is_set_aside=r.is_set_aside,
                choose_href=""
                if not r.is_set_aside and r.version == current
                else address(case, "choose", question.ref, str(r.pk)),
            )
            for r in revisions
        ),
    )
