"""The artefacts of a release: what can be asked for, and how one refers to another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from openssi.engine import Connection
from openssi.publish.cubes.availability import Availability, availability
from openssi.publish.sdmx.structures.structure_message import (
    VERSION,
    AgencyScheme,
    Artefact,
    ArtefactKind,
    Codes,
    Concepts,
    Constraint,
    Flow,
    Structure,
)
from openssi.vocabulary.data_structure import (
    CONCEPT_SCHEME,
    DataStructure,
    PublishedCode,
    PublishedDataflow,
    PublishedStructures,
)
from openssi.vocabulary.text import MultilingualText

SDMX = "SDMX"
"""The agency that maintains the scheme of agencies."""

AGENCIES = AgencyScheme(
    id="AGENCIES", agency=SDMX, version=VERSION, name=MultilingualText("Agencies", "Organismes", "Organismos")
)
CONCEPTS = MultilingualText("Concepts", "Concepts", "Conceptos")
CONSTRAINT = "CR_{flow}"

Key = tuple[ArtefactKind, str]


@dataclass(frozen=True)
class Artefacts:
    """Everything that a release maintains, by kind and id, in the order in which it is told.

    Attributes:
        by_key: The artefacts; a dataflow without observations has no constraint, as an empty one would allow all.
        children: What each refers to.
        parents: What refers to each.
    """

    structures: PublishedStructures
    by_key: Mapping[Key, Artefact]
    children: Mapping[Key, tuple[Key, ...]]
    parents: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)


def artefacts_of(structures: PublishedStructures, connection: Connection) -> Artefacts:
    """Return the artefacts of a release.

    Args:
        structures: What explains its dataflows.
        connection: Tables of the release, for what the dataflows hold.
    """
    listed = tuple(_listed(structures, connection))
    by_key = {each.reference: each for each in listed}
    children = {
        each.reference: tuple(dict.fromkeys(key for key in _children(each) if key in by_key)) for each in listed
    }
    parents: dict[Key, list[Key]] = {each: [] for each in by_key}
    for parent, referred in children.items():
        for each in referred:
            parents[each].append(parent)
    return Artefacts(structures, by_key, children, {key: tuple(each) for key, each in parents.items()})


def _listed(structures: PublishedStructures, connection: Connection) -> Iterator[Artefact]:
    agency = structures.agency
    yield replace(AGENCIES, agencies=(PublishedCode(id=agency.id, name=agency.name),), is_partial=True)
    for codelist in structures.codelists.values():
        yield Codes(
            id=codelist.id, agency=agency.id, version=codelist.version, name=codelist.name, codes=codelist.codes
        )
    concepts = tuple(structures.concepts.values())
    yield Concepts(id=CONCEPT_SCHEME, agency=agency.id, version=VERSION, name=CONCEPTS, concepts=concepts)
    for structure in structures.structures.values():
        yield Structure(
            id=structure.id, agency=agency.id, version=structure.version, name=structure.name, structure=structure
        )
    flows = structures.dataflows.values()
    yield from (_flow(each, agency.id) for each in flows)
    held = (availability(connection, each) for each in flows)
    yield from (constraint_of(each, agency.id) for each in held if each.observations)


def _flow(flow: PublishedDataflow, agency: str) -> Flow:
    return Flow(
        id=flow.id, agency=agency, version=flow.version, name=flow.name, description=flow.description, flow=flow
    )


def constraint_of(found: Availability, agency: str) -> Constraint:
    """Return what a dataflow holds as a constraint of an agency."""
    flow = found.flow
    identity = CONSTRAINT.format(flow=flow.id)
    return Constraint(id=identity, agency=agency, version=flow.version, name=flow.name, availability=found)


def _children(artefact: Artefact) -> Iterator[Key]:
    match artefact:
        case Concepts():
            yield from (("codelist", each.codelist) for each in artefact.concepts if each.codelist)
        case Structure():
            yield "conceptscheme", artefact.concept_scheme
            yield from codelists_of(artefact.structure)
        case Flow():
            yield "datastructure", artefact.flow.structure.id
        case Constraint():
            yield "dataflow", artefact.availability.flow.id


def codelists_of(structure: DataStructure) -> Iterable[Key]:
    """Return the code lists of a data structure."""
    return [("codelist", each.codelist) for each in structure if each.codelist]
