"""The cells of an example that stands beside a rule or formula: `{"B.REC": 30, "B.REC[F](t-1)": 12}`."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from openssi.expressions.cells import SEXES_OF_THE_FORM, ObservationCells, Value
from openssi.expressions.functions import ALL_FACTS, FACTS
from openssi.expressions.python.references import dimensions_of
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation, Place

YEAR = 2023
AREA = "QMA"
_PREFILLED = "prefill("
_STATUS = "status("
_CELL = re.compile(
    r"(?P<item>[A-Z]+\.\w+)(?:\[(?P<index>\w+(?:, ?\w+)*)\])?(?:@(?P<scheme>\d)(?:\.(?P<benefit>\d))?)?"
    r"(?:\(t-(?P<lag>\d)\))?(?:@(?P<scheme2>\d)(?:\.(?P<benefit2>\d))?)?"
)
_MARKS = {
    "Q.OBS_STATUS": "obs_status",
    "Q.CONF_STATUS": "conf_status",
    "Q.METHOD": "method",
    "Q.NOTE": "note",
    "Q.SRC_REF": "source",
    "Q.REF_MOMENT": "ref_detail",
    "currency": "currency",
}
_ABOUT_A_TABLE = "Q."

ExampleCells = tuple[ObservationCells, list[Observation], dict[str, Value]]


def example_cells(given: Mapping[str, Decimal | str], questionnaire: Questionnaire) -> ExampleCells:
    """Return the cells of an invented country, its answers of the year, and the facts that are given.

    `Q.` entries of an example are marks of all its cells, or what is said of their tables; `status(S.REC_OTH)` is that
    of one cell. A text in place of a number is a code, or empty for a cell without an answer.

    Raises:
        FixTheFile: if a cell is not one of the questionnaire.
    """
    marks = {_MARKS[name]: str(value) for name, value in given.items() if name in _MARKS}
    facts = {name: _fact(name, value) for name, value in given.items() if name in ALL_FACTS}
    said = {name: value for name, value in given.items() if name.startswith(_ABOUT_A_TABLE) and name not in _MARKS}
    cells = {name: value for name, value in given.items() if name not in {*_MARKS, *facts, *said}}
    by_year: dict[int, list[Observation]] = {}
    for name, value in cells.items():
        if name.startswith(_STATUS) and name.removeprefix(_STATUS).removesuffix(")") in cells:
            continue
        found = _observation(name, value, questionnaire)
        each = found if found.channel == "context" else replace(found, **marks)  # type: ignore[arg-type]  # marks are texts
        own = str(cells.get(f"{_STATUS}{name})", each.obs_status))
        by_year.setdefault(each.time_period, []).append(replace(each, obs_status=own))
    answers = by_year.get(YEAR, [])
    tables = [_said(item, value, each, questionnaire) for item, value in said.items() for each in answers]
    by_year[YEAR] = [*answers, *tables]
    return ObservationCells(by_year, YEAR, questionnaire), answers, facts


def _fact(name: str, value: Decimal | str) -> Value:
    kind = next(facts[name] for facts in FACTS.values() if name in facts)
    if kind == "boolean":
        return str(value).lower() == "true"
    if kind == "text":
        return str(value) or None
    return value if isinstance(value, Decimal) else None


def _said(item: str, value: Decimal | str, about: Observation, questionnaire: Questionnaire) -> Observation:
    table = questionnaire.items[about.item].table
    text = value if isinstance(value, str) else f"{value.normalize():f}"
    return replace(about, item=item, value=None, text_value=text, breakdown=table)


def _observation(name: str, value: Decimal | str, questionnaire: Questionnaire) -> Observation:
    prefilled, written = name.startswith(_PREFILLED), name.removeprefix(_PREFILLED).removesuffix(")")
    parts = _CELL.fullmatch(written if prefilled else name)
    found = questionnaire.items.get(parts["item"]) if parts else None
    if parts is None or found is None:
        place = Place(item=name)
        raise FixTheFile.because("RULE_EXAMPLE_CELL", place, cell=name, version=questionnaire.version)
    codes = [each for each in (parts["index"] or "").replace(" ", "").split(",") if each]
    index = dimensions_of(codes, found.breakdowns)
    scheme, benefit = _unit(found.level, parts)
    number = value if isinstance(value, Decimal) else None
    other = (code for dimension, code in index.items() if dimension not in {"SEX", "AGE", "FUNC"})
    return Observation(
        ref_area=AREA,
        item=found.id,
        time_period=YEAR - int(parts["lag"] or 0),
        value=number,
        text_value=None if isinstance(value, Decimal) else str(value) or None,
        scheme=scheme,
        benefit=benefit,
        sex=_of_the_form(index.get("SEX", TOTAL)),
        age=_of_the_form(index.get("AGE", TOTAL)),
        func=index.get("FUNC", NOT_APPLICABLE),
        breakdown=next(other, NOT_APPLICABLE),
        channel="context" if prefilled else "workbook",
    )


def _of_the_form(code: str) -> str:
    return SEXES_OF_THE_FORM.get(code, code)


def _unit(level: str, parts: re.Match[str]) -> tuple[str, str]:
    scheme, benefit = parts["scheme"] or parts["scheme2"], parts["benefit"] or parts["benefit2"]
    if level not in {"scheme", "benefit"} and scheme is None:
        return NOT_APPLICABLE, NOT_APPLICABLE
    own = f"{AREA}0{scheme or 1}"
    return own, f"{own}-0{benefit or 1}" if level == "benefit" or benefit else NOT_APPLICABLE
