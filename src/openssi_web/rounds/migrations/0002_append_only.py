"""The database itself refuses to change or remove records."""

from typing import ClassVar

from django.db import migrations

from openssi_web.guards import Guards

GUARDS = Guards(
    ("rounds_entry", "rounds_answerversion", "rounds_findingexplanation", "rounds_transition"), "rounds_append_only"
)


class Migration(migrations.Migration):
    """Guards of the append-only tables."""

    dependencies: ClassVar = [("rounds", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(GUARDS.set, GUARDS.lift)]
