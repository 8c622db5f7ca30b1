"""Figures that a country objects to and what the compiler says of them, which the database refuses to change."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from openssi_web.guards import Guards

GUARDS = Guards(("rounds_dissent", "rounds_dissentanswer"), "rounds_dissents_append_only")
_PROTECT = django.db.models.deletion.PROTECT
_LANGUAGES = [("en", "en"), ("fr", "fr"), ("es", "es")]


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model: str, name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=_PROTECT, related_name=name, to=model)


class Migration(migrations.Migration):
    """Dissents with their answers, and the guards of the records."""

    dependencies: ClassVar = [("rounds", "0008_compilation")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Dissent",
            fields=[
                ("id", _id()),
                ("kind", models.CharField(choices=[("indicator", "indicator"), ("cell", "cell")], max_length=10)),
                ("figure", models.CharField(max_length=250)),
                ("value", models.CharField(max_length=48)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("explanation", models.TextField()),
                ("language", models.CharField(choices=_LANGUAGES, max_length=2)),
                ("draft", _to("rounds.submissiondraft", "dissents")),
                ("entry", _to("rounds.entry", "dissents")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="DissentAnswer",
            fields=[
                ("id", _id()),
                ("explanation", models.TextField()),
                ("language", models.CharField(choices=_LANGUAGES, max_length=2)),
                ("dissent", models.OneToOneField(on_delete=_PROTECT, related_name="answer", to="rounds.dissent")),
                ("entry", _to("rounds.entry", "dissent_answers")),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
