"""Formulas of the rule language in Excel: what they say, and that LibreOffice agrees with the Python functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

import libreoffice
from openssi.definitions import load
from openssi.expressions import (
    ExcelBenefit,
    ExcelCell,
    ObservationCells,
    Outcome,
    compile_python,
    excel_condition,
    excel_number,
    parse,
)
from openssi.expressions import syntax as tree
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Rule

STATUSES = ("", "", "", "E", "M", "N", "L", "O", "Q", "J", "K")
CONVENTIONS = {"LCU": "N.UNIT_MULT", "persons": "N.PERS_MULT"}
EXPRESSIONS = (
    "S.REC_CONTR_EE+S.REC_CONTR_SELF+S.REC_CONTR_PEN",
    "S.REC_CONTR_PP",
    "S.REC_TOTAL-S.REC_INVEST-S.REC_GRANT",
    "S.REC_TOTAL-(S.REC_CONTR_PP+S.REC_INVEST+S.REC_OTHER)",
    "S.REC_CONTR_EE+S.REC_OTHER",
    "coalesce(S.REC_INVEST+S.REC_GRANT, S.REC_TOTAL-S.REC_CONTR_PP)",
    "S.REC_TOTAL+coalesce(S.REC_INVEST, S.REC_GRANT)",
    "S.REC_INVEST+coalesce(S.REC_GRANT, 0)",
    "S.REC_TOTAL-coalesce(S.REC_CONTR_PEN, S.REC_INVEST+S.REC_GRANT, 0)",
    "S.REC_INVEST+(S.REC_GRANT+2)",
    "max(0, S.REC_TOTAL-S.EXP_BEN)+abs(S.REC_INVEST-S.REC_TOTAL)",
    "min(S.REC_TOTAL, S.EXP_BEN)/2",
    "S.REC_TOTAL/S.ACTIVE",
    "S.REC_TOTAL/(S.EXP_BEN/S.ACTIVE)",
    "-S.REC_TOTAL*3+1",
    "S.REC_TOTAL > S.EXP_BEN ? S.REC_TOTAL : S.EXP_BEN+S.REC_INVEST",
    "sum_func(S.EXP_FUNC)",
    "sum_func(S.EXP_FUNC; f in S.FUNCTIONS)",
    "S.ACTIVE[M]+S.ACTIVE[F]+S.ACTIVE[U]",
    "S.ACTIVE[M]+S.ACTIVE[U]",
    "S.ACTIVE+S.INSURED[OLD]",
    "S.ACTIVE-S.INSURED[OLD]",
    "S.INSURED[OLD]+S.INSURED[SUR]",
)
"""Evaluated for the scheme; sums over benefits are in the conditions, where a missing term is told from a known one."""

CONDITIONS = (
    "abs(S.ACTIVE[M]+S.ACTIVE[F]+S.ACTIVE[U]-S.ACTIVE[T]) <= max(2*10^N.PERS_MULT, 0.0005*S.ACTIVE[T])",
    "abs(S.REC_TOTAL-(S.REC_CONTR_PP+S.REC_INVEST)) <= 0.6*n_terms*10^N.UNIT_MULT",
    "abs(S.EXP_BEN-sum_func(S.EXP_FUNC)) <= n_terms*10^N.UNIT_MULT",
    "abs(sum_age(S.ACTIVE)-S.ACTIVE) <= 0.5*n_terms*10^N.PERS_MULT",
    "S.REC_TOTAL >= S.REC_CONTR_EE+S.REC_CONTR_SELF",
    "0 <= S.REC_INVEST <= S.REC_TOTAL",
    "S.STATUS = ACTIVE",
    "S.STATUS in {ACTIVE, ENDED} => S.REC_TOTAL > 0",
    "OLD in S.FUNCTIONS => not null(S.EXP_FUNC[OLD])",
    "for c in {OLD,SUR}: c in S.FUNCTIONS => S.EXP_FUNC[c] > 2",
    "exists c in {OLD,SUR}: S.EXP_FUNC[c] > 2",
    "{OLD} subset of S.FUNCTIONS",
    "S.REC_TOTAL > 5 and S.EXP_BEN > 5",
    "S.REC_TOTAL > 5 or not (S.EXP_BEN > 5)",
    "S.STATUS = ACTIVE ? S.REC_TOTAL > 5 : S.EXP_BEN > 5",
    "status(S.REC_TOTAL) not in {L, O} => r < 2 where r = S.EXP_BEN/S.REC_TOTAL",
    "null(S.REC_INVEST) or S.REC_INVEST != 3",
    "any_B(B.FUNC = OLD)",
    "all_B(B.FUNC = OLD; PENSION in B.CONTIG)",
    "set(B.FUNC) subset of S.FUNCTIONS",
    "sumB(B.EXP) <= S.EXP_BEN",
    "sumB(B.EXP; B.FUNC = OLD) <= S.EXP_FUNC[OLD]",
    "sumB(B.REC+B.REC_PENAGE; PENSION in B.CONTIG) > 4",
    "any_B(B.FUNC = OLD) => sumB(B.EXP; B.FUNC = OLD)-S.EXP_FUNC[OLD] <= 0.6*n_terms*10^N.UNIT_MULT",
)
NUMBERS = (
    "S.REC_CONTR_EE", "S.REC_CONTR_SELF", "S.REC_CONTR_PEN", "S.REC_INVEST", "S.REC_GRANT", "S.REC_TOTAL", "S.EXP_BEN",
    "S.ACTIVE", "S.ACTIVE[M]", "S.ACTIVE[F]", "S.ACTIVE[U]", "S.EXP_FUNC[OLD]", "S.EXP_FUNC[SUR]", "S.EXP_FUNC[MAT]",
    "S.EXP_FUNC[HEA]", "S.INSURED[OLD]", "S.INSURED[SUR]", "S.ACTIVE[Y0T4]", "S.ACTIVE[Y5T9]",
    "S.ACTIVE[Y10T14]", "B.EXP@1", "B.REC@1", "B.REC_PENAGE@1", "B.EXP@2", "B.REC@2", "B.REC_PENAGE@2",
)  # fmt: skip
CODES = {
    "S.STATUS": ("ACTIVE", "ENDED", None),
    "S.FUNCTIONS": ("OLD", "OLD SUR", "MAT", None),
    **{f"B.FUNC@{each}": ("OLD", "SUR", None) for each in (1, 2)},
    **{f"B.CONTIG@{each}": ("PENSION", "PENSION CHILD", "MAT", None) for each in (1, 2)},
}
CALCULATED = ("S.REC_CONTR_PP", "S.REC_OTHER")
Answer = tuple[Decimal | str | None, str]


@dataclass(frozen=True)
class SheetCells:
    """One scheme and its two benefits in one row of a sheet: a value and a status for each cell."""

    questionnaire: Questionnaire
    columns: Mapping[str, int]
    row: int
    benefit: str = ""

    def cell(self, item: str, codes: Mapping[str, str]) -> ExcelCell | None:
        index = next((code for code in codes.values() if code not in {"T", "_T"}), "")
        if codes.get("AGE") == "U":
            return None
        name = f"{item}[{index}]" if index else item
        at = self.columns.get(f"{name}@{self.benefit}" if item[0] == "B" else name)
        if at is None:
            return None
        unit = "persons" if item == "B.REC" else self.questionnaire.items[item].unit
        convention = CONVENTIONS.get(unit)
        power = self._reference(self.columns[convention]) if convention else "0"
        return ExcelCell(self._reference(at), self._reference(at + 1), power)

    def benefits(self) -> Sequence[ExcelBenefit]:
        return [
            ExcelBenefit(f"COUNTA({','.join(areas)})>0", replace(self, benefit=each))
            for each in ("1", "2")
            if (areas := [self._area(at) for name, at in self.columns.items() if name.endswith(f"@{each}")])
        ]

    def _reference(self, column: int) -> str:
        return xl_rowcol_to_cell(self.row, column, row_abs=True, col_abs=True)

    def _area(self, column: int) -> str:
        return f"{self._reference(column)}:{self._reference(column + 1)}"


def drawn(random: Random) -> dict[str, Answer]:
    """A random submission: numbers, zeros, empty cells and statuses; a status stands beside an empty cell or says E."""
    answers: dict[str, Answer] = {
        "N.UNIT_MULT": (Decimal(random.choice((0, 3, 6))), ""),
        "N.PERS_MULT": (Decimal(random.choice((0, 3))), ""),
    }
    silent = random.choice(("", "", "@1", "@2", "@"))
    filled = random.choice((0.5, 0.8, 0.95))
    for name, codes in CODES.items():
        answers[name] = (None if silent and silent in name else random.choice(codes), "")
    for name in NUMBERS:
        answers[name] = (None, "") if silent and silent in name else _number(random, filled)
    return answers


def _number(random: Random, filled: float) -> Answer:
    if random.random() > filled:
        status = random.choice(STATUSES)
        return None, "" if status == "E" else status
    numbers = (Decimal(0), Decimal(random.randint(1, 40)) / 4, Decimal(random.randint(1, 9999)) / 1000)
    return random.choice((*numbers, Decimal(random.randint(1, 9)))), random.choice(("", "", "E"))


def observations(answers: Mapping[str, Answer], questionnaire: Questionnaire) -> list[Observation]:
    found = []
    for name, (value, status) in answers.items():
        if value is not None or status:
            made = observed(name, value, status or "A")
            unit = "persons" if made.item == "B.REC" else questionnaire.items[made.item].unit
            power = answers[CONVENTIONS[unit]][0] if unit in CONVENTIONS else 0
            found.append(replace(made, unit_mult=int(power or 0)))
    return found


def observed(name: str, value: Decimal | str | None, status: str) -> Observation:
    """The observation of a cell: `B.EXP@2` belongs to the second benefit."""
    name, _, benefit = name.partition("@")
    item, _, index = name.rstrip("]").partition("[")
    sex = {"M": "M", "F": "F", "U": "_U"}.get(index, "_T")
    return Observation(
        ref_area="QMA",
        item=item,
        time_period=2023,
        scheme="_Z" if item[0] == "N" else "QMA01",
        benefit=f"QMA01-0{benefit}" if benefit else "_Z",
        sex=sex,
        age=index if index.startswith("Y") else "_T",
        func=index if index and sex == "_T" and not index.startswith("Y") else "_Z",
        value=value if isinstance(value, Decimal) else None,
        text_value=value if isinstance(value, str) else None,
        obs_status=status,
    )


def by_python(
    text: str, answers: Mapping[str, Answer], questionnaire: Questionnaire, lists: Mapping[str, CodeList]
) -> Any:
    cells = ObservationCells({2023: observations(answers, questionnaire)}, 2023, questionnaire)
    schemes = cells.schemes()
    found = compile_python(parse(text), questionnaire, lists).outcome(schemes[0]) if schemes else Outcome(None)
    if found.uncertain:
        return None
    return float(found.value) if isinstance(found.value, Decimal) else found.value


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
        is_list = " " in value or value in {"OLD", "MAT", "PENSION"}
        sheet.write_string(row, column, value if is_list else f"{value}  Label")


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
@pytest.mark.parametrize("number", [40, pytest.param(300, marks=pytest.mark.long)])
def test_libreoffice_agrees_with_python_on_random_submissions(
    tmp_path: Path, questionnaire: Questionnaire, codelists: dict[str, CodeList], number: int
) -> None:
    random = Random(20261125)  # noqa: S311 - figures, not secrets
    rows = [drawn(random) for _ in range(number)]
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
                assert found == pytest.approx(expected, rel=1e-14, abs=1e-7), (text, answers)
            else:
                assert found == expected, (text, answers)
    assert evaluated > 10 * number


class Anywhere:
    """A form that asks for everything on one sheet, with one benefit for each scheme."""

    def cell(self, item: str, codes: Mapping[str, str]) -> ExcelCell:  # noqa: ARG002
        return ExcelCell("$A$1", "$B$1")

    def benefits(self) -> Sequence[ExcelBenefit]:
        return (ExcelBenefit("COUNTA($C$1:$D$9)>0", self),)


SAID = frozenset({
    "abs", "min", "max", "coalesce", "null", "status", "sumB", "any_B", "all_B", "set", "sum_func", "sum_age",
})  # fmt: skip
"""Functions that a workbook can carry out."""


def obstacles(rule: Rule, text: str, questionnaire: Questionnaire) -> set[str]:
    """What keeps a condition of a rule out of a workbook."""
    found = set() if rule.level in {"country", "scheme", "benefit"} else {"about something else than a subject"}
    for part in parse(text).walk():
        if isinstance(part, tree.Reference | tree.Call) and part.lag:
            found.add("another year")
        if isinstance(part, tree.Call) and part.name not in SAID:
            found.add(f"{part.name}()")
        if isinstance(part, tree.Reference) and part.item.startswith("Q."):
            found.add("what is said of a cell")
        item = questionnaire.items.get(part.item) if isinstance(part, tree.Reference) else None
        if item is not None and not item.is_numeric and item.type not in {"code", "codes"}:
            found.add("dates and texts")
    return found


def test_every_hard_rule_is_said_in_excel_unless_it_needs_what_no_workbook_has() -> None:
    definitions = load()
    said: dict[str, str] = {}
    unsaid: dict[str, set[str]] = {}
    for rule in (each for each in definitions.rules if each.severity == "E"):
        names = {"f": "OLD", **rule.tolerances}
        for text in rule.expressions:
            formula = excel_condition(
                parse(text), definitions.questionnaire, definitions.codelists, Anywhere(), names=names
            )
            if formula is None:
                unsaid[f"{rule.id}: {text}"] = obstacles(rule, text, definitions.questionnaire)
            elif rule.level in {"country", "scheme", "benefit"}:
                said[rule.id] = formula
    assert [text for text, why in unsaid.items() if not why] == []
    assert {"R020", "R021", "R023", "R028", "R031", "R035", "R064", "R065", "R087", "R088"} <= set(said)


@pytest.mark.parametrize(
    "text",
    [
        "S.REC_TOTAL(t-1) > 0",
        "sumS(S.REC_TOTAL) > 0",
        "any_B(B.EXP > 0)",
        "cell >= 0",
        "not null(Q.NOTE)",
        "S.REC_CONTR_PEN(t-1)",
        "S.EXP_BEN > 0",
        "f in S.FUNCTIONS",
        "S.REC_TOTAL > tolerance",
    ],
)
def test_what_needs_other_years_schemes_or_cells_is_not_said(
    text: str, questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    cells = SheetCells(questionnaire, {"S.REC_TOTAL": 0, "N.UNIT_MULT": 2}, 0)
    assert excel_condition(parse(text), questionnaire, codelists, cells) is None


def nested(levels: int) -> Expression:
    found = parse("S.REC_TOTAL")
    for _ in range(levels):
        found = tree.Negative(found)
    return found


def largest(arguments: int) -> Expression:
    return tree.Call("max", (parse("S.REC_TOTAL"), *(tree.Number(Decimal(each)) for each in range(1, arguments))))


def added(terms: int) -> Expression:
    return parse("+".join(["S.REC_TOTAL/(S.REC_TOTAL+1)"] * terms))


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [(added(10), added(60)), (nested(40), nested(64)), (largest(255), largest(256))],
    ids=["8,192 characters", "64 levels", "255 arguments"],
)
def test_a_formula_that_excel_could_not_hold_is_not_written(
    questionnaire: Questionnaire, codelists: dict[str, CodeList], fits: Expression, does_not: Expression
) -> None:
    columns = {"S.REC_TOTAL": 0, "N.UNIT_MULT": 2}
    cells = SheetCells(questionnaire, columns, 1_048_575)
    assert excel_number(fits, questionnaire, codelists, cells) is not None
    assert excel_number(does_not, questionnaire, codelists, cells) is None


def test_brackets_and_commas_in_words_and_names_of_sheets_do_not_count(
    questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    shown = ('"' + "(" * 80 + '"', '"' + "," * 300 + '"', '"holds"')
    formula = excel_condition(parse("S.REC_TOTAL > 0"), questionnaire, codelists, Anywhere(), shown)
    assert formula is not None
    assert all(each in formula for each in shown)


def test_names_from_outside_have_the_value_that_is_given(
    questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    names = {"f": "OLD", "tolerance": Decimal("0.25")}
    text = "S.EXP_FUNC[f] > tolerance"
    given = excel_condition(parse(text), questionnaire, codelists, Anywhere(), names=names)
    assert given == excel_condition(parse("S.EXP_FUNC[OLD] > 0.25"), questionnaire, codelists, Anywhere())


def test_a_condition_that_names_itself_ends(questionnaire: Questionnaire, codelists: dict[str, CodeList]) -> None:
    items = tuple(
        replace(item, formula="S.REC_OTHER+S.REC_GRANT") if item.id == "S.REC_OTHER" else item
        for item in questionnaire.items.values()
    )
    circle = Questionnaire("circle", (replace(questionnaire.tables[0], items=items),))
    assert excel_number(parse("S.REC_TOTAL+S.REC_OTHER"), circle, codelists, Anywhere()) is None
