"""The few programs that are not Python packages: found by need, installed by root with apt, else named in one line."""

import contextlib
import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dsptcare.console import say

POLICY = Path("/usr/sbin/policy-rc.d")
OURS = "#!/bin/sh\n# DSPT Care: no service starts while its packages are installed\nexit 101\n"
SYSTEM_PATHS = "/usr/sbin:/sbin"  # not on a Debian user's PATH


@dataclass(frozen=True, slots=True)
class Package:
    """A Debian package, what it is for, and how to tell that it is not needed."""

    name: str
    serves: str
    is_there: Callable[[], bool]


def program(*names: str) -> Callable[[], bool]:
    """Give the question whether any of these programs can be run."""
    path = os.environ.get("PATH", os.defpath) + ":" + SYSTEM_PATHS
    return lambda: any(shutil.which(name, path=path) for name in names)


def library(name: str) -> Callable[[], bool]:
    """Give the question whether a shared library can be loaded."""

    def is_there() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return is_there


def font(pattern: str) -> Callable[[], bool]:
    """Give the question whether a font's file is installed."""
    places = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    return lambda: any(next(place.rglob(pattern), None) for place in places if place.is_dir())


NEEDED: dict[Literal["run", "test"], tuple[Package, ...]] = {
    "run": (),
    "test": (
        Package("clamav-daemon", "tests of the scanner", program("clamd")),
        Package("redis-server", "tests of the queue and the cache", program("redis-server", "valkey-server")),
        Package("chromium", "journeys in a browser", program("chromium", "chromium-browser", "google-chrome")),
        Package("fonts-liberation2", "the browser's text", font("LiberationSans-Regular.*")),
    ),
}


def provide(part: Literal["run", "test"]) -> None:
    """See that the packages are there, installing them as root; otherwise say what will be missing and go on."""
    missing = [package for package in NEEDED[part] if not package.is_there()]
    if not missing:
        return
    names = " ".join(package.name for package in missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say(f"Not installed: {names} ({'; '.join(package.serves for package in missing)}). apt-get install {names}")
        return
    say(f"Installing Debian packages: {names} ...")
    if not _install([package.name for package in missing]):
        say(f"They could not be installed; going on without. Try: apt-get install {names}")
    elif Path("/run/systemd/system").is_dir() and program("systemctl")():
        say("Their services, if any, were not started now, but will be when this machine next starts.")


def _install(names: list[str]) -> bool:
    install = ("install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", *names)
    with _no_service_starts():
        return _apt(*install) or (_apt("update") and _apt(*install))


def _apt(*words: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-q", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        for line in done.stderr.strip().splitlines()[-3:]:
            say(f"    {line}")
    return done.returncode == 0


@contextlib.contextmanager
def _no_service_starts() -> Iterator[None]:
    """Forbid starting services while packages are installed, never replacing somebody else's rule."""
    if POLICY.exists() and POLICY.read_text(errors="replace") == OURS:  # left by a command that was killed
        POLICY.unlink()
    try:
        with POLICY.open("x") as policy:
            policy.write(OURS)
            os.fchmod(policy.fileno(), 0o755)
    except FileExistsError:
        yield
        return
    try:
        yield
    finally:
        POLICY.unlink(missing_ok=True)
