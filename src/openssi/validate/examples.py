"""The cells of an example that stands beside a rule: `{"B.REC": 30, "B.REC[F](t-1)": 12}`."""

import re
from dataclasses import replace
from decimal import Decimal

from openssi.expressions import ObservationCells
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation, Place
from openssi.vocabulary.rule import Example

YEAR = 2023
AREA = "QMA"
SCHEME = "QMA01"
BENEFIT = "QMA01-01"
_CELL = re.compile(r"(?P<item>[A-Z]\.\w+)(?:\[(?P<index>\w+(?:, ?\w+)*)\])?(?:\(t-(?P<lag>\d)\))?")
_SEXES = {"M": "M", "F": "F", "U": "_U", "T": TOTAL}
_MARKS = {"Q.OBS_STATUS": "obs_status", "Q.METHOD": "method", "Q.NOTE": "note", "Q.SRC_REF": "source"}


def example_cells(example: Example, questionnaire: Questionnaire) -> tuple[ObservationCells, list[Observation]]:
    """Return the cells of a country with one scheme and one benefit, and its answers of the year.

    `Q.` entries of an example are marks of all its cells; a text in place of a number is a code, or empty for a cell
    without an answer.

    Raises:
        FixTheFile: if a cell is not one of the questionnaire.
    """
    marks = {_MARKS[name]: str(value) for name, value in example.cells.items() if name in _MARKS}
    cells = {name: value for name, value in example.cells.items() if name not in _MARKS}
    by_year: dict[int, list[Observation]] = {}
    for name, value in cells.items():
        each = replace(_observation(name, value, questionnaire), **marks)  # type: ignore[arg-type]  # marks are texts
        by_year.setdefault(each.time_period, []).append(each)
    return ObservationCells(by_year, YEAR, questionnaire), by_year.get(YEAR, [])


def _observation(name: str, value: Decimal | str, questionnaire: Questionnaire) -> Observation:
    parts = _CELL.fullmatch(name)
    found = questionnaire.items.get(parts["item"]) if parts else None
    if parts is None or found is None:
        place = Place(item=name)
        raise FixTheFile.because("RULE_EXAMPLE_CELL", place, cell=name, version=questionnaire.version)
    codes = (parts["index"] or "").replace(" ", "").split(",")
    level = found.level
    number = value if isinstance(value, Decimal) else None
    return Observation(
        ref_area=AREA,
        item=found.id,
        time_period=YEAR - int(parts["lag"] or 0),
        value=number,
        text_value=None if isinstance(value, Decimal) else str(value) or None,
        scheme=SCHEME if level in {"scheme", "benefit"} else NOT_APPLICABLE,
        benefit=BENEFIT if level == "benefit" else NOT_APPLICABLE,
        sex=next((_SEXES[code] for code in codes if code in _SEXES), TOTAL),
        func=next((code for code in codes if code and code not in _SEXES), NOT_APPLICABLE),
    )
