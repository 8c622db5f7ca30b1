"""What stands before the series of a structure-specific data message: its header and the tag of its data set."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.publish.sdmx.data.message_layout import dataflow_urn
from openssi.publish.sdmx.data.special_signs import IN_XML, without_controls
from openssi.vocabulary.text import LANGUAGES, MultilingualText

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas"


@dataclass(frozen=True, slots=True)
class XmlVersion:
    """A version of SDMX-ML.

    Attributes:
        folder: How its namespaces name it.
        missing: What is told in the place of a missing value, empty where nothing is.
        has_references: Whether a structure is referred to by an element with its parts; else by its URN.
        has_scope: Whether a data set says what it is valid for.
    """

    folder: str
    missing: str
    has_references: bool
    has_scope: bool


ML_2_1 = XmlVersion("v2_1", missing="", has_references=True, has_scope=True)
ML_3_0 = XmlVersion("v3_0", missing="NaN", has_references=False, has_scope=False)
ML_3_1 = XmlVersion("v3_1", missing="NaN", has_references=False, has_scope=False)


def message_start(version: XmlVersion, message: DataMessage) -> bytes:
    """Return the head of the message up to the data set."""
    urn = dataflow_urn(message)
    namespaces = {
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "message": f"{_SCHEMAS}/{version.folder}/message",
        "common": f"{_SCHEMAS}/{version.folder}/common",
        "data": f"{_SCHEMAS}/{version.folder}/data/structurespecific",
        "own": f"{urn}:ObsLevelDim:{message.at_observation}",
    }
    declared = "".join(f" xmlns:{prefix}={quoteattr(name)}" for prefix, name in namespaces.items())
    head = "".join(_header(version, message, namespaces["own"]))
    start = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{start}<message:StructureSpecificData{declared}>{head}".encode()


def _header(version: XmlVersion, message: DataMessage, own: str) -> Iterator[str]:
    agency = message.structures.agency
    yield "<message:Header>"
    yield f"<message:ID>{escape(message.message_id)}</message:ID>"
    yield f"<message:Test>{'true' if message.release.is_fictional else 'false'}</message:Test>"
    yield f"<message:Prepared>{escape(message.release.created)}</message:Prepared>"
    yield f"<message:Sender id={quoteattr(agency.id)}>{_names(agency.name)}</message:Sender>"
    yield f'<message:Structure structureID="{message.dataflow.id}" namespace={quoteattr(own)}'
    yield f' dimensionAtObservation="{message.at_observation}">'
    yield f"<common:StructureUsage>{_usage(version, message)}</common:StructureUsage></message:Structure>"
    yield f"<message:DataSetAction>{message.action}</message:DataSetAction>"
    for limit, element in (("startPeriod", "ReportingBegin"), ("endPeriod", "ReportingEnd")):
        if limit in message.limits:
            yield f"<message:{element}>{escape(message.limits[limit])}</message:{element}>"
    yield f'<message:Source xml:lang="en">OpenSSI {escape(message.release.id)}</message:Source>'
    yield "</message:Header>"


def _names(text: MultilingualText) -> str:
    return "".join(
        f'<common:Name xml:lang="{each}">{escape(text.in_language(each))}</common:Name>' for each in LANGUAGES
    )


def _usage(version: XmlVersion, message: DataMessage) -> str:
    if not version.has_references:
        return escape(dataflow_urn(message))
    parts = f'agencyID="{message.structures.agency.id}" id="{message.dataflow.id}" version="{message.dataflow.version}"'
    return f'<Ref {parts} class="Dataflow"/>'


def data_set_start(version: XmlVersion, message: DataMessage, attributes: str) -> bytes:
    """Return the tag that opens the data set.

    Args:
        version: The version of SDMX-ML.
        message: The message.
        attributes: Attributes of the data set as they stand in the tag, each with a space before it, control
            characters as they are.
    """
    scope = ' data:dataScope="DataStructure"' if version.has_scope else ""
    own = f'data:structureRef="{message.dataflow.id}" xsi:type="own:DataSetType" data:action="{message.action}"'
    (tag,) = without_controls([f"<message:DataSet {own}{scope}{attributes}>".encode()], IN_XML)
    return tag + b"\n"
