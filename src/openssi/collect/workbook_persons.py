"""Whether a sheet looks like a register: one row a person, with names, numbers and dates of birth."""

from collections.abc import Iterable, Sequence
from itertools import islice

from openssi.collect.workbook_codes import folded

FEWEST_ROWS = 5
"""Rows under a heading from which a list of persons is a register and no example."""

HEAD_WITHIN = 20
"""Rows that hold something, within which the heading is looked for on a sheet that is not of the form."""

_TELLING = {
    "name": ("name", "surname", "first name", "last name", "nom", "prenom", "nombre", "apellido", "apellidos"),
    "number": ("id", "national id", "id number", "social security number", "ssn", "nin", "matricule", "numero national",
               "numero de securite sociale", "nss", "cedula", "dni", "numero de identidad", "nup", "curp"),
    "birth": ("date of birth", "birth date", "dob", "birthday", "date de naissance", "naissance", "fecha de nacimiento",
              "nacimiento"),
}  # fmt: skip


def looks_like_persons(grid: Iterable[Sequence[object]], within: int | None = HEAD_WITHIN) -> bool:
    """Return whether a heading names two of: a name, a personal number, a birth date; and rows follow it.

    Args:
        grid: The rows of a sheet.
        within: How many rows that hold something are looked at for the heading; all where it is none.
    """
    filled = [row for row in grid if any(cell is not None for cell in row)]
    for number, row in enumerate(islice(filled, within)):
        heads = {folded(str(cell)) for cell in row if isinstance(cell, str)}
        kinds = sum(any(word in heads for word in words) for words in _TELLING.values())
        if kinds >= 2:
            return len(filled) - number - 1 >= FEWEST_ROWS
    return False
