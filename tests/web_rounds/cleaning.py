"""Empties the append-only tables after a test that other connections have to see."""

from importlib import import_module

from django.db import connection


def empty_records() -> None:
    """Empty the tables of the process; only a test may, and only by taking the guards away."""
    found = [
        import_module(f"openssi_web.rounds.migrations.{name}").GUARDS for name in ("0002_append_only", "0006_letters")
    ]
    tables = (
        "letterattempt",
        "letter",
        "roundinvitation",
        "currentanswer",
        "answerversion",
        "findingexplanation",
        "transition",
        "entry",
        "submissiondraft",
        "round",
    )
    with connection.cursor() as cursor:
        for each in (step for guards in found for step in guards.reversal(connection.vendor)):
            cursor.execute(each)
        for table in tables:
            cursor.execute(f"DELETE FROM rounds_{table}")  # noqa: S608 - names of this file
        for each in (step for guards in found for step in guards.statements(connection.vendor)):
            cursor.execute(each)
