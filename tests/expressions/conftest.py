"""A small questionnaire with every kind of item, and cells made of it."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from openssi.expressions import ObservationCells, Value, compile_python, parse
from openssi.vocabulary.codelist import Code, CodeList
from openssi.vocabulary.item import Item, ItemTable, ItemType, Level, Questionnaire, Requirement
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.text import MultilingualText

NAME = MultilingualText("name", "nom", "nombre")

Row = tuple[str, ItemType, str, tuple[str, ...], Requirement, str]

ROWS: tuple[Row, ...] = (
    ("N.UNIT_MULT", "integer", "", (), "mandatory", ""),
    ("N.PERS_MULT", "integer", "", (), "mandatory", ""),
    ("X.POP_TOTAL", "number", "persons", ("SEX", "AGE"), "prefilled", ""),
    ("X.POP_PENAGE", "number", "persons", ("SEX",), "prefilled", ""),
    ("X.BIRTHS", "number", "persons", (), "prefilled", ""),
    ("X.GDP", "money", "LCU", (), "prefilled", ""),
    ("X.WAGE_AVG", "money", "LCU/month", ("SEX",), "prefilled", ""),
    ("X.HH", "number", "households", (), "recommended", ""),
    ("H.COV_OLD", "number", "persons", ("SEX",), "mandatory", ""),
    ("H.COV_ANY", "number", "persons", ("SEX",), "mandatory", ""),
    ("L.EXISTS", "code", "", ("FUNC",), "mandatory", "CL_PROV"),
    ("L.CR_EE", "percent", "% of insurable earnings", ("FUNC",), "mandatory", ""),
    ("S.STATUS", "code", "", (), "mandatory", "CL_SCHSTAT"),
    ("S.FUNCTIONS", "codes", "", (), "mandatory", "CL_FUNC"),
    ("S.ACTIVE", "number", "persons", ("SEX", "AGE"), "mandatory", ""),
    ("S.REC_CONTR_EE", "money", "LCU", (), "mandatory", ""),
    ("S.REC_CONTR_SELF", "money", "LCU", (), "mandatory", ""),
    ("S.REC_CONTR_PEN", "money", "LCU", (), "optional", ""),
    ("S.REC_CONTR_PP", "money", "LCU", (), "calculated", ""),
    ("S.REC_INVEST", "money", "LCU", (), "recommended", ""),
    ("S.REC_GRANT", "money", "LCU", (), "recommended", ""),
    ("S.REC_OTHER", "money", "LCU", (), "calculated", ""),
    ("S.REC_TOTAL", "money", "LCU", (), "mandatory", ""),
    ("S.EXP_BEN", "money", "LCU", (), "mandatory", ""),
    ("S.EXP_FUNC", "money", "LCU", ("FUNC",), "mandatory", ""),
    ("S.INSURED", "number", "persons", ("FUNC", "SEX"), "conditional", ""),
    ("B.FUNC", "code", "", (), "mandatory", "CL_FUNC"),
    ("B.CONTIG", "codes", "", (), "mandatory", "CL_SOC"),
    ("B.REC", "number", "per B.UNIT_REC", ("SEX", "AGE"), "mandatory", ""),
    ("B.REC_PENAGE", "number", "persons", ("SEX",), "conditional", ""),
    ("B.EXP", "money", "LCU", ("SEX",), "mandatory", ""),
    ("B.AMT_AVG", "money", "LCU per B.FREQ", ("SEX",), "mandatory", ""),
    ("B.AMT_PAY", "number", "per year", (), "mandatory", ""),
)

FORMULAS = {
    "S.REC_CONTR_PP": "S.REC_CONTR_EE+S.REC_CONTR_SELF+S.REC_CONTR_PEN",
    "S.REC_OTHER": "S.REC_INVEST+S.REC_GRANT",
}

CONDITIONS = {"B.REC_PENAGE": "PENSION in B.CONTIG", "S.INSURED": "f in S.FUNCTIONS"}

LEVELS: dict[str, Level] = {"S": "scheme", "B": "benefit"}


def item(row: Row) -> Item:
    name, type_, unit, breakdowns, requirement, codelist = row
    return Item(
        id=name,
        code=name,
        table=name[0],
        level=LEVELS.get(name[0], "country"),
        type=type_,
        label=NAME,
        definition=NAME,
        unit=unit,
        codelist=codelist,
        breakdowns=breakdowns,
        requirement=requirement,
        formula=FORMULAS.get(name, ""),
        condition=CONDITIONS.get(name, ""),
    )


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return Questionnaire("test.1", (ItemTable("T", "country", NAME, tuple(map(item, ROWS))),))


@pytest.fixture(scope="session")
def codelists() -> dict[str, CodeList]:
    listed = {
        "CL_SEX": "T M F U",
        "CL_AGE": "T Y0T4 Y5T9 Y10T14 U CHILD",
        "CL_FUNC": "OLD SUR MAT HEA",
        "CL_SOC": "PENSION CHILD MAT",
        "CL_SCHSTAT": "ACTIVE ENDED",
        "CL_PROV": "ANCH_PER NONE",
        "CL_OBS_STATUS": "A B E I K L M N O P Q J W",
    }
    return {name: CodeList(name, tuple(Code(code, NAME) for code in codes.split())) for name, codes in listed.items()}


def observation(name: str, value: object, year: int = 2023, status: str = "A") -> Observation:
    """Return an observation: `B.REC[F]@2` is women of the second benefit of the scheme."""
    name, _, number = name.partition("@")
    mnemonic, _, index = name.rstrip("]").partition("[")
    dimensions = {"sex": TOTAL, "age": TOTAL, "func": NOT_APPLICABLE}
    for code in filter(None, index.split(",")):
        field = "sex" if code in {"M", "F", "U"} else "age" if code.startswith("Y") else "func"
        dimensions[field] = "_U" if code == "U" else code
    scheme = f"QMA0{number or 1}" if mnemonic[0] == "S" else "QMA01" if mnemonic[0] == "B" else NOT_APPLICABLE
    benefit = f"QMA01-0{number or 1}" if mnemonic[0] == "B" else NOT_APPLICABLE
    is_text = isinstance(value, str)
    return Observation(
        ref_area="QMA",
        item=mnemonic,
        time_period=year,
        scheme=scheme,
        benefit=benefit,
        value=None if value is None or is_text else Decimal(str(value)),
        text_value=value if isinstance(value, str) else None,
        obs_status=status,
        **dimensions,
    )


Answers = Mapping[str, object]
CellsOf = Callable[..., ObservationCells]


@pytest.fixture
def cells(questionnaire: Questionnaire) -> CellsOf:
    """Make cells of answers; a tuple is a value and its status."""

    def make(answers: Answers, earlier: Answers | None = None) -> ObservationCells:
        by_year = {
            year: [
                observation(name, *((each[0], year, each[1]) if isinstance(each, tuple) else (each, year)))
                for name, each in given.items()
            ]
            for year, given in ((2023, answers), (2022, earlier or {}))
        }
        return ObservationCells(by_year, 2023, questionnaire)

    return make


Evaluate = Callable[..., Value]


@pytest.fixture
def value(cells: CellsOf, questionnaire: Questionnaire, codelists: dict[str, CodeList]) -> Evaluate:
    """Evaluate an expression on answers, in the scope of the country, scheme 1 or benefit 1."""

    def evaluate(text: str, answers: Answers, earlier: Answers | None = None, scope: str = "country") -> Value:
        found = cells(answers, earlier)
        if scope != "country":
            found = found.schemes()[0] if scope == "scheme" else found.benefits()[0]
        return compile_python(parse(text), questionnaire, codelists)(found)

    return evaluate
