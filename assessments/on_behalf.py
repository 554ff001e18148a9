"""Reading what a head office published on a site's behalf: the one place where a site's page reads another's row."""

from assessments.histories import publication_by
from assessments.models import Coverage, Publication
from organisations.tenancy import acting_for


def published_on_behalf(cover: Coverage) -> Publication | None:
    """Return the publication that a cover says counts, or counted, for a site, with its frozen text.

    The copy belongs to the group and row security keeps it there. The cover is a public fact that the group's own
    publishing wrote, so the group has said that this copy, and no draft of its, is true of the site. Only after such a
    row was found for the site whose page this is may the group's scope be opened, for this one reading.
    """
    with acting_for(cover.organisation_id):
        return publication_by(cover.organisation, cover.reference)
