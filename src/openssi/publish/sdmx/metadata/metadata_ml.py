"""Reference metadata as SDMX-ML 3.0: a message of generic metadata."""

from collections.abc import Iterator

from openssi.publish.sdmx.metadata.metadata_sets import (
    MSD,
    SET_VERSION,
    MetadataMessage,
    MetadataSet,
    MetadataValue,
    artefact_urn,
    flow_urn,
)
from openssi.publish.sdmx.structures.structure_xml import element, escaped
from openssi.vocabulary.data_structure import Agency
from openssi.vocabulary.text import LANGUAGES

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
_ROOT = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<mes:GenericMetadata xmlns:mes="{_SCHEMAS}/message" '
    f'xmlns:com="{_SCHEMAS}/common" xmlns:gen="{_SCHEMAS}/metadata/generic">\n'
)


def write_metadata_ml(message: MetadataMessage) -> Iterator[bytes]:
    """Give a message of generic metadata, set by set."""
    yield (_ROOT + _header(message)).encode()
    for each in message.sets:
        yield _set(each, message.agency).encode()
    yield b"</mes:GenericMetadata>\n"


def _header(message: MetadataMessage) -> str:
    return element(
        "mes:Header",
        {},
        element("mes:ID", {}, escaped(message.message_id)),
        element("mes:Test", {}, "true" if message.release.is_fictional else "false"),
        element("mes:Prepared", {}, escaped(message.release.created)),
        element("mes:Sender", {"id": message.agency.id}),
        element("mes:Structure", {"structureID": MSD}, element("com:Structure", {}, _structure(message.agency))),
    )


def _structure(agency: Agency) -> str:
    return escaped(artefact_urn("metadatastructure", "MetadataStructure", agency.id, MSD))


def _set(found: MetadataSet, agency: Agency) -> str:
    year = "" if found.year is None else str(found.year)
    names = (element("com:Name", {"xml:lang": each}, escaped(found.name.in_language(each))) for each in LANGUAGES)
    return element(
        "mes:MetadataSet",
        {
            "id": found.id, "agencyID": agency.id, "version": SET_VERSION,
            "reportingBeginDate": year, "reportingEndDate": year,
        },
        *names,
        element("gen:Metadataflow", {}, escaped(flow_urn(agency, found.flow))),
        element("gen:Target", {}, escaped(found.target)),
        *map(_attribute, found.values),
    )  # fmt: skip


def _attribute(value: MetadataValue) -> str:
    texts: list[str] = []
    if value.text is not None and value.language:
        texts = [element("com:Text", {"xml:lang": value.language}, escaped(value.text.en))]
    elif value.text is not None:
        texts = [element("com:Text", {"xml:lang": e}, escaped(value.text.in_language(e))) for e in LANGUAGES]
    return element("gen:Attribute", {"id": value.concept}, *texts, *map(_attribute, value.below))
