"""Make an environment and put the locked packages into it, with what this machine has: uv, pip or Debian's pip.

Standard library only. Every tool gets the same three rules: hashes required, no dependencies but the lock's, no source
packages (a source package would fetch build tools that no hash pins).
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from dsptcare import groups
from dsptcare.console import say

RULES = ("--require-hashes", "--no-deps", "--only-binary", ":all:")
OLDEST_PIP = (22, 3)  # the first with --python
EVERY = 10.0  # seconds between lines while a tool works
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable


class CannotInstall(Exception):
    """Say, in one sentence for the person at the terminal, why the packages could not be installed."""


class Installer:
    """Install into one environment, under one lock, writing the tools' words to one log."""

    def __init__(self, environment: Path, log: IO[bytes], lock: int) -> None:
        """Keep the lock's descriptor: each tool inherits it, so that an orphan still holds it."""
        self.environment = environment
        self.python = environment / "bin" / "python"
        self._log = log
        self._lock = lock

    def install(self, requirements: Path) -> None:
        """Install a hash-pinned file, making the environment first. Raises CannotInstall."""
        uv = shutil.which("uv")
        if uv and self._with_uv(uv, requirements):
            return
        say("Installing the Python packages, about 20 seconds ...")
        self._with_pip(requirements)
        self._compile()

    def _with_uv(self, uv: str, requirements: Path) -> bool:
        say("Installing the Python packages with uv ...")
        target = ("--python", str(self.python))
        made = self.python.exists() or self._run(uv, "venv", "--quiet", "--python", BASE_PYTHON, str(self.environment))
        if made and self._run(uv, "pip", "install", *target, "--compile-bytecode", *RULES, "-r", str(requirements)):
            return True
        say("uv could not; trying pip.")  # uv does not read pip.conf: a private index known only to pip fails there
        return False

    def _with_pip(self, requirements: Path) -> None:
        made = (BASE_PYTHON, "-m", "venv", "--without-pip", str(self.environment))
        if not self.python.exists() and not self._run(*made):
            raise CannotInstall("A virtual environment could not be made: apt-get install python3-venv")
        pip = self._pip()
        if not self._run(*pip, "install", "--no-compile", *RULES, "-r", str(requirements)):
            raise CannotInstall("The Python packages could not be installed.")

    def _pip(self) -> Sequence[str]:
        """Find a pip that can install into the environment, cheapest first."""
        inside = [str(self.python), "-m", "pip"]
        if self._succeeds(*inside, "--version"):
            return inside
        if _pip_version(BASE_PYTHON) >= OLDEST_PIP:
            return [BASE_PYTHON, "-m", "pip", "--python", str(self.python)]
        if self._run(str(self.python), "-m", "ensurepip"):
            return inside
        wheel = shutil.which("apt-get") and shutil.which("dpkg-deb") and self._debian_wheel()
        if wheel:
            return [str(self.python), f"{wheel}/pip"]
        raise CannotInstall("This Python has no pip: apt-get install python3-venv")

    def _debian_wheel(self) -> str | None:
        """Fetch Debian's own signed pip beside the environment, installing nothing on the machine."""
        folder = self.environment / "debian-pip"
        folder.mkdir(exist_ok=True)
        fetch = ("download", "python3-pip-whl")
        own = _own_apt_folders(folder)
        if not (
            self._run("apt-get", *fetch, cwd=folder)
            or (self._run("apt-get", *own, "update") and self._run("apt-get", *own, *fetch, cwd=folder))
        ):
            return None
        for package in folder.glob("*.deb"):
            self._run("dpkg-deb", "-x", str(package), str(folder))
        found = next(folder.glob("usr/share/python-wheels/pip-*.whl"), None)
        return str(found) if found else None

    def _compile(self) -> None:
        """Compile now what every later start would otherwise compile for itself."""
        libraries = str(self.environment / "lib")
        compileall = (str(self.python), "-m", "compileall", "-q")
        # In parallel it needs /dev/shm, which a container may not have. What cannot be compiled is no reason to stop.
        if not self._run(*compileall, "-j", "0", libraries):
            self._run(*compileall, libraries)

    def _succeeds(self, *command: str) -> bool:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0

    def _run(self, *command: str, cwd: Path | None = None) -> bool:
        """Run one tool to its end, ending it if we are interrupted."""
        self._log.write(f"\n$ {' '.join(command)}\n".encode())
        self._log.flush()
        child = subprocess.Popen(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            pass_fds=(self._lock,),
            process_group=0,
        )
        try:
            return _wait(child, lambda: say(f"... still installing ({Path(command[0]).name})")) == 0
        finally:
            if child.returncode is None:  # with its group: pip installs for another Python in a second process
                groups.end([child.pid], grace=5.0, meanwhile=child.poll)


def _wait(child: subprocess.Popen[bytes], remark: Callable[[], None]) -> int:
    while True:
        try:
            return child.wait(timeout=EVERY)
        except subprocess.TimeoutExpired:
            remark()


def _pip_version(python: str) -> tuple[int, ...]:
    answer = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"pip (\d+)\.(\d+)", answer)
    return tuple(map(int, found.groups())) if found else (0, 0)


def _own_apt_folders(folder: Path) -> list[str]:
    """Let apt-get keep its lists beside the environment, for somebody who is not the administrator."""
    places = {"Dir::State::lists": folder / "lists", "Dir::Cache": folder / "cache"}
    for place in places.values():
        (place / ("partial" if place.name == "lists" else "archives/partial")).mkdir(parents=True, exist_ok=True)
    return [word for name, place in places.items() for word in ("-o", f"{name}={place}/")]
