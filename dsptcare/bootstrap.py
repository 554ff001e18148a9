"""Make the project's own Python environment when it is missing or older than the lock, and go on inside it.

Standard library only: this runs before anything is installed. `.venvs/<key>` is an environment, `.venv` a link to the
one in use.
"""

import contextlib
import fcntl
import hashlib
import os
import platform
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import IO, Literal, NoReturn

from dsptcare.console import pass_on, say
from dsptcare.installing import CannotInstall, Installer

ROOT = Path(__file__).resolve().parent.parent
KEPT = 2  # environments: two Pythons used in turn on one clone must not remove each other's
SHOWN = 8  # last lines of the tools' log, after a failure

_ENTERED = "DSPTCARE_ENTERED"  # set over execv: a second attempt would never end
_held: list[int] = []  # the descriptor of our shared lock on the environment, for the life of this process


def key(root: Path, python: Mapping[str, str]) -> str:
    """Name the environment for one lock, one Python and one place."""
    parts = [(root / "requirements" / "run.txt").read_bytes(), *(python[name].encode() for name in sorted(python))]
    return hashlib.sha256(b"\0".join([*parts, os.fsencode(root)])).hexdigest()[:12]


def this_python() -> dict[str, str]:
    """Give what makes one Python's environment unusable by another."""
    return {"tag": str(sys.implementation.cache_tag), "machine": platform.machine(), "base": sys.base_prefix}


def is_current(environment: Path, part: str, root: Path = ROOT) -> bool:
    """Tell whether an environment holds what the lock says, and its Python can be run."""
    try:
        stamp = (environment / f"{part}.complete").read_text()
    except OSError:
        return False
    return stamp == lock_hash(root, part) and os.access(environment / "bin" / "python", os.X_OK)


def lock_hash(root: Path, part: str) -> str:
    """Give the stamp of an environment into which this lock was installed."""
    return hashlib.sha256((root / "requirements" / f"{part}.txt").read_bytes()).hexdigest()


def enter(part: Literal["run", "dev"]) -> None:
    """Return inside the project's environment, or run the same command again inside it."""
    entered = os.environ.pop(_ENTERED, "")
    if os.environ.get("DSPTCARE_BOOTSTRAP") == "off":  # container images bring their own
        return
    environment = ROOT / ".venvs" / key(ROOT, this_python())
    if not is_current(environment, part):
        _build(environment, part)
    _point_link(environment)
    if environment.exists() and environment.samefile(sys.prefix):
        _held.append(_hold(environment))
        return
    if entered == str(environment):
        sys.exit(f"The Python environment in {environment} does not work: remove that folder and try again.")
    _run_again(environment)


def _run_again(environment: Path) -> NoReturn:
    python = str(environment / "bin" / "python")
    sys.stdout.flush()
    os.execve(python, [python, *sys.orig_argv[1:]], pass_on({**os.environ, _ENTERED: str(environment)}))  # noqa: S606


def _hold(environment: Path) -> int:
    """Mark the environment as in use, for as long as the descriptor is open."""
    mark = environment / "in-use"
    descriptor = os.open(mark, os.O_RDONLY | os.O_CREAT, 0o644)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    with contextlib.suppress(OSError):
        os.utime(mark)
    return descriptor


def _build(environment: Path, part: str) -> None:
    folder = environment.parent
    try:
        folder.mkdir(exist_ok=True)
        lock = (folder / "lock").open("ab")
    except PermissionError:
        sys.exit(f"Cannot write {folder}: run this as the person who owns {ROOT}.")
    with lock, _interruptible():
        _wait_for(lock)
        if is_current(environment, part):  # somebody else built it while we waited
            return
        try:
            _install(environment, part, lock)
        except CannotInstall as reason:
            sys.exit(f"{reason}\n{_last_words(folder / 'install.log')}")
        _sweep(folder, keep=environment)


def _install(environment: Path, part: str, lock: IO[bytes]) -> None:
    if not (environment / "run.complete").exists() and environment.exists():
        shutil.rmtree(environment)  # half an install is not worth repairing
    with (environment.parent / "install.log").open("wb") as log:
        Installer(environment, log, lock.fileno()).install(ROOT / "requirements" / f"{part}.txt")
    # dev.txt holds every line of run.txt at the same version, so one install completes both.
    for complete in ("run", part):
        _stamp(environment, complete)
    say("The Python packages are installed.")


def _stamp(environment: Path, part: str) -> None:
    unfinished = environment / f"{part}.unfinished"
    unfinished.write_text(lock_hash(ROOT, part))
    unfinished.replace(environment / f"{part}.complete")


def _wait_for(lock: IO[bytes]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another command is installing the Python packages; waiting for it ...")
        fcntl.flock(lock, fcntl.LOCK_EX)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let TERM and HUP unwind like Ctrl-C, so that the installing tool is ended too."""

    def unwind(number: int, _frame: FrameType | None) -> NoReturn:
        sys.exit(128 + number)

    before = {number: signal.signal(number, unwind) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    except KeyboardInterrupt:
        say("Interrupted: the next command begins the installation again.")
        sys.exit(130)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _point_link(environment: Path) -> None:
    link = ROOT / ".venv"
    target = f".venvs/{environment.name}"
    with contextlib.suppress(OSError):  # a clone that this person may only read
        if link.is_symlink() and str(link.readlink()) == target:
            return
        if link.exists() and not link.is_symlink():
            say(f"{link} is not ours, so it is left alone; the environment is {environment}.")
            return
        beside = ROOT / f".venv-{os.getpid()}"
        beside.symlink_to(target)
        beside.replace(link)


def _sweep(folder: Path, keep: Path) -> None:
    """Remove the environments that nobody has used lately and nobody is using."""
    others = [path for path in folder.iterdir() if path.is_dir() and path != keep]
    for path in sorted(others, key=_last_used, reverse=True)[KEPT - 1 :]:
        with (path / "in-use").open("ab") as users, contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)


def _last_used(environment: Path) -> float:
    marks = [mark.stat().st_mtime for name in ("in-use", "run.complete") if (mark := environment / name).exists()]
    return max(marks, default=0.0)


def _last_words(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()
    return "\n".join([*(f"    {line}" for line in lines[-SHOWN:] if line.strip()), f"    (all of it: {log})"])
