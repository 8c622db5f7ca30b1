"""Names of the records of changes stand apart now, where they can be erased; everybody is in the register."""

import datetime as dt
from importlib import import_module
from typing import Any, ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARDS = import_module("openssi_web.accounts.migrations.0002_append_only").GUARDS
OF_A_COUNTRY = ("APPROVER", "COORD", "NSOREV", "RESP")


def names_apart(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take names out of the details of records; the guards are lifted for that alone."""
    changes, former = apps.get_model("accounts", "PersonChange"), apps.get_model("accounts", "FormerName")
    GUARDS.lift(apps, editor)
    for each in changes.objects.filter(action__in=("add", "details")).iterator():
        name, detail = _apart(each.action, dict(each.detail))
        if name:
            former.objects.create(change=each, name=name)
        if detail != each.detail:
            each.detail = detail
            each.save(update_fields=["detail"])
    GUARDS.set(apps, editor)


def _apart(action: str, detail: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the name in the detail of a record, and the detail without it."""
    if action == "add":
        return detail.pop("name", ""), detail
    before = dict(detail.get("before", {}))
    name = before.pop("name", "")
    return name, {"fields": ["name", "language"], **detail, "before": before} if name else detail


def names_back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put names back into the details of records."""
    former = apps.get_model("accounts", "FormerName")
    GUARDS.lift(apps, editor)
    for each in former.objects.select_related("change").iterator():
        change = each.change
        if change.action == "add":
            change.detail = {"name": each.name, **change.detail}
        else:
            change.detail = {"before": {"name": each.name, **change.detail.get("before", {})}}
        change.save(update_fields=["detail"])
    former.objects.all().delete()
    GUARDS.set(apps, editor)


def enter_everybody(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Enter everybody who has an account into the register."""
    contacts, people = apps.get_model("accounts", "Contact"), apps.get_model("accounts", "Person")
    for person in people.objects.prefetch_related("memberships").order_by("pk").iterator(chunk_size=500):
        held = sorted(person.memberships.all(), key=lambda each: each.pk)
        area = next((each.ref_area for each in held if each.role in OF_A_COUNTRY), "")
        institution = next((each.institution for each in held if each.institution), "")
        first = min([person.joined_at.astimezone(dt.UTC).date(), *(each.valid_from for each in held)])
        contacts.objects.create(person=person, ref_area=area, institution=institution, valid_from=first)


def remove_everybody(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Take everybody who has an account out of the register, as far as nothing was recorded about it."""
    apps.get_model("accounts", "Contact").objects.filter(person__isnull=False, changes__isnull=True).delete()


class Migration(migrations.Migration):
    """Former names stand apart; accounts are in the register."""

    dependencies: ClassVar = [("accounts", "0003_register")]
    operations: ClassVar = [
        migrations.RunPython(names_apart, names_back),
        migrations.RunPython(enter_everybody, remove_everybody),
    ]
