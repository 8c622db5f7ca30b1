"""A survey as `openssi survey incidence` needs it: persons, households, transfers and what is asked of SDG 1.3.1."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from openssi.definitions.source import Source, read_yaml
from openssi.microdata.arrays import Floats, Mask, Offsets
from openssi.microdata.benefits.sdg import Persons
from openssi.microdata.benefits.transfers import Households, Per, ProgrammeClass, Transfer
from openssi.microdata.design import Design, SinglePsu
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

AGE_GROUP = "age_group"
_KEYS = (
    "welfare", "weight", "strata", "psu", "household", "size", "scale", "sex", "age", "age_groups", "region", "domains",
    "single_psu", "transfers", "sdg",
)  # fmt: skip
_TRANSFER_KEYS = ("column", "name", "class", "per", "contingencies", "contributory", "times", "in_welfare")
_ANSWERS = (
    "mother_of_newborn", "severe_disability", "unemployed", "labour_force", "contributes", "insured_against_injury",
)  # fmt: skip
_EMPTY = ("", "NA", "NaN", "nan", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyForIncidence:
    """A survey that was read.

    Attributes:
        sample: Rows in the order of their PSUs.
        households: The household of each row.
        transfers: Those that the design names.
        persons: What is known of each person for SDG 1.3.1.
        name: Of the file.
        notices: What was done with rows that are not as they should be.
    """

    sample: Sample
    households: Households
    transfers: tuple[Transfer, ...]
    persons: Persons
    name: str
    notices: tuple[Problem, ...] = ()


def read_for_incidence(file: Path, design: Path) -> SurveyForIncidence:
    """Read a survey by its design.

    Raises:
        FixTheFile: if a file or a column is not there, or a row holds what cannot be used.
    """
    for path in (file, design):
        if not path.is_file():
            raise FixTheFile.because("FILE_MISSING", Place(file=path.name))
    roles = read_yaml(design).only(*_KEYS)
    transfers = tuple(_transfer(each.only(*_TRANSFER_KEYS)) for each in _members(roles, "transfers"))
    columns = _Columns(_table(file), file.name)
    strata, psu = _codes(columns, roles, "strata"), _codes(columns, roles, "psu", "household")
    order = np.lexsort((np.arange(columns.rows), psu.codes, strata.codes)).astype(np.int64)
    columns = columns.ordered(order)
    amounts = {each.column: columns.loose(each.column) for each in transfers}
    sample = Sample(
        welfare=columns.numbers(roles.text("welfare")),
        weight=columns.numbers(roles.text("weight"), least=0.0),
        design=_design(strata, psu, order, roles),
        divisions=_divisions(columns, roles),
        amounts={name: np.where(np.isnan(each), 0.0, each) for name, each in amounts.items()},
    )
    return SurveyForIncidence(
        sample=sample,
        households=_households(columns, roles),
        transfers=transfers,
        persons=_persons(columns, roles),
        name=file.name,
        notices=tuple(_notices(amounts, file.name)),
    )


def _notices(amounts: Mapping[str, Floats], file: str) -> Iterator[Problem]:
    for name, each in amounts.items():
        rows = int(np.isnan(each).sum())
        if rows:
            yield Problem("BENEFITS_MISSING_AS_ZERO", Place(file=file), {"column": name, "rows": rows})


@dataclass(frozen=True, slots=True)
class _Columns:
    table: pa.Table
    file: str

    @property
    def rows(self) -> int:
        return int(self.table.num_rows)

    def ordered(self, order: Offsets) -> "_Columns":
        return _Columns(self.table.take(pa.array(order)), self.file)

    def column(self, name: str) -> pa.ChunkedArray:
        if name not in self.table.column_names:
            known = ", ".join(self.table.column_names)
            raise FixTheFile.because("BENEFITS_COLUMN_UNKNOWN", Place(file=self.file), column=name, known=known)
        return self.table[name]

    def loose(self, name: str) -> Floats:
        """Return a column as numbers, NaN where it holds none."""
        column = self.column(name)
        if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
            found: Floats = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
            return found
        return np.asarray([_number(each) for each in column.to_pylist()], dtype=np.float64)

    def numbers(self, name: str, least: float = -np.inf) -> Floats:
        found = self.loose(name)
        wrong = np.flatnonzero(~(np.isfinite(found) & (found >= least)))
        if wrong.size:
            place = Place(file=self.file, row=int(wrong[0]) + 1, item=name)
            raise FixTheFile.because("BENEFITS_NOT_A_NUMBER", place, column=name, rows=wrong.size)
        return found

    def division(self, name: str, left_out: tuple[str, ...] = _EMPTY) -> Division:
        values = ["" if each is None else str(each) for each in self.column(name).to_pylist()]
        labels = sorted(set(values) - set(left_out))
        numbers = {label: number for number, label in enumerate(labels)}
        return Division(
            codes=np.asarray([numbers.get(each, -1) for each in values], dtype=np.int32), labels=tuple(labels)
        )

    def flags(self, name: str) -> Mask:
        """Return whether a column holds a number other than zero, or a word that says yes."""
        said = {"yes", "true", "oui", "sí", "si", "y"}
        words = [str(each).strip().lower() in said for each in self.column(name).to_pylist()]
        found: Mask = np.asarray(words, dtype=bool) | (np.nan_to_num(self.loose(name)) != 0)
        return found


def _number(text: Any) -> float:  # noqa: ANN401 - what a cell holds
    try:
        return float(text)
    except (TypeError, ValueError):
        return float("nan")


def _table(file: Path) -> pa.Table:
    try:
        if file.suffix.lower() == ".parquet":
            return pyarrow.parquet.read_table(file)
        options = pyarrow.csv.ConvertOptions(null_values=list(_EMPTY), strings_can_be_null=True)
        return pyarrow.csv.read_csv(file, convert_options=options)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        problem = str(error).splitlines()[0]
        raise FixTheFile.because("BENEFITS_FILE_UNFIT", Place(file=file.name), problem=problem) from error


def _members(roles: Source, key: str) -> tuple[Source, ...]:
    found = roles.find(key)
    return tuple(found.items()) if found else ()


def _transfer(source: Source) -> Transfer:
    contributory = source.text("contributory", "")
    times = source.text("times", "1")
    if not _number(times) > 0:
        raise source["times"].fail("DEFINITION_NOT_A_NUMBER", key="times", text=times)
    return Transfer(
        name=source.text("name", source.text("column")),
        column=source.text("column"),
        programme_class=source.one_of("class", get_args(ProgrammeClass)),
        per=source.one_of("per", get_args(Per)) if source.find("per") else "person",
        contingencies=source.texts("contingencies"),
        contributory=contributory.lower() == "true" if contributory else None,
        times=_number(times),
        in_welfare=source.text("in_welfare", "true").lower() == "true",
    )


def _codes(columns: _Columns, roles: Source, *keys: str) -> Division:
    """Return the numbers of the first role that is named; where none is, PSUs are rows and strata are one."""
    name = next((roles.text(key) for key in keys if roles.find(key)), "")
    if name:
        return columns.division(name, left_out=())
    if "psu" in keys:
        return Division(codes=np.arange(columns.rows, dtype=np.int32), labels=())
    return Division(codes=np.zeros(columns.rows, dtype=np.int32), labels=("all",))


def _design(strata: Division, psu: Division, order: Offsets, roles: Source) -> Design:
    stratum, of_psu = strata.codes[order], psu.codes[order]
    is_first = np.append(True, (of_psu[1:] != of_psu[:-1]) | (stratum[1:] != stratum[:-1]))
    starts = np.flatnonzero(is_first)
    return Design(
        psu_starts=np.append(starts, len(order)),
        stratum_of_psu=stratum[starts],
        strata=strata.labels,
        single_psu=roles.one_of("single_psu", get_args(SinglePsu)) if roles.find("single_psu") else "fail",
    )


def _divisions(columns: _Columns, roles: Source) -> Mapping[str, Division]:
    names = [roles.text(key) for key in ("sex", "region") if roles.find(key)] + list(roles.texts("domains"))
    found = {name: columns.division(name) for name in names}
    for key in ("sex", "region"):
        if roles.find(key):
            found[key] = found[roles.text(key)]
    if roles.find("age"):
        found[AGE_GROUP] = _age_groups(columns.loose(roles.text("age")), roles.texts("age_groups") or ("15", "65"))
    return found


def _age_groups(ages: Floats, firsts: tuple[str, ...]) -> Division:
    limits = [int(each) for each in firsts]
    labels = [f"{low}-{high - 1}" for low, high in zip([0, *limits], limits, strict=False)] + [f"{limits[-1]}+"]
    codes = np.where(np.isfinite(ages), np.digitize(ages, limits), -1).astype(np.int32)
    return Division(codes=codes, labels=tuple(labels))


def _households(columns: _Columns, roles: Source) -> Households:
    codes = columns.division(roles.text("household"), ()).codes if roles.find("household") else np.arange(columns.rows)
    sizes = {key: columns.loose(roles.text(key)) for key in ("size", "scale") if roles.find(key)}
    return Households.of(codes.astype(np.int32), members=sizes.get("size"), scale=sizes.get("scale"))


def _persons(columns: _Columns, roles: Source) -> Persons:
    asked = roles.find("sdg")
    named = asked.only("child_age", "pensionable_age", *_ANSWERS) if asked else None
    answers: dict[str, Mask] = {}
    if named is not None:
        answers = {key: columns.flags(named.text(key)) for key in _ANSWERS if named.find(key)}
    if roles.find("age"):
        ages = columns.loose(roles.text("age"))
        child = _number(named.text("child_age", "14") if named else "14")
        answers["child"] = ages <= child
        if named is not None and named.find("pensionable_age"):
            answers["pensionable"] = ages >= _number(named.text("pensionable_age"))
    return Persons(**answers)
