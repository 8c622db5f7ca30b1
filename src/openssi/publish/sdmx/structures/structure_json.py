"""Structure messages in SDMX-JSON 1.0, 2.0 and 2.1."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from openssi.publish.cubes.availability import Availability
from openssi.publish.sdmx.structures.structure_message import (
    AgencyScheme,
    Artefact,
    ArtefactKind,
    Codes,
    Concepts,
    Constraint,
    Flow,
    Structure,
    StructureMessage,
)
from openssi.publish.sdmx.structures.structure_urns import artefact_urn, concept_urn, part_urn, urn_of
from openssi.publish.sdmx.structures.structure_xml import text_type
from openssi.vocabulary.data_structure import Component, PublishedCode
from openssi.vocabulary.text import MultilingualText

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of SDMX-JSON.

    Attributes:
        schema: Where its schema is published.
        constraints: The list that holds what dataflows hold.
        is_first: Whether it is that of SDMX 2.1, with one primary measure.
        text_type: How the type of what has no code list is named.
    """

    schema: str
    constraints: str
    is_first: bool
    text_type: tuple[str, str]


_SCHEMAS = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json"
_FILE = "structure-message/tools/schemas"
_JSON_1_0 = _Version(
    f"{_SCHEMAS}/master/{_FILE}/1.0/sdmx-json-structure-schema.json", "contentConstraints", True,
    ("textFormat", "textType"),
)  # fmt: skip
_JSON_2_0 = _Version(
    f"{_SCHEMAS}/master/{_FILE}/2.0.0/sdmx-json-structure-schema.json", "dataConstraints", False,
    ("format", "dataType"),
)  # fmt: skip
_JSON_2_1 = _Version(
    f"{_SCHEMAS}/master/{_FILE}/2.1/sdmx-json-structure-schema.json", "availabilityConstraints", False,
    ("format", "dataType"),
)  # fmt: skip

_LISTS: Mapping[ArtefactKind, str] = {
    "agencyscheme": "agencySchemes",
    "codelist": "codelists",
    "conceptscheme": "conceptSchemes",
    "dataflow": "dataflows",
    "datastructure": "dataStructures",
}


def _write(version: _Version, message: StructureMessage) -> bytes:
    writer = _Writer(version, message)
    data: dict[str, list[Json]] = {}
    for each in message.artefacts:
        data.setdefault(_LISTS.get(each.kind, version.constraints), []).append(writer.artefact(each))
    return json.dumps({"meta": _meta(version, message), "data": data}, ensure_ascii=False).encode()


write_structure_json_1_0 = partial(_write, _JSON_1_0)
write_structure_json_2_0 = partial(_write, _JSON_2_0)
write_structure_json_2_1 = partial(_write, _JSON_2_1)


def _meta(version: _Version, message: StructureMessage) -> Json:
    return {
        "schema": version.schema,
        "id": message.message_id,
        "test": message.release.is_fictional,
        "prepared": message.prepared,
        "contentLanguages": list(message.languages),
        "sender": {"id": message.structures.agency.id},
    }


class _Writer:
    def __init__(self, version: _Version, message: StructureMessage) -> None:
        self._version = version
        self._message = message

    def artefact(self, artefact: Artefact) -> Json:
        if isinstance(artefact, Constraint) and self._version.constraints == "availabilityConstraints":
            return _available(artefact)
        told: Json = {
            "id": artefact.id,
            "agencyID": artefact.agency,
            **({} if artefact.kind == "agencyscheme" and not self._version.is_first else {"version": artefact.version}),
            **self._named(artefact.name, artefact.description),
            **({"isExternalReference": True} if artefact.is_stub else {}),
            **({"isPartial": True} if artefact.is_partial else {}),
            "links": [{"rel": "self", "urn": self._urn(artefact)}],
        }
        return told if artefact.is_stub else {**told, **self._content(artefact)}

    def _urn(self, artefact: Artefact) -> str:
        urn = artefact_urn(artefact)
        return urn.replace("DataConstraint", "ContentConstraint") if self._version.is_first else urn

    def _named(self, name: MultilingualText, description: MultilingualText | None) -> Json:
        """Return a name in the first language, and in all of them."""
        told: Json = {}
        for key, keys, text in (("name", "names", name), ("description", "descriptions", description)):
            if text is not None:
                told[key] = text.in_language(self._message.languages[0])
                told[keys] = {each: text.in_language(each) for each in self._message.languages}
        return told

    def _content(self, artefact: Artefact) -> Json:
        match artefact:
            case AgencyScheme():
                return {"agencies": [self._item(artefact, "Agency", each) for each in artefact.agencies]}
            case Codes():
                return {"codes": [self._item(artefact, "Code", each) for each in artefact.codes]}
            case Concepts():
                return {"concepts": [self._concept(artefact, each) for each in artefact.concepts]}
            case Structure():
                return {"dataStructureComponents": self._components(artefact)}
            case Flow(flow=flow):
                structure = flow.structure
                return {"structure": urn_of("datastructure", artefact.agency, structure.id, structure.version)}
            case Constraint():
                return self._constraint(artefact)
        raise TypeError(type(artefact))

    def _item(self, artefact: Artefact, part: str, code: PublishedCode) -> Json:
        parent = {"parent": code.parent} if code.parent else {}
        links = [{"rel": "self", "urn": part_urn(artefact, part, code.id)}]
        return {"id": code.id, **self._named(code.name, code.description), **parent, "links": links}

    def _concept(self, scheme: Concepts, concept: Component) -> Json:
        return {
            "id": concept.id,
            **self._named(concept.name, concept.description),
            "coreRepresentation": self._representation(concept, scheme.agency),
            "links": [{"rel": "self", "urn": part_urn(scheme, "Concept", concept.id)}],
        }

    def _representation(self, component: Component, agency: str) -> Json:
        if component.codelist:
            version = self._message.codelist_version(component.codelist)
            return {"enumeration": urn_of("codelist", agency, component.codelist, version)}
        outer, inner = self._version.text_type
        return {outer: {inner: text_type(component)}}

    def _components(self, artefact: Structure) -> Json:
        structure, is_first = artefact.structure, self._version.is_first
        dimensions = [
            {**self._component(artefact, "Dimension", each), "position": position}
            for position, each in enumerate(structure.dimensions)
        ]
        time = self._component(artefact, "TimeDimension", structure.time)
        if is_first:
            time["position"] = len(dimensions)
        measure = self._component(artefact, "PrimaryMeasure" if is_first else "Measure", structure.measure)
        attributes = [self._attribute(artefact, each) for each in structure.attributes]
        times: Json = {"timeDimensions": [time]} if is_first else {"timeDimension": time}
        measures: Json = {"primaryMeasure": measure} if is_first else {"measures": [{**measure, "usage": "optional"}]}
        return {
            "dimensionList": {"id": "DimensionDescriptor", "dimensions": dimensions, **times},
            **({"attributeList": {"id": "AttributeDescriptor", "attributes": attributes}} if attributes else {}),
            "measureList": {"id": "MeasureDescriptor", **measures},
        }

    def _component(self, artefact: Structure, part: str, component: Component) -> Json:
        agency, version = artefact.agency, artefact.concept_version
        return {
            "id": component.id,
            "links": [{"rel": "self", "urn": part_urn(artefact, part, component.id)}],
            "conceptIdentity": concept_urn(agency, artefact.concept_scheme, version, component.id),
            "localRepresentation": self._representation(component, agency),
        }

    def _attribute(self, artefact: Structure, component: Component) -> Json:
        usage = (
            {"assignmentStatus": "Mandatory" if component.is_required else "Conditional"}
            if self._version.is_first
            else {"usage": "mandatory" if component.is_required else "optional"}
        )
        told = self._component(artefact, "DataAttribute", component)
        return {**told, **usage, "attributeRelationship": self._relationship(artefact, component)}

    def _relationship(self, artefact: Structure, component: Component) -> Json:
        is_first, structure = self._version.is_first, artefact.structure
        if component.attachment == "dataset":
            return {"none": {}} if is_first else {"dataflow": {}}
        if component.attachment == "series":
            return {"dimensions": [each.id for each in structure.dimensions]}
        return {"primaryMeasure": structure.measure.id} if is_first else {"observation": {}}

    def _constraint(self, artefact: Constraint) -> Json:
        region = _region(artefact.availability, is_first=self._version.is_first)
        role = {"type": "Actual"} if self._version.is_first else {"role": "Actual"}
        attachment = {"dataflows": [_flow_urn(artefact)]}
        return {**role, "constraintAttachment": attachment, "cubeRegions": [region]}


def _flow_urn(artefact: Constraint) -> str:
    flow = artefact.availability.flow
    return urn_of("dataflow", artefact.agency, flow.id, flow.version)


def _available(artefact: Constraint) -> Json:
    found = artefact.availability
    return {
        "seriesCount": found.series,
        "obsCount": found.observations,
        "constraintAttachment": {"dataflow": _flow_urn(artefact)},
        "cubeRegion": _region(found, is_first=False),
    }


def _region(found: Availability, *, is_first: bool) -> Json:
    values: list[Json] = [
        {"id": name, "values": list(codes) if is_first else [{"value": each} for each in codes]}
        for name, codes in found.codes.items()
        if codes
    ]
    if found.first is not None:
        values.append({"id": found.flow.structure.time.id, "timeRange": _years(found.first, found.last)})
    return {"isIncluded" if is_first else "include": True, **({"keyValues": values} if values else {})}


def _years(first: int, last: int | None) -> Json:
    return {
        name: {"period": str(year), "isInclusive": True} for name, year in (("startPeriod", first), ("endPeriod", last))
    }
