"""Reference metadata as SDMX-JSON 2.0, and its structure."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from openssi.publish.sdmx.metadata.metadata_sets import (
    CONCEPTS,
    FLOW_NAMES,
    MSD,
    MSD_NAME,
    SET_VERSION,
    VERSION,
    MetadataMessage,
    MetadataSet,
    MetadataValue,
    artefact_urn,
    flow_urn,
)
from openssi.vocabulary.data_structure import Agency
from openssi.vocabulary.reference_metadata import MetadataHeading
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, MultilingualText

Json = dict[str, Any]

_SCHEMAS = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master"
_METADATA = f"{_SCHEMAS}/metadata-message/tools/schemas/2.0.0/sdmx-json-metadata-schema.json"
_STRUCTURE = f"{_SCHEMAS}/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"


def write_metadata_json(message: MetadataMessage) -> Iterator[bytes]:
    """Give a metadata message, set by set."""
    meta = _meta(_METADATA, message.release, message.agency, message.message_id)
    yield f'{{"meta": {_json(meta)}, "data": {{"metadataSets": ['.encode()
    for number, each in enumerate(message.sets):
        yield ((",\n" if number else "") + _json(_set(each, message.agency))).encode()
    yield b"]}}\n"


def _set(found: MetadataSet, agency: Agency) -> Json:
    year = {} if found.year is None else {"reportingBegin": str(found.year), "reportingEnd": str(found.year)}
    return {
        "id": found.id,
        "agencyID": agency.id,
        "version": SET_VERSION,
        **_named(found.name),
        "metadataflow": flow_urn(agency, found.flow),
        "targets": [found.target],
        **year,
        "attributes": [_attribute(each) for each in found.values],
    }


def _attribute(value: MetadataValue) -> Json:
    told: Json = {"id": value.concept}
    if value.text is not None:
        told["value"] = _localised(value.text, value.language)
    if value.below:
        told["attributes"] = [_attribute(each) for each in value.below]
    return told


def _localised(text: MultilingualText, language: str) -> dict[str, str]:
    """Return a text by language; one that exists in its own alone stands there once."""
    if language:
        return {language: text.en}
    return {each: text.in_language(each) for each in LANGUAGES}


def write_metadata_structures(
    headings: Sequence[MetadataHeading], flows: Sequence[str], release: Release, agency: Agency, message_id: str
) -> bytes:
    """Return the metadata structure with its concepts, and metadataflows, as a structure message.

    Args:
        headings: The headings that the structure consists of.
        flows: Ids of the metadataflows that are told; none tells the structure.
        release: The release that is served.
        agency: Who maintains them.
        message_id: Of the message.
    """
    data: Json = {"metadataflows": [_flow(each, agency) for each in flows]} if flows else _structure(headings, agency)
    return _json({"meta": _meta(_STRUCTURE, release, agency, message_id), "data": data}).encode()


def _flow(flow: str, agency: Agency) -> Json:
    targets = [f"urn:sdmx:org.sdmx.infomodel.codelist.Code={agency.id}:*(*).*"]
    if flow == "MDF_ESMS":
        targets.append(f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={agency.id}:*(*)")
    structure = artefact_urn("metadatastructure", "MetadataStructure", agency.id, MSD)
    return {**_maintained(flow, agency, FLOW_NAMES[flow]), "structure": structure, "targets": targets}


def _structure(headings: Sequence[MetadataHeading], agency: Agency) -> Json:
    concepts = [{"id": each.id, **_named(each.name)} for each in headings]
    listed = {"id": "MetadataAttributeDescriptor", "metadataAttributes": _attributes(headings, "", agency)}
    return {
        "conceptSchemes": [{**_maintained(CONCEPTS, agency, MSD_NAME), "concepts": concepts}],
        "metadataStructures": [
            {
                **_maintained(MSD, agency, MSD_NAME),
                "metadataStructureComponents": {"metadataAttributeList": listed},
            }
        ],
    }


def _attributes(headings: Sequence[MetadataHeading], parent: str, agency: Agency) -> list[Json]:
    return [_declared(each, headings, agency) for each in headings if each.parent == parent]


def _declared(heading: MetadataHeading, headings: Sequence[MetadataHeading], agency: Agency) -> Json:
    below = _attributes(headings, heading.id, agency)
    concept = artefact_urn("conceptscheme", "Concept", agency.id, CONCEPTS)
    content: Json = (
        {"isPresentational": True, "metadataAttributes": below}
        if below
        else {"localRepresentation": {"format": {"dataType": "String", "isMultiLingual": True}}}
    )
    return {
        "id": heading.id,
        "conceptIdentity": f"{concept}.{heading.id}",
        "minOccurs": 0,
        "maxOccurs": 1,
        **content,
    }


def _maintained(identity: str, agency: Agency, name: MultilingualText) -> Json:
    return {"id": identity, "agencyID": agency.id, "version": VERSION, **_named(name)}


def _named(name: MultilingualText) -> Json:
    return {"name": name.en, "names": {each: name.in_language(each) for each in LANGUAGES}}


def _meta(schema: str, release: Release, agency: Agency, message_id: str) -> Json:
    return {
        "schema": schema,
        "id": message_id,
        "test": release.is_fictional,
        "prepared": release.created,
        "contentLanguages": list(LANGUAGES),
        "sender": {"id": agency.id},
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
