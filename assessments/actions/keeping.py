"""What a site inherited becomes its own, when its group stops sharing it or the site leaves (R75)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection

from assessments.given import GIVEN
from assessments.models.answers import WORDS
from assessments.rules.schedule import london_date
from organisations import audit
from organisations.models import Organisation, User
from organisations.tenancy import acting_for, action


@action
def keep_inherited(
    *,
    group: Organisation,
    sites: Collection[int],
    by: User | None,
    at: datetime,
    refs: Collection[str] | None = None,
) -> None:
    """Copy what the sites inherit as their own answers, in one statement, and write it down for each of them.

    Only years that can be changed are touched. The words stay the same, so counts and confirmations do too. Who
    answered stands beside the copy, and the name of the group; an answer that a site gave itself is left alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "group": group.pk,
                "sites": list(sites),
                "refs": None if refs is None else list(refs),
                "today": london_date(at),
                "at": at,
            },
        )
        kept = sorted({site for (site,) in cursor.fetchall()})
    audit.record_many([("kept-answers", site, group.code) for site in kept], by=by, at=at, refs=sorted(refs or ()))


@action
def give_way(*, group: Organisation, sites: Collection[int], refs: Collection[str], by: User, at: datetime) -> None:
    """Let the sites inherit again where all they have is a copy from this group that nobody has touched since.

    So sharing again after stopping by mistake puts things back as they were. The copy stays in the history.
    """
    with acting_for(group, *sites, user=by), connection.cursor() as cursor:
        told: dict[str, Any] = {
            "group": group.pk,
            "name": group.name,
            "sites": list(sites),
            "refs": list(refs),
            "by": by.pk,
            "at": at,
        }
        cursor.execute(_GIVE_WAY, told)


# A group's note for its own team is not for its sites.
_SHARED_WORDS = [f'"{name}"' for name in WORDS if name != "comment"]
_KEEP = f"""
    INSERT INTO assessments_answer AS kept
        (organisation_id, assessment_id, ref, {", ".join(_SHARED_WORDS)}, comment, check_again, carried, came_from,
        version, saved_by_id, saved_at)
    SELECT form.organisation_id, form.id, shared.ref, {", ".join(f"shared.{word}" for word in _SHARED_WORDS)},
        '', false, true, above.name, 1, coalesce(said.saved_by_id, shared.shared_by_id), shared.changed_at
    FROM assessments_sharedanswer shared
    JOIN organisations_organisation above ON above.id = shared.organisation_id
    JOIN assessments_toolkityear year ON year.id = shared.year_id
    JOIN assessments_assessment form ON form.year_id = shared.year_id AND form.organisation_id = ANY (%(sites)s)
    JOIN organisations_groupsite belonging ON belonging.site_id = form.organisation_id
        AND belonging.organisation_id = shared.organisation_id AND belonging.state = 'active'
    LEFT JOIN assessments_assessment theirs
        ON theirs.organisation_id = shared.organisation_id AND theirs.year_id = shared.year_id
    LEFT JOIN assessments_answer said ON said.assessment_id = theirs.id AND said.ref = shared.ref
    WHERE shared.organisation_id = %(group)s AND (%(refs)s::text[] IS NULL OR shared.ref = ANY (%(refs)s))
        AND year.last_edit_on >= %(today)s AND year.opens_at <= %(at)s
        AND NOT form.organisation_id = ANY (shared.except_sites) AND {GIVEN.format("shared")}
    ORDER BY form.id, shared.ref
    ON CONFLICT (organisation_id, assessment_id, ref) DO UPDATE SET
        {", ".join(f"{word} = excluded.{word}" for word in _SHARED_WORDS)},
        check_again = false, carried = true, came_from = excluded.came_from, version = kept.version + 1,
        saved_by_id = excluded.saved_by_id, saved_at = excluded.saved_at
        WHERE NOT {GIVEN.format("kept")}
    RETURNING kept.organisation_id
"""  # noqa: S608 - our own names
_BLANK = [
    f"{word} = NULL" if word in ('"on"', '"staff_total"', '"staff_trained"') else f"{word} = ''"
    for word in _SHARED_WORDS
]
_GIVE_WAY = f"""
    UPDATE assessments_answer own SET
        {", ".join(_BLANK)},
        carried = false, came_from = '', version = own.version + 1, saved_by_id = %(by)s, saved_at = %(at)s
    FROM assessments_assessment form, assessments_sharedanswer shared
    WHERE form.id = own.assessment_id AND shared.organisation_id = %(group)s AND shared.year_id = form.year_id
        AND shared.ref = own.ref AND own.ref = ANY (%(refs)s) AND form.organisation_id = ANY (%(sites)s)
        AND NOT form.organisation_id = ANY (shared.except_sites) AND own.carried AND own.came_from = %(name)s
        AND {" AND ".join(f"own.{word} IS NOT DISTINCT FROM shared.{word}" for word in _SHARED_WORDS)}
"""  # noqa: S608 - our own names
