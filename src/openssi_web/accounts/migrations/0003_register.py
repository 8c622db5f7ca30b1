"""The register of persons, seats of officers, and where former names stand; changes of contacts are guarded."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from openssi_web.guards import Guards

GUARDS = Guards(("accounts_contactchange",), "accounts_contacts_append_only")
_PROTECT = django.db.models.deletion.PROTECT


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _choices(*codes: str) -> list[tuple[str, str]]:
    return [(each, each) for each in codes]


class Migration(migrations.Migration):
    """Contacts, their changes, former names; when a person was erased; the seat of an officer."""

    dependencies: ClassVar = [("accounts", "0002_append_only")]
    operations: ClassVar = [
        migrations.AddField("person", "erased_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "membership",
            "seat",
            models.CharField(blank=True, choices=_choices("HQ", "FIELD"), default="", max_length=5),
        ),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=models.Q(
                    ("seat", ""),
                    models.Q(
                        ("role__in", ("DESK_OFFICER", "VALIDATION_LEAD")), models.Q(("ref_area", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="seat_of_who_follows_a_country",
            ),
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", _id()),
                ("ref_area", models.CharField(blank=True, default="", max_length=3)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("phone", models.CharField(blank=True, default="", max_length=40)),
                ("institution", models.CharField(blank=True, default="", max_length=200)),
                ("function", models.CharField(blank=True, default="", max_length=200)),
                ("language", models.CharField(choices=_choices("en", "fr", "es"), default="en", max_length=2)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=_PROTECT,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="contact_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactChange",
            fields=[
                ("id", _id()),
                ("action", models.CharField(max_length=10)),
                ("fields", models.JSONField(default=list)),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(null=True, on_delete=_PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("contact", models.ForeignKey(on_delete=_PROTECT, related_name="changes", to="accounts.contact")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", _id()),
                ("name", models.CharField(max_length=200)),
                (
                    "change",
                    models.OneToOneField(on_delete=_PROTECT, related_name="former", to="accounts.personchange"),
                ),
            ],
        ),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
