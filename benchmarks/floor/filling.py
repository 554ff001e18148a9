"""Fill the floor's database with as many assessments, answers and sessions as the product's."""

from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from assessments.editions import edition
from benchmarks.people import TEXT, session_of, spread

ROWS = """
    INSERT INTO auth_user
        (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
        SELECT number, '!', false, 'person' || number, 'Priya', '', '', false, true, now()
        FROM generate_series(1, %(assessments)s) AS number;
    INSERT INTO floor_assessment (id, owner_id, saves, last_saved_at)
        SELECT number, number, 0, now() FROM generate_series(1, %(assessments)s) AS number;
    INSERT INTO floor_answer (assessment_id, ref, choice, text, comment, version, saved_at)
        SELECT number, ref, 'yes', %(text)s, '', 1, now()
        FROM generate_series(1, %(assessments)s) AS number CROSS JOIN unnest(%(refs)s::text[]) AS ref
"""


def main(assessments: int) -> dict[str, Any]:
    """Fill the database; return the people signed in, the questions and the words of a form."""
    refs = [question.ref for question in edition("care-7").questions]
    with connection.cursor() as cursor:
        for statement in ROWS.split(";"):
            cursor.execute(statement, {"assessments": assessments, "refs": refs, "text": TEXT})
        cursor.execute("VACUUM (ANALYZE)")
    return {
        "people": [_signed_in(number) for number in spread(assessments)],
        "refs": refs,
        "words": {"choice": "yes", "comment": ""},
    }


def _signed_in(number: int) -> dict[str, str]:
    session = session_of(User.objects.get(pk=number), timezone.now())
    return {**session, "overview": f"/{number}/", "questions": f"/{number}/"}
