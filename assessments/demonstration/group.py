"""A head office in the middle of its year: it answered for forty services, and most of their managers have replied."""

from datetime import date, timedelta

from assessments.actions.answers import save_answer
from assessments.actions.grouping import add_services
from assessments.actions.replying import reply
from assessments.actions.routing import affirm_route, change_route
from assessments.actions.sharing import share
from assessments.demonstration.listed import FERN_SITES
from assessments.demonstration.people import make_person, make_somebody
from assessments.demonstration.shelf import share_papers
from assessments.demonstration.story import EVERY_NEED, Story
from assessments.editions import edition
from assessments.inheriting import inherited_by
from assessments.models import Assessment
from assessments.rules.grouping import FOUR, Route, RouteQuestion, Said
from assessments.rules.levels import Level
from assessments.rules.regrouping import ForAll, LookCloser, Which
from assessments.rules.schedule import default_year
from organisations.actions.grouping import NewSite
from organisations.actions.people import join
from organisations.models import GroupSite, User
from organisations.permissions import Role
from organisations.tenancy import acting_for

OWN_SYSTEM = ("VA101", "VA102")  # they use other computers, so they need a form of their own
SILENT = ("VA103", "VA137", "VA138")
DIFFERENT = {"VA013": "1.1.2", "VA104": "4.2.4", "VA105": "1.3.1", "VA106": "1.3.7"}
TRAINING = "3.2.1"
LEFT_OUT = 3  # the last of the list: the group has sold them, and the directory does not know yet


def forty_services(story: Story) -> None:
    """Set up the services, say which way, answer for all, and let the managers reply."""
    day = max(story.today - timedelta(days=30), default_year(story.today, "").opens_on)
    story.describe(day)
    year = story.open(day)
    links = add_services(
        group=story.organisation,
        sites=[NewSite(one.code, one.name, one.town, one.postcode) for one in FERN_SITES[:-LEFT_OUT]],
        by=story.person,
        at=story.at(day),
    )
    sites = {link.site.code: link for link in links}
    with acting_for(story.organisation, *(link.site for link in links), user=story.person):
        _say_which_way(story, year, sites, day)
        story.answer(year, day, *EVERY_NEED)
        refs = [question.ref for question in edition(year.edition).needed_for(Level.MET)]
        share(assessment=year, refs=refs, by=story.person, at=story.at(day))
        share_papers(story)
        for code, link in sites.items():
            _manager(story, code, link, day)


def _say_which_way(story: Story, year: Assessment, sites: dict[str, GroupSite], day: date) -> None:
    common = {"assessment": year, "by": story.person, "at": story.at(day)}
    for question in FOUR[:-1]:
        change_route(change=ForAll(question, Said.SAME), **common)  # type: ignore[arg-type]
    odd = frozenset(sites[code].site_id for code in OWN_SYSTEM)
    change_route(
        change=Which(RouteQuestion.COMPUTERS, odd, Said.DIFFERENT, "They use another computer system"),
        **common,  # type: ignore[arg-type]
    )
    change_route(change=LookCloser(frozenset()), **common)  # type: ignore[arg-type]
    affirm_route(route=Route.MIXED, **common)  # type: ignore[arg-type]


# The two that somebody can sign in as; the others only reply.
SIGN_IN_AS = {"VA012": "Mina", "VA103": "Carl"}


def _manager(story: Story, code: str, link: GroupSite, day: date) -> None:
    """Give a service its manager, its own count of staff, and its reply."""
    manager = _person(link, code)
    site, at = link.site, story.at(story.today)
    join(organisation=site, user=manager, role=Role.CONTRIBUTOR, by=story.person, at=story.at(day))
    year = Assessment.objects.get(organisation=site)
    counted = {"choice": "yes", "staff_total": 20, "staff_trained": 19 if code in DIFFERENT else 20}
    save_answer(assessment=year, ref=TRAINING, words=counted, version=0, by=manager, at=at)
    if code in SILENT or code in OWN_SYSTEM:
        return
    seen = {ref: one.version for ref, one in inherited_by(year).items()}
    because = {DIFFERENT[code]: "We do this on paper here"} if code in DIFFERENT else {}
    reply(assessment=year, seen=seen, differences=because, by=manager, at=at)


def _person(link: GroupSite, code: str) -> User:
    place = link.site.name.lower().replace(" ", "-")
    if code in SIGN_IN_AS:
        name = SIGN_IN_AS[code]
        return make_person(f"{name.lower()}@{place}.example", name, "Registered manager")
    return make_somebody(f"manager@{place}.example", f"Manager of {link.site.name}")
