"""How rounds went on and how long queries were extended, which the database refuses to change or remove."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from openssi_web.guards import Guards

GUARDS = Guards(("rounds_roundstep", "rounds_queryextension"), "rounds_time_append_only")
_ACTIONS = (
    "open", "save", "block", "import", "explain", "move", "attach", "withdraw", "raise", "send", "write", "decide",
    "people", "source", "compile", "search", "extend", "erase",
)  # fmt: skip
_STATES = ("PLANNED", "OPEN", "COLLECTION", "VALIDATION", "PUBLICATION", "CLOSED", "ARCHIVED")
_PROTECT = django.db.models.deletion.PROTECT


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model: str, name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=_PROTECT, related_name=name, to=model)


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(each, each) for each in codes]


class Migration(migrations.Migration):
    """The records of time, and their guards."""

    dependencies: ClassVar = [("rounds", "0011_confidentiality")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="entry",
            name="action",
            field=models.CharField(choices=_choices(_ACTIONS), max_length=10),
        ),
        migrations.CreateModel(
            name="RoundStep",
            fields=[
                ("id", _id()),
                ("before", models.CharField(choices=_choices(_STATES), max_length=20)),
                ("after", models.CharField(choices=_choices(_STATES), max_length=20)),
                ("rule", models.CharField(max_length=60)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("round", _to("rounds.round", "steps")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="QueryExtension",
            fields=[
                ("id", _id()),
                ("cycle", models.PositiveSmallIntegerField()),
                ("before", models.DateField()),
                ("due", models.DateField()),
                ("reason", models.TextField()),
                ("draft", _to("rounds.submissiondraft", "query_extensions")),
                ("entry", _to("rounds.entry", "query_extensions")),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
