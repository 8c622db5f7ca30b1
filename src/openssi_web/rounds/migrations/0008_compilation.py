"""Sources, what they state, what rests on them, and searches, which the database refuses to change or remove."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from openssi_web.guards import Guards

GUARDS = Guards(
    (
        "rounds_compiledsource", "rounds_sourcefile", "rounds_sourcedvalue", "rounds_sourcechoice",
        "rounds_searchrecord",
    ),
    "rounds_compilation_append_only",
)  # fmt: skip
_ACTIONS = (
    "open", "save", "block", "import", "explain", "move", "attach", "withdraw", "raise", "send", "write", "decide",
    "people", "source", "compile", "search",
)  # fmt: skip
_RESULTS = ("NOT_FOUND", "PARTLY", "FOUND")


def _id() -> tuple[str, models.BigAutoField]:  # type: ignore[type-arg]
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model: str, name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=f"rounds.{model}")


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(each, each) for each in codes]


def _cell() -> list[tuple[str, models.CharField]]:  # type: ignore[type-arg]
    return [
        ("item", models.CharField(max_length=40)),
        ("scheme", models.CharField(default="_Z", max_length=20)),
        ("benefit", models.CharField(default="_Z", max_length=20)),
        ("sex", models.CharField(default="_T", max_length=10)),
        ("age", models.CharField(default="_T", max_length=20)),
        ("func", models.CharField(default="_Z", max_length=20)),
        ("breakdown", models.CharField(default="_Z", max_length=100)),
    ]


class Migration(migrations.Migration):
    """The records of a compilation at the desk, and their guards."""

    dependencies: ClassVar = [("rounds", "0007_letters")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="entry",
            name="action",
            field=models.CharField(choices=_choices(_ACTIONS), max_length=10),
        ),
        migrations.CreateModel(
            name="CompiledSource",
            fields=[
                _id(),
                ("title", models.CharField(max_length=200)),
                ("publisher", models.CharField(max_length=200)),
                ("address", models.CharField(max_length=500)),
                ("part", models.CharField(blank=True, max_length=200)),
                ("accessed", models.DateField()),
                ("language", models.CharField(max_length=3)),
                ("note", models.TextField(blank=True)),
                ("draft", _to("submissiondraft", "sources")),
                ("entry", _to("entry", "sources")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="SearchRecord",
            fields=[
                _id(),
                ("items", models.JSONField()),
                ("scheme", models.CharField(blank=True, max_length=20)),
                ("place", models.CharField(max_length=500)),
                ("day", models.DateField()),
                ("sought", models.TextField()),
                ("result", models.CharField(choices=_choices(_RESULTS), max_length=10)),
                ("draft", _to("submissiondraft", "searches")),
                ("entry", _to("entry", "searches")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="SourcedValue",
            fields=[
                _id(),
                *_cell(),
                ("number", models.CharField(blank=True, max_length=48)),
                ("text", models.TextField(blank=True)),
                ("unit_mult", models.SmallIntegerField(default=0)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("page", models.CharField(max_length=200)),
                ("draft", _to("submissiondraft", "sourced")),
                ("entry", _to("entry", "sourced")),
                ("source", _to("compiledsource", "values")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="SourceChoice",
            fields=[
                _id(),
                *_cell(),
                ("version", models.PositiveIntegerField()),
                ("reason", models.TextField(blank=True)),
                ("draft", _to("submissiondraft", "choices")),
                ("entry", _to("entry", "choices")),
                ("value", _to("sourcedvalue", "choices")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="SourceFile",
            fields=[
                _id(),
                ("attachment", _to("attachment", "of_sources")),
                ("entry", _to("entry", "source_files")),
                ("source", _to("compiledsource", "files")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "attachment"), name="file_of_source_once"),
                ],
            },
        ),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
