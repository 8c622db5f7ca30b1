"""The names of artefacts and their parts that hold all over the world: URNs of SDMX."""

from openssi.publish.sdmx.structures.structure_message import Artefact, ArtefactKind

CLASSES: dict[ArtefactKind, tuple[str, str]] = {
    "agencyscheme": ("base", "AgencyScheme"),
    "codelist": ("codelist", "Codelist"),
    "conceptscheme": ("conceptscheme", "ConceptScheme"),
    "datastructure": ("datastructure", "DataStructure"),
    "dataflow": ("datastructure", "Dataflow"),
    "contentconstraint": ("registry", "DataConstraint"),
}
"""Package and class by kind."""

ITEM_CLASSES: dict[ArtefactKind, str] = {"agencyscheme": "Agency", "codelist": "Code", "conceptscheme": "Concept"}

_ROOT = "urn:sdmx:org.sdmx.infomodel"


def urn_of(kind: ArtefactKind, agency: str, identity: str, version: str) -> str:
    """Return the URN of an artefact."""
    package, name = CLASSES[kind]
    return f"{_ROOT}.{package}.{name}={agency}:{identity}({version})"


def artefact_urn(artefact: Artefact) -> str:
    """Return the URN of an artefact."""
    return urn_of(artefact.kind, artefact.agency, artefact.id, artefact.version)


def part_urn(artefact: Artefact, part: str, identity: str) -> str:
    """Return the URN of a part of an artefact: a code, a concept, a dimension.

    Args:
        artefact: What it is part of.
        part: Its class (`Code`).
        identity: Its id.
    """
    package, _ = CLASSES[artefact.kind]
    return f"{_ROOT}.{package}.{part}={artefact.agency}:{artefact.id}({artefact.version}).{identity}"


def concept_urn(agency: str, scheme: str, version: str, concept: str) -> str:
    """Return the URN of a concept."""
    return f"{_ROOT}.conceptscheme.Concept={agency}:{scheme}({version}).{concept}"
