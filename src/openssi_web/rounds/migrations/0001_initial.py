"""Rounds, submissions, answers and their history."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rounds, submissions, answers and their history."""

    initial = True

    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("questionnaire_version", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PLANNED", "PLANNED"),
                            ("OPEN", "OPEN"),
                            ("COLLECTION", "COLLECTION"),
                            ("VALIDATION", "VALIDATION"),
                            ("PUBLICATION", "PUBLICATION"),
                            ("CLOSED", "CLOSED"),
                            ("ARCHIVED", "ARCHIVED"),
                        ],
                        default="PLANNED",
                        max_length=20,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("en", "en"), ("fr", "fr"), ("es", "es")], default="en", max_length=2),
                ),
                ("deadline", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("save", "save"),
                            ("block", "block"),
                            ("import", "import"),
                            ("explain", "explain"),
                            ("move", "move"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
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
                (
                    "channel",
                    models.CharField(
                        choices=[("form", "form"), ("workbook", "workbook"), ("api", "api"), ("opening", "opening")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("idempotency_key", models.CharField(max_length=100, null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("detail", models.JSONField(default=dict)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AnswerVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=40)),
                ("scheme", models.CharField(default="_Z", max_length=20)),
                ("benefit", models.CharField(default="_Z", max_length=20)),
                ("sex", models.CharField(default="_T", max_length=10)),
                ("age", models.CharField(default="_T", max_length=20)),
                ("func", models.CharField(default="_Z", max_length=20)),
                ("breakdown", models.CharField(default="_Z", max_length=100)),
                ("version", models.PositiveIntegerField()),
                ("based_on", models.PositiveIntegerField()),
                ("number", models.CharField(blank=True, max_length=48)),
                ("text", models.TextField(blank=True)),
                ("unit_mult", models.SmallIntegerField(default=0)),
                ("obs_status", models.CharField(blank=True, max_length=2)),
                ("source", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("ref_detail", models.CharField(blank=True, max_length=100)),
                ("method", models.CharField(blank=True, max_length=40)),
                ("explanation", models.TextField(blank=True)),
                ("place", models.JSONField(default=dict)),
                ("cleared", models.BooleanField(default=False)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="rounds.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SubmissionDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref_area", models.CharField(max_length=3)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("NOT_STARTED", "NOT_STARTED"),
                            ("IN_PROGRESS", "IN_PROGRESS"),
                            ("INSTITUTION_READY", "INSTITUTION_READY"),
                            ("NATIONAL_REVIEW", "NATIONAL_REVIEW"),
                            ("SUBMITTED", "SUBMITTED"),
                            ("UNDER_VALIDATION", "UNDER_VALIDATION"),
                            ("QUERIES_OPEN", "QUERIES_OPEN"),
                            ("RESUBMITTED", "RESUBMITTED"),
                            ("ACCEPTED", "ACCEPTED"),
                            ("ACCEPTED_WITH_RESERVE", "ACCEPTED_WITH_RESERVE"),
                            ("COUNTRY_CONFIRMATION", "COUNTRY_CONFIRMATION"),
                            ("SIDE_BY_SIDE", "SIDE_BY_SIDE"),
                            ("PUBLISHED", "PUBLISHED"),
                            ("REVISION_OPEN", "REVISION_OPEN"),
                            ("NO_RESPONSE", "NO_RESPONSE"),
                            ("DESK_COMPILED", "DESK_COMPILED"),
                        ],
                        default="NOT_STARTED",
                        max_length=30,
                    ),
                ),
                ("form", models.CharField(choices=[("core", "core"), ("full", "full")], default="core", max_length=4)),
                ("base", models.CharField(default="v0", max_length=20)),
                ("inventory", models.JSONField()),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="rounds.round"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FindingExplanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("finding", models.CharField(max_length=250)),
                ("text", models.TextField()),
                ("reason", models.CharField(blank=True, max_length=20)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="explanations", to="rounds.entry"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="rounds.submissiondraft",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="rounds.submissiondraft"
            ),
        ),
        migrations.CreateModel(
            name="CurrentAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=40)),
                ("scheme", models.CharField(default="_Z", max_length=20)),
                ("benefit", models.CharField(default="_Z", max_length=20)),
                ("sex", models.CharField(default="_T", max_length=10)),
                ("age", models.CharField(default="_T", max_length=20)),
                ("func", models.CharField(default="_Z", max_length=20)),
                ("breakdown", models.CharField(default="_Z", max_length=100)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rounds.answerversion"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="current", to="rounds.submissiondraft"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="answerversion",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="rounds.submissiondraft"
            ),
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NOT_STARTED", "NOT_STARTED"),
                            ("IN_PROGRESS", "IN_PROGRESS"),
                            ("INSTITUTION_READY", "INSTITUTION_READY"),
                            ("NATIONAL_REVIEW", "NATIONAL_REVIEW"),
                            ("SUBMITTED", "SUBMITTED"),
                            ("UNDER_VALIDATION", "UNDER_VALIDATION"),
                            ("QUERIES_OPEN", "QUERIES_OPEN"),
                            ("RESUBMITTED", "RESUBMITTED"),
                            ("ACCEPTED", "ACCEPTED"),
                            ("ACCEPTED_WITH_RESERVE", "ACCEPTED_WITH_RESERVE"),
                            ("COUNTRY_CONFIRMATION", "COUNTRY_CONFIRMATION"),
                            ("SIDE_BY_SIDE", "SIDE_BY_SIDE"),
                            ("PUBLISHED", "PUBLISHED"),
                            ("REVISION_OPEN", "REVISION_OPEN"),
                            ("NO_RESPONSE", "NO_RESPONSE"),
                            ("DESK_COMPILED", "DESK_COMPILED"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("NOT_STARTED", "NOT_STARTED"),
                            ("IN_PROGRESS", "IN_PROGRESS"),
                            ("INSTITUTION_READY", "INSTITUTION_READY"),
                            ("NATIONAL_REVIEW", "NATIONAL_REVIEW"),
                            ("SUBMITTED", "SUBMITTED"),
                            ("UNDER_VALIDATION", "UNDER_VALIDATION"),
                            ("QUERIES_OPEN", "QUERIES_OPEN"),
                            ("RESUBMITTED", "RESUBMITTED"),
                            ("ACCEPTED", "ACCEPTED"),
                            ("ACCEPTED_WITH_RESERVE", "ACCEPTED_WITH_RESERVE"),
                            ("COUNTRY_CONFIRMATION", "COUNTRY_CONFIRMATION"),
                            ("SIDE_BY_SIDE", "SIDE_BY_SIDE"),
                            ("PUBLISHED", "PUBLISHED"),
                            ("REVISION_OPEN", "REVISION_OPEN"),
                            ("NO_RESPONSE", "NO_RESPONSE"),
                            ("DESK_COMPILED", "DESK_COMPILED"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="rounds.submissiondraft",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transitions", to="rounds.entry"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="submissiondraft",
            constraint=models.UniqueConstraint(fields=("round", "ref_area"), name="one_draft_per_country"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("draft", "idempotency_key"), name="idempotency_key_used_once"),
        ),
        migrations.AddConstraint(
            model_name="currentanswer",
            constraint=models.UniqueConstraint(
                fields=("draft", "item", "scheme", "benefit", "sex", "age", "func", "breakdown"),
                name="one_current_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerversion",
            constraint=models.UniqueConstraint(
                fields=("draft", "item", "scheme", "benefit", "sex", "age", "func", "breakdown", "version"),
                name="version_given_once",
            ),
        ),
    ]
