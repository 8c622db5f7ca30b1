"""National totals and indicators country by country: only countries whose inputs changed are computed again."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from openssi.definitions import load
from openssi.definitions.choices import PublishedDefinitions, under
from openssi.engine import connect, read_parquet, table_of
from openssi.indicators import CompiledInquiry, InquiryResults
from openssi.store import Workspace, observation_from_row
from openssi.vocabulary.dataflow import OBSERVATIONS
from openssi.vocabulary.observation import Observation

MANY_YEARS = 60
"""Years of countries from which on a second process is worth its start."""

MOST_WORKERS = 4
_AT_ONCE = 24
"""Countries whose context is read together."""

_OF_AREAS = "FROM context WHERE ref_area IN (SELECT unnest($1)) ORDER BY ref_area"
_OF_ITEMS = """
    FROM context WHERE ref_area NOT IN (SELECT unnest($1)) AND item IN (SELECT unnest($2)) ORDER BY ref_area
"""

Folders = Mapping[str, Sequence[str]]
"""Folders of the versions that a release holds, by country."""


@dataclass(frozen=True, slots=True)
class CountriesAsked:
    """Countries to compute, as one process is told of them.

    Attributes:
        workspace: Folder of the workspace.
        definitions: Folder of the definitions.
        publication: The publication that settles contested definitions.
        folders: Folders of the accepted versions, by country.
    """

    workspace: Path
    definitions: Path
    publication: str
    folders: Folders


def accepted_folders(workspace: Workspace) -> dict[str, list[str]]:
    """Return the folders of the versions that a release holds, by country."""
    found: dict[str, list[str]] = {}
    for submission, record in sorted(workspace.submissions.releasable_records().items()):
        found.setdefault(submission.rpartition("-")[0], []).append(str(record["folder"]))
    return dict(sorted(found.items()))


def fingerprints(workspace: Workspace, published: PublishedDefinitions, folders: Folders) -> dict[str, str]:
    """Return a checksum of everything that the figures of a country are made of, by country."""
    context = str(workspace.context.record().get("folder", ""))
    common = (context, published.version, published.published.id)
    return {area: hashlib.sha256(repr((*common, *each)).encode()).hexdigest()[:16] for area, each in folders.items()}


def compute_countries(asked: CountriesAsked, context: pa.Table) -> Iterator[InquiryResults]:
    """Iterate over the results of each country in turn, computed in as many processes as are worth it."""
    workers = min(os.cpu_count() or 1, MOST_WORKERS, len(asked.folders))
    if workers < 2 or sum(map(len, asked.folders.values())) < MANY_YEARS:
        yield from _computed(asked, context)
        return
    areas = list(asked.folders)
    shares = [_share(asked, areas[number::workers]) for number in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        for results in pool.map(_computed_apart, shares):
            yield from results


def _share(asked: CountriesAsked, areas: Sequence[str]) -> CountriesAsked:
    folders = {each: asked.folders[each] for each in areas}
    return CountriesAsked(asked.workspace, asked.definitions, asked.publication, folders)


def _computed_apart(asked: CountriesAsked) -> list[InquiryResults]:
    folder = Workspace.open(asked.workspace).context
    context = folder.table(OBSERVATIONS.id) if folder.exists else table_of(OBSERVATIONS)
    return list(_computed(asked, context))


def _computed(asked: CountriesAsked, context: pa.Table) -> Iterator[InquiryResults]:
    inquiry = compiled(under(load(asked.definitions), asked.publication))
    areas = list(asked.folders)
    for first in range(0, len(areas), _AT_ONCE):
        some = areas[first : first + _AT_ONCE]
        given = context_by_area(context, some)
        for area in some:
            answers = _answers(asked.workspace, asked.folders[area])
            yield inquiry.results((*answers, *given.get(area, ())))


def _answers(root: Path, folders: Iterable[str]) -> list[Observation]:
    paths = (root / "accepted" / each / f"{OBSERVATIONS.id}.parquet" for each in folders)
    return [observation_from_row(row) for path in paths for row in read_parquet(path).to_pylist()]


def context_by_area(context: pa.Table, areas: Sequence[str]) -> dict[str, list[Observation]]:
    """Return the context data of some countries."""
    with connect(context=context) as connection:
        return _grouped(connection.rows(_OF_AREAS, [sorted(areas)]))


def of_context_alone(inquiry: CompiledInquiry, context: pa.Table, answering: Sequence[str]) -> InquiryResults:
    """Return the indicators of the countries that answered nothing, as far as context data alone give them."""
    with connect(context=context) as connection:
        given = _grouped(connection.rows(_OF_ITEMS, [sorted(answering), sorted(inquiry.items_of_context)]))
    return inquiry.results(each for observations in given.values() for each in observations)


def _grouped(rows: Iterable[Mapping[str, object]]) -> dict[str, list[Observation]]:
    found: dict[str, list[Observation]] = {}
    for row in rows:
        found.setdefault(str(row["ref_area"]), []).append(observation_from_row(row))
    return found


@lru_cache(maxsize=4)
def compiled(published: PublishedDefinitions) -> CompiledInquiry:
    """Return the totals and indicators of a publication ready to be made; compiled once."""
    return CompiledInquiry.of(
        published.formula_questionnaire,
        tuple(published.indicators.values()),
        tuple(published.national_totals.values()),
        published.codelists,
    )
