"""Every page, mail and message of the sign-in library that can be reached is in our own words."""

from pathlib import Path

import allauth
import pytest

from dsptcare.embedded import ROOT

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = ROOT / "templates"
AREAS = ("account", "mfa", "usersessions")

# Never drawn under our settings. What only holds other pages' markup ("base_", "snippets") is theirs alone.
UNREACHED = {
    "codes by mail instead of links": (
        "account/confirm_email_verification_code.html",
        "account/confirm_password_reset_code.html",
        "account/request_login_code.html",
        "account/email/login_code_*",
        "account/email/password_reset_code_*",
    ),
    "telephone numbers": ("account/confirm_phone_verification_code.html", "account/phone_change.html"),
    "passkeys": (
        "account/signup_by_passkey.html",
        "mfa/webauthn/*",
        "mfa/webauthn/snippets/*",
        "mfa/email/webauthn_*",
        "mfa/messages/webauthn_*",
    ),
    "trusted browsers": ("mfa/trust.html",),
    "replaced by our own base": ("account/email/base_message.txt",),
}


def reachable() -> list[str]:
    names = [
        path.relative_to(THEIRS) for area in AREAS for path in sorted((THEIRS / area).rglob("*")) if path.is_file()
    ]
    unreached = [pattern for patterns in UNREACHED.values() for pattern in patterns]
    return [
        str(name)
        for name in names
        if "snippets" not in name.parts
        and not (name.name.startswith("base") and name.suffix == ".html")
        and not any(name.match(pattern) for pattern in unreached)
    ]


@pytest.mark.parametrize("name", reachable())
def test_it_has_a_skin(name: str) -> None:
    assert (OURS / name).is_file()


@pytest.mark.parametrize("reason", UNREACHED)
def test_what_is_left_out_still_exists(reason: str) -> None:
    for pattern in UNREACHED[reason]:
        assert list(THEIRS.glob(pattern)), pattern
