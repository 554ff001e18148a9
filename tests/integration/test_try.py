import pytest
from tests import factories as f
from django.urls import reverse
pytestmark = pytest.mark.django_db
def test_pages(client):
    p = f.person(); o = f.organisation(by=p); 
    client.force_login(p)
    r = client.get("/o/VA001/"); assert r.status_code==200, r.content
    r = client.post("/o/VA001/open/"); assert r.status_code==302; print(r.url)
    for u in ["/o/VA001/", "/o/VA001/questions/","/o/VA001/plan/","/o/VA001/details/","/o/VA001/details/kind/","/o/VA001/details/ico/","/o/VA001/details/earlier/","/o/VA001/details/cyber/","/o/VA001/details/certificate/","/o/VA001/details/roles/","/o/VA001/details/name/","/o/VA001/published/",
      "/o/VA001/y/2026-27/","/o/VA001/y/2026-27/?all","/o/VA001/y/2026-27/part/staffing-and-roles/","/o/VA001/y/2026-27/part/staffing-and-roles/check/","/o/VA001/y/2026-27/q/1.1.1/","/o/VA001/y/2026-27/q/1.1.2/","/o/VA001/y/2026-27/q/4.2.1/","/o/VA001/y/2026-27/q/1.1.1/history/","/o/VA001/y/2026-27/plan/","/o/VA001/y/2026-27/plan/3.2.1/","/o/VA001/y/2026-27/plan/workbook/","/o/VA001/y/2026-27/publish/","/o/VA001/y/2026-27/publish/met/"]:
        r = client.get(u, follow=True)
        print(u, r.status_code, len(r.content))
    r=client.post("/o/VA001/y/2026-27/q/1.1.1/", {"version":"0","choice":"","text":"abc"}); print(r.status_code); assert b"There is a problem" in r.content
    r=client.post("/o/VA001/y/2026-27/q/1.1.1/", {"version":"0","choice":"yes","text":"abc"}); print(r.status_code, r.url)
    r=client.post("/o/VA001/y/2026-27/q/1.1.1/", {"version":"0","choice":"yes","text":"abd"}); print(r.status_code, r.url)
    r=client.get(r.url); print(r.status_code)
    r=client.post("/o/VA001/y/2026-27/q/3.2.1/", {"version":"0","choice":"yes"}); print(r.status_code, r.url)
    r=client.get(r.url); print(r.status_code)
    r=client.post("/o/VA001/y/2026-27/q/3.2.1/", {"version":"1","choice":"not-yet"}); print(r.status_code, r.url)
    r=client.get(r.url); print(r.status_code)
