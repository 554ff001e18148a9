"""What an organisation says about itself, and what that exempts it from (R22, R26)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

CYBER_ESSENTIALS_PLUS = "cyber-essentials-plus"
NHSMAIL_ONLY = "nhsmail-only"


class Tri(StrEnum):
    """Name the answers to a yes or no question that people may not know."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"


class Earlier(StrEnum):
    """Name the answers to "Have you published before?" (R79)."""

    NONE = "none"
    SOME = "some"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CyberEssentialsPlus:
    """The Cyber Essentials Plus certificate; both dates are inclusive."""

    held: Tri | None = None
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None

    def is_live(self, day: date) -> bool:
        """Say whether a numbered certificate is held and in date on a day (R14)."""
        if self.held is not Tri.YES or not self.number.strip() or not self.issued_on or not self.expires_on:
            return False
        return self.issued_on <= day <= self.expires_on

    @property
    def is_answered(self) -> bool:
        """Say whether the question is answered and, for "yes", the certificate's number and dates make sense."""
        if self.held is not Tri.YES:
            return self.held is not None
        if not self.number.strip() or not self.issued_on or not self.expires_on:
            return False
        return self.issued_on <= self.expires_on


@dataclass(frozen=True, slots=True)
class Ico:
    """The registration with the Information Commissioner, or the reason for having none (R26)."""

    number: str = ""
    exempt_reason: str = ""
    expires_on: date | None = None

    @property
    def is_answered(self) -> bool:
        """Say whether there is a number or a reason for having none."""
        return bool((self.number + self.exempt_reason).strip())

    def has_lapsed(self, day: date) -> bool:
        """Say whether the registration's end is past: a warning, never a blocker (R26)."""
        return self.expires_on is not None and self.expires_on < day


@dataclass(frozen=True, slots=True)
class Profile:
    """What the organisation has said about itself; None is a question not answered yet."""

    name: str
    code: str
    care_kinds: frozenset[str] = frozenset()
    ico: Ico = field(default_factory=Ico)
    nhsmail_only: Tri | None = None
    cyber: CyberEssentialsPlus = field(default_factory=CyberEssentialsPlus)
    earlier: Earlier | None = None
    is_confirmed: bool = False


def missing_fields(profile: Profile) -> tuple[str, ...]:
    """Name the fields that must be answered before publishing; "not sure" is an answer."""
    answered = {
        "care_kinds": bool(profile.care_kinds),
        "ico": profile.ico.is_answered,
        "earlier": profile.earlier is not None,
        "nhsmail_only": profile.nhsmail_only is not None,
        "cyber": profile.cyber.is_answered,
    }
    return tuple(name for name, is_answered in answered.items() if not is_answered)


def exemptions(profile: Profile, today: date) -> frozenset[str]:
    """Return the edition's exempt words that the profile earns today (R22)."""
    earned = {
        CYBER_ESSENTIALS_PLUS: profile.cyber.is_live(today),
        NHSMAIL_ONLY: profile.nhsmail_only is Tri.YES,
    }
    return frozenset(word for word, is_earned in earned.items() if is_earned)
