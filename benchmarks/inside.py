"""Run one of our modules inside Django, with the settings that the environment names, and print its answer as JSON.

`python -m benchmarks.inside MODULE NUMBER`
"""

import importlib
import json
import sys

import django


def main(module: str, number: str) -> None:
    """Set Django up, call the module's main with the number, and print what it returns."""
    django.setup()
    sys.stdout.write(json.dumps(importlib.import_module(f"benchmarks.{module}").main(int(number))))


if __name__ == "__main__":
    main(*sys.argv[1:])
