import time, pytest
from tests.integration.assessments import test_sharing_counts as t
pytestmark = pytest.mark.django_db
def test_t(monkeypatch):
    orig=t.counted
    def timed(f,s,b,act):
        a=time.time(); n=orig(f,s,b,act); print(n, round(time.time()-a,2)); return n
    monkeypatch.setattr(t,"counted",timed)
    t.costs("Oak","AC",500)
