"""Files of submissions, which the database refuses to change or remove as it does the other records."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from openssi_web.guards import Guards

GUARDS = Guards(("rounds_attachment", "rounds_attachmentwithdrawal"), "rounds_attachments_append_only")
_ACTIONS = ("open", "save", "block", "import", "explain", "move", "attach", "withdraw")
_PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    """Files of submissions, their withdrawals, and the guards of both."""

    dependencies: ClassVar = [("rounds", "0002_append_only")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="entry",
            name="action",
            field=models.CharField(choices=[(each, each) for each in _ACTIONS], max_length=10),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scheme", models.CharField(default="_Z", max_length=20)),
                ("benefit", models.CharField(default="_Z", max_length=20)),
                ("sex", models.CharField(default="_T", max_length=10)),
                ("age", models.CharField(default="_T", max_length=20)),
                ("func", models.CharField(default="_Z", max_length=20)),
                ("breakdown", models.CharField(default="_Z", max_length=100)),
                ("item", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("caption", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "draft",
                    models.ForeignKey(on_delete=_PROTECT, related_name="attachments", to="rounds.submissiondraft"),
                ),
                ("entry", models.ForeignKey(on_delete=_PROTECT, related_name="attachments", to="rounds.entry")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="AttachmentWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200)),
                (
                    "attachment",
                    models.OneToOneField(on_delete=_PROTECT, related_name="withdrawal", to="rounds.attachment"),
                ),
                ("entry", models.ForeignKey(on_delete=_PROTECT, related_name="withdrawals", to="rounds.entry")),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
