from datetime import timedelta, date
import pytest, time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from organisations.models import *
from organisations.models import GroupSite, Claim, Organisation, DirectoryEntry, Invitation, User, OrganisationKind
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g, claims as cl, covering as c
from tests.factories.listed import listed, looked_after
from tests.factories.sharing import form_of, people_at, shared
from tests.factories.assessments import manager_of
from tests.integration.assessments.reading import browser, of_year, words
from tests.integration.organisations.reading import role_of, mail_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
HQ = DirectoryEntry.Kind.HEAD_OFFICE

def test_also_takes_registered_hqs_sites():
    fern = g.group()
    looked_after(listed("VA201", "Fir Bank"), "AB01")
    listed("VA300", "Nobodys")
    wolf = g.group("Wolf", "ZZ01", by=f.person("Mallory"))
    b = browser(g.administrator_of(wolf))
    p = b.post("/g/ZZ01/sites/add/", {"codes": ["VA201"], "also": "AB01", "more": "VA300", "press": "add"})
    print("STATUS", p.status_code)
    with acting_for(wolf):
        print("ALSO wolf has:", [l.site.code for l in GroupSite.objects.filter(organisation=wolf).select_related("site")])
    b2 = browser(g.administrator_of(fern))
    print("FERN sees:", words(b2.post("/g/AB01/sites/add/", {"more": "VA201", "press": "check"}))[:400])

def test_sham_hq_claim():
    looked_after(listed("VA001"), "HQ9")
    listed("HQ9", "Big Care", kind=HQ)
    rose = f.organisation("VA001")
    priya = User.objects.get(name="Priya")
    mallory, sock = f.person("Mallory"), f.person("Sock")
    b = browser(mallory)
    cl_ = None
    b2 = browser(sock)
    # claim made after the sham registration
    r = b.post("/join/HQ9/confirm/")
    print("REG", r.status_code, Organisation.objects.filter(code="HQ9").values_list("kind", flat=True))
    r = b2.post("/claim/VA001/", {"proof": "letter", "evidence": "x"})
    claim = Claim.seen
    with acting_for(rose):
        claim = Claim.objects.get()
        print("DECIDER", claim.decider)
    url = f"/o/HQ9/deciding/{claim.pk}/"
    with time_machine.travel(claim.objections_until, tick=False):
        b = browser(mallory)
        r = b.post(url, {"answer": "agree", "reason": "mine"})
    print("SHAM decide", r.status_code, "sock is", role_of(sock, rose))

def test_hq_erases_difference():
    fern = g.group(); elm = g.site_of(fern); people_at([elm]); man = manager_of(elm)
    form = shared(fern, "1.1.5", "1.3.1", choice="yes", text="Priya")
    addr = of_year(form_of(elm), "agree")
    page = browser(man).get(addr)
    import re
    seen = dict(re.findall(r'name="(seen-[^"]+)"[^>]*value="(\d+)"', page.content.decode()))
    r = browser(man).post(addr, {**seen, "because-1.1.5": "We use paper", "say": "different"})
    from assessments.replies import replies
    def st():
        with acting_for(fern, elm): return replies(fern, form_of(fern).year)[elm.pk]
    print("BEFORE", r.status_code, st())
    helper = f.member(fern, Role.CONTRIBUTOR, "Con")
    r = browser(helper).post(addr, {**seen, "say": "true"})
    print("AFTER hq contributor", r.status_code, st())

def test_invited_then_left():
    fern = g.group(); elm = g.site_of(fern); people_at([elm])
    grace = g.administrator_of(fern)
    b = browser(grace)
    r = b.post(f"/o/VA101/people/invite/", {"email": "sock@example.com", "role": "administrator"})
    print("INV", r.status_code)
    r = b.post("/g/AB01/sites/VA101/leave/", {"leaves_on_0": "22", "leaves_on_1": "11", "leaves_on_2": "2026", "leaves_on":"22 11 2026", "why": "sold"})
    print("LEAVE", r.status_code)
    with acting_for(fern): print(GroupSite.objects.values_list("state", flat=True))
    sock = f.person("Sock")
    with acting_for(elm): inv = Invitation.objects.get(email="sock@example.com")
    r = browser(sock).post(f"/invited/{inv.pk}/")
    print("ACCEPT", r.status_code, role_of(sock, elm))
    print("grace after", browser(grace).get("/o/VA101/").status_code)

def test_odd():
    fern = g.group(); elm = g.site_of(fern)
    b = browser(g.administrator_of(fern)); b.raise_request_exception = False
    year = form_of(fern)
    n = of_year(year, "numbers")
    def t(name, r): print("ODD", name, r.status_code)
    t("also NUL", b.post("/g/AB01/sites/add/", {"also": "AB\0", "press": "find"}))
    t("also surrogate", b.post("/g/AB01/sites/add/", {"also": "\ud7ff"*10000, "press": "find"}))
    t("paste 5000 digits", b.post(n, {"lines": "VA101, 1, " + "9"*5000}))
    t("paste huge", b.post(n, {"lines": "VA101, 1, 99999999"}))
    t("use huge", b.post(n, {"use": "1", "version": "0", "trained": "1", "total": "9"*30}))
    t("use 3e9", b.post(n, {"use": "1", "version": "0", "trained": "1", "total": "3000000000"}))
    t("use bigint+", b.post(n, {"use": "1", "version": "0", "trained": "1", "total": "3000000"}))
    for url in [n, of_year(year, "agreeing"), of_year(year, "differences"), of_year(year, "cover"), of_year(year,"shared"), "/g/AB01/covered/", "/g/AB01/covered/before/", "/g/AB01/covered/add/", "/g/AB01/sites/", "/g/AB01/sites.csv", "/g/AB01/invite/"]:
        for q in ["page=abc", "page=-1", "page="+"9"*5000, "page=1&page=2", "page=%00", "state=%00&q=%00", "q="+"a"*10000, "start&page=²"]:
            r = b.get(f"{url}?{q}")
            if r.status_code >= 400: t(f"{url}?{q[:30]}", r)
    t("invite NUL", b.post("/g/AB01/invite/", {"lines": "VA101, a\0b@example.com", "press": "send"}))
    t("invite long", b.post("/g/AB01/invite/", {"lines": "VA101, " + "a"*60 + "@" + ("b"*60+".")*4 + "com", "press": "send"}))
    for s in ["x", "\ud83d", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-99-99T00:00:00Z", "\0"]:
        try: t(f"shown_at {s!r}", b.post("/g/AB01/invite/", {"lines": f"VA101, a{abs(hash(s))}@example.com", "press": "send", "shown_at": s}))
        except UnicodeEncodeError as e: print("client", e)
    rt = reverse("assessments:route_question", args=["AB01", "2026-27", "policies"]) if False else None
    for slug in ["computers", "policies", "staff", "who", "look-closer", "same-people"]:
        for name in ("route_question", "route_which", "route_ask"):
            u = reverse("assessments:"+name, args=["AB01", "2026-27", slug])
            for data in ({"find": "\0"*5, "find_it": "1", "site": ["\0", "VA101"]}, {"site": ["\0"], "note": "\0"}, {"value": "\0", "note": "a"*10000}, {"value": "nearly", "note": "\0"}):
                r = b.post(u, data)
                if r.status_code >= 500: t(f"{u} {str(data)[:40]}", r)
            r = b.get(u + "?note=" + "a"*5000 + "&find=%00")
            if r.status_code >= 500: t(f"GET {u}", r)
    u = reverse("assessments:route_result", args=["AB01", "2026-27"])
    t("result", b.post(u, {"route": "\0"}))
    t("take", b.post(reverse("assessments:route_take", args=["AB01", "2026-27"]), {"take": ["\0", "1"]}))
    big = "9"*40
    for path in [f"/g/AB01/sites/no-code/{big}/", f"/o/AB01/deciding/{big}/", f"/o/AB01/claims/{big}/", f"/o/AB01/group/{big}/", f"/o/AB01/asked/{big}/", f"/o/AB01/people/{big}/", "/g/AB01/sites/%00/", "/g/AB01/sites/"+"a"*9000+"/", "/g/AB01/sites/ß/convert/", "/g/AB01/sites/%F0%9F%98%80/dispute/", "/join/"+"a"*9000+"/confirm/", "/claim/%F0%9F%98%80/", "/claim/²²²/", "/join/²²²/how-many/", "/claim/a%26b/sent/", "/g/AB01/covered/add/%E2%80%A8/", "/g/AB01/covered/remove/%27/"]:
        for m in (b.get, b.post):
            r = m(path)
            if r.status_code >= 500 or r.status_code==400: t(f"{m.__name__} {path[:40]}", r)
    t("cover odd", b.post(of_year(year,"cover"), {"go": "\0", f"tick-{elm.pk}": "on", f"reason-{elm.pk}": "\0", "tick-99999999999999999999":"on"}))
    t("cover page go", b.post(of_year(year,"cover"), {"go": "//evil.com", f"tick-{elm.pk}": "on", f"reason-{elm.pk}": "", "page":"x"}))
    t("file odd", b.post("/g/AB01/sites/add/", {"file": SimpleUploadedFile("a\0.csv", b'code\n"'+b"x"*150000), "press": "check"}))
    t("file crlf", b.post("/g/AB01/sites/add/", {"file": SimpleUploadedFile("a.csv", b'code\r"a\rb'), "press": "check"}))
    t("leave odd", b.post("/g/AB01/sites/VA101/leave/", {"leaves_on": "1 1 0001", "why": "\0"}))
    t("leave odd2", b.post("/g/AB01/sites/VA101/leave/", {"leaves_on": "1 1 1", "why": "sold"}))

def test_many_also():
    fern = g.group(); b = browser(g.administrator_of(fern))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    with CaptureQueriesContext(connection) as q:
        b.post("/g/AB01/sites/add/", {"also": " ".join(f"Q{i}" for i in range(2000)), "press": "find"})
    print("QUERIES for 2000 also codes", len(q))

def test_upload(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    op = f.person("Olu", is_operator=True); b = browser(op); b.raise_request_exception = False
    r = b.post("/ops/directory/", {"file": SimpleUploadedFile("玫"*120 + ".csv", b"a,b\n")})
    print("UP long name", r.status_code, [str(p.relative_to(tmp_path))[:60] for p in tmp_path.rglob("*")])
    for fp in ["..", "."*2, "%2e%2e", "a"*63, "A"*64, "a"*9000, "é"*300]:
        r = b.get(f"/ops/directory/{fp}/"); print("UP", fp[:10], r.status_code)
    r = b.post("/ops/directory/", {"file": SimpleUploadedFile("x.csv", b"\0\xff\n")}, follow=True); print(r.status_code)
    u = r.redirect_chain[-1][0]
    for k in ("succ", "national", "\0", "x"):
        print("kind", k, b.get(u, {"kind": k}).status_code, b.post(u, {"kind": k}).status_code)
