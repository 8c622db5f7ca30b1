"""Random answers of invented countries, and the wide frames that VTL rules are run on."""

import json
import random
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openssi.definitions import Definitions
from openssi.expressions import ObservationCells, Value, parse
from openssi.expressions.evaluation import Account, Scope
from openssi.expressions.frames import FrameColumn
from openssi.expressions.python.compiler import _Compiler
from openssi.expressions.vtl.rule import VtlRulePart
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.rule import Rule
from vtlengine_apart import ENGINE

YEAR = 2023
_SILENT = ("L", "M", "N", "O", "Q", "K", "J")
_RUNNER = """
import json, sys, warnings
from pathlib import Path
warnings.simplefilter("ignore")
import pandas as pd
from vtlengine import run
folder = Path(sys.argv[1])
given = json.loads((folder / "frames.json").read_text(encoding="utf-8"))
structures, points = [], {}
for name, frame in given.items():
    parts = [{"name": "ROW", "type": "Integer", "role": "Identifier", "nullable": False}]
    parts += [{"name": n, "type": t, "role": "Measure", "nullable": True} for n, t in frame["columns"]]
    structures.append({"name": name, "DataStructure": parts})
    points[name] = pd.DataFrame(frame["rows"], columns=[each["name"] for each in parts])
script = (folder / "rules.vtl").read_text(encoding="utf-8")
found = run(script=script, data_structures={"datasets": structures}, datapoints=points)
told = []
for name, dataset in found.items():
    if name.endswith("_findings"):
        rows = dataset.data.to_dict("records")
        told += [[row["ROW"], row["ruleid"], row["errorcode"], row["errorlevel"]] for row in rows]
(folder / "findings.json").write_text(json.dumps(told), encoding="utf-8")
"""


@dataclass(frozen=True)
class World:
    """The answers of one invented country."""

    country: ObservationCells
    answers: Sequence[Observation]


class Worlds:
    """Makes random answers to every item that a rule reads; small numbers, so that sums are true now and then."""

    def __init__(self, definitions: Definitions, seed: int) -> None:
        self._definitions = definitions
        self._random = random.Random(seed)  # noqa: S311 - invented answers
        self._items = list(self._read())

    def _read(self) -> Iterator[Item]:
        items = self._definitions.questionnaire.items
        waiting = {
            name for rule in self._definitions.rules for text in rule.expressions for name in parse(text).items()
        }
        waiting |= {"S.ID", "Q.SRC_REF"}
        known: set[str] = set()
        while waiting - known:
            name = min(waiting - known)
            known.add(name)
            if name in items:
                yield items[name]
                for text in filter(None, (items[name].formula, items[name].condition)):
                    waiting |= parse(text).items()

    def make(self) -> World:
        """Return one country with two schemes of two benefits each, and the year before."""
        answers = [each for year in (YEAR, YEAR - 1) for each in self._year(year)]
        by_year = {year: [each for each in answers if each.time_period == year] for year in (YEAR, YEAR - 1)}
        country = ObservationCells(by_year, YEAR, self._definitions.questionnaire)
        return World(country, by_year[YEAR])

    def _year(self, year: int) -> Iterator[Observation]:
        for item in self._items:
            for scheme, benefit in _units(item):
                for codes in self._breakdowns(item):
                    yield from self._cell(item, year, scheme, benefit, codes)

    def _breakdowns(self, item: Item) -> Iterator[Mapping[str, str]]:
        yield {}
        dimensions, lists = self._definitions.questionnaire.dimensions, self._definitions.codelists
        for name in item.breakdowns:
            dimension = dimensions[name]
            if dimension.codelist not in lists or (name == "AGE" and item.id != "B.REC"):
                continue
            for code in lists[dimension.codelist].ids:
                if code not in {"T", *dimension.derived}:
                    yield {dimension.column: f"_{code}" if code == "U" else code}

    def _cell(
        self, item: Item, year: int, scheme: str, benefit: str, codes: Mapping[str, str]
    ) -> Iterator[Observation]:
        chance = self._random.random()
        if chance < 0.12:
            return
        is_silent = chance < 0.2
        value, text = (None, None) if is_silent else self._answer(item, year)
        said = {name: self._random.choice(("", "x")) for name in ("note", "method", "source")}
        yield Observation(
            ref_area="QMA",
            item=item.id,
            time_period=year,
            scheme=scheme,
            benefit=benefit,
            value=value,
            text_value=text,
            obs_status=self._random.choice(_SILENT if is_silent else ("A", "A", "A", "A", "W", "E", "B", "L")),
            currency=self._random.choice(("", "QMD", "QME")),
            **{"func": NOT_APPLICABLE, "sex": TOTAL, "age": TOTAL, **codes},
            **said,
        )

    def _answer(self, item: Item, year: int) -> tuple[Decimal | None, str | None]:
        draw = self._random
        if item.id in {"N.UNIT_MULT", "N.PERS_MULT"}:
            return Decimal(draw.choice((0, 0, 1, 3))), None
        if item.id == "N.CURRENCY":
            return None, "QMD"
        if item.is_numeric:
            small = Decimal(draw.choice((0, *range(1, 13), *(draw.randint(1000, 90000) for _ in range(3)))))
            # A ratio to the year before is never exactly a tolerance: VTL counts in binary fractions.
            return (small if year == YEAR else small + Decimal("0.137") * draw.randint(1, 9)), None
        codes = self._definitions.codelists.get(item.codelist)
        if codes is None:
            return None, draw.choice(("x", "QMA01", "QMA01-01", "H.COV_OLD"))
        if item.type == "codes":
            return None, " ".join(draw.sample(codes.ids, k=min(len(codes.ids), draw.randint(1, 4))))
        return None, draw.choice(codes.ids)


def _units(item: Item) -> Sequence[tuple[str, str]]:
    schemes = ("QMA01", "QMA02")
    if item.level == "scheme":
        return [(scheme, NOT_APPLICABLE) for scheme in schemes]
    if item.level == "benefit":
        return [(scheme, f"{scheme}-0{number}") for scheme in schemes for number in (1, 2)]
    return (
        [(NOT_APPLICABLE, NOT_APPLICABLE), ("QMA01", NOT_APPLICABLE)]
        if item.id.startswith("L.")
        else [(NOT_APPLICABLE,) * 2]
    )


def rows_of(level: str, worlds: Sequence[World]) -> list[ObservationCells]:
    """Return what the rules of a level are evaluated on."""
    if level == "country":
        return [world.country for world in worlds]
    if level in {"scheme", "benefit"}:
        return [
            each
            for world in worlds
            for each in (world.country.schemes() if level == "scheme" else world.country.benefits())
        ]
    return [
        world.country.for_cell(each) for world in worlds for each in world.answers[:: max(1, len(world.answers) // 60)]
    ]


class FrameMaker:
    """Evaluates columns on cells."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions

    def values(self, column: FrameColumn, rows: Sequence[ObservationCells]) -> list[object]:
        """Return the values of a column, one for each row."""
        if column.kind == "form":
            return ["full" if number % 3 else "core" for number in range(len(rows))]
        names: dict[str, Value] = {"f": column.function} if column.function else {}
        compiler = _Compiler(self._definitions.questionnaire, self._definitions.codelists, frozenset(names))
        turn = {"FUNC": column.function} if column.function else {}
        read = compiler.term(column.expression) if column.kind == "presence" else compiler.value(column.expression)
        found = []
        for cells in rows:
            account = Account()
            value = read(Scope(cells.for_sex(column.sex), names, turn, account))
            if column.kind == "presence":
                found.append(value[1].name)  # type: ignore[index]  # a term
            else:
                found.append(float(account.cells) if column.kind == "terms" else _plain(value, column))  # type: ignore[arg-type]
        return found


def _plain(value: Value, column: FrameColumn) -> object:
    if column.kind == "text":
        return None if value is None or isinstance(value, Decimal) else str(value)
    if column.type == "Number":
        return float(value) if isinstance(value, Decimal) else None
    if column.type == "Boolean":
        return value if isinstance(value, bool) else None
    return None if value is None else str(value)


def broken_parts(
    rule: Rule, parts: Sequence[VtlRulePart], rows: Sequence[ObservationCells], definitions: Definitions
) -> set[tuple[int, str]]:
    """Return the rows and conditions that do not hold, by the functions of the language itself."""
    found = set()
    for part in parts:
        names: dict[str, Value] = {"f": part.function} if part.function else {}
        compiler = _Compiler(definitions.questionnaire, definitions.codelists, frozenset(names))
        evaluate = compiler.value(part.expression)
        turn = {"FUNC": part.function} if part.function else {}
        for number, cells in enumerate(rows):
            account = Account()
            told = evaluate(Scope(cells.for_sex(part.sex), names, turn, account))
            asked = rule.form == "any" or number % 3 != 0
            if asked and told is False and not (rule.severity == "E" and account.uncertain):
                found.add((number, part.id))
    return found


def run_vtl(
    folder: Path, text: str, frames: Mapping[str, tuple[Sequence[tuple[str, str]], Sequence[Sequence[object]]]]
) -> list[list[object]]:
    """Run VTL text on frames in the environment of vtlengine; return row, condition, code and level of each finding."""
    (folder / "rules.vtl").write_text(text, encoding="utf-8")
    told = {name: {"columns": columns, "rows": rows} for name, (columns, rows) in frames.items()}
    (folder / "frames.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "run.py").write_text(_RUNNER, encoding="utf-8")
    done = subprocess.run(
        [str(ENGINE), str(folder / "run.py"), str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return list(json.loads((folder / "findings.json").read_text(encoding="utf-8")))
