"""Samples in which a column of numbers takes the place of welfare."""

import dataclasses
from collections.abc import Sequence

import numpy as np

from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.estimate import ALL, Estimate

_BLOCK = 1 << 18
"""Rows that are counted together."""


def of_column(sample: Sample, column: str, division: Division | None) -> tuple[Sample, Division | None]:
    """Return a sample whose welfare is a column, and its division without the rows in which that is missing."""
    values = sample.amounts[column]
    known = np.isfinite(values)
    if known.all():
        return dataclasses.replace(sample, welfare=values), division
    seen = dataclasses.replace(sample, welfare=np.where(known, values, 0.0), weight=np.where(known, sample.weight, 0.0))
    if division is None:
        return seen, Division(codes=np.where(known, 0, -1).astype(np.int32), labels=(ALL,))
    return seen, dataclasses.replace(division, codes=np.where(known, division.codes, -1).astype(np.int32))


def counted_in(sample: Sample, division: Division | None, estimates: Sequence[Estimate]) -> list[Estimate]:
    """Return estimates with the rows and persons of their domains, whether the column is known of them or not."""
    labels = (ALL,) if division is None else division.labels
    rows, persons = np.zeros(len(labels)), np.zeros(len(labels))
    for start in range(0, len(sample.weight), _BLOCK):
        weight = sample.weight[start : start + _BLOCK]
        codes = np.zeros(len(weight), dtype=np.int64) if division is None else division.codes[start : start + _BLOCK]
        rows += np.bincount(codes + 1, weight > 0, len(labels) + 1)[1:]
        persons += np.bincount(codes + 1, weight, len(labels) + 1)[1:]
    place = {label: number for number, label in enumerate(labels)}
    return [
        dataclasses.replace(each, n=int(rows[place[each.domain]]), population=float(persons[place[each.domain]]))
        for each in estimates
    ]
