#!/usr/bin/env python3
"""Measure the preview of pasted staff: python3 benchmarks/paste.py [--rows N]."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # as for manage.py, so that both find the same packages

from dsptcare import bootstrap  # noqa: E402 - the path comes first

if __name__ == "__main__":
    bootstrap.enter("run")  # after this line the packages can be imported
    from benchmarks.pasting import main

    sys.exit(main(sys.argv[1:]))
