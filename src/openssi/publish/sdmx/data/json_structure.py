"""What an SDMX-JSON data message says before its observations: who sends it, its components and their values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openssi.publish.sdmx.data.cell_text import plain_text
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.publish.sdmx.data.message_layout import MessageLayout, dataflow_urn, quoted
from openssi.vocabulary.data_structure import Component
from openssi.vocabulary.text import LANGUAGES, MultilingualText

Values = Mapping[str, Sequence[str]]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class JsonVersion:
    """A version of SDMX-JSON.

    Attributes:
        schema: Address of its official schema.
        told_in_meta: Whether that address stands in `meta`, else beside it.
    """

    schema: str
    told_in_meta: bool


_TWG = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas"
JSON_2_0 = JsonVersion(f"{_TWG}/2.0.0/sdmx-json-data-schema.json", told_in_meta=True)
JSON_2_1 = JsonVersion("https://json.sdmx.org/2.1/sdmx-json-data-schema.json", told_in_meta=False)


def indexed(layout: MessageLayout) -> tuple[Component, ...]:
    """Return the components whose values are listed once and told by their place in the list.

    They are the dimensions and the attributes with a code list; texts and numbers are told as they are.
    """
    attributes = (*layout.dataset, *layout.series, *layout.observation)
    return (*layout.key, *layout.at_observation, *(each for each in attributes if each.codelist))


def values_of(message: DataMessage, layout: MessageLayout) -> Values:
    """Return the values that occur in a message, in order, by component.

    Of the attributes of the data set without a code list, it is the one value that they have.
    """
    # Only distinct lists: with one plain aggregate among them DuckDB keeps every row until the end.
    told = dict.fromkeys((*indexed(layout), *layout.dataset))
    columns = [
        f"list_sort(list(DISTINCT CAST({plain_text(quoted(each), layout.types[each.id])} AS VARCHAR))) AS {quoted(each)}"
        for each in told
    ]
    statement = f"SELECT {', '.join(columns)} FROM ({message.statement})"
    (row,) = message.connection.rows(statement, message.parameters)
    return {name: [each for each in values or () if each is not None] for name, values in row.items()}


def meta_of(version: JsonVersion, message: DataMessage) -> Json:
    """Return who sends the message, when it was made and in which languages it speaks."""
    agency = message.structures.agency
    return {
        **({"schema": version.schema} if version.told_in_meta else {}),
        "id": message.message_id,
        "test": message.release.is_fictional,
        "prepared": message.release.created,
        "contentLanguages": list(LANGUAGES),
        "sender": {"id": agency.id, **_named(message, agency.name)},
    }


def structure_of(message: DataMessage, layout: MessageLayout, values: Values) -> Json:
    """Return the components of a message where they are told, with the values that occur."""
    structure = message.dataflow.structure
    identity = f"{message.structures.agency.id}:{structure.id}({structure.version})"
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={identity}"
    observed = [each for each in layout.observation if each.role == "attribute"]
    return {
        **_named(message, message.dataflow.name),
        "links": [{"urn": dataflow_urn(message), "rel": "dataflow"}, {"urn": urn, "rel": "datastructure"}],
        "dataSets": [0],
        "dimensions": {
            "dataSet": [],
            "series": list(_dimensions(message, layout.key, values)),
            "observation": list(_dimensions(message, layout.at_observation, values)),
        },
        "measures": {"observation": list(_measures(message, layout.observation))},
        "attributes": {
            "dataSet": list(_attributes(message, layout.dataset, values)),
            "series": list(_attributes(message, layout.series, values)),
            "observation": list(_attributes(message, observed, values)),
        },
    }


def _dimensions(message: DataMessage, components: Iterable[Component], values: Values) -> Iterator[Json]:
    positions = {each.id: place for place, each in enumerate(message.dataflow.structure.dimensions)}
    for each in components:
        yield {
            **_component(message, each),
            "keyPosition": positions.get(each.id, len(positions)),
            "values": [_value(message, each, value) for value in values[each.id]],
        }


def _measures(message: DataMessage, components: Iterable[Component]) -> Iterator[Json]:
    return (_component(message, each) for each in components if each.role == "measure")


def _attributes(message: DataMessage, components: Iterable[Component], values: Values) -> Iterator[Json]:
    for each in components:
        listed = values[each.id] if each.codelist else ()
        found = [_value(message, each, value) for value in listed]
        yield {
            **_component(message, each),
            "isMandatory": each.is_required,
            "relationship": _relationship(message, each),
            **({"values": found} if found else {}),
        }


def _relationship(message: DataMessage, component: Component) -> Json:
    if component.attachment == "dataset":
        return {"dataflow": {}}
    if component.attachment == "series":
        return {"dimensions": [each.id for each in message.dataflow.structure.dimensions]}
    return {"observation": {}}


def _component(message: DataMessage, component: Component) -> Json:
    return {"id": component.id, **_named(message, component.name)}


def _value(message: DataMessage, component: Component, value: str) -> Json:
    if component.role == "time":
        return {"id": value, "name": value}
    codelist = message.structures.codelists.get(component.codelist)
    code = codelist.by_id.get(value) if codelist else None
    return {"id": value, **_named(message, code.name)} if code else {"id": value, "name": value}


def _named(message: DataMessage, name: MultilingualText) -> Json:
    """Return a name in the language of the message and in all languages."""
    names = {each: name.in_language(each) for each in LANGUAGES}
    return {"name": name.in_language(message.language), "names": names}
