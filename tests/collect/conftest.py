"""A tiny questionnaire of one invented country, and the steps that the workbook tests share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from openssi.collect import WorkbookPlan, WorkbookReading, read_workbook, write_workbook
from openssi.definitions.texts import load_texts
from openssi.vocabulary.codelist import Code, CodeList
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.item import Item, ItemTable, Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.scheme import Inventory
from openssi.vocabulary.submission import Fingerprint
from openssi.vocabulary.text import MultilingualText

DEFINITIONS = Path(__file__).parents[2] / "definitions"
YEAR = 2023


def _text(text: str) -> MultilingualText:
    return MultilingualText(text, f"{text} (fr)", f"{text} (es)")


def _codelist(name: str, *codes: tuple[str, str, str, str]) -> CodeList:
    return CodeList(name, tuple(Code(code, MultilingualText(en, fr, es)) for code, en, fr, es in codes))


CODELISTS = {
    each.id: each
    for each in (
        _codelist(
            "CL_FUNC",
            ("OLD", "Old age", "Vieillesse", "Vejez"),
            ("SUR", "Survivors", "Survivants", "Sobrevivientes"),
            ("SIC", "Sickness (cash)", "Maladie (espèces)", "Enfermedad (dinero)"),
        ),
        _codelist("CL_CURRENCY", ("EUR", "Euro", "Euro", "Euro"), ("USD", "US dollar", "Dollar", "Dólar")),
        _codelist(
            "CL_RECUNIT",
            ("PERSON", "Person", "Personne", "Persona"),
            ("HOUSEHOLD", "Household", "Ménage", "Hogar"),
            ("CASE", "Case", "Cas", "Caso"),
        ),
        _codelist(
            "CL_OBS_STATUS",
            ("A", "Normal value", "Valeur normale", "Valor normal"),
            ("E", "Estimated value", "Valeur estimée", "Valor estimado"),
            ("L", "Missing value; not collected", "Valeur manquante; non collectée", "Valor ausente; no recopilado"),
            (
                "M",
                "Missing value; cannot exist",
                "Valeur manquante; ne peut exister",
                "Valor ausente; no puede existir",
            ),
            ("P", "Provisional value", "Valeur provisoire", "Valor provisional"),
            ("H", "Holiday (unused)", "Jour férié (inutilisé)", "Festivo (no se usa)"),
        ),
        _codelist(
            "CL_SRC",
            ("ADMIN", "Administrative register", "Registre administratif", "Registro administrativo"),
            ("ACCOUNTS", "Audited accounts", "Comptes vérifiés", "Cuentas auditadas"),
        ),
        _codelist("CL_PROV", ("ANCH_PER", "Anchored", "Ancrée", "Anclada"), ("NONE", "None", "Aucune", "Ninguna")),
    )
}


def _item(code: str, name: str, level: str, kind: str, **more: Any) -> Item:
    values = {
        "label": _text(name),
        "definition": _text(f"What {name} means."),
        "core": True,
        "requirement": "mandatory",
    }
    return Item(id=name, code=code, table=code.partition(".")[0], level=level, type=kind, **(values | more))  # type: ignore[arg-type]


SEX = ("SEX",)
ITEMS = (
    _item("A2.01", "N.REF_YEAR", "country", "year"),
    _item("A2.02", "N.FY_START", "country", "month_day"),
    _item("A2.04", "N.CURRENCY", "country", "code", codelist="CL_CURRENCY"),
    _item("A2.05", "N.UNIT_MULT", "country", "integer"),
    _item("A2.06", "N.PERS_MULT", "country", "integer"),
    _item("A3.01", "X.POP_TOTAL", "country", "number", unit="persons", breakdowns=SEX, requirement="prefilled"),
    _item("A3.06", "X.POP_PENAGE", "country", "number", unit="persons", breakdowns=SEX, requirement="prefilled"),
    _item("B1.01", "S.ID", "scheme", "id"),
    _item("B1.03", "S.NAME_EN", "scheme", "text"),
    _item("B2.12", "S.FUNCTIONS", "scheme", "codes", codelist="CL_FUNC"),
    _item("C1.03", "S.REC_EE", "scheme", "money", unit="LCU"),
    _item("C1.04", "S.REC_SELF", "scheme", "money", unit="LCU", requirement="optional"),
    _item(
        "C1.06", "S.REC_PP", "scheme", "money", unit="LCU", requirement="calculated", formula="S.REC_EE + S.REC_SELF"
    ),
    _item("C1.16", "S.REC_TOTAL", "scheme", "money", unit="LCU"),
    _item("D1.02", "S.ACTIVE", "scheme", "number", unit="persons", breakdowns=SEX),
    _item("D1.19", "S.INSURED", "scheme", "number", unit="persons", breakdowns=("FUNC", "SEX")),
    _item("E1.01", "B.ID", "benefit", "id"),
    _item("E1.03", "B.NAME_EN", "benefit", "text"),
    _item("E1.10", "B.UNIT_REC", "benefit", "code", codelist="CL_RECUNIT"),
    _item("E1.14", "B.START", "benefit", "date", requirement="recommended"),
    _item("F2.01", "B.REC", "benefit", "number", unit="per B.UNIT_REC", breakdowns=SEX),
    _item("F3.01", "B.AMT_AVG", "benefit", "money", unit="LCU per B.FREQ", breakdowns=SEX),
    _item("F3.08", "B.AMT_ADJ", "benefit", "percent", unit="%", requirement="optional"),
    _item("G1.01", "L.EXISTS", "country", "code", codelist="CL_PROV", breakdowns=("FUNC",)),
    _item("G1.09", "L.AGE_M", "country", "number", unit="years"),
    _item("H1.07", "H.COV_OLD", "country", "number", unit="persons", breakdowns=SEX),
    _item(
        "H1.11",
        "H.DEN_VULN",
        "country",
        "number",
        unit="persons",
        breakdowns=SEX,
        requirement="calculated",
        formula="max(0, X.POP_PENAGE - H.COV_OLD) + X.POP_TOTAL - X.POP_PENAGE",
    ),
    _item("Q1.01", "Q.SRC_TYPE", "country", "code", codelist="CL_SRC"),
    _item("Q1.02", "Q.SRC_REF", "country", "text"),
    _item("Q1.04", "Q.REF_MOMENT", "country", "text"),
    _item("Q1.07", "Q.OBS_STATUS", "country", "code", codelist="CL_OBS_STATUS"),
)


def questionnaire() -> Questionnaire:
    tables = dict.fromkeys(item.table for item in ITEMS)
    return Questionnaire(
        "2026.1",
        tuple(
            ItemTable(table, items[0].level, _text(f"{table} table"), items)
            for table in tables
            if (items := tuple(item for item in ITEMS if item.table == table))
        ),
    )


def observation(item: str, value: str | None = None, **more: Any) -> Observation:
    number = None if value is None else Decimal(value)
    return Observation(ref_area="QMA", item=item, time_period=more.pop("year", YEAR), value=number, **more)


@dataclass(frozen=True)
class Kitchen:
    """Writes a workbook, lets a test break it, and reads it again."""

    folder: Path
    plan: WorkbookPlan
    written: list[Path] = field(default_factory=list)

    def write(self, *answers: Observation, **more: Any) -> Path:
        plan = replace(self.plan, answers=answers, **more)
        path = self.folder / f"QMA-{len(self.written)}.xlsx"
        self.written.append(path)
        write_workbook(path, plan)
        return path

    def read(self, path: Path, expected: Fingerprint | None = None) -> WorkbookReading:
        return read_workbook(path, self.plan.questionnaire, self.plan.codelists, expected)

    def changed(self, path: Path, change: Callable[[openpyxl.Workbook], object]) -> Path:
        """Open a workbook, change it, and save it as Excel would."""
        workbook = openpyxl.load_workbook(path)
        change(workbook)
        workbook.save(path)
        workbook.close()
        return path

    def typed(self, cells: dict[str, Any], column: str = "_value") -> Path:
        """A new workbook with something typed into cells, given by their keys."""

        def change(workbook: openpyxl.Workbook) -> None:
            for key, value in cells.items():
                cell(workbook, key, column).value = value

        return self.changed(self.write(), change)

    def problems(self, path: Path, expected: Fingerprint | None = None) -> tuple[Problem, ...]:
        with pytest.raises(FixTheFile) as caught:
            self.read(path, expected)
        return caught.value.problems

    def problem(self, path: Path, code: str) -> Problem:
        """The only problem of a workbook, which has the code expected."""
        found = self.problems(path)
        assert [each.code for each in found] == [code]
        return found[0]


def cell(workbook: openpyxl.Workbook, key: str, column: str = "_value") -> Any:
    """Return the cell of a key, given as `item`, `item|scheme` or in full."""
    parts = key.split("|")
    full = "|".join(parts + ["_Z", "_Z", "_Z", "_T", "_T", "_Z", "_Z"][len(parts) :])
    for sheet in workbook.worksheets:
        marks = {each.value: each.column for each in sheet[1]}
        if "_key" not in marks:
            continue
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, marks["_key"]).value == full:
                return sheet.cell(row, marks[column])
    raise AssertionError(key)


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    plan = WorkbookPlan(
        fingerprint=Fingerprint("QMA", YEAR, "2026.1", "en", "v0"),
        questionnaire=questionnaire(),
        codelists=CODELISTS,
        inventory=Inventory.blank("QMA", schemes=2, benefits=1),
        area_name="Solenia",
        fictional=True,
        history=(),
        answers=(),
        context=(),
        texts=load_texts(DEFINITIONS),
    )
    return Kitchen(tmp_path, plan)


@pytest.fixture
def make() -> Callable[..., Observation]:
    """Makes an observation of the tiny questionnaire."""
    return observation


@pytest.fixture
def at() -> Callable[..., Any]:
    """Finds a cell by its key."""
    return cell


def values_of(observations: Sequence[Observation]) -> dict[str, Any]:
    return {each.id: each.value if each.value is not None else each.text_value for each in observations}
