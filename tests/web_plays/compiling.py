"""A list of what a desk officer found in a public source of an invented country, and of what was not to be found."""

import csv
import io
import json
from pathlib import Path

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import Definitions
from openssi_web.rounds.answers.content import Content, plain_digits
from openssi_web.rounds.compilation.compiled import needs_source
from openssi_web.rounds.compilation.rows import COLUMNS, KEY_COLUMNS
from openssi_web.rounds.submissions.form_cells import form_cells, is_entered
from web_files.samples import PDF
from web_plays.by_commands import YEAR, Said, Terminal

YEARBOOK = {
    "page": "table 4",
    "publisher": "Office of Statistics",
    "title": "Yearbook",
    "address": "https://stat.example/yearbook.pdf",
    "accessed": "2025-03-04",
    "language": "en",
    "file": "yearbook.pdf",
}
SEARCHED = {"publisher": "Website of the ministry", "accessed": "2025-03-05", "sought": "Any report of the year."}


def found_at_the_desk(here: Terminal, definitions: Definitions, area: str, said: Said, folder: Path) -> Path:
    """Write the list: a row for each figure, a search for each required cell that nothing is known of."""
    (folder / YEARBOOK["file"]).write_bytes(PDF)
    asked = _cells(here, definitions, area)
    figures = {key: each for key, each in said.items() if key in asked and _states_something(each)}
    template = here.done("round", "compile", area, YEAR, "--template")
    required = [_key(row) for row in csv.DictReader(io.StringIO(template.lstrip("\ufeff")))]
    nothing = sorted({key.item for key in required if key not in figures})
    path = folder / f"{area}-found.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows({**dict(zip(KEY_COLUMNS, key, strict=True)), **_stated(each)} for key, each in figures.items())
        writer.writerows({"item": item, "result": "not found", **SEARCHED} for item in nothing)
    return path


def _cells(here: Terminal, definitions: Definitions, area: str) -> frozenset[CellKey]:
    """The cells of the form of a country that a source is needed for."""
    ((inventory,),) = here.rows("SELECT inventory FROM rounds_submissiondraft WHERE ref_area = ?", area)
    form, items = form_cells(definitions, "core", json.loads(str(inventory)), YEAR), definitions.questionnaire.items
    return frozenset(key for key in form.keys if is_entered(items[key.item]) and needs_source(items[key.item]))


def _states_something(each: Content) -> bool:
    return each.number is not None or bool(each.text)


def _stated(each: Content) -> dict[str, str]:
    if each.number is None:
        return {"value": each.text, **YEARBOOK}
    return {"value": plain_digits(each.number), "unit_mult": str(each.unit_mult), **YEARBOOK}


def _key(row: dict[str, str]) -> CellKey:
    usual = CellKey("")
    return CellKey(*(row[name] or getattr(usual, name) for name in KEY_COLUMNS))
