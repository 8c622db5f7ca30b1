"""SDMX-CSV 1.0, 2.0 and 2.1: a row per observation, as the field guide of the SDMX technical working group lays it out.

A text is quoted where it holds a comma, a quote or a line break (RFC 4180); nothing else in it is touched, so that
`=1+1` stays `=1+1`. What is missing is an empty field. Lines end with LF.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa

from openssi.publish.sdmx.data.cell_text import ROWS_AT_ONCE, bodies, concatenated, heads_only, literal, plain_text
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.publish.sdmx.data.message_layout import MessageLayout, layout_of, quoted, rows_of
from openssi.vocabulary.data_structure import Component

_ACTIONS = {"Information": "I", "Append": "A", "Replace": "R", "Delete": "D"}


@dataclass(slots=True)
class _Columns:
    """The columns of a file as they are collected: what stands above each, and the SQL of what stands in it.

    Attributes:
        parameters: Names of codes that the SQL asks for.
    """

    message: DataMessage
    types: Mapping[str, pa.DataType]
    heads: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    parameters: dict[str, object] = field(default_factory=dict)

    def add(self, head: str, cell: str) -> None:
        self.heads.append(_field(head))
        self.cells.append(cell)


def _field(text: str) -> str:
    """Return a text as a field."""
    return '"' + text.replace('"', '""') + '"' if any(each in text for each in ',"\r\n') else text


def _field_sql(text: str) -> str:
    """Return the SQL of a text as a field."""
    special = " OR ".join(f"contains({text}, {each})" for each in ("','", "'\"'", "chr(10)", "chr(13)"))
    return f"CASE WHEN {special} THEN '\"' || replace({text}, '\"', '\"\"') || '\"' ELSE {text} END"


def write_sdmx_csv_1(message: DataMessage) -> Iterator[bytes]:
    """Write SDMX-CSV 1.0. It has no columns of names, so `name` is told as `both`."""
    labels = "both" if message.labels == "name" else message.labels
    return _write(_lead_1, replace(message, labels=labels))


def write_sdmx_csv_2(message: DataMessage) -> Iterator[bytes]:
    """Write SDMX-CSV 2.0 or 2.1, which do not differ in what OpenSSI tells."""
    return _write(_lead_2, message)


def _write(lead: Callable[[_Columns], None], message: DataMessage) -> Iterator[bytes]:
    layout = layout_of(message)
    columns = _Columns(message, layout.types)
    lead(columns)
    for component in _told(layout):
        _add_component(columns, component)
    yield (",".join(columns.heads) + "\n").encode()
    line = concatenated(_with_commas(columns.cells))
    batches = message.connection.batches(
        f"SELECT {line} AS line FROM ({rows_of(message, layout)})",
        {**message.parameters, **columns.parameters},
        ROWS_AT_ONCE,
    )
    yield from bodies(batches) if layout.has_observations else heads_only(batches)


def _with_commas(cells: Iterable[str]) -> Iterator[str]:
    for position, cell in enumerate(cells):
        if position:
            yield "','"
        yield cell
    yield "chr(10)"


def _told(layout: MessageLayout) -> Iterator[Component]:
    """Give what has a column, in the order of the columns of the statement."""
    places = (layout.key, layout.at_observation, layout.observation, layout.dataset, layout.series)
    told = {each.id: each for place in places for each in place}
    return (told[each] for each in layout.types if each in told)


def _add_component(columns: _Columns, component: Component) -> None:
    message = columns.message
    is_unmarked = component.id in message.unmarked
    cell = plain_text(quoted(component), columns.types[component.id], is_finite=is_unmarked)
    name = component.name.in_language(message.language)
    if message.labels == "id":
        columns.add(component.id, cell if is_unmarked else _cell(component, cell))
        return
    label = _label(columns, component, cell)
    if message.labels == "name":
        columns.add(component.id, _cell(component, cell))
        columns.add(name, _field_sql(label) if label else "NULL")
        return
    both = f"concat_ws(': ', {cell}, {label})" if label else cell
    columns.add(f"{component.id}: {name}", _field_sql(both) if label else _cell(component, cell))


def _cell(component: Component, cell: str) -> str:
    return _field_sql(cell) if cell == quoted(component) else cell


def _label(columns: _Columns, component: Component, cell: str) -> str:
    """Return the SQL of the name of a code, NULL where it has none; empty for a component without a code list."""
    codelist = columns.message.structures.codelists.get(component.codelist)
    if codelist is None or not codelist.codes:
        return ""
    name = f"names_of_{component.id}"
    columns.parameters[name] = [each.name.in_language(columns.message.language) for each in codelist.codes]
    codes = ", ".join(literal(each.id) for each in codelist.codes)
    # An enumeration finds the place of a code without a join, which might bring the rows out of order.
    return f"${name}[enum_code(TRY_CAST({cell} AS ENUM({codes}))) + 1]"


def _lead_1(columns: _Columns) -> None:
    """The dataflow."""
    message = columns.message
    name = message.dataflow.name.in_language(message.language)
    said = _reference(message) if message.labels == "id" else f"{_reference(message)}: {name}"
    columns.add("DATAFLOW", literal(_field(said)))


def _lead_2(columns: _Columns) -> None:
    """The kind of the structure, the structure and what to do with the row."""
    message = columns.message
    name = message.dataflow.name.in_language(message.language)
    both = f"{_reference(message)}: {name}"
    columns.add("STRUCTURE", literal("dataflow"))
    columns.add("STRUCTURE_ID", literal(_field(both if message.labels == "both" else _reference(message))))
    if message.labels == "name":
        columns.add("STRUCTURE_NAME", literal(_field(name)))
    columns.add("ACTION", literal(_ACTIONS[message.action]))


def _reference(message: DataMessage) -> str:
    return f"{message.structures.agency.id}:{message.dataflow.id}({message.dataflow.version})"
