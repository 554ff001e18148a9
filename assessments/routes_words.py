"""The words about one form or many: one set for head offices, and one for councils with the official options' names."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.rules.grouping import Route, RouteQuestion, Said
from organisations.models import Organisation, OrganisationKind

Q = RouteQuestion


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """One question as the group reads it, and what it means."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class ResultWords:
    """What a result means. `title` and `why` take {all}, {shared} and {own}, each with its noun."""

    title: str
    why: str
    good: tuple[str, ...]
    to_do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteWords:
    title: str
    intro: str
    ways: tuple[tuple[str, str], ...]
    questions: dict[RouteQuestion, QuestionWords]
    results: dict[Route, ResultWords]
    shares: str
    is_own: str


CHOICES = {
    Said.SAME: "Yes, the same everywhere",
    Said.NEARLY: "Very nearly",
    Said.DIFFERENT: "No, some differ",
    Said.ASK: "I need to ask",
}
CHOICE_HINTS = {
    Said.NEARLY: "Say in the box what differs",
    Said.DIFFERENT: "You pick the services on the next page",
    Said.ASK: "You pick who on the next page. We send them this one question",
}
SITE_CHOICES = {
    Said.SAME: "Yes, it is the same here",
    Said.NEARLY: "Very nearly",
    Said.DIFFERENT: "No, it is different here",
}
SAID_BY_A_SITE = {
    Said.SAME: "it is the same",
    Said.NEARLY: "it is very nearly the same",
    Said.DIFFERENT: "it is different",
}

# In the middle of a sentence, after "different:" or "about".
SHORT = {
    Q.TRAINING: "staff training",
    Q.POLICIES: "policies",
    Q.STEPS: "how data is kept safe",
    Q.COMPUTERS: "computers",
    Q.EXTRA_POLICIES: "extra policies",
    Q.RECORDS: "records that are not on your list",
    Q.SHARING: "its own way to share data",
    Q.LEADERS: "leaders",
    Q.CULTURE: "how teams work",
}
TICKS = {
    Q.EXTRA_POLICIES: "Some services have extra policies of their own",
    Q.RECORDS: "Some services keep records that are not on our list",
    Q.SHARING: "Some services share data with families or partners in their own way",
    Q.LEADERS: "Not all our leaders are behind this yet",
    Q.CULTURE: "Some teams work in a very different way",
}
TICK_HINTS = {
    Q.RECORDS: "The list of where you keep records. It is also called an asset list",
    Q.SHARING: "Look at your list of how you use data. It is called a ROPA (record of processing activities)",
}
WATCH = {
    Q.LEADERS: "Not all your leaders are behind this yet. Show them the note for leaders, and talk it through.",
    Q.CULTURE: "Some teams work in a very different way. Ask them to read the answers before you publish.",
}
CURES = {
    Q.EXTRA_POLICIES: "If the extra policies can go, take away the tick.",
    Q.RECORDS: "If you can put the records on your list, do that. Then take away the tick.",
    Q.SHARING: "If you can put it on your list of how you use data, do that. Then take away the tick.",
}
RULES = (
    "All the same, or very nearly: one form can cover them all.",
    "Some differ: one form for those that are the same. The others use their own.",
    "More than half differ: a form for each is better.",
    "Somebody still has to answer: we wait for that.",
)
NOT_DECIDED = "Not decided yet"
FIRST_ANSWER = "Answer the questions about one form or many first."

_TRAINING = "We mean the first training and the yearly one, about data and cyber safety."
_STEPS = (
    "Think of the daily steps. Think too of what they do when data is lost, or seen by the wrong person. That is "
    "called a breach."
)
_COMPUTERS = "Think of the computers, what runs on them, and who gives IT help."
# To the people of one service.
AT_A_SITE = {
    Q.TRAINING: "Does {site} have the same staff training as the rest of {group}?",
    Q.POLICIES: "Does {site} follow the same policies as the rest of {group}?",
    Q.STEPS: "Does {site} keep data safe in the same way as the rest of {group}?",
    Q.COMPUTERS: "Does {site} use the same computers as the rest of {group}?",
}


_TELL = "Tell each manager. Ask them to say that it is true where they work."
_NAME = "Tick each service when you publish."
_BACK = "If a service starts to work in a new way, come back here."
_GIVE = (
    "Give each manager time for it.",
    "Offer help from whoever leads on data, or your data protection officer.",
    "Answer the computer questions for them. Each service can then use your answer.",
)
_LESS = ("It is simple: you answer once.", "All of it is in one place.", "It takes less time.")
_MORE = (
    "Each form says what is true in that place.",
    "Each manager knows their own form.",
    "Teams think about how they work.",
)
_MIXED = ("Most of the work is done once.", "Each form is still true in its place.")
_WAITING = ResultWords(
    "We need {open}", "Some questions are still open. When they are answered, we can tell you.", (), ()
)

_HEAD_OFFICE = RouteWords(
    title="One form or many?",
    intro=(
        "Answer four short questions about your services. We will then tell you if one form can cover them all. If "
        "even one service works in a very different way, it may need its own form."
    ),
    ways=(
        ("One form", "You answer once, for all the services you name. Each manager says if it is true there."),
        ("More than one form", "A service that works in its own way fills in its own form. The others share one."),
    ),
    questions={
        Q.TRAINING: QuestionWords("Do all your services have the same staff training?", _TRAINING),
        Q.POLICIES: QuestionWords(
            "Do all your services follow the same policies?",
            "We mean your policies about data, and the ways of working that come from them.",
        ),
        Q.STEPS: QuestionWords("Do all your services keep data safe in the same way?", _STEPS),
        Q.COMPUTERS: QuestionWords("Do all your services use the same computers?", _COMPUTERS),
    },
    results={
        Route.ONE_FORM: ResultWords(
            "One form can cover {all}",
            "Your answers would be the same for each one. You still need to tell each manager, and ask them to say "
            "that it is true where they work.",
            _LESS,
            (_TELL, _NAME, _BACK),
        ),
        Route.MIXED: ResultWords(
            "Use more than one form",
            "One form can cover {shared}. {own} {work} in a different way, so {need} a form of {their} own.",
            _MIXED,
            (_TELL, _NAME, "Tell the managers who need their own form.", _BACK),
        ),
        Route.OWN_FORM: ResultWords(
            "Use one form for each service",
            "{own} of {count} {work} in a different way. That is more than half, so one form would not be true.",
            _MORE,
            _GIVE,
        ),
        Route.WAITING: _WAITING,
    },
    shares="One form",
    is_own="Own form",
)
_COUNCIL = RouteWords(
    title="Option A or option B?",
    intro=(
        "Answer four short questions about the services the council runs. We will then tell you which option fits. You "
        "can mix the two: option A for some services and option B for others."
    ),
    ways=(
        ("Option A: one form", "The council fills in one form for all its services. You name each one by its code."),
        (
            "Option B: one form each",
            "Each service fills in its own form. The council has its own too, and helps where it can.",
        ),
    ),
    questions={
        Q.TRAINING: QuestionWords("Do all services have the same staff training?", _TRAINING),
        Q.POLICIES: QuestionWords(
            "Do all services follow the same policies as the council?",
            "We mean policies about data, and the ways of working that come from them.",
        ),
        Q.STEPS: QuestionWords("Do all services keep data safe in the same way?", _STEPS),
        Q.COMPUTERS: QuestionWords("Do all services use the same computers?", _COMPUTERS),
    },
    results={
        Route.ONE_FORM: ResultWords(
            "Option A: one form for {all}",
            "The answers would be the same for each one. You still need to tell each manager, and ask them to say that "
            "it is true where they work.",
            _LESS,
            (_TELL, _NAME, "Send us the codes of your services.", _BACK),
        ),
        Route.MIXED: ResultWords(
            "Option A for {shared}, option B for {own_count}",
            "One form can cover {shared}. {own} {work} in a different way, so {need} a form of {their} own.",
            _MIXED,
            (_TELL, _NAME, *_GIVE, _BACK),
        ),
        Route.OWN_FORM: ResultWords(
            "Option B: one form for each service",
            "{own} of {count} {work} in a different way. That is more than half, so one form would not be true.",
            _MORE,
            _GIVE,
        ),
        Route.WAITING: _WAITING,
    },
    shares="Option A: one form",
    is_own="Option B: its own form",
)


def words_for(group: Organisation) -> RouteWords:
    """Return the words for a head office or for a council."""
    return _COUNCIL if group.kind == OrganisationKind.COUNCIL else _HEAD_OFFICE


def services(count: int) -> str:
    """Write a number of services: "1 service", "38 services"."""
    return f"{count:,} {'service' if count == 1 else 'services'}"


def listed(questions: Sequence[RouteQuestion]) -> str:
    """Write questions in the middle of a sentence: "staff training, policies and computers"."""
    names = [SHORT[question] for question in questions]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
