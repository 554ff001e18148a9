"""Registered organisations are found by their words too, where the directory does not know them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models
from django.db.models.functions import Replace


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_service_without_code")]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=GinIndex(
                SearchVector(
                    Replace(
                        Replace("name", models.Value("'"), models.Value("")),
                        models.Value("\N{RIGHT SINGLE QUOTATION MARK}"),
                        models.Value(""),
                    ),
                    "town",
                    "postcode",
                    Replace("postcode", models.Value(" "), models.Value("")),
                    "code",
                    config="simple",
                ),
                name="organisation_words",
            ),
        ),
    ]
