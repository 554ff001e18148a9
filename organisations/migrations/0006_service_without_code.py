"""Services of a group that have no ODS code yet (R53): on its list, and not covered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from organisations.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_group_security")]

    operations = [
        migrations.CreateModel(
            name="ServiceWithoutCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("added_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "became",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services_without_code",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("organisation", "name"),
                        name="one_service_without_code",
                    )
                ],
            },
        ),
        protect("organisations_servicewithoutcode"),
    ]
