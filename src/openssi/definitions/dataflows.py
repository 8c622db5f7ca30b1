"""The dataflows that machines ask for: their agency, concepts and structures."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.data_structure import (
    Agency,
    Attachment,
    Component,
    DataStructure,
    PublishedDataflow,
    PublishedStructures,
    Representation,
    Role,
)

FILE = "dataflows.yaml"
TIME, MEASURE = "TIME_PERIOD", "OBS_VALUE"

_REPRESENTATIONS: tuple[Representation, ...] = get_args(Representation)
_ATTACHMENTS: tuple[Attachment, ...] = get_args(Attachment)


def load_dataflows(root: Path) -> PublishedStructures:
    """Read `definitions/dataflows.yaml`.

    Raises:
        FixTheFile: with the line, if an id stands twice, or a component or structure is not declared.
    """
    source = read_yaml(root / FILE).only("agency", "concepts", "structures", "dataflows")
    agency = source["agency"].only("id", "name")
    concepts = _concepts(source["concepts"])
    structures = _structures(source["structures"], concepts)
    return PublishedStructures(
        agency=Agency(id=agency.text("id"), name=agency.multilingual("name")),
        dataflows={each.id: each for each in _dataflows(source["dataflows"], structures)},
    )


def _concepts(source: Source) -> dict[str, Component]:
    seen = SeenIds()
    found = (_concept(each, seen.add(each)) for each in source.items())
    return {each.id: each for each in found}


def _concept(source: Source, identity: str) -> Component:
    source.only("id", "representation", "codelist", "name", "description")
    return Component(
        id=identity,
        role="attribute",
        representation=source.one_of("representation", _REPRESENTATIONS),
        codelist=source.text("codelist", ""),
        name=source.multilingual("name"),
        description=source.multilingual("description"),
    )


def _structures(source: Source, concepts: Mapping[str, Component]) -> dict[str, DataStructure]:
    seen = SeenIds()
    found = (_structure(each, seen.add(each), concepts) for each in source.items())
    return {each.id: each for each in found}


def _structure(source: Source, identity: str, concepts: Mapping[str, Component]) -> DataStructure:
    source.only("id", "name", "dimensions", "required", "attributes", "codelists")
    attributes = source["attributes"].only(*_ATTACHMENTS)
    required = source.texts("required")
    concepts = {**concepts, **_with_own_codelists(source, concepts)}
    components = [
        *(_used(source, each, concepts, "dimension") for each in source.texts("dimensions")),
        _used(source, TIME, concepts, "time"),
        _used(source, MEASURE, concepts, "measure"),
        *(
            _used(attributes, each, concepts, "attribute", attachment, is_required=each in required)
            for attachment in _ATTACHMENTS
            for each in attributes.texts(attachment)
        ),
    ]
    return DataStructure(id=identity, name=source.multilingual("name"), components=tuple(components))


def _with_own_codelists(source: Source, concepts: Mapping[str, Component]) -> dict[str, Component]:
    """Return the concepts whose codes come from another list in a structure."""
    own = source.mapping("codelists")
    for each in own:
        _used(source, each, concepts, "dimension")
    return {name: replace(concepts[name], codelist=codelist) for name, codelist in own.items()}


def _used(
    source: Source,
    concept: str,
    concepts: Mapping[str, Component],
    role: Role,
    attachment: Attachment | None = None,
    *,
    is_required: bool = False,
) -> Component:
    if concept not in concepts:
        raise source.fail("DEFINITION_VALUE_UNKNOWN", value=concept, allowed=", ".join(concepts))
    known = concepts[concept]
    return Component(
        id=known.id,
        role=role,
        representation=known.representation,
        codelist=known.codelist,
        attachment=attachment,
        is_required=is_required or role in {"dimension", "time"},
        name=known.name,
        description=known.description,
    )


def _dataflows(source: Source, structures: Mapping[str, DataStructure]) -> list[PublishedDataflow]:
    seen = SeenIds()
    return [
        PublishedDataflow(
            id=seen.add(each.only("id", "structure", "name", "description")),
            structure=structures[each.one_of("structure", tuple(structures))],
            name=each.multilingual("name"),
            description=each.multilingual("description"),
        )
        for each in source.items()
    ]
