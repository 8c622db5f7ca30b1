"""How large the datasets of a release are. A release never changes, so this is counted once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from openssi.publish.cubes.slices import slice_of
from openssi.publish.sdmx.data.data_messages import DataFormat, DataMessage
from openssi.run.site import OpenRelease
from openssi.vocabulary.data_query import DataQuery
from openssi.vocabulary.data_structure import DataStructure, PublishedDataflow
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.dataset_formats import DATA_FORMATS, EVEN
from openssi_web.releases import release_named, site

SAMPLE = 1000
"""Observations that are written to tell how long a file in a format is."""

_TOTALS = """
    SELECT coalesce(sum(times), 0)::BIGINT AS observations, count(*) AS series, min(first) AS first, max(last) AS last
"""


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """Size of a dataset.

    Attributes:
        observations: Their number.
        series: Number of combinations of its dimensions.
        first: First year, none where there is no observation.
        last: Last year.
        bytes_each: About how many bytes an observation takes, by format.
    """

    observations: int
    series: int
    first: int | None
    last: int | None
    bytes_each: Mapping[str, float]


def dataset_of(held: OpenRelease, dataset: str) -> PublishedDataflow:
    """Return a dataset of a release by its id.

    Raises:
        FixTheFile: if there is no such dataset.
    """
    dataflows = held.structures.dataflows
    if dataset not in dataflows:
        known = ", ".join(dataflows)
        raise FixTheFile.because("DATASET_UNKNOWN", Place(item=dataset), dataset=dataset, known=known)
    return dataflows[dataset]


def dataset_facts(held: OpenRelease, dataset: str) -> DatasetFacts:
    """Return how large a dataset is."""
    return _facts(str(site().workspace.root), held.release.id, dataset)


@lru_cache(maxsize=1024)
def _facts(workspace: str, release: str, dataset: str) -> DatasetFacts:  # noqa: ARG001 - the workspace is part of the key
    held = release_named(release)
    dataflow = dataset_of(held, dataset)
    counted = held.connection().rows(_counting(dataflow.structure, dataset))[0]
    return DatasetFacts(**counted, bytes_each=_bytes_each(held, dataflow, counted["observations"]))


def _counting(structure: DataStructure, dataset: str) -> str:
    """Return the SELECT that counts; its names are those of a structure."""
    key = ", ".join(f'"{each.id}"' for each in structure.dimensions)
    time = f'"{structure.time.id}"'
    series = f"SELECT count(*) AS times, min({time}) AS first, max({time}) AS last FROM {dataset} GROUP BY {key}"  # noqa: S608
    return f"{_TOTALS} FROM ({series})"


def _bytes_each(held: OpenRelease, dataflow: PublishedDataflow, observations: int) -> Mapping[str, float]:
    number = min(SAMPLE, observations)
    return {name: _length(held, dataflow, DATA_FORMATS[name]) / number for name in EVEN if number}


def _length(held: OpenRelease, dataflow: PublishedDataflow, data_format: DataFormat) -> int:
    whole = slice_of(DataQuery(dataflow=dataflow.id), dataflow)
    message = DataMessage(
        connection=held.connection(),
        dataflow=dataflow,
        structures=held.structures,
        statement=f"{whole.statement} LIMIT {SAMPLE}",
        release=held.release,
    )
    return sum(map(len, data_format.write(message)))
