"""A whole release in a format of SDMX: one file per dataflow, written piece by piece, and a README.txt beside them."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from openssi.publish.cubes.structure_tables import read_structures
from openssi.publish.publication import Publication, write_readme, written_aside
from openssi.publish.sdmx.data.data_formats import DATA_FORMATS
from openssi.publish.sdmx.data.data_messages import DataFormat, DataMessage
from openssi.publish.sdmx.data.message_layout import quoted
from openssi.vocabulary.data_structure import PublishedDataflow, PublishedStructures

_ATTRIBUTES = "UNIT_MEASURE UNIT_MULT OBS_STATUS CONF_STATUS NATURE SOURCE COMMENT_OBS"
_BREAKDOWN = "INDICATOR SEX BREAKDOWN TIME_PERIOD OBS_VALUE"
_FORMER: Mapping[str, str] = {
    "DF_INDICATORS": (
        f"FREQ REF_AREA {_BREAKDOWN} {_ATTRIBUTES} METHOD NUMERATOR DENOMINATOR COUNTRY_VALUE RELEASE WORLD"
    ),
    "DF_AGGREGATES": (
        f"FREQ REF_AREA GROUPING {_BREAKDOWN} {_ATTRIBUTES} OBSERVED_SHARE IMPUTED_SHARE COUNTRIES COUNTRIES_TOTAL"
        " YEAR_MIX WEIGHT METHOD MAX_AGE RELEASE WORLD"
    ),
    "DF_SIDE_BY_SIDE": (
        "FREQ REF_AREA INDICATOR ITEM SCHEME BENEFIT SEX BREAKDOWN FIGURE TIME_PERIOD OBS_VALUE COUNTRY_VALUE"
        " UNIT_MEASURE UNIT_MULT COUNTRY_COMMENT COUNTRY_LANGUAGE COMPILER_COMMENT COMPILER_LANGUAGE PUBLISHED_ON"
        " RELEASE WORLD"
    ),
}
"""The columns of files that had columns before there were structures: they keep their places, others come behind."""


def writes_release(format_id: str, called: str) -> Callable[[Publication], tuple[Path, ...]]:
    """Return what writes every dataflow of a release in a format of data messages.

    Args:
        format_id: Key of `DATA_FORMATS`.
        called: Name of the format as people know it.
    """
    return partial(_write, DATA_FORMATS[format_id], called)


def _write(data_format: DataFormat, called: str, publication: Publication) -> tuple[Path, ...]:
    structures = publication.structures() if publication.structures else read_structures(publication.connection)
    dataflows = list(_in_order(structures))
    paths = tuple(_write_dataflow(publication, structures, each, data_format) for each in dataflows)
    told = (
        publication.say("readme.dataflow", file=path.name, name=each.name.in_language(publication.language))
        for path, each in zip(paths, dataflows, strict=True)
    )
    files = "\n".join((publication.say("readme.files_sdmx", format=called), *told))
    return *paths, write_readme(publication, files)


def _in_order(structures: PublishedStructures) -> Iterator[PublishedDataflow]:
    """Give the dataflows that were published first, then the others."""
    yield from (structures.dataflows[each] for each in _FORMER if each in structures.dataflows)
    yield from (each for name, each in structures.dataflows.items() if name not in _FORMER)


def _write_dataflow(
    publication: Publication, structures: PublishedStructures, dataflow: PublishedDataflow, data_format: DataFormat
) -> Path:
    message = DataMessage(
        connection=publication.connection,
        dataflow=dataflow,
        structures=structures,
        statement=f"SELECT {', '.join(_columns(dataflow))} FROM {dataflow.id}",
        release=publication.release,
    )
    path = publication.folder / f"{dataflow.id}.{data_format.extension}"
    with written_aside(path) as aside, aside.open("wb") as stream:
        stream.writelines(data_format.write(message))
    return path


def _columns(dataflow: PublishedDataflow) -> Iterator[str]:
    former = _FORMER.get(dataflow.id, "").split()
    structure = dataflow.structure
    yield from (quoted(structure[each]) for each in former)
    yield from (quoted(each) for each in structure if each.id not in former)
