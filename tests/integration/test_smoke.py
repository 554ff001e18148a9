import pytest
from tests import factories as f
from assessments.actions.answers import save_answer
from assessments.models import *
from organisations.models import *
from organisations.tenancy import acting_for
pytestmark = pytest.mark.django_db

def test_it():
    p = f.person()
    o = f.organisation(by=p)
    a = f.assessment(o)
    with acting_for(o, user=p):
        s = save_answer(assessment=a, ref="1.1.1", words={"choice":"yes","text":"Z123"}, version=0, by=p, at=f.NOW)
        assert s.version == 1 and s.set_aside is None
        s = save_answer(assessment=a, ref="1.1.1", words={"choice":"yes","text":"Z124"}, version=0, by=p, at=f.NOW)
        assert s.set_aside
        assert AnswerRevision.objects.count() == 2
        print([ (e.number, e.verb, e.hash[:6]) for e in AuditEntry.objects.all()])
        from assessments.snapshots import load
        l = load(o, a.year.label, today=f.NOW.date())
        print(l.case.profile, l.assessment.approaching_done, len(l.case.satisfied))
