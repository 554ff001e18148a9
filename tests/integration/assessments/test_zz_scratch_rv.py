import pytest
from organisations.permissions import Role
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, buttons, links, of, of_year, words
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
SAID = "You can read this, but not change it."

@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR, Role.ADMINISTRATOR])
def test_it(assessment, role):
    a.answered(assessment)
    home = assessment.organisation
    jo = browser(f.member(home, role, "Jo"))
    for name, page in {
        "question": jo.get(of_year(assessment, "question", "3.1.1")),
        "plan_row": jo.get(of_year(assessment, "plan_row", "3.1.1")),
        "details": jo.get(of(home, "details")),
        "check": jo.get(of_year(assessment, "check_part", "staffing-and-roles")),
    }.items():
        print(role, name, page.status_code, SAID in words(page), buttons(page), "autosave=" in page.content.decode(), [w for w in links(page) if w.startswith("Change")][:2])
