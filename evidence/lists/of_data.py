"""The lists of what records there are, and of how data is used."""

from typing import Final

from evidence.lists.columns import MOST_LINES, Column, Kind, Lack, ListSpec
from evidence.models import InformationAsset, ProcessingActivity

MOST_NAME: Final = 120
KEPT_FOR: Final = Column(
    "kept_for",
    "How long you keep it",
    most=MOST_NAME,
    in_table=False,
    aliases="kept for, retention, retention period, how long kept, keep for, disposal",
)

INFORMATION: Final = ListSpec(
    slug="information",
    register="information-assets",
    title="What records you keep",
    why="You cannot look after records if you do not know that you have them. This list says what there is and where.",
    one="set of records",
    many="sets of records",
    add="Add a set of records",
    model=InformationAsset,
    second="place",
    second_words="place",
    lack=Lack("place", "has no place yet", "have no place yet"),
    columns=(
        Column(
            "name",
            "What it is",
            hint="Like care plans, staff files or the visitor book",
            required="Say what it is",
            aliases="name, asset, asset name, information asset, record, records, record type, information, "
            "type of record, data, description, document, item, set of records",
        ),
        Column(
            "place",
            "Where it is kept",
            aliases="place, location, where, where kept, storage, stored, held, where held, system",
        ),
        Column(
            "owner",
            "Who looks after it",
            most=MOST_NAME,
            hint="A job title is fine",
            aliases="owner, asset owner, information asset owner, responsible, who, iao, lead",
        ),
        Column(
            "shared_with",
            "Who gets a copy",
            Kind.LINES,
            most=MOST_LINES,
            aliases="shared with, sharing, shared, recipients, who sees it, access, who has access",
        ),
        KEPT_FOR,
        Column(
            "checked_on",
            "Last checked on",
            Kind.DATE,
            is_past=True,
            aliases="checked on, last checked, checked, date checked, last reviewed, reviewed, review date",
        ),
    ),
)

PROCESSING: Final = ListSpec(
    slug="processing",
    register="processing",
    title="How you use people's data",
    why="The law asks you to know why you use people's data and who gets it. This list says so, one use on each line.",
    one="use of data",
    many="uses of data",
    add="Add a use of data",
    model=ProcessingActivity,
    second="people",
    second_words="kind of people",
    lack=Lack("legal_reason", "has no legal reason yet", "have no legal reason yet"),
    columns=(
        Column(
            "name",
            "Why you use it",
            hint="Like to give care, or to pay staff",
            required="Say why you use the data",
            aliases="name, purpose, purpose of processing, purposes, why, activity, processing activity, "
            "processing, use, reason",
        ),
        Column(
            "people",
            "Whose data",
            hint="Like people you support, or staff",
            aliases="people, who, data subjects, data subject, categories of individuals, individuals",
        ),
        Column(
            "data",
            "What data",
            Kind.LINES,
            most=MOST_LINES,
            aliases="data, personal data, categories of data, categories of personal data, what, data type",
        ),
        Column(
            "legal_reason",
            "Legal reason",
            aliases="lawful basis, legal basis, lawful reason, basis, article 6, condition",
        ),
        Column(
            "shared_with",
            "Who gets it",
            Kind.LINES,
            most=MOST_LINES,
            aliases="shared with, recipients, categories of recipients, sharing, who gets a copy",
        ),
        KEPT_FOR,
    ),
)
