"""The datasets of a release in the layout of ILOSTAT: which there are, and which one somebody means."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from openssi.engine import Connection
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.ilostat import IlostatDataset, IlostatLayout
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, MultilingualText

_OCCURRING = """
    WITH occurring AS (
        SELECT DISTINCT INDICATOR AS indicator, BREAKDOWN AS breakdown FROM DF_INDICATORS
        UNION SELECT DISTINCT INDICATOR, BREAKDOWN FROM DF_AGGREGATES
    ),
    of_sdg AS (SELECT DISTINCT indicator FROM indicators WHERE ilostat <> '' AND breakdown = '_T')
    SELECT occurring.indicator, min(position) AS place, bool_or(occurring.breakdown <> '_T') AS has_breakdown,
           coalesce(bool_or(regexp_matches(sexes, '[MF]')), false) AS has_sex,
           coalesce(arg_min(unit, position) FILTER (unit <> ''), '') AS unit,
           {names}
    FROM occurring
    LEFT JOIN indicators USING (indicator, breakdown) LEFT JOIN of_sdg ON of_sdg.indicator = occurring.indicator
    WHERE of_sdg.indicator IS NULL OR occurring.breakdown <> '_T'
    GROUP BY occurring.indicator ORDER BY place NULLS LAST, occurring.indicator
"""
_NAME = """coalesce(arg_min(name_{language}, position) FILTER (name_{language} <> ''), '') AS name_{language},
           coalesce(arg_min(unit_name_{language}, position) FILTER (unit_name_{language} <> ''), '') AS unit_{language}"""

CLOSE = 5
"""Ids that are offered where somebody names one that does not exist."""


def ilostat_datasets(connection: Connection, layout: IlostatLayout) -> Mapping[str, IlostatDataset]:
    """Return the datasets of a release by id, SDG indicator 1.3.1 first.

    Args:
        connection: Tables of the release, the dataflows among them.
        layout: How their ids are formed.
    """
    names = ", ".join(_NAME.format(language=each) for each in LANGUAGES)
    rows = connection.rows(_OCCURRING.format(names=names))
    own = (_own(row, layout) for row in rows)
    has_sdg = connection.rows(f"SELECT 1 AS one FROM {layout.sdg.dataflow} LIMIT 1")
    return {each.id: each for each in (*([_sdg(layout)] if has_sdg else []), *own)}


def _sdg(layout: IlostatLayout) -> IlostatDataset:
    return IlostatDataset(
        id=f"{layout.sdg.indicator}_{layout.frequency}",
        indicator=layout.sdg.indicator,
        measure=layout.sdg.measure,
        declared="",
        classification=layout.sdg.classification.partition("_")[0],
        name=layout.sdg.name,
        measure_name=layout.sdg.name,
    )


def _own(row: Mapping[str, Any], layout: IlostatLayout) -> IlostatDataset:
    own = layout.own
    kind = own.rate if row["unit"] in own.rates else own.number
    parts = [own.sex] * row["has_sex"] + [own.breakdown] * row["has_breakdown"] or [own.neither]
    topic = f"{own.prefix}_{row['indicator']}"
    indicator = "_".join((topic, *parts, kind))
    return IlostatDataset(
        id=f"{indicator}_{layout.frequency}",
        indicator=indicator,
        measure=f"{topic}_{kind}",
        declared=row["indicator"],
        classification=own.breakdown if row["has_breakdown"] else "",
        name=MultilingualText(*(_with_unit(row, each) for each in LANGUAGES)),
        measure_name=MultilingualText(*(row[f"name_{each}"] or row["indicator"] for each in LANGUAGES)),
    )


def _with_unit(row: Mapping[str, Any], language: str) -> str:
    name, unit = row[f"name_{language}"] or row["indicator"], row[f"unit_{language}"]
    return f"{name} ({unit})" if unit else name


def dataset_named(datasets: Mapping[str, IlostatDataset], asked: str) -> IlostatDataset:
    """Return the dataset that somebody means: by its id, its id without the frequency, or the indicator of the release.

    Raises:
        FixTheFile: if there is none, with the nearest ids.
    """
    wanted = asked.strip().upper().removeprefix("DF_")
    for each in datasets.values():
        if wanted and wanted in {each.id, each.indicator, each.declared}:
            return each
    raise FixTheFile.because(
        "ILOSTAT_ID_UNKNOWN", Place(item="id"), id=asked, known=", ".join(nearest(tuple(datasets), wanted))
    )


def nearest(known: Sequence[str], wanted: str) -> list[str]:
    """Return the names that are most like the one wanted, or the first ones where none is."""
    return get_close_matches(wanted, known, CLOSE, 0.3) or list(known[:CLOSE])
