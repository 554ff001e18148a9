"""What the processes of this machine use, read from /proc; and what the machine is."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROCESSORS: Final = len(os.sched_getaffinity(0))
_TICK: Final = os.sysconf("SC_CLK_TCK")
_IDLE: Final = (3, 4)  # columns of the first line of /proc/stat that are no work: idle, waiting for a disk
_KINDS: Final = 8  # columns that add up to all the time there was; guests are counted in the first two already


@dataclass(frozen=True, slots=True)
class Reading:
    """The seconds of processor time used so far: by the whole machine, and by each process with what it waited for."""

    busy: float
    by_process: dict[int, float]
    parents: dict[int, int]

    def family(self, root: int) -> set[int]:
        """Name a process with all that it started, directly or not."""
        found, new = {root}, {root}
        while new:
            new = {process for process, parent in self.parents.items() if parent in new} - found
            found |= new
        return found

    def used_by(self, roots: Iterable[int]) -> float:
        """Add up what some processes and all that they started have used, in seconds."""
        everybody = set().union(*(self.family(root) for root in roots))
        return sum(self.by_process.get(process, 0.0) for process in everybody)


def reading() -> Reading:
    """Read the machine and every process now."""
    by_process, parents = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                # The name, in brackets, may itself have spaces and brackets.
                words = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):  # it has just ended
                continue
            parents[int(folder.name)] = int(words[1])
            # Its own time as user and in the kernel, and that of the children that it has collected.
            by_process[int(folder.name)] = sum(map(int, words[11:15])) / _TICK
    kinds = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:][:_KINDS]]
    busy = sum(ticks for column, ticks in enumerate(kinds) if column not in _IDLE) / _TICK
    return Reading(busy, by_process, parents)


def others_share(before: Reading, after: Reading, seconds: float) -> float:
    """Tell which share of the processors went to anything that we did not start, between 0 and 1."""
    ours = after.used_by([os.getpid()]) - before.used_by([os.getpid()])
    return max(0.0, after.busy - before.busy - ours) / (seconds * PROCESSORS)


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of a process: all that it has in memory, and its share of what it shares."""

    resident: float
    share: float


def memory(process: int) -> Memory:
    """Read the memory of a process."""
    lines = (line.split() for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:])
    kilobytes = {words[0]: int(words[1]) for words in lines}
    return Memory(kilobytes["Rss:"] / 1024, kilobytes["Pss:"] / 1024)


def description() -> str:
    """Say what this machine is, without its name."""
    info = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().split("\n\n")[0].splitlines())
    model = next((value.strip() for name, value in info.items() if name.strip() == "model name"), platform.machine())
    total = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    return f"{PROCESSORS} processors ({model}), {total:.0f} GB, Linux {platform.release()}"
