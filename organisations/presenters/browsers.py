"""Say in plain words what somebody is signed in with."""

from typing import Final

# The first that is found: most browsers also name the ones they descend from.
_BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES: Final = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "an Android phone or tablet"),
    ("Windows", "a Windows computer"),
    ("Mac OS", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "a Linux computer"),
)


def browser_name(user_agent: str) -> str:
    """Turn a user agent into "Chrome on a Windows computer"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "A browser")
    machine = next((name for mark, name in _MACHINES if mark in user_agent), "a computer or phone")
    return f"{browser} on {machine}"
