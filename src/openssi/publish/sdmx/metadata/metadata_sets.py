"""Reference metadata as sets of SDMX: each is said of one artefact or code, under nested headings."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from openssi.engine import Connection
from openssi.vocabulary.data_structure import Agency, PublishedStructures, published_code
from openssi.vocabulary.reference_metadata import MetadataHeading
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, MultilingualText

Row = Mapping[str, Any]

MSD, CONCEPTS, VERSION = "MSD_ESMS", "CS_ESMS", "1.0"
SET_VERSION = "1.0.0"
"""Of a metadata set: the standard wants three numbers."""

FLOWS: Mapping[str, tuple[str, ...]] = {
    "MDF_ESMS": ("dataflow", "indicator", "country"),
    "MDF_ESMS_YEAR": ("country_year", "scheme_year"),
}
"""The metadataflows, and what the sets of each are said of."""

FLOW_NAMES = {
    "MDF_ESMS": MultilingualText(
        "Reference metadata of dataflows, indicators and countries",
        "Métadonnées de référence des flux, des indicateurs et des pays",
        "Metadatos de referencia de los flujos, los indicadores y los países",
    ),
    "MDF_ESMS_YEAR": MultilingualText(
        "Reference metadata of countries and schemes by year",
        "Métadonnées de référence des pays et des régimes par année",
        "Metadatos de referencia de los países y los regímenes por año",
    ),
}
MSD_NAME = MultilingualText(
    "Headings of the Euro-SDMX Metadata Structure",
    "Rubriques de la structure de métadonnées Euro-SDMX",
    "Encabezamientos de la estructura de metadatos Euro-SDMX",
)

_ROOT = "urn:sdmx:org.sdmx.infomodel"


@dataclass(slots=True)
class MetadataValue:
    """What stands under a heading, and the headings below it."""

    concept: str
    text: MultilingualText | None = None
    language: str = ""
    below: list["MetadataValue"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MetadataSet:
    """The reference metadata of one target.

    Attributes:
        flow: Id of its metadataflow.
        target: URN of what it is said of.
        year: None where it holds for all years.
    """

    id: str
    flow: str
    name: MultilingualText
    target: str
    year: int | None
    values: tuple[MetadataValue, ...]


@dataclass(frozen=True, slots=True)
class MetadataMessage:
    """What a writer of a metadata message is given."""

    sets: Iterable[MetadataSet]
    agency: Agency
    release: Release
    message_id: str


WritesMetadata = Callable[[MetadataMessage], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """A format of metadata messages, as formats of data are described."""

    id: str
    media_type: str
    extension: str
    write: WritesMetadata


def artefact_urn(package: str, kind: str, agency: str, identity: str, version: str = VERSION) -> str:
    """Return the URN of a maintained artefact."""
    return f"{_ROOT}.{package}.{kind}={agency}:{identity}({version})"


def flow_urn(agency: Agency, flow: str) -> str:
    """Return the URN of a metadataflow."""
    return artefact_urn("metadatastructure", "Metadataflow", agency.id, flow)


def set_id(target: str) -> str:
    """Return the id of the set that is said of a target."""
    return f"MDS_{published_code(target)}"


def metadata_sets(
    connection: Connection,
    structures: PublishedStructures,
    headings: Iterable[MetadataHeading],
    where: str = "TRUE",
    parameters: Mapping[str, object] | None = None,
) -> Iterator[MetadataSet]:
    """Iterate over the sets of a release.

    Args:
        connection: Tables of the release.
        structures: Its dataflows and code lists, which the targets belong to.
        headings: The headings, each with the one above it.
        where: Condition on `reference_metadata`.
        parameters: Of that condition.
    """
    known = {each.id: each for each in headings}
    statement = f"FROM reference_metadata WHERE {where} ORDER BY scope, target, position"
    for _, rows in groupby(connection.rows(statement, parameters or {}), key=lambda row: (row["scope"], row["target"])):
        listed = list(rows)
        yield _set(listed, structures, known)


def _set(rows: Sequence[Row], structures: PublishedStructures, headings: Mapping[str, MetadataHeading]) -> MetadataSet:
    first = rows[0]
    return MetadataSet(
        id=set_id(first["target"]),
        flow=next(flow for flow, scopes in FLOWS.items() if first["scope"] in scopes),
        name=MultilingualText(*(first["target"],) * 3),
        target=_target(first, structures),
        year=first["time_period"],
        values=tuple(_nested(rows, headings)),
    )


def _nested(rows: Sequence[Row], headings: Mapping[str, MetadataHeading]) -> Iterator[MetadataValue]:
    made: dict[str, MetadataValue] = {}

    def value(concept: str) -> Iterator[MetadataValue]:
        """Make the value of a heading below that of its parent; give it where it has none."""
        if concept in made:
            return
        made[concept] = MetadataValue(concept)
        parent = headings[concept].parent if concept in headings else ""
        if parent:
            yield from value(parent)
            made[parent].below.append(made[concept])
        else:
            yield made[concept]

    found = [top for row in rows for top in value(row["concept"])]
    for row in rows:
        texts = MultilingualText(*(row[f"text_{each}"] for each in LANGUAGES))
        made[row["concept"]].text, made[row["concept"]].language = texts, row["language"] or ""
    yield from found


_CODED = {"indicator": ("CL_INDICATOR", "indicator"), "scheme_year": ("CL_SCHEME", "scheme")}


def _target(row: Row, structures: PublishedStructures) -> str:
    """Return the URN of a dataflow, or of the code of an indicator, country or scheme."""
    agency = structures.agency.id
    if row["scope"] == "dataflow":
        dataflow = structures.dataflows.get(row["dataflow"])
        version = dataflow.version if dataflow else VERSION
        return artefact_urn("datastructure", "Dataflow", agency, row["dataflow"], version)
    codelist, column = _CODED.get(row["scope"], ("CL_AREA", "ref_area"))
    version = structures.codelists[codelist].version if codelist in structures.codelists else VERSION
    return f"{artefact_urn('codelist', 'Code', agency, codelist, version)}.{published_code(row[column])}"
