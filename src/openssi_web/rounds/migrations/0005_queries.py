"""Queries, their cycles, messages and results, which the database refuses to change or remove; and last looks."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from openssi_web.guards import Guards

GUARDS = Guards(
    ("rounds_query", "rounds_querycycle", "rounds_querymessage", "rounds_queryresult"), "rounds_queries_append_only"
)
_ACTIONS = (
    "open", "save", "block", "import", "explain", "move", "attach", "withdraw", "raise", "send", "write", "decide",
)  # fmt: skip
_PROTECT = django.db.models.deletion.PROTECT
_OUTCOMES = ("CORRECTED", "CONFIRMED", "STATUS_SET", "NOT_ANSWERED")
_DECISIONS = ("ACCEPT", "IMPUTE", "SUPPRESS", "WITHDRAW")


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model: str, name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=_PROTECT, related_name=name, to=model)


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(each, each) for each in codes]


class Migration(migrations.Migration):
    """Queries with what belongs to them, and the guards of the records."""

    dependencies: ClassVar = [
        ("rounds", "0004_transitions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="entry",
            name="action",
            field=models.CharField(choices=_choices(_ACTIONS), max_length=10),
        ),
        migrations.CreateModel(
            name="Query",
            fields=[
                ("id", _id()),
                ("item", models.CharField(max_length=40)),
                ("scheme", models.CharField(default="_Z", max_length=20)),
                ("benefit", models.CharField(default="_Z", max_length=20)),
                ("sex", models.CharField(default="_T", max_length=10)),
                ("age", models.CharField(default="_T", max_length=20)),
                ("func", models.CharField(default="_Z", max_length=20)),
                ("breakdown", models.CharField(default="_Z", max_length=100)),
                ("cycle", models.PositiveSmallIntegerField()),
                ("rule", models.CharField(blank=True, max_length=20)),
                ("version", models.PositiveIntegerField()),
                ("severity", models.CharField(max_length=1)),
                ("significance", models.PositiveSmallIntegerField()),
                ("due", models.DateField()),
                ("texts", models.JSONField()),
                ("evidence", models.JSONField(default=dict)),
                (
                    "after",
                    models.OneToOneField(null=True, on_delete=_PROTECT, related_name="again", to="rounds.query"),
                ),
                ("draft", _to("rounds.submissiondraft", "queries")),
                ("entry", _to("rounds.entry", "queries")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="QueryCycle",
            fields=[
                ("id", _id()),
                ("number", models.PositiveSmallIntegerField()),
                ("draft", _to("rounds.submissiondraft", "query_cycles")),
                ("entry", _to("rounds.entry", "query_cycles")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "number"), name="cycle_sent_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 2)), name="at_most_two_cycles"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="QueryMessage",
            fields=[
                ("id", _id()),
                ("language", models.CharField(choices=_choices(("en", "fr", "es")), max_length=2)),
                ("text", models.TextField()),
                ("confirms", models.BooleanField(default=False)),
                ("query", _to("rounds.query", "messages")),
                ("entry", _to("rounds.entry", "query_messages")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="QueryResult",
            fields=[
                ("id", _id()),
                ("outcome", models.CharField(blank=True, choices=_choices(_OUTCOMES), max_length=20)),
                ("decision", models.CharField(choices=_choices(_DECISIONS), max_length=20)),
                ("reason", models.TextField()),
                ("version", models.PositiveIntegerField()),
                ("proposal", models.CharField(blank=True, max_length=48)),
                ("query", models.OneToOneField(on_delete=_PROTECT, related_name="result", to="rounds.query")),
                ("entry", _to("rounds.entry", "query_results")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="LastLook",
            fields=[
                ("id", _id()),
                ("at", models.DateTimeField(auto_now=True)),
                ("draft", _to("rounds.submissiondraft", "looks")),
                ("entry", _to("rounds.entry", "+")),
                ("person", _to(settings.AUTH_USER_MODEL, "+")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "person"), name="one_last_look")],
            },
        ),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
