"""Structure messages in SDMX-ML 2.1, 3.0 and 3.1."""

from collections.abc import Mapping
from functools import partial

from openssi.publish.sdmx.structures.structure_dialects import Dialect, Ml21, Ml30, Ml31
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
from openssi.publish.sdmx.structures.structure_urns import part_urn
from openssi.publish.sdmx.structures.structure_xml import (
    described,
    document,
    element,
    header,
    in_groups,
    item,
    maintained,
    text_type,
    texts,
)
from openssi.vocabulary.data_structure import Component

_ELEMENTS: Mapping[ArtefactKind, str] = {
    "agencyscheme": "AgencyScheme",
    "codelist": "Codelist",
    "conceptscheme": "ConceptScheme",
    "dataflow": "Dataflow",
    "datastructure": "DataStructure",
}


def _write(dialect: Dialect, message: StructureMessage) -> bytes:
    schema = f"http://www.sdmx.org/resources/sdmxml/schemas/{dialect.folder}"
    namespaces = {"mes": f"{schema}/message", "str": f"{schema}/structure", "com": f"{schema}/common"}
    writer = _Writer(dialect, message)
    groups = (
        element(f"str:{name}", {}, *map(writer.artefact, artefacts))
        for name, artefacts in in_groups(message.artefacts, dialect.groups)
    )
    return document("mes:Structure", namespaces, header(message), element("mes:Structures", {}, *groups))


write_structure_ml_2_1 = partial(_write, Ml21())
write_structure_ml_3_0 = partial(_write, Ml30())
write_structure_ml_3_1 = partial(_write, Ml31())


class _Writer:
    def __init__(self, dialect: Dialect, message: StructureMessage) -> None:
        self._dialect = dialect
        self._message = message

    def artefact(self, artefact: Artefact) -> str:
        attributes = {**maintained(artefact), **self._dialect.attributes(artefact.kind)}
        names = described(artefact, self._message)
        if isinstance(artefact, Constraint):
            return self._dialect.constraint(artefact, names, attributes)
        content = "" if artefact.is_stub else self._content(artefact)
        return element(f"str:{_ELEMENTS[artefact.kind]}", attributes, names, content)

    def _content(self, artefact: Artefact) -> str:
        match artefact:
            case AgencyScheme():
                return "".join(item(artefact, "Agency", each, self._message, "") for each in artefact.agencies)
            case Codes():
                parents = (self._dialect.parent(each.parent) if each.parent else "" for each in artefact.codes)
                listed = zip(artefact.codes, parents, strict=True)
                return "".join(item(artefact, "Code", each, self._message, parent) for each, parent in listed)
            case Concepts():
                return "".join(self._concept(artefact, each) for each in artefact.concepts)
            case Structure():
                return self._components(artefact)
            case Flow(flow=flow):
                structure = flow.structure
                told = self._dialect.reference("datastructure", artefact.agency, structure.id, structure.version)
                return element("str:Structure", {}, told)
        raise TypeError(type(artefact))

    def _concept(self, scheme: Concepts, concept: Component) -> str:
        names = texts("com:Name", concept.name, self._message.languages)
        meaning = texts("com:Description", concept.description, self._message.languages)
        core = element("str:CoreRepresentation", {}, self._representation(concept, scheme.agency))
        attributes = {"id": concept.id, "urn": part_urn(scheme, "Concept", concept.id)}
        return element("str:Concept", attributes, names, meaning, core)

    def _representation(self, component: Component, agency: str) -> str:
        if not component.codelist:
            return element("str:TextFormat", {"textType": text_type(component)})
        version = self._message.codelist_version(component.codelist)
        return element("str:Enumeration", {}, self._dialect.reference("codelist", agency, component.codelist, version))

    def _components(self, artefact: Structure) -> str:
        structure = artefact.structure
        dimensions = [
            self._component(artefact, "Dimension", each, {"position": str(position)})
            for position, each in enumerate(structure.dimensions, 1)
        ]
        at = {"position": str(len(dimensions) + 1)} if self._dialect.time_position else {}
        time = self._component(artefact, "TimeDimension", structure.time, at)
        attributes = [self._attribute(artefact, each) for each in structure.attributes]
        name, more = self._dialect.measure
        measure = self._component(artefact, name, structure.measure, more)
        return element(
            "str:DataStructureComponents",
            {},
            _list(artefact, "DimensionList", "DimensionDescriptor", [*dimensions, time]),
            _list(artefact, "AttributeList", "AttributeDescriptor", attributes) if attributes else "",
            _list(artefact, "MeasureList", "MeasureDescriptor", [measure]),
        )

    def _component(
        self, artefact: Structure, name: str, component: Component, more: Mapping[str, str], *rest: str
    ) -> str:
        part = "DataAttribute" if name == "Attribute" else name
        return element(
            f"str:{name}",
            {"id": component.id, "urn": part_urn(artefact, part, component.id), **more},
            element("str:ConceptIdentity", {}, self._dialect.concept(artefact, component.id)),
            element("str:LocalRepresentation", {}, self._representation(component, artefact.agency)),
            *rest,
        )

    def _attribute(self, artefact: Structure, component: Component) -> str:
        name, required, optional = self._dialect.usage
        usage = {name: required if component.is_required else optional}
        relationship = element("str:AttributeRelationship", {}, self._dialect.relationship(artefact, component))
        return self._component(artefact, "Attribute", component, usage, relationship)


def _list(artefact: Structure, name: str, descriptor: str, content: list[str]) -> str:
    attributes = {"id": descriptor, "urn": part_urn(artefact, descriptor, descriptor)}
    return element(f"str:{name}", attributes, *content)
