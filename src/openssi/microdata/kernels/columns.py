"""Samples in which a column of numbers takes the place of welfare."""

import dataclasses
from collections.abc import Sequence

import numpy as np

from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.estimate import ALL, Estimate


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
    codes = np.zeros(len(sample.weight), dtype=np.int32) if division is None else division.codes
    labels = (ALL,) if division is None else division.labels
    rows = np.bincount(codes + 1, sample.weight > 0, len(labels) + 1)[1:]
    persons = np.bincount(codes + 1, sample.weight, len(labels) + 1)[1:]
    place = {label: number for number, label in enumerate(labels)}
    return [
        dataclasses.replace(each, n=int(rows[place[each.domain]]), population=float(persons[place[each.domain]]))
        for each in estimates
    ]
