"""From the parameters of an address to a question to a dataset."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from openssi.vocabulary.data_query import DataQuery
from openssi.vocabulary.data_structure import Component, PublishedDataflow, PublishedStructures
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

MOST_NAMED = 30
"""Possible codes that an error names; where there are more, the list of codes is under an address of its own."""


@dataclass(frozen=True, slots=True)
class Years:
    """First and last year, and how many of the latest of each series."""

    start: int | None = None
    end: int | None = None
    latest: int | None = None


def data_question(
    asked: QueryDict, dataflow: PublishedDataflow, structures: PublishedStructures, years: Years
) -> DataQuery:
    """Return the question that an address asks.

    Args:
        asked: Parameters; those named as a dimension hold codes with commas between them, or are repeated.
        dataflow: Dataset that is asked.
        structures: Which codes there are.
        years: What the address says of time.

    Raises:
        FixTheFile: if a code does not exist, or the years are out of order.
    """
    if years.start is not None and years.end is not None and years.start > years.end:
        raise FixTheFile.because("YEARS_OUT_OF_ORDER", Place(item="start"), start=years.start, end=years.end)
    return DataQuery(
        dataflow=dataflow.id,
        codes=_codes(asked, dataflow, structures),
        first_period=years.start,
        last_period=years.end,
        last_n=years.latest,
    )


def _codes(
    asked: QueryDict, dataflow: PublishedDataflow, structures: PublishedStructures
) -> Mapping[str, tuple[str, ...]]:
    chosen: dict[str, tuple[str, ...]] = {}
    for dimension in dataflow.structure.dimensions:
        texts = [text for given in asked.getlist(dimension.id) for text in given.split(",")]
        named = [each.strip() for each in texts if each.strip()]
        if named:
            chosen[dimension.id] = tuple(_known(each, dimension, dataflow, structures) for each in named)
    return chosen


def _known(code: str, dimension: Component, dataflow: PublishedDataflow, structures: PublishedStructures) -> str:
    known = structures.codelists[dimension.codelist].by_id
    if code not in known:
        listed = ", ".join(known) if len(known) <= MOST_NAMED else f"/v1/datasets/{dataflow.id}/codes/{dimension.id}"
        place = Place(item=dimension.id)
        raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=code, option=dimension.id, allowed=listed)
    return code
