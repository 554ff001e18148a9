import pytest
from tests.factories import assessments as a
from tests.integration.assessments import reading as r
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
def test_it(client, assessment):
    for u in ("", "y/2026-27/", "y/2026-27/q/1.1.1/", "y/2026-27/q/3.2.1/","y/2026-27/plan/","y/2026-27/publish/","details/","details/name/", "y/2026-27/part/data-security/check/"):
        p = client.get("/o/VA001/"+u)
        print(u, p.status_code, r.words(p)[:1500], r.buttons(p), list(r.links(p).items())[:12], r.summary(p))
        print()
    p = client.post("/o/VA001/y/2026-27/q/1.1.1/", {"version":"0"})
    print(r.refusals(p), r.typed(p, "version"))
    print(a.published(assessment.organisation))
