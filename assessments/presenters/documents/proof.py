"""Where is the proof? The papers that prove one question, to choose from and on the question's own page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assessments.dates import in_full
from assessments.papers import Paper
from assessments.presenters.documents.ticks import Tick
from assessments.presenters.documents.words import STATES, State, added_words, state_tag
from assessments.proving import Proof
from assessments.rules.questions import Question
from assessments.rules.schedule import can_edit
from assessments.snapshots import LoadedQuestion
from evidence.states import DocumentState, state_on


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A paper that proves a question; `group` is the name of who shares it, "" for one's own."""

    title: str
    href: str
    group: str
    state: State


def proof_lines(loaded: LoadedQuestion) -> tuple[ProofLine, ...]:
    """List the papers that are linked to a question."""
    return tuple(_proof_line(loaded.profile.code, proof, loaded.today) for proof in loaded.proofs)


def _proof_line(code: str, proof: Proof, today: date) -> ProofLine:
    name = "assessments:shared_document" if proof.group else "assessments:document"
    state = state_on(proof.review_on, today, is_somewhere=proof.is_findable)
    return ProofLine(proof.title, reverse(name, args=[code, proof.id]), proof.group, state_tag(state))


@dataclass(frozen=True, slots=True)
class ProofPage:
    """`suggested` are one's own papers in sight, `others` those folded away, `shared` the group's.

    `kinds` name what would show it.
    """

    ref: str
    asks: str
    section: str
    question_href: str
    add_href: str
    suggested: tuple[Tick, ...]
    others: tuple[Tick, ...]
    group: str
    shared: tuple[Tick, ...]
    kinds: tuple[str, ...]
    year_words: str
    is_closed: bool

    @property
    def has_own(self) -> bool:
        return bool(self.suggested or self.others)

    @property
    def is_empty(self) -> bool:
        return not self.has_own and not self.shared


def adding_for(code: str, ref: str) -> str:
    """Give the address to add a document at that proves a question."""
    return f"{reverse('assessments:add_document', args=[code])}?ref={ref}"


def proof_page(
    loaded: LoadedQuestion,
    question: Question,
    own: Sequence[Paper],
    shared: Sequence[Paper],
    *,
    ticked: Collection[str],
    ticked_shared: Collection[str],
) -> ProofPage:
    """Lay out the choice: those that prove it already and those of its kinds in sight, all others folded away."""
    code, kinds = loaded.profile.code, question.evidence
    near = [paper for paper in own if paper.kind in kinds or question.ref in paper.refs]
    near.sort(key=lambda paper: question.ref not in paper.refs)
    others = [paper for paper in own if paper.kind not in kinds and question.ref not in paper.refs]
    titles = {kind.slug: kind.title for kind in loaded.edition.document_kinds}
    return ProofPage(
        ref=question.ref,
        asks=question.asks,
        section=loaded.edition.section(question.section).plain_title,
        question_href=reverse("assessments:question", args=[code, loaded.year.label, question.ref]),
        add_href=adding_for(code, question.ref),
        suggested=_ticks(near if near or len(own) > FEW else own, ticked),
        others=_ticks(others if near or len(own) > FEW else (), ticked),
        group=shared[0].group if shared else "",
        shared=_ticks(sorted(shared, key=lambda paper: paper.kind not in kinds), ticked_shared),
        kinds=tuple(titles[kind] for kind in kinds if kind in titles)[:MOST_KINDS],
        year_words=loaded.year.words,
        is_closed=not can_edit(loaded.year, loaded.today),
    )


MOST_KINDS = 3  # that a sentence names
FEW = 12  # papers that a page shows at once when it knows none that is likelier


def _ticks(papers: Iterable[Paper], ticked: Collection[str]) -> tuple[Tick, ...]:
    return tuple(Tick(str(paper.id), paper.title, _hint(paper), str(paper.id) in ticked) for paper in papers)


def _hint(paper: Paper) -> str:
    """Say in one line how a paper stands and where it is."""
    state = STATES[paper.state][0]
    if paper.review_on and paper.state is not DocumentState.MISSING:
        state = f"{state}: look again by {in_full(paper.review_on)}"
    return ". ".join(part for part in (state, paper.place[:80] or paper.link[:80]) if part)


def proof_words(ref: str, papers: Sequence[Paper], chosen: Mapping[str, Collection[int]]) -> str:
    """Say what a save came to: of one paper more for how many questions it stands, else how many there are."""
    now = [paper for paper in papers if paper.id in chosen["papers" if paper.group else "documents"]]
    added = [paper for paper in now if ref not in paper.refs]
    if len(added) == 1:
        return added_words(len(added[0].refs) + 1)
    return f"Saved. This question has {len(now)} {'document' if len(now) == 1 else 'documents'}."
