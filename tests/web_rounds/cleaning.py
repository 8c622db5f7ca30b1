"""Empties the append-only tables after a test that other connections have to see."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from openssi_web.guards import Guards
from openssi_web.rounds import migrations


def all_guards() -> list[Guards]:
    """The guards of the records of the process, as the migrations set them."""
    modules = [import_module(f"{migrations.__name__}.{each.name}") for each in iter_modules(migrations.__path__)]
    return [module.GUARDS for module in modules if hasattr(module, "GUARDS")]


def empty_records() -> None:
    """Empty the tables of the process; only a test may, and only by taking the guards away."""
    guards, vendor = all_guards(), connection.vendor
    tables = [each._meta.db_table for each in apps.get_app_config("rounds").get_models(include_auto_created=True)]
    lifted = [step for each in guards for step in each.reversal(vendor)]
    emptied = connection.ops.sql_flush(no_style(), tables, allow_cascade=True)
    set_again = [step for each in guards for step in each.statements(vendor)]
    with transaction.atomic(), connection.cursor() as cursor:
        for step in (*lifted, *emptied, *set_again):
            cursor.execute(step)
