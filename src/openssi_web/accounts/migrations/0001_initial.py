"""People and memberships."""

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """People and memberships."""

    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "language",
                    models.CharField(choices=[("en", "en"), ("fr", "fr"), ("es", "es")], default="en", max_length=2),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="address_in_small_letters",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("COORD", "COORD"),
                            ("RESP", "RESP"),
                            ("APPROVER", "APPROVER"),
                            ("NSOREV", "NSOREV"),
                            ("DESK_OFFICER", "DESK_OFFICER"),
                            ("VALIDATION_LEAD", "VALIDATION_LEAD"),
                            ("METHODOLOGIST", "METHODOLOGIST"),
                            ("ADMINISTRATOR", "ADMINISTRATOR"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ref_area", models.CharField(blank=True, default="", max_length=3)),
                ("institution", models.CharField(blank=True, default="", max_length=200)),
                ("schemes", models.JSONField(blank=True, default=list)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ref_area", ""), ("role__in", ["APPROVER", "COORD", "NSOREV", "RESP"]), _negated=True
                        ),
                        name="national_role_has_country",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="membership_ends_after_it_begins",
                    ),
                ],
            },
        ),
    ]
