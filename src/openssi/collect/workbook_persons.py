"""Whether a sheet looks like a register: one row a person, with names, numbers and dates of birth."""

from collections.abc import Sequence

from openssi.collect.workbook_codes import folded

FEWEST_ROWS = 5
"""Rows under a heading from which a list of persons is a register and no example."""

HEAD_WITHIN = 20
_TELLING = {
    "name": ("name", "surname", "first name", "last name", "nom", "prenom", "nombre", "apellido", "apellidos"),
    "number": ("id", "national id", "id number", "social security number", "ssn", "nin", "matricule", "numero national",
               "numero de securite sociale", "nss", "cedula", "dni", "numero de identidad", "nup", "curp"),
    "birth": ("date of birth", "birth date", "dob", "birthday", "date de naissance", "naissance", "fecha de nacimiento",
              "nacimiento"),
}  # fmt: skip


def looks_like_persons(grid: Sequence[Sequence[object]]) -> bool:
    """Return whether a heading names two of: a name, a personal number, a birth date; and rows follow it."""
    for number, row in enumerate(grid[:HEAD_WITHIN]):
        heads = {folded(str(cell)) for cell in row if isinstance(cell, str)}
        kinds = sum(any(word in heads for word in words) for words in _TELLING.values())
        if kinds >= 2:
            filled = sum(any(cell is not None for cell in each) for each in grid[number + 1 :])
            return filled >= FEWEST_ROWS
    return False
