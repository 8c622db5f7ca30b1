"""A question to a dataflow as SQL: names come from its structure, and everything that was asked is a parameter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openssi.engine import Connection
from openssi.vocabulary.data_query import Codes, Condition, DataQuery, Operator, Test
from openssi.vocabulary.data_structure import DataStructure, PublishedDataflow

_COMPARED: Mapping[Operator, str] = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_SEARCHED: Mapping[Operator, str] = {
    "co": "contains({column}, {value})",
    "nc": "NOT contains({column}, {value})",
    "sw": "starts_with({column}, {value})",
    "ew": "suffix({column}, {value})",
}


@dataclass(frozen=True, slots=True)
class Slice:
    """A SELECT and its parameters by name."""

    statement: str
    parameters: Mapping[str, object]


@dataclass
class _Parameters:
    """Values on their way into a statement, each under a name of its own."""

    values: dict[str, object] = field(default_factory=dict)

    def named(self, value: object) -> str:
        """Keep a value and return how the statement names it."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"${name}"


def slice_of(query: DataQuery, dataflow: PublishedDataflow, table: str = "") -> Slice:
    """Return the rows that a question asks for: the columns of the structure, sorted by key and time.

    Args:
        query: Its dimensions and components are those of the dataflow.
        dataflow: A table of the release, whose rows are sorted by key and time already.
        table: Another table that holds at least these rows in the same order.

    Raises:
        KeyError: if the structure has no such component.
    """
    structure, parameters = dataflow.structure, _Parameters()
    columns = ", ".join(map(_quoted, structure.columns))
    statement = f"SELECT {columns} FROM {_quoted(table or dataflow.id)}"
    tests = list(_tests(query, structure, parameters))
    if tests:
        statement += f" WHERE {' AND '.join(tests)}"
    return Slice(statement + _ends_of_series(query, structure, parameters), parameters.values)


def count_of(connection: Connection, slice_: Slice) -> int:
    """Return the number of rows of a slice."""
    rows = connection.rows(f"SELECT count(*) AS rows FROM ({slice_.statement})", slice_.parameters)
    return int(rows[0]["rows"])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _tests(query: DataQuery, structure: DataStructure, parameters: _Parameters) -> Iterator[str]:
    yield from _codes(query.codes, structure, parameters)
    keys = [" AND ".join(_codes(each, structure, parameters)) or "true" for each in query.keys]
    if keys:
        yield _any(keys)
    time = _quoted(structure.time.id)
    if query.first_period is not None:
        yield f"{time} >= {parameters.named(query.first_period)}"
    if query.last_period is not None:
        yield f"{time} <= {parameters.named(query.last_period)}"
    for condition in query.conditions:
        yield _condition(condition, structure, parameters)
    if query.updated_after is not None:
        yield f"{_quoted(structure['LAST_UPDATE'].id)} > {parameters.named(query.updated_after)}"


def _codes(codes: Codes, structure: DataStructure, parameters: _Parameters) -> Iterator[str]:
    for dimension, wanted in codes.items():
        column = _quoted(structure[dimension].id)
        named = [parameters.named(each) for each in dict.fromkeys(wanted)]
        yield f"{column} IN ({', '.join(named)})" if named else "false"


def _condition(condition: Condition, structure: DataStructure, parameters: _Parameters) -> str:
    component = structure[condition.component]
    column = _quoted(component.id)
    if component.representation not in {"number", "integer", "year"}:
        column = f"CAST({column} AS VARCHAR)"
    return _any([" AND ".join(_test(column, each, parameters) for each in every) for every in condition.alternatives])


def _test(column: str, test: Test, parameters: _Parameters) -> str:
    value = parameters.named(test.value)
    if test.operator in _COMPARED:
        return f"{column} {_COMPARED[test.operator]} {value}"
    return _SEARCHED[test.operator].format(column=column, value=value)


def _any(alternatives: list[str]) -> str:
    return f"({' OR '.join(f'({each})' for each in alternatives)})"


def _ends_of_series(query: DataQuery, structure: DataStructure, parameters: _Parameters) -> str:
    """Keep the beginnings and ends of series; rows that were numbered have to be sorted again."""
    key, time = ", ".join(_quoted(each.id) for each in structure.dimensions), _quoted(structure.time.id)
    asked = ((query.first_n, "ASC"), (query.last_n, "DESC"))
    kept = [
        f"row_number() OVER (PARTITION BY {key} ORDER BY {time} {direction}) <= {parameters.named(number)}"
        for number, direction in asked
        if number is not None
    ]
    return f" QUALIFY {' OR '.join(kept)} ORDER BY {key}, {time}" if kept else ""
