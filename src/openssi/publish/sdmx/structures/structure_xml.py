"""Elements of XML as text, well-formed whatever the texts are, and the parts that all versions of SDMX-ML share."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from openssi.publish.sdmx.structures.structure_message import Artefact, ArtefactKind, StructureMessage
from openssi.publish.sdmx.structures.structure_urns import artefact_urn, part_urn
from openssi.vocabulary.data_structure import Component, PublishedCode, Representation
from openssi.vocabulary.text import Language, MultilingualText

TEXT_TYPES: Mapping[Representation, str] = {
    "code": "String",
    "text": "String",
    "number": "Double",
    "integer": "Integer",
    "year": "ObservationalTimePeriod",
    "date": "ObservationalTimePeriod",
}
"""Type of SDMX of what has no code list; a number may have digits that a `Decimal` writes without an exponent."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, attributes: Mapping[str, str] | None = None, *content: str) -> str:
    """Return an element.

    Args:
        name: Its name with the prefix.
        attributes: Their values are escaped; an empty one is left out.
        content: Elements or escaped text.
    """
    written = "".join(f" {key}={quoteattr(_clean(value))}" for key, value in (attributes or {}).items() if value)
    inner = "".join(content)
    return f"<{name}{written}>{inner}</{name}>\n" if inner else f"<{name}{written}/>\n"


def escaped(text: str) -> str:
    """Return a text as it stands in an element; what XML cannot hold becomes the sign for an unknown character."""
    return escape(_clean(text))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def texts(name: str, text: MultilingualText | None, languages: Iterable[Language]) -> str:
    """Return an element for each language."""
    if text is None:
        return ""
    return "".join(element(name, {"xml:lang": each}, escaped(text.in_language(each))) for each in languages)


def described(artefact: Artefact, message: StructureMessage) -> str:
    """Return names and descriptions of an artefact."""
    name = texts("com:Name", artefact.name, message.languages)
    return name + texts("com:Description", artefact.description, message.languages)


def item(artefact: Artefact, part: str, code: PublishedCode, message: StructureMessage, parent: str) -> str:
    """Return a code or an agency.

    Args:
        artefact: The scheme that holds it.
        part: Its class (`Code`).
        code: What it is.
        message: Says in which languages it is told.
        parent: The element that names its parent, or nothing.
    """
    content = texts("com:Name", code.name, message.languages)
    content += texts("com:Description", code.description, message.languages)
    attributes = {"id": code.id, "urn": part_urn(artefact, part, code.id)}
    return element(f"str:{part}", attributes, content, parent)


def document(root: str, namespaces: Mapping[str, str], header: str, structures: str) -> bytes:
    """Return a message."""
    declared = {f"xmlns:{prefix}": name for prefix, name in namespaces.items()}
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element(root, declared, header, structures)}'.encode()


def header(message: StructureMessage) -> str:
    """Return the header: its moment is that of the release, so that the same question has the same bytes."""
    return element(
        "mes:Header",
        {},
        element("mes:ID", {}, escaped(message.message_id)),
        element("mes:Test", {}, "true" if message.release.is_fictional else "false"),
        element("mes:Prepared", {}, escaped(message.prepared)),
        element("mes:Sender", {"id": message.structures.agency.id}),
    )


def in_groups(artefacts: Iterable[Artefact], order: Mapping[ArtefactKind, str]) -> Iterator[tuple[str, list[Artefact]]]:
    """Give the artefacts of each kind with the element that holds them, in the order of the schema."""
    kinds = list(order)
    listed = sorted(artefacts, key=lambda each: kinds.index(each.kind))
    for kind, group in groupby(listed, key=lambda each: each.kind):
        yield order[kind], list(group)


def maintained(artefact: Artefact) -> dict[str, str]:
    """Return the attributes of an artefact."""
    return {
        "id": artefact.id,
        "urn": artefact_urn(artefact),
        "agencyID": artefact.agency,
        "version": artefact.version,
        "isExternalReference": "true" if artefact.is_stub else "",
        "isPartial": "true" if artefact.is_partial else "",
    }


def text_type(component: Component) -> str:
    """Return the type of SDMX of a component without a code list."""
    return TEXT_TYPES[component.representation]
