"""Answer once: what a head office or council answers for its sites, and what the sites say to it (R71 to R75)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assessments.models.answers import Words
from assessments.models.assessments import ToolkitYear
from organisations.models import Organisation, User
from organisations.tenancy import tenant_manager


class SharedAnswer(Words):
    """The group's answer to one question, as its sites inherit it. Row security shows it to the group's active sites.

    It is a copy of the group's own answer, kept by the action that saves that answer; `except_sites` answer for
    themselves whatever they have said so far.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shared_answers")
    year = models.ForeignKey(ToolkitYear, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=10)
    version = models.PositiveIntegerField(help_text="Of the group's own answer")
    except_sites = ArrayField(models.BigIntegerField(), default=list, help_text="Ids of sites it is not true for")
    answered_by = models.CharField(max_length=120, help_text="The name, for sites cannot look it up")
    changed_at = models.DateTimeField()
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()

    objects = tenant_manager()
    # For the sites that inherit it.
    seen: Any = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "ref"], name="one_shared_answer")]

    def __str__(self) -> str:
        return f"{self.ref} shared by {self.organisation_id}"


class SiteReply(models.Model):
    """A site's answer to "Is this true here?": yes, or some of it is different (R74)."""

    class Reply(models.TextChoices):
        TRUE_HERE = "true-here"
        DIFFERENT = "different"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="site_replies")
    group = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.ForeignKey(ToolkitYear, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(max_length=10, choices=Reply)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "group", "year"], name="one_reply_a_year")]

    def __str__(self) -> str:
        return f"{self.reply} at {self.organisation_id}"


class SiteDifference(models.Model):
    """One shared answer that is different here, because ... (R74). `version` is that of the answer it was said of."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="differences")
    group = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.ForeignKey(ToolkitYear, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=10)
    because = models.TextField()
    version = models.PositiveIntegerField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "group", "year", "ref"], name="one_difference")]

    def __str__(self) -> str:
        return f"{self.ref} differs at {self.organisation_id}"


class RouteReply(models.Model):
    """What a group says to one of the questions about one form or many, for one site or for all of them (R37, R52)."""

    class Value(models.TextChoices):
        SAME = "same"
        NEARLY = "nearly"
        DIFFERENT = "different"
        ASK = "ask"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="route_replies")
    year = models.ForeignKey(ToolkitYear, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=20, help_text="As rules.grouping.RouteQuestion")
    site = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="None: all of them"
    )
    value = models.CharField(max_length=10, choices=Value)
    note = models.TextField(blank=True, help_text='Needed for "nearly"')
    # "I need to ask" sends the question to the site's people; what they say stands here until the group takes it over.
    asked_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField(max_length=10, choices=Value, blank=True)
    told_note = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = tenant_manager()
    # For the site that was asked: row security shows it only what was asked of it.
    seen: Any = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "question", "site"], nulls_distinct=False, name="one_route_reply"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class RouteResult(models.Model):
    """The group read what the four answers mean, and said that it is right, this year (R37)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="route_results")
    year = models.ForeignKey(ToolkitYear, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=10, help_text="As rules.grouping.Route")
    affirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    affirmed_at = models.DateTimeField()

    objects = tenant_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="one_route_result")]

    def __str__(self) -> str:
        return f"{self.result} for {self.organisation_id}"
