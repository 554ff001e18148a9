"""What runs out is among the next jobs of the home page, and marked on the line of the year."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from assessments.models import Assessment
from assessments.renewals import renewals_of
from assessments.rules.renewals import RenewalKind
from assessments.snapshots import load_newest
from evidence.models import Device, Supplier, TrainedPerson
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import proof
from tests.integration.assessments.reading import elements, links, of, of_year, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

TODAY = f.NOW.date()
MAY = date(2027, 5, 9)


def paper(home: Organisation, by: User, title: str = "Privacy notice", on: date | None = MAY, **fields: Any) -> int:
    with acting_for(home, user=by):
        return proof.document(home, by, title, review_on=on, **fields).pk


def row(home: Organisation, by: User, model: Any, name: str, **fields: Any) -> None:
    with acting_for(home, user=by):
        model.objects.create(organisation=home, name=name, saved_by=by, saved_at=f.NOW, **fields)


def jobs(client: Client, home: Organisation) -> list[str]:
    [found] = elements(client.get(of(home, "home")), "ul", cls="app-jobs")
    return [text(job) for job in found.children if not isinstance(job, str)]


def test_papers_stand_among_the_lines_of_the_plan_by_their_days(
    client: Client, assessment: Assessment, priya: User
) -> None:
    home = assessment.organisation
    a.planned(assessment, "7.2.1", target_on=date(2026, 12, 20))
    a.planned(assessment, "7.1.2", target_on=date(2027, 6, 1))
    pk = paper(home, priya)

    assert jobs(client, home) == [
        "Testing your plan By 20 December 2026",
        "Privacy notice needs a check By 9 May 2027",
        "Plan for when systems fail By 1 June 2027",
    ]
    assert links(client.get(of(home, "home")))["Privacy notice needs a check"] == of(home, "document", pk)


def test_of_more_than_three_the_rest_are_counted_and_lead_to_the_papers(
    client: Client, assessment: Assessment, priya: User
) -> None:
    home = assessment.organisation
    for day in range(1, 6):
        paper(home, priya, f"Paper {day}", date(2027, 5, day))

    assert len(jobs(client, home)) == 3
    assert links(client.get(of(home, "home")))["And 2 more"] == of(home, "documents")


def test_more_lines_of_the_plan_lead_to_the_plan(client: Client, assessment: Assessment) -> None:
    for months, ref in enumerate(["7.2.1", "7.1.2", "5.1.1", "3.1.1"], start=1):
        a.planned(assessment, ref, target_on=TODAY + timedelta(days=30 * months))

    assert links(client.get(of(assessment.organisation, "home")))["And 1 more"] == of_year(assessment, "plan")


def test_what_is_late_says_so_and_what_comes_after_the_deadline_is_not_there_yet(
    client: Client, assessment: Assessment, priya: User
) -> None:
    home = assessment.organisation
    paper(home, priya, "Old paper", date(2026, 3, 1))
    paper(home, priya, "Next year's paper", date(2027, 7, 1))

    assert jobs(client, home) == ["Old paper needs a check By 1 March 2026. This date has passed"]


def test_papers_of_one_day_are_one_job(client: Client, assessment: Assessment, priya: User) -> None:
    home = assessment.organisation
    for title in ("Privacy notice", "Backup plan", "Staff list"):
        paper(home, priya, title)

    assert jobs(client, home) == ["Backup plan and 2 more need a check By 9 May 2027"]
    assert links(client.get(of(home, "home")))["Backup plan and 2 more need a check"] == of(home, "documents")


def test_what_was_removed_and_what_is_another_homes_is_no_job(
    client: Client, assessment: Assessment, priya: User
) -> None:
    home = assessment.organisation
    other = f.organisation("VA002", "Elm View", by=f.person("Sam"))
    paper(home, priya, "Gone", removed_at=f.NOW, removed_by=priya)
    paper(other, priya, "Theirs")
    row(home, priya, Supplier, "Gone Ltd", contract_ends_on=MAY, removed_at=f.NOW, removed_by=priya)

    assert "Next jobs" not in words(client.get(of(home, "home")))


def test_the_fee_and_the_certificate_of_the_profile_run_out(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    certificate = a.certificate(TODAY) | {"cyber_plus_expires_on": date(2027, 2, 1)}
    a.described(home, ico_expires_on=date(2027, 3, 1), **certificate)

    assert jobs(client, home) == [
        "Your Cyber Essentials Plus runs out By 1 February 2027",
        "Your data fee (ICO) runs out By 1 March 2027",
    ]
    assert links(client.get(of(home, "home")))["Your data fee (ICO) runs out"] == of(home, "details")


def test_suppliers_devices_and_training_run_out(client: Client, assessment: Assessment, priya: User) -> None:
    home = assessment.organisation
    row(home, priya, Supplier, "Rota Ltd", contract_ends_on=MAY, certificate_ends_on=MAY + timedelta(days=1))
    row(home, priya, Device, "Office laptop", support_ends_on=MAY + timedelta(days=2))
    row(home, priya, TrainedPerson, "Tom", trained_on=date(2026, 3, 1))
    row(home, priya, TrainedPerson, "Jo", away_because="On leave")

    with acting_for(home, user=priya):
        loaded = load_newest(home, today=TODAY)
        assert loaded
        found = renewals_of(loaded)

    assert [(one.kind, one.on, one.name) for one in found] == [
        (RenewalKind.TRAINING, date(2027, 3, 1), ""),
        (RenewalKind.CONTRACT, MAY, "Rota Ltd"),
        (RenewalKind.CERTIFICATE, MAY + timedelta(days=1), "Rota Ltd"),
        (RenewalKind.SUPPORT, MAY + timedelta(days=2), "Office laptop"),
    ]
    shown = links(client.get(of(home, "home")))
    assert shown["Your staff training runs out"] == of(home, "list_page", "training")
    assert shown["The contract with Rota Ltd ends"] == of(home, "list_page", "suppliers")


def test_the_line_of_the_year_marks_what_runs_out_in_it(client: Client, assessment: Assessment, priya: User) -> None:
    home = assessment.organisation
    paper(home, priya, "Rules <b> & more")
    paper(home, priya, "Old paper", date(2025, 3, 1))

    page = client.get(of(home, "home"))

    assert "220 days to 30 June 2027. Rules <b> & more needs a check: 9 May 2027." in words(page)
    drawn = page.content.decode()
    assert "Rules &lt;b&gt; &amp; more needs a check: 9 May 2027.</desc>" in drawn
    assert "Old paper needs a check: 1 March 2025" not in drawn
