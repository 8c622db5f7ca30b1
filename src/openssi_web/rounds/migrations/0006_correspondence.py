"""The log of letters and calls, which the database refuses to change or remove."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from openssi_web.guards import Guards

GUARDS = Guards(("rounds_correspondence", "rounds_correspondenceperson"), "rounds_correspondence_append_only")
_PROTECT = django.db.models.deletion.PROTECT
_ROLES = (
    "COORD", "RESP", "APPROVER", "NSOREV", "DESK_OFFICER", "VALIDATION_LEAD", "METHODOLOGIST", "ADMINISTRATOR",
)  # fmt: skip


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model: str, name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=_PROTECT, related_name=name, to=model)


def _choices(*codes: str) -> list[tuple[str, str]]:
    return [(each, each) for each in codes]


class Migration(migrations.Migration):
    """Letters and calls, whom they were with, and the guards of both."""

    dependencies: ClassVar = [("rounds", "0005_queries"), ("accounts", "0003_register")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Correspondence",
            fields=[
                ("id", _id()),
                ("ref_area", models.CharField(max_length=3)),
                ("day", models.DateField()),
                ("direction", models.CharField(choices=_choices("IN", "OUT"), max_length=3)),
                ("medium", models.CharField(choices=_choices("LETTER", "EMAIL", "CALL", "MEETING"), max_length=10)),
                ("role", models.CharField(choices=_choices(*_ROLES), max_length=20)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("subject", models.CharField(max_length=200)),
                ("summary", models.TextField(blank=True)),
                ("due", models.DateField(null=True)),
                ("settled_on", models.DateField(null=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("idempotency_key", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("by", _to(settings.AUTH_USER_MODEL, "+")),
                ("officer", _to(settings.AUTH_USER_MODEL, "+")),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True, on_delete=_PROTECT, related_name="replaced_by", to="rounds.correspondence"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(null=True, on_delete=_PROTECT, related_name="+", to="rounds.round"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("by", "idempotency_key"), name="correspondence_asked_once")
                ]
            },
        ),
        migrations.CreateModel(
            name="CorrespondencePerson",
            fields=[
                ("id", _id()),
                ("contact", _to("accounts.contact", "+")),
                ("correspondence", _to("rounds.correspondence", "people")),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
