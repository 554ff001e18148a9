"""The template engine: its environment, its filters, and the frame that every page is drawn in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import ChainableUndefined, Environment, Undefined, UndefinedError
from jinja2.utils import missing

from dsptcare.forms import problems
from organisations.groups import is_group
from organisations.presenters.browsers import browser_name

LONDON: Final = ZoneInfo("Europe/London")
NOON: Final = 12

# Asking for a key that is not there is normal in the NHS macros, whose parameters are dicts; of our own objects it is a
# misspelling.
_PLAIN: Final = (Mapping, list, tuple, set, frozenset, str, bytes, int, float, Undefined, type(None))


class Misspelt(ChainableUndefined):
    """Stand for what is not there, and raise when a real object was asked for an attribute that it does not have."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[UndefinedError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        ours = obj is not missing and not isinstance(obj, _PLAIN) and not type(obj).__module__.startswith("jinja2")
        if ours:
            raise exc(f"{type(obj).__name__} has no attribute {name!r}")

    def __str__(self) -> str:
        if self._undefined_obj is missing and self._undefined_name:
            self._fail_with_undefined_error()
        return ""

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class NavLink:
    words: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class HelpContact:
    name: str
    phone: str
    hours: str

    @property
    def phone_link(self) -> str:
        """Give the address that rings the number."""
        return "tel:" + re.sub(r"[^\d+]", "", self.phone)


@dataclass(frozen=True, slots=True)
class FrameOrganisation:
    name: str
    code: str
    has_others: bool
    # The head office or council that somebody came from to one of its services.
    group_name: str = ""
    group_href: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page. Built without any query of its own."""

    service_name: str
    help: HelpContact
    session_minutes: int
    official_record: bool
    home: str = "/"
    signed_in_as: str = ""
    organisation: FrameOrganisation | None = None
    nav: tuple[NavLink, ...] = ()


# Words, URL name, and what the whole address looks like: "o" is the organisation's own pages, "g" those of a group.
_NAV: Final = (
    ("Home", "assessments:home", re.compile(r"o/$")),
    ("Questions", "assessments:current_questions", re.compile(r"o/(questions/|y/[^/]+/(?!plan/))")),
    ("Documents", "assessments:documents", re.compile(r"o/(documents|lists)/")),
    ("Plan", "assessments:current_plan", re.compile(r"o/(plan/|y/[^/]+/plan/)")),
    ("Get help", "organisations:help", re.compile(r"o/help/")),
)
_GROUP_NAV: Final = (
    ("Home", "assessments:group_home", re.compile(r"g/$")),
    ("Services", "assessments:sites", re.compile(r"g/.")),
    ("Questions", "assessments:current_questions", re.compile(r"o/($|questions/|plan/|y/)")),
    ("Documents", "assessments:documents", re.compile(r"o/(documents|lists)/")),
    ("Get help", "organisations:help", re.compile(r"o/help/")),
)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Describe the frame for one request (a context processor)."""
    organisation = getattr(request, "organisation", None)
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    if organisation is None:
        return {"frame": _frame(home=reverse("organisations:choose") if signed_in else "/", signed_in_as=_name(user))}
    nav = _GROUP_NAV if is_group(organisation) else _NAV
    place = _place(request.path, organisation.code)
    return {
        "frame": _frame(
            home=reverse(nav[0][1], args=[organisation.code]),
            signed_in_as=_name(user),
            organisation=_frame_organisation(request, organisation),
            nav=tuple(
                NavLink(words, reverse(name, args=[organisation.code]), bool(here.match(place)))
                for words, name, here in nav
            ),
        )
    }


def _frame_organisation(request: HttpRequest, organisation: Any) -> FrameOrganisation:
    """Name the organisation, with the way back to the group that somebody came from."""
    has_others = getattr(request, "has_other_organisations", False)
    group = getattr(request, "group", None)
    if group is None:
        return FrameOrganisation(organisation.name, organisation.code, has_others)
    back = reverse("assessments:group_home", args=[group.code])
    return FrameOrganisation(organisation.name, organisation.code, has_others, group.name, back)


def _place(path: str, code: str) -> str:
    """Give "o/" or "g/", whichever pages an address is of, and the rest of it after the code."""
    for kind, name in (("o/", "assessments:home"), ("g/", "assessments:group_home")):
        home = reverse(name, args=[code])
        if path.startswith(home):
            return kind + path.removeprefix(home)
    return ""


def day(value: date | datetime) -> str:
    """Write a date as "30 June 2026"; an instant by its day in London."""
    on = localtime(value, LONDON).date() if isinstance(value, datetime) else value
    return f"{on.day} {on:%B %Y}"


def clock(value: datetime) -> str:
    """Write an instant's London time as "10:42am"."""
    at = localtime(value, LONDON)
    half = "am" if at.hour < NOON else "pm"
    return f"{at.hour % NOON or NOON}:{at:%M}{half}"


def plural(count: int, one: str, many: str = "") -> str:
    """Write a number with its noun: "1 question", "12 questions"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def url(name: str, *args: object, **kwargs: object) -> str:
    """Give the address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """Make the environment. Django's own choices of undefined and autoescape are replaced by ours."""
    options.update(undefined=Misspelt, autoescape=_is_markup, trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)  # noqa: S701 - autoescape is set above
    env.filters.update(day=day, clock=clock, plural=plural, browser=browser_name)
    # A page drawn with no request (500, 400, mail) falls back on this frame: nobody signed in, no organisation.
    env.globals.update(static=static, url=url, problems=problems, frame=_frame())
    return env


def _is_markup(name: str | None) -> bool:
    return name is None or not name.endswith(".txt")


def _name(user: Any) -> str:
    return (user.name or user.email) if user is not None and user.is_authenticated else ""


def _frame(**rest: Any) -> Frame:
    return Frame(
        service_name=settings.SERVICE_NAME,
        help=HelpContact(settings.HELP_NAME, settings.HELP_PHONE, settings.HELP_HOURS),
        session_minutes=settings.SESSION_COOKIE_AGE // 60,
        official_record=settings.OFFICIAL_RECORD,
        **rest,
    )
