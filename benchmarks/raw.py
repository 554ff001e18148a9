"""The raw limit: an answer and its summary row in one durable commit, with nothing above psycopg.

`python -m benchmarks.raw ASSESSMENTS SECONDS`, with PGHOST, PGUSER and PGDATABASE; prints commits a second.
"""

import random
import sys
import time
from threading import Thread

import psycopg

from benchmarks.client import CONNECTIONS

ANSWER = """UPDATE floor_answer SET text = %s, version = version + 1, saved_at = now()
            WHERE assessment_id = %s AND ref = '1.1.1'"""
SUMMARY = "UPDATE floor_assessment SET saves = saves + 1, last_saved_at = now() WHERE id = %s"


def main(assessments: int, seconds: float) -> float:
    """Save on every connection for some seconds; return the commits of all, by the second."""
    done: list[int] = []
    savers = [Thread(target=_save, args=[number, assessments, seconds, done]) for number in range(CONNECTIONS)]
    began = time.monotonic()
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()
    if len(done) < CONNECTIONS:
        raise RuntimeError("Some connections failed.")
    return sum(done) / (time.monotonic() - began)


def _save(number: int, assessments: int, seconds: float, done: list[int]) -> None:
    mine = range(1 + number, assessments + 1, CONNECTIONS)  # or one saver would wait for another's row
    chance, commits = random.Random(number), 0  # noqa: S311 - no secret
    with psycopg.connect() as connection:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assessment = chance.choice(mine)
            with connection.transaction():
                connection.execute(ANSWER, [f"We checked it for the {commits}th time", assessment])
                connection.execute(SUMMARY, [assessment])
            commits += 1
    done.append(commits)


if __name__ == "__main__":
    sys.stdout.write(str(main(int(sys.argv[1]), float(sys.argv[2]))))
