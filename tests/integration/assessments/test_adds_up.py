"""Does it add up? What does not fit together, with links to both sides: advice, never a block (F18)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from assessments.adding_up import compared
from assessments.models import Assessment
from assessments.rules.adding_up import Facts, File, Reason, doubts
from assessments.rules.levels import Level
from assessments.snapshots import Loaded, load_newest
from evidence.models import (
    Device,
    Document,
    FileState,
    InformationAsset,
    PaperTick,
    ProcessingActivity,
    SharedUse,
    Supplier,
    TrainedPerson,
    TrainingCount,
)
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import groups as g
from tests.factories import proof
from tests.factories.sharing import form_of, people_at, shared
from tests.integration.assessments.reading import browser, elements, links, of, of_year, press, text, words
from tests.reading import as_sentences, own_pieces, reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

TODAY = f.NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
WINDOWS_10 = "8.1.4 Software still supported"
SAID = (
    "You said that all you use is still supported (8.1.4). Your device list has Office laptop with Windows 10. "
    "Its support ended on 14 October 2025."
)


def row(home: Organisation, model: Any, **fields: Any) -> Any:
    """Put a row on one of a home's lists."""
    by = a.manager_of(home)
    with acting_for(home, user=by):
        return model.objects.create(organisation=home, saved_by=by, saved_at=f.NOW, **fields)


def document(home: Organisation, *refs: str, **fields: Any) -> Document:
    """Put a document into a home's register, as proof of some questions."""
    by = a.manager_of(home)
    with acting_for(home, user=by):
        made = proof.document(home, by, **fields)
        for ref in refs:
            proof.use(made, ref, by)
    return made


def read(home: Organisation) -> Facts:
    with acting_for(home):
        return compared(loaded(home))


def loaded(home: Organisation) -> Loaded:
    found = load_newest(home, today=TODAY)
    assert found
    return found


def reasons(home: Organisation) -> list[Reason]:
    return [doubt.reason for doubt in doubts(read(home))]


@pytest.fixture
def old_laptop(assessment: Assessment) -> Device:
    """Say that everything is supported, and list a laptop with Windows 10, without a date."""
    a.answer(assessment, "8.1.4")
    return row(assessment.organisation, Device, name="Office laptop", kind="Laptop", software="Windows 10 Pro")


def test_with_nothing_there_it_says_what_it_is_for(client: Client, assessment: Assessment) -> None:
    page = client.get(of_year(assessment, "adds_up"))

    assert text(elements(page, "h1")[0]) == "Does it add up?"
    assert "You have none yet, so there is nothing to look at." in words(page)
    assert press(page) == "Go to your questions"
    assert elements(page, "h2") == []


def test_details_alone_may_not_fit(client: Client, assessment: Assessment) -> None:
    a.described(assessment.organisation, **{**a.certificate(TODAY), "cyber_plus_expires_on": YESTERDAY})

    page = client.get(of_year(assessment, "adds_up"))

    assert "You said that you have Cyber Essentials Plus. Your details say that it ran out on 21 Nov" in words(page)
    assert links(page)[press(page)] == of(assessment.organisation, "details_step", "cyber")


def test_what_does_not_fit_says_both_sides_and_leads_to_both(
    client: Client, assessment: Assessment, old_laptop: Device
) -> None:
    page = client.get(of_year(assessment, "adds_up"))

    assert "We found 1 thing that does not fit together. This is advice only." in words(page)
    assert SAID.replace("Windows 10.", "Windows 10 Pro.") in words(page)
    assert "If you pay for more updates, put their last day in the list." in words(page)
    assert WINDOWS_10 in [text(heading) for heading in elements(page, "h2")]
    assert links(page)["Go to 8.1.4 Software still supported"] == of_year(assessment, "question", "8.1.4")
    assert links(page)["Go to your device list"] == of(assessment.organisation, "list_page", "devices")
    assert links(page)[press(page)] == of_year(assessment, "question", "8.1.4")
    assert len(elements(page, "h1")) == 1


def test_each_link_leads_somewhere(client: Client, assessment: Assessment, old_laptop: Device) -> None:
    document(assessment.organisation, "8.1.4", title="Letter", review_on=YESTERDAY)
    tick(assessment, "supplier-list", "not-yet")
    a.answer(assessment, "10.1.2")
    a.described(assessment.organisation, ico_expires_on=YESTERDAY)
    a.answer(assessment, "1.1.1", choice="yes", text="ZA999999")

    page = client.get(of_year(assessment, "adds_up"))

    assert "We found 5 things" in words(page)
    for said, address in links(page).items():
        assert client.get(address).status_code == 200, said


def tick(assessment: Assessment, kind: str, says: str) -> None:
    by = a.manager_of(assessment.organisation)
    with acting_for(assessment.organisation, user=by):
        PaperTick.objects.create(
            organisation=assessment.organisation,
            edition=assessment.edition,
            kind=kind,
            says=says,
            said_by=by,
            said_at=f.NOW,
        )


@pytest.mark.parametrize(
    "put_right",
    [
        lambda year, device: a.answer(year, "8.1.4", choice="not-yet"),
        lambda year, device: change(device, software="Windows 11"),
        lambda year, device: change(device, support_ends_on=TODAY),  # updates that were paid for: its own date counts
        lambda year, device: change(device, removed_at=f.NOW),
        lambda year, device: a.answer(year, "8.2.1"),  # the risk is written down
    ],
    ids=["the answer", "the software", "the date", "the row", "the risk note"],
)
def test_it_goes_when_the_facts_fit(
    client: Client, assessment: Assessment, old_laptop: Device, put_right: Callable[[Assessment, Device], object]
) -> None:
    put_right(assessment, old_laptop)

    page = client.get(of_year(assessment, "adds_up"))

    assert "Everything we can compare fits together." in words(page)
    assert press(page) == "Go to publish"


def change(made: Any, **fields: Any) -> None:
    with acting_for(made.organisation):
        type(made).objects.filter(pk=made.pk).update(**fields)


def test_when_all_fits_it_says_what_was_compared(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    a.answer(assessment, "8.1.4")
    document(home)
    row(home, Device, name="Office laptop", software="Windows 11")
    row(home, Supplier, name="Rota Ltd")
    row(home, TrainedPerson, name="Tom", trained_on=TODAY)
    row(home, TrainedPerson, name="Jo", trained_on=TODAY, removed_at=f.NOW)
    row(home, InformationAsset, name="Care plans")
    row(home, ProcessingActivity, name="Giving care")

    page = client.get(of_year(assessment, "adds_up"))

    assert "Everything we can compare fits together." in words(page)
    assert [text(line) for found in elements(page, "ul") for line in found.children] == [
        "1 answer",
        "1 document",
        "1 person on your training list",
        "1 set of records",
        "1 use of data",
        "1 firm",
        "1 device or program",
    ]


def test_every_row_is_read_as_it_is(assessment: Assessment) -> None:
    home = assessment.organisation
    paper = document(
        home, "1.1.3", title="Notice", place="", link="https://example.com", file_state=FileState.REFUSED,
        written_on=YESTERDAY, review_on=TODAY, checked_on=YESTERDAY,
    )  # fmt: skip
    document(home, title="Gone", removed_at=f.NOW)
    row(home, TrainingCount, staff_total=20, staff_trained=19, counted_on=TODAY)
    row(
        home, Device, name="Hall", kind="Router", owner="Staff own", software="Firmware", support_ends_on=TODAY,
        has_antivirus="no", is_encrypted="yes", matters_most="yes",
    )  # fmt: skip
    row(home, Supplier, name="Rota Ltd", contract_ends_on=TODAY, certificate_ends_on=YESTERDAY, has_data_terms="no")
    tick(assessment, "privacy-notice", "not-yet")
    a.described(home, data_lead="Tom")

    facts = read(home)

    [found] = facts.papers
    assert (found.id, found.title, found.kind, found.refs) == (paper.pk, "Notice", "privacy-notice", ("1.1.3",))
    assert (found.has_place, found.file, found.group) == (True, File.REFUSED, "")
    assert (found.written_on, found.review_on, found.checked_on) == (YESTERDAY, TODAY, YESTERDAY)
    [hall] = facts.lists.things
    assert (hall.name, hall.kind, hall.owner, hall.software) == ("Hall", "Router", "Staff own", "Firmware")
    assert (hall.support_ends_on, hall.has_antivirus, hall.is_encrypted, hall.matters_most) == (
        TODAY, "no", "yes", "yes",
    )  # fmt: skip
    [firm] = facts.lists.firms
    assert (firm.contract_ends_on, firm.certificate_ends_on, firm.has_data_terms) == (TODAY, YESTERDAY, "no")
    assert facts.lists.counted
    assert (facts.ticks, facts.data_lead, facts.is_group) == ({"privacy-notice": "not-yet"}, "Tom", False)


def test_a_document_with_neither_place_nor_file_is_nowhere(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, "1.1.3")
    made = document(assessment.organisation, "1.1.3", place="", file_state=FileState.LOST)

    page = client.get(of_year(assessment, "adds_up"))

    assert "You said yes (1.1.3), and your proof is Privacy notice. No one could find it now." in words(page)
    assert links(page)["Go to the document: Privacy notice"] == of(assessment.organisation, "document", made.pk)


def test_links_of_another_edition_prove_nothing(assessment: Assessment) -> None:
    a.answer(assessment, "1.1.3")
    made = document(assessment.organisation, review_on=YESTERDAY)
    with acting_for(assessment.organisation):
        proof.use(made, "1.1.3", a.manager_of(assessment.organisation), edition="care-8")

    assert reasons(assessment.organisation) == []


def test_what_is_typed_is_shown_as_text(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, "8.1.4")
    row(assessment.organisation, Device, name="<b>{refs}</b> {0}", software="Windows 10")

    page = client.get(of_year(assessment, "adds_up"))

    assert "Your device list has <b>{refs}</b> {0} with Windows 10." in words(page)


def test_anothers_rows_are_not_compared(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, "8.1.4")
    other = f.organisation("VA009", "Elm View", by=f.person("Ann"))
    row(other, Device, name="Their laptop", software="Windows 10")
    document(other, "8.1.4", review_on=YESTERDAY)

    assert reasons(assessment.organisation) == []


def test_a_viewer_may_look_and_nobody_may_post(assessment: Assessment) -> None:
    jo = browser(f.member(assessment.organisation, Role.VIEWER, "Jo"))

    assert jo.get(of_year(assessment, "adds_up")).status_code == 200
    assert jo.post(of_year(assessment, "adds_up")).status_code == 405


def test_a_page_full_of_doubts_can_be_read_at_eleven(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    a.ready(assessment, Level.EXCEEDED)
    a.answer(assessment, "9.5.2")
    a.described(
        home, ico_number="ZA000001", ico_expires_on=YESTERDAY, nhsmail_only="yes", cyber_plus_expires_on=YESTERDAY
    )
    for name in ("Office laptop", "Hall laptop"):
        row(home, Device, name=name, software="Windows 10", has_antivirus="no", is_encrypted="no")
    row(
        home, Supplier, name="Rota Ltd", does="Email", handles_data="yes", runs_systems="yes", has_data_terms="no",
        contract_ends_on=YESTERDAY,
    )  # fmt: skip
    row(home, TrainedPerson, name="Tom", trained_on=TODAY + timedelta(days=1))
    row(home, InformationAsset, name="Care plans", checked_on=TODAY - timedelta(days=400))
    document(home, "1.1.3", review_on=YESTERDAY)
    document(home, "1.3.1", place="", title="Policy")
    tick(assessment, "byod-policy", "not-yet")

    page = client.get(of_year(assessment, "adds_up")).content.decode()

    grade, length = reading(as_sentences(own_pieces(page)))
    assert page.count("app-plan-line") >= 15
    assert grade <= 6
    assert length <= 12


# --- Before publishing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "rest"), [("publish", ()), ("publish_check", ("met",))])
def test_before_publishing_it_is_a_line_with_a_link(
    client: Client, assessment: Assessment, name: str, rest: tuple[str, ...]
) -> None:
    a.ready(assessment)
    fits = client.get(of_year(assessment, name, *rest))
    unguarded(assessment)

    page = client.get(of_year(assessment, name, *rest))

    assert "Everything we can compare fits together. See what we compared" in words(fits)
    assert "We found 1 thing that does not fit together. Look at it before you publish" in words(page)
    assert links(page)["Look at it before you publish"] == of_year(assessment, "adds_up")
    assert press(page) == press(fits) == "Publish Standards Met"


def unguarded(assessment: Assessment) -> None:
    """List a laptop without antivirus, where the answer says that each has it."""
    row(assessment.organisation, Device, name="Office laptop", has_antivirus="no")


def test_it_never_blocks(client: Client, assessment: Assessment) -> None:
    a.ready(assessment)
    unguarded(assessment)

    done = client.post(of_year(assessment, "publish_check", "met"), {"allowed": "on", "after": ""})

    assert reasons(assessment.organisation) == [Reason.ANTIVIRUS_OFF]
    assert done.status_code == 302
    assert "/published/" in done["Location"]


def test_a_closed_year_has_no_advice(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=f.NOW - timedelta(days=365))

    page = client.get(of_year(closed, "publish"))

    assert of_year(closed, "adds_up") not in links(page).values()


# --- In a group -------------------------------------------------------------------------------------------------------


@pytest.fixture
def elm_view(fern: Organisation) -> Organisation:
    site = g.site_of(fern)
    people_at([site])
    return site


def test_a_sites_rows_are_held_against_what_its_group_answered(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, "8.1.4")
    row(elm_view, Device, name="Office laptop", software="Windows 10")

    page = browser(a.manager_of(elm_view)).get(of_year(form_of(elm_view), "adds_up"))

    assert SAID in words(page)
    assert "Fern Care Group answered this for you. Tell them, or give your own answer." in words(page)
    assert reasons(fern) == []  # it is not the group's laptop


def test_a_document_of_the_group_proves_what_is_inherited(fern: Organisation, elm_view: Organisation) -> None:
    shared(fern, "1.1.3")
    paper = document(fern, "1.1.3", is_shared=True, review_on=YESTERDAY)

    page = browser(a.manager_of(elm_view)).get(of_year(form_of(elm_view), "adds_up"))

    assert "It should have been looked at by 21 November 2026." in words(page)
    assert links(page)["Go to the document: Privacy notice"] == of(elm_view, "shared_document", paper.pk)
    assert reasons(fern) == [Reason.DOCUMENT_OUT_OF_DATE]
    a.answer(form_of(elm_view), "1.1.3")
    assert reasons(elm_view) == []  # its own answer, which has proof of its own


def test_a_document_of_the_group_proves_what_the_site_chose_it_for(fern: Organisation, elm_view: Organisation) -> None:
    paper = document(fern, is_shared=True, review_on=YESTERDAY)
    a.answer(form_of(elm_view), "1.1.3")
    by = a.manager_of(elm_view)
    with acting_for(elm_view, user=by):
        SharedUse.objects.create(
            organisation=elm_view,
            group=fern,
            paper=paper.pk,
            edition="care-7",
            ref="1.1.3",
            linked_by=by,
            linked_at=f.NOW,
        )

    page = browser(by).get(of_year(form_of(elm_view), "adds_up"))

    assert "Fern Care Group shares this document with you. Ask them to put it right." in words(page)


def test_a_group_is_compared_with_its_own_lists_but_not_its_training(fern: Organisation) -> None:
    """R73: its training is the sum over its sites, which its own list is not."""
    form = form_of(fern)
    a.answer(form, "3.2.1", choice="yes", staff_total=200, staff_trained=198)
    a.answer(form, "8.1.4")
    row(fern, TrainedPerson, name="Grace", trained_on=TODAY)
    row(fern, Device, name="Head office server", software="Windows Server 2012")

    assert reasons(fern) == [Reason.SUPPORT_ENDED]
