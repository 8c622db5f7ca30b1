"""In what the versions of SDMX-ML differ when they tell structures: how one thing refers to another, and constraints."""

import re
from collections.abc import Mapping
from typing import Protocol

from openssi.publish.cubes.availability import Availability
from openssi.publish.sdmx.structures.structure_message import ArtefactKind, Constraint, Structure
from openssi.publish.sdmx.structures.structure_urns import CLASSES, artefact_urn, concept_urn, urn_of
from openssi.publish.sdmx.structures.structure_xml import element, escaped
from openssi.vocabulary.data_structure import Component

Groups = Mapping[ArtefactKind, str]


class Dialect(Protocol):
    """A version of SDMX-ML.

    Attributes:
        folder: How its namespaces name it.
        groups: The elements that hold artefacts by their kind, in the order of the schema.
        measure: The element of the measure, and its attributes.
        usage: The attribute that says whether an attribute has to be there, with the words for yes and no.
        time_position: Whether the time has a position among the dimensions.
    """

    folder: str
    groups: Groups
    measure: tuple[str, Mapping[str, str]]
    usage: tuple[str, str, str]
    time_position: bool

    def reference(self, kind: ArtefactKind, agency: str, identity: str, version: str) -> str:
        """Return what an element that refers to an artefact holds."""
        ...

    def concept(self, artefact: Structure, concept: str) -> str:
        """Return what an element that refers to a concept holds."""
        ...

    def parent(self, code: str) -> str:
        """Return the element that names the parent of a code, nothing where the schema has no place for it."""
        ...

    def relationship(self, artefact: Structure, component: Component) -> str:
        """Return the elements that say what an attribute is said of."""
        ...

    def attributes(self, kind: ArtefactKind) -> Mapping[str, str]:
        """Return the attributes of an artefact that differ; an empty one is left out."""
        ...

    def constraint(self, artefact: Constraint, described: str, attributes: Mapping[str, str]) -> str:
        """Return the element of a constraint, given its names and its attributes."""
        ...


_GROUPS_2_1: Groups = {
    "agencyscheme": "OrganisationSchemes",
    "dataflow": "Dataflows",
    "codelist": "Codelists",
    "conceptscheme": "Concepts",
    "datastructure": "DataStructures",
    "contentconstraint": "Constraints",
}


class Ml21:
    """SDMX-ML 2.1: references are told by their parts."""

    folder = "v2_1"
    groups: Groups = _GROUPS_2_1
    measure: tuple[str, Mapping[str, str]] = ("PrimaryMeasure", {})
    usage = ("assignmentStatus", "Mandatory", "Conditional")
    time_position = True

    def reference(self, kind: ArtefactKind, agency: str, identity: str, version: str) -> str:
        """Return the parts of the reference."""
        package, name = CLASSES[kind]
        parts = {"id": identity, "version": version, "agencyID": agency, "package": package, "class": name}
        return element("Ref", parts)

    def concept(self, artefact: Structure, concept: str) -> str:
        """Return the parts of the reference."""
        scheme = {
            "maintainableParentID": artefact.concept_scheme,
            "maintainableParentVersion": artefact.concept_version,
        }
        parts = {"id": concept, **scheme, "agencyID": artefact.agency, "package": "conceptscheme", "class": "Concept"}
        return element("Ref", parts)

    def parent(self, code: str) -> str:
        """Return the element that names the parent of a code."""
        return element("str:Parent", {}, element("Ref", {"id": code}))

    def relationship(self, artefact: Structure, component: Component) -> str:
        """Return the elements that say what an attribute is said of."""
        structure = artefact.structure
        if component.attachment == "dataset":
            return element("str:None")
        if component.attachment == "series":
            refs = (element("Ref", {"id": each.id}) for each in structure.dimensions)
            return "".join(element("str:Dimension", {}, each) for each in refs)
        return element("str:PrimaryMeasure", {}, element("Ref", {"id": structure.measure.id}))

    def attributes(self, kind: ArtefactKind) -> Mapping[str, str]:
        """Return what says that a later release may hold other codes."""
        return {"type": "Actual"} if kind == "contentconstraint" else {"isFinal": "false"}

    def constraint(self, artefact: Constraint, described: str, attributes: Mapping[str, str]) -> str:
        """Return a content constraint."""
        urn = artefact_urn(artefact).replace("DataConstraint", "ContentConstraint")
        return element("str:ContentConstraint", {**attributes, "urn": urn}, described, _holds(self, artefact, "com"))


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


_GROUPS_3_0: Groups = {
    "agencyscheme": "AgencySchemes",
    "codelist": "Codelists",
    "conceptscheme": "ConceptSchemes",
    "contentconstraint": "DataConstraints",
    "dataflow": "Dataflows",
    "datastructure": "DataStructures",
}


class Ml30:
    """SDMX-ML 3.0: references are URNs, and the measure is one of several that there may be."""

    folder = "v3_0"
    groups: Groups = _GROUPS_3_0
    measure: tuple[str, Mapping[str, str]] = ("Measure", {"usage": "optional"})
    usage = ("usage", "mandatory", "optional")
    time_position = False

    def reference(self, kind: ArtefactKind, agency: str, identity: str, version: str) -> str:
        """Return the URN."""
        return urn_of(kind, agency, identity, version)

    def concept(self, artefact: Structure, concept: str) -> str:
        """Return the URN."""
        return concept_urn(artefact.agency, artefact.concept_scheme, artefact.concept_version, concept)

    def parent(self, code: str) -> str:
        """Return the element that names the parent of a code; the schema of 3.0 takes none that begins with a digit."""
        return element("str:Parent", {}, code) if _NAME.fullmatch(code) else ""

    def relationship(self, artefact: Structure, component: Component) -> str:
        """Return the elements that say what an attribute is said of."""
        if component.attachment == "dataset":
            return element("str:Dataflow")
        if component.attachment == "series":
            return "".join(element("str:Dimension", {}, each.id) for each in artefact.structure.dimensions)
        return element("str:Observation")

    def attributes(self, kind: ArtefactKind) -> Mapping[str, str]:
        """Return the role of a constraint; the scheme of agencies has no version."""
        return {"contentconstraint": {"role": "Actual"}, "agencyscheme": {"version": ""}}.get(kind, {})

    def constraint(self, artefact: Constraint, described: str, attributes: Mapping[str, str]) -> str:
        """Return a data constraint."""
        return element("str:DataConstraint", attributes, described, _holds(self, artefact, "str"))


_GROUPS_3_1: Groups = {
    "agencyscheme": "AgencySchemes",
    "contentconstraint": "AvailabilityConstraints",
    "codelist": "Codelists",
    "conceptscheme": "ConceptSchemes",
    "dataflow": "Dataflows",
    "datastructure": "DataStructures",
}


class Ml31(Ml30):
    """SDMX-ML 3.1: what a dataflow holds has a class of its own, without a name and an id."""

    folder = "v3_1"
    groups: Groups = _GROUPS_3_1

    def parent(self, code: str) -> str:
        """Return the element that names the parent of a code."""
        return element("str:Parent", {}, code)

    def constraint(self, artefact: Constraint, described: str, attributes: Mapping[str, str]) -> str:  # noqa: ARG002
        """Return an availability constraint."""
        found = artefact.availability
        counted = {"seriesCount": str(found.series), "obsCount": str(found.observations)}
        return element("str:AvailabilityConstraint", counted, _holds(self, artefact, "str"))


def _holds(dialect: Dialect, artefact: Constraint, prefix: str) -> str:
    found = artefact.availability
    if artefact.is_stub:
        return ""
    flow = dialect.reference("dataflow", artefact.agency, found.flow.id, found.flow.version)
    attachment = element("str:ConstraintAttachment", {}, element("str:Dataflow", {}, flow))
    return attachment + element("str:CubeRegion", {"include": "true"}, *_key_values(found, prefix))


def _key_values(found: Availability, prefix: str) -> list[str]:
    values = [
        element(f"{prefix}:KeyValue", {"id": name}, *(element(f"{prefix}:Value", {}, escaped(code)) for code in codes))
        for name, codes in found.codes.items()
        if codes
    ]
    if found.first is None:
        return values
    time = element(
        f"{prefix}:TimeRange",
        {},
        element(f"{prefix}:StartPeriod", {"isInclusive": "true"}, str(found.first)),
        element(f"{prefix}:EndPeriod", {"isInclusive": "true"}, str(found.last)),
    )
    return [*values, element(f"{prefix}:KeyValue", {"id": found.flow.structure.time.id}, time)]
