"""What happens to one organisation of the demonstration, told step by step, each at its own time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from assessments.actions.answers import save_answer
from assessments.actions.confirming import confirm_details, confirm_part
from assessments.actions.details import change_details, declare_earlier
from assessments.actions.opening import open_year
from assessments.actions.planning import save_plan_row
from assessments.actions.publishing import publish
from assessments.models import Assessment
from assessments.rules import plan
from assessments.rules.levels import Level
from assessments.rules.questions import Kind, Need, Question
from assessments.rules.validity import add_months
from assessments.snapshots import load_locked
from organisations.models import Organisation, User

DECLARATION = "I am allowed to publish, and what we have said is true"


@dataclass(frozen=True, slots=True)
class Story:
    """Tells what happened to one organisation, each step at its own time."""

    organisation: Organisation
    person: User
    today: date

    def at(self, day: date) -> datetime:
        return datetime.combine(day, time(10, 42), UTC)

    def describe(self, day: date, *, cyber: bool = False, earlier: tuple[str, date] | None = None) -> None:
        """Fill in the details of the service."""
        changes = {
            "care_kinds": ["care_home"],
            "ico_number": "ZA000001",
            "nhsmail_only": "no",
            "ico_expires_on": add_months(self.today, 8),
            "cyber_plus": "yes" if cyber else "no",
            "data_lead": "Registered manager",
        }
        if cyber:
            changes |= {
                "cyber_plus_number": "CEP-000001",
                "cyber_plus_issued_on": add_months(day, -1),
                "cyber_plus_expires_on": add_months(day, 11),
            }
        common = {"organisation": self.organisation, "by": self.person, "at": self.at(day)}
        change_details(**common, changes=changes)  # type: ignore[arg-type]
        level, on = earlier or ("", None)
        declare_earlier(**common, answer="some" if earlier else "none", level=level, published_on=on)  # type: ignore[arg-type]

    def open(self, day: date) -> Assessment:
        return open_year(organisation=self.organisation, by=self.person, at=self.at(day))

    def answer(self, assessment: Assessment, day: date, *needs: Need, most: int = 1000) -> None:
        """Answer the questions of these needs with yes; say "not yet", with a plan, to the rest of Standards Met."""
        edition = load_locked(assessment, today=day).case.edition
        for question in [q for q in edition.questions if q.need in needs][:most]:
            version = self._version(assessment, question)
            words = words_for(question, day)
            save_answer(
                assessment=assessment, ref=question.ref, words=words, version=version, by=self.person, at=self.at(day)
            )

    def plan(self, assessment: Assessment, day: date) -> None:
        """Say "not yet" to what is left for Standards Met, and what will be done about it."""
        for row in plan.rows(load_locked(assessment, today=day).case):
            ref = row.question.ref
            save_answer(
                assessment=assessment,
                ref=ref,
                words={"choice": "not-yet"},
                version=self._version(assessment, row.question),
                by=self.person,
                at=self.at(day),
            )
            save_plan_row(
                assessment=assessment,
                ref=ref,
                version=0,
                by=self.person,
                at=self.at(day),
                words={
                    "action": row.question.next_action,
                    "owner": "Registered manager",
                    "target_on": add_months(day, 3),
                    "progress": "in-progress",
                },
            )

    def confirm(self, assessment: Assessment, day: date) -> None:
        """Confirm the details and every part that can be confirmed."""
        confirm_details(assessment=assessment, by=self.person, at=self.at(day))
        for section in load_locked(assessment, today=day).case.edition.sections:
            confirm_part(assessment=assessment, section=section.slug, by=self.person, at=self.at(day))

    def publish(self, assessment: Assessment, day: date, level: Level) -> None:
        publish(
            assessment=assessment, level=level, declaration=DECLARATION, after=None, by=self.person, at=self.at(day)
        )

    def _version(self, assessment: Assessment, question: Question) -> int:
        found = assessment.answers.filter(ref=question.ref).values_list("version", flat=True).first()
        return found or 0


def words_for(question: Question, day: date) -> dict[str, object]:
    """Answer a question with yes, in the words of its own example."""
    words: dict[str, object] = {"choice": "yes", "text": question.examples["care_home"]}
    if question.kind is Kind.DOCUMENT:
        words["kept_at"] = "Office shelf, blue folder"
    if question.kind is Kind.DATE:
        words["on"] = day
    if question.counts_training:
        words |= {"staff_total": 50, "staff_trained": 48}
    return words


EVERY_NEED = (Need.APPROACHING, Need.MET)
