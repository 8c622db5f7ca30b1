"""Formulas of the rule language in Excel: what they say, and that LibreOffice agrees with the Python functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
import xlsxwriter

import libreoffice
from openssi.definitions import load
from openssi.expressions import (
    ExcelCell,
    ObservationCells,
    compile_python,
    excel_condition,
    excel_number,
    parse,
)
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation

STATUSES = ("", "", "", "E", "M", "N", "L", "O", "Q", "J")
CONVENTIONS = {"LCU": "N.UNIT_MULT", "persons": "N.PERS_MULT"}
EXPRESSIONS = (
    "S.REC_CONTR_EE+S.REC_CONTR_SELF+S.REC_CONTR_PEN",
    "S.REC_CONTR_PP",
    "S.REC_TOTAL-S.REC_INVEST-S.REC_GRANT",
    "S.REC_CONTR_EE+S.REC_OTHER",
    "coalesce(S.REC_INVEST+S.REC_GRANT, S.REC_TOTAL-S.REC_CONTR_PP)",
    "max(0, S.REC_TOTAL-S.EXP_BEN)+abs(S.REC_INVEST-S.REC_TOTAL)",
    "min(S.REC_TOTAL, S.EXP_BEN)/2",
    "S.REC_TOTAL/S.ACTIVE",
    "-S.REC_TOTAL*3+1",
    "sum_func(S.EXP_FUNC)",
    "S.ACTIVE[M]+S.ACTIVE[F]+S.ACTIVE[U]",
    "S.ACTIVE[M]+S.ACTIVE[U]",
    "S.ACTIVE+S.INSURED[OLD]",
)
CONDITIONS = (
    "abs(S.ACTIVE[M]+S.ACTIVE[F]+S.ACTIVE[U]-S.ACTIVE[T]) <= max(2*10^N.PERS_MULT, 0.0005*S.ACTIVE[T])",
    "S.REC_TOTAL >= S.REC_CONTR_EE+S.REC_CONTR_SELF",
    "0 <= S.REC_INVEST <= S.REC_TOTAL",
    "S.STATUS = ACTIVE",
    "S.STATUS in {ACTIVE, ENDED} => S.REC_TOTAL > 0",
    "OLD in S.FUNCTIONS => not null(S.EXP_FUNC[OLD])",
    "S.REC_TOTAL > 5 and S.EXP_BEN > 5",
    "S.REC_TOTAL > 5 or not (S.EXP_BEN > 5)",
    "status(S.REC_TOTAL) not in {L, O} => r < 2 where r = S.EXP_BEN/S.REC_TOTAL",
    "null(S.REC_INVEST) or S.REC_INVEST != 3",
)
NUMBERS = (
    "S.REC_CONTR_EE", "S.REC_CONTR_SELF", "S.REC_CONTR_PEN", "S.REC_INVEST", "S.REC_GRANT", "S.REC_TOTAL", "S.EXP_BEN",
    "S.ACTIVE", "S.ACTIVE[M]", "S.ACTIVE[F]", "S.ACTIVE[U]", "S.EXP_FUNC[OLD]", "S.EXP_FUNC[SUR]", "S.EXP_FUNC[MAT]",
    "S.EXP_FUNC[HEA]", "S.INSURED[OLD]",
)  # fmt: skip
CALCULATED = ("S.REC_CONTR_PP", "S.REC_OTHER")
Answer = tuple[Decimal | str | None, str]


@dataclass(frozen=True)
class SheetCells:
    """One scheme in one row of a sheet: a value and a status for each cell."""

    questionnaire: Questionnaire
    columns: Mapping[str, int]
    row: int

    def cell(self, item: str, codes: Mapping[str, str]) -> ExcelCell | None:
        index = next((code for code in codes.values() if code not in {"T", "_T"}), "")
        at = self.columns.get(f"{item}[{index}]" if index else item)
        if at is None:
            return None
        convention = CONVENTIONS.get(self.questionnaire.items[item].unit)
        power = self._reference(self.columns[convention]) if convention and item != convention else "0"
        return ExcelCell(self._reference(at), self._reference(at + 1), power)

    def _reference(self, column: int) -> str:
        return xlsxwriter.utility.xl_rowcol_to_cell(self.row, column, row_abs=True, col_abs=True)


def drawn(random: Random) -> dict[str, Answer]:
    """A random submission: numbers, zeros, empty cells and statuses; a status stands beside an empty cell or says E."""
    answers: dict[str, Answer] = {
        "N.UNIT_MULT": (Decimal(random.choice((0, 3))), ""),
        "N.PERS_MULT": (Decimal(random.choice((0, 3))), ""),
        "S.STATUS": (random.choice(("ACTIVE", "ENDED", None)), ""),
        "S.FUNCTIONS": (random.choice(("OLD", "OLD SUR", "MAT", None)), ""),
    }
    for name in NUMBERS:
        value = random.choice(
            (None, None, Decimal(0), Decimal(random.randint(1, 40)) / 4, Decimal(random.randint(1, 9)))
        )
        status = random.choice(STATUSES) if value is None else random.choice(("", "", "E"))
        answers[name] = (value, "" if value is None and status == "E" else status)
    return answers


def observations(answers: Mapping[str, Answer]) -> list[Observation]:
    powers = {unit: int(str(answers[name][0])) for unit, name in CONVENTIONS.items()}
    found = []
    for name, (value, status) in answers.items():
        if value is None and not status:
            continue
        item, _, index = name.rstrip("]").partition("[")
        sex = {"M": "M", "F": "F", "U": "_U"}.get(index, "_T")
        unit = "persons" if item in {"S.ACTIVE", "S.INSURED"} else "LCU" if item.startswith(("S.REC", "S.EXP")) else ""
        found.append(
            Observation(
                ref_area="QMA",
                item=item,
                time_period=2023,
                scheme="_Z" if item[0] == "N" else "QMA01",
                sex=sex,
                func=index if index and sex == "_T" else "_Z",
                value=value if isinstance(value, Decimal) else None,
                text_value=value if isinstance(value, str) else None,
                unit_mult=powers.get(unit, 0),
                obs_status=status or "A",
            )
        )
    return found


def by_python(
    text: str, answers: Mapping[str, Answer], questionnaire: Questionnaire, lists: Mapping[str, CodeList]
) -> Any:
    cells = ObservationCells({2023: observations(answers)}, 2023, questionnaire)
    schemes = cells.schemes()
    found = compile_python(parse(text), questionnaire, lists)(schemes[0]) if schemes else None
    return float(found) if isinstance(found, Decimal) else found


def written(
    path: Path, rows: Sequence[Mapping[str, Answer]], questionnaire: Questionnaire, lists: Mapping[str, CodeList]
) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        columns = {name: 2 * at for at, name in enumerate((*rows[0], *CALCULATED))}
        first = 2 * len(columns)
        for number, answers in enumerate(rows):
            for name, (value, status) in answers.items():
                _write(sheet, number, columns[name], value)
                _write(sheet, number, columns[name] + 1, status)
            cells = SheetCells(questionnaire, columns, number)
            power = cells._reference(columns["N.UNIT_MULT"])
            for name in CALCULATED:
                formula = excel_number(parse(questionnaire.items[name].formula), questionnaire, lists, cells, power)
                assert formula is not None
                sheet.write_formula(number, columns[name], formula)
            for at, formula in enumerate(_formulas(questionnaire, lists, cells), start=first):
                sheet.write_formula(number, at, formula)


def _write(sheet: Any, row: int, column: int, value: Decimal | str | None) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(value))
    elif value:
        sheet.write_string(row, column, f"{value}  Label" if value in {"ACTIVE", "ENDED", *STATUSES} else value)


def _formulas(questionnaire: Questionnaire, lists: Mapping[str, CodeList], cells: SheetCells) -> Iterable[str]:
    for text in EXPRESSIONS:
        formula = excel_number(parse(text), questionnaire, lists, cells)
        assert formula is not None, text
        yield formula
    for text in CONDITIONS:
        formula = excel_condition(parse(text), questionnaire, lists, cells)
        assert formula is not None, text
        yield formula


@libreoffice.needed
def test_libreoffice_agrees_with_python_on_random_submissions(
    tmp_path: Path, questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    random = Random(20261125)  # noqa: S311 - figures, not secrets
    rows = [drawn(random) for _ in range(300)]
    path = tmp_path / "random.xlsx"
    written(path, rows, questionnaire, codelists)
    (saved,) = libreoffice.saved_again([path], tmp_path)
    sheet = openpyxl.load_workbook(saved, data_only=True).active
    first = 2 * (len(rows[0]) + len(CALCULATED))
    texts = (*EXPRESSIONS, *CONDITIONS)
    evaluated = 0
    for answers, cells in zip(rows, sheet.iter_rows(values_only=True), strict=True):
        for text, shown in zip(texts, cells[first : first + len(texts)], strict=True):
            expected = by_python(text, answers, questionnaire, codelists)
            found = None if shown in {"", None} else shown
            evaluated += expected is not None
            if isinstance(expected, float):
                assert found == pytest.approx(expected, rel=1e-12), (text, answers)
            else:
                assert found == expected, (text, answers)
    assert evaluated > 2000


def test_every_hard_rule_is_said_in_excel_but_those_on_single_cells() -> None:
    definitions = load()

    class Anywhere:
        def cell(self, item: str, codes: Mapping[str, str]) -> ExcelCell:  # noqa: ARG002
            return ExcelCell("$A$1", "$B$1")

    unsaid = {
        rule.id
        for rule in definitions.rules
        if rule.severity == "E"
        for text in rule.expressions
        if excel_condition(parse(text), definitions.questionnaire, definitions.codelists, Anywhere()) is None
    }
    assert unsaid == {rule.id for rule in definitions.rules if rule.severity == "E" and rule.level == "cell"}


@pytest.mark.parametrize(
    "text", ["S.REC_TOTAL(t-1) > 0", "sumS(S.REC_TOTAL) > 0", "any_B(B.EXP > 0)", "cell >= 0", "S.REC_CONTR_PEN(t-1)"]
)
def test_what_needs_other_years_or_other_schemes_is_not_said(
    text: str, questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    cells = SheetCells(questionnaire, {"S.REC_TOTAL": 0, "N.UNIT_MULT": 2}, 0)
    assert excel_condition(parse(text), questionnaire, codelists, cells) is None


def test_a_formula_that_excel_could_not_hold_is_not_written(
    questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    cells = SheetCells(questionnaire, {"S.REC_TOTAL": 0, "N.UNIT_MULT": 2}, 0)
    long = "+".join(["S.REC_TOTAL/(S.REC_TOTAL+1)"] * 60)
    assert excel_number(parse(long), questionnaire, codelists, cells) is None
