"""The variables of a dataset as statistical packages have them: text, numbers, and integers with value labels.

A code stands in a text variable under the name of its concept, so that files are merged by codes; beside it an integer
with the suffix `_label` shows the name. The integers number the codes of this release and are good for tables, not for
merging: a package knows value labels of numbers only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.vocabulary.data_structure import Component
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

LABELLED = "_label"
LONGEST_NAME = 32
"""Characters of the name of a variable in Stata; SPSS allows more."""

MOST_ROWS = 1_000_000
"""Observations of one file: a package holds all of them in memory, and so does who writes them."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One column.

    Attributes:
        values: Text, whole numbers or numbers; null where there is none.
        label: What the variable is, in the language asked for.
        value_labels: Names of whole numbers.
        missing: Letter of the reason why a number is missing, by row; null where it is there, or no reason is known.
        reasons: Names of these letters.
    """

    name: str
    label: str
    values: pa.Array
    value_labels: Mapping[int, str] = field(default_factory=dict)
    missing: pa.Array | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


def variables_of(message: DataMessage) -> Iterator[Variable]:
    """Return the variables of a dataset in the order of its columns.

    Raises:
        FixTheFile: if it has more observations than a file of a package may have, or a name is too long for one.
    """
    table = _read(message)
    for component in message.dataflow.structure:
        column = table.column(component.id).combine_chunks()
        yield from _variables(message, component, column, table)


def _read(message: DataMessage) -> pa.Table:
    counted = message.connection.rows(f"SELECT count(*) AS rows FROM ({message.statement})", dict(message.parameters))
    if counted[0]["rows"] > MOST_ROWS:
        raise FixTheFile.because("DATASET_TOO_LONG", Place(), rows=counted[0]["rows"], most=MOST_ROWS)
    return message.connection.query(message.statement, message.parameters)


def _variables(message: DataMessage, component: Component, column: pa.Array, table: pa.Table) -> Iterator[Variable]:
    name, label = _name(component.id.lower()), component.name.in_language(message.language)
    if component.representation == "code":
        codes = pc.cast(column, pa.string())
        yield Variable(name, label, codes)
        yield _labelled(message, component, codes, label)
    elif component.role == "measure":
        letters, reasons = _reasons(message, column, table)
        yield Variable(name, label, pc.cast(column, pa.float64(), safe=False), missing=letters, reasons=reasons)
    elif component.representation == "number":
        yield Variable(name, label, pc.cast(column, pa.float64(), safe=False))
    elif component.representation in {"integer", "year"}:
        yield Variable(name, label, pc.cast(column, pa.int32()))
    else:
        yield Variable(name, label, pc.cast(column, pa.string()))


def _name(name: str) -> str:
    if len(name) > LONGEST_NAME:
        raise FixTheFile.because("VARIABLE_NAME_TOO_LONG", Place(item=name), name=name, most=LONGEST_NAME)
    return name


def _labelled(message: DataMessage, component: Component, codes: pa.Array, label: str) -> Variable:
    """Return codes as numbers of the code list, with their names."""
    codelist = message.structures.codelists.get(component.codelist)
    names = {each.id: each.name.in_language(message.language) for each in codelist.codes} if codelist else {}
    occurring = sorted(code for code in pc.unique(codes).to_pylist() if code is not None)
    known = [*names, *(code for code in occurring if code not in names)]
    numbers = pc.add(pc.index_in(codes, value_set=pa.array(known, pa.string())), 1)
    used = set(occurring)
    labels = {number: names.get(code, code) for number, code in enumerate(known, 1) if code in used}
    return Variable(_name(f"{component.id.lower()}{LABELLED}"), label, pc.cast(numbers, pa.int32()), labels)


def _reasons(message: DataMessage, column: pa.Array, table: pa.Table) -> tuple[pa.Array | None, Mapping[str, str]]:
    """Return why values are missing: the letter of the observation status of each, with its name."""
    if "OBS_STATUS" not in table.column_names:
        return None, {}
    status = table.column("OBS_STATUS").combine_chunks()
    letters = pc.if_else(pc.is_null(column), pc.utf8_lower(status), pa.scalar(None, pa.string()))
    occurring = sorted(each for each in pc.unique(letters).to_pylist() if each)
    codelist = message.structures.codelists.get(message.dataflow.structure["OBS_STATUS"].codelist)
    named = codelist.by_id if codelist else {}
    names = {
        each: named[each.upper()].name.in_language(message.language) if each.upper() in named else each.upper()
        for each in occurring
    }
    return letters, names
