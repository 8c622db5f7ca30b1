"""Letters, attempts to send them and invitations of countries; the database refuses to change or remove the latter."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from openssi_web.guards import Guards

GUARDS = Guards(("rounds_letterattempt", "rounds_roundinvitation"), "rounds_letters_append_only")
_ACTIONS = (
    "open", "save", "block", "import", "explain", "move", "attach", "withdraw", "raise", "send", "write", "decide",
    "people",
)  # fmt: skip
_STATES = ("queued", "claimed", "handing", "sent", "unsure", "failed")
_RESULTS = ("sent", "later", "refused", "unsure", "again")
_PROTECT = django.db.models.deletion.PROTECT
_PERSON = settings.AUTH_USER_MODEL


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model: str, name: str, *, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=_PROTECT, related_name=name, to=model, null=null)


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(each, each) for each in codes]


class Migration(migrations.Migration):
    """Letters with what belongs to them, and the guards of the records."""

    dependencies: ClassVar = [
        ("rounds", "0006_correspondence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="entry",
            name="action",
            field=models.CharField(choices=_choices(_ACTIONS), max_length=10),
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", _id()),
                ("ref_area", models.CharField(max_length=3)),
                ("kind", models.CharField(max_length=40)),
                ("cause", models.CharField(max_length=160)),
                ("language", models.CharField(choices=_choices(("en", "fr", "es")), max_length=2)),
                ("due", models.DateField(null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("state", models.CharField(choices=_choices(_STATES), default="queued", max_length=10)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("next_try", models.DateTimeField(default=django.utils.timezone.now)),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("claim", models.CharField(blank=True, max_length=32)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("by", _to(_PERSON, "+", null=True)),
                ("draft", _to("rounds.submissiondraft", "letters", null=True)),
                ("entry", _to("rounds.entry", "letters", null=True)),
                ("person", _to(_PERSON, "letters")),
                ("round", _to("rounds.round", "letters")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "kind", "cause"), name="letter_written_once")
                ],
                "indexes": [models.Index(fields=["state", "next_try"], name="letters_by_state")],
            },
        ),
        migrations.CreateModel(
            name="LetterAttempt",
            fields=[
                ("id", _id()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("result", models.CharField(choices=_choices(_RESULTS), max_length=10)),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("by", _to(_PERSON, "+", null=True)),
                ("letter", _to("rounds.letter", "attempts")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="RoundInvitation",
            fields=[
                ("id", _id()),
                ("ref_area", models.CharField(max_length=3)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", _to(_PERSON, "+")),
                ("round", _to("rounds.round", "invitations")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "ref_area"), name="country_invited_once")],
            },
        ),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
