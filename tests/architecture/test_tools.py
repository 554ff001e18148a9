"""Style, types and spelling, so that one command checks everything."""

import subprocess
import sys

import pytest

from dsptcare.embedded import ROOT

TOOLS = {
    "style": ("ruff", "check", "--no-fix", "."),
    "layout": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    "templates": ("djlint", "--lint", "--quiet", "templates"),
    "spelling": ("codespell_lib",),
}


@pytest.mark.parametrize("checked", TOOLS)
def test_the_tools_have_nothing_to_say(checked: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *TOOLS[checked]], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
