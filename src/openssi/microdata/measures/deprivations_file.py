"""Reads what a multidimensional poverty index counts from YAML.

    cutoff: 1/3
    dimensions:
      living:
        indicators:
          water: {column: water_source, deprived: {equal_to: [3, 4]}}
          power: {column: has_power, deprived: {below: 1}, weight: 2}
      learning:
        weight: 2
        indicators:
          school: {column: years_of_school, deprived: {below: 6}}

Weights are relative: those of dimensions to one another, those of indicators within their dimension. They are equal
where nothing is said.
"""

import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import yaml

from openssi.definitions.source import Source, read_yaml
from openssi.microdata.measures.deprivations import RELATIONS, Indicator, MultidimensionalIndex, Relation
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place


def read_multidimensional_index(path: Path) -> MultidimensionalIndex:
    """Read the file of an index.

    Raises:
        FixTheFile: if the file cannot be read; with the line, if a key is missing or unknown, a weight or the cutoff is
            out of its range, or a deprivation is not told by one relation and its numbers.
    """
    try:
        return multidimensional_index(read_yaml(path))
    except (OSError, UnicodeDecodeError) as error:
        raise FixTheFile.because("DIMENSIONS_FILE_UNREADABLE", Place(file=path.name)) from error


def multidimensional_index(source: Source) -> MultidimensionalIndex:
    """Read an index from a part of a YAML file, such as that of a design."""
    source.only("cutoff", "dimensions")
    cutoff = _number(source["cutoff"])
    if cutoff is None or not 0 < cutoff <= 1:
        raise source["cutoff"].fail("DIMENSIONS_CUTOFF_UNFIT", value=source["cutoff"].data)
    dimensions = list(source["dimensions"].entries())
    if not dimensions:
        raise source["dimensions"].fail("DIMENSIONS_EMPTY")
    weights = [_weight(each) for _, each in dimensions]
    indicators: list[Indicator] = []
    for (name, each), weight in zip(dimensions, weights, strict=True):
        indicators.extend(_dimension(name, each, weight / sum(weights)))
    _refuse_twice(source, indicators)
    return MultidimensionalIndex(indicators=tuple(indicators), cutoff=cutoff)


def _dimension(name: str, source: Source, weight: float) -> list[Indicator]:
    source.only("weight", "indicators")
    entries = list(source["indicators"].entries())
    if not entries:
        raise source["indicators"].fail("DIMENSIONS_EMPTY")
    indicators = [_indicator(each, name, entry) for each, entry in entries]
    together = sum(each.weight for each in indicators)
    return [replace(each, weight=weight * each.weight / together) for each in indicators]


def _indicator(name: str, dimension: str, source: Source) -> Indicator:
    source.only("column", "deprived", "weight")
    relation, limits = _deprived(source["deprived"])
    return Indicator(
        name=name, dimension=dimension, column=source.text("column"), relation=relation, limits=limits,
        weight=_weight(source),
    )  # fmt: skip


def _deprived(source: Source) -> tuple[Relation, tuple[float, ...]]:
    entries = list(source.only(*RELATIONS).entries())
    if len(entries) != 1:
        raise source.fail("DIMENSIONS_RELATION_UNFIT", allowed=", ".join(RELATIONS))
    written, told = entries[0]
    relation = next(each for each in RELATIONS if each == written)
    several = relation == "equal_to" and isinstance(told.node, yaml.SequenceNode)
    numbers = [_number(each) for each in told.items()] if several else [_number(told)]
    limits = tuple(number for number in numbers if number is not None)
    if not limits or len(limits) != len(numbers):
        raise told.fail("DIMENSIONS_RELATION_UNFIT", allowed=", ".join(RELATIONS))
    return relation, limits


def _weight(source: Source) -> float:
    written = source.find("weight")
    if written is None:
        return 1.0
    weight = _number(written)
    if weight is None or weight <= 0:
        raise written.fail("DIMENSIONS_WEIGHT_UNFIT", value=written.data)
    return weight


def _number(source: Source) -> float | None:
    """Return a number, which may be written as a fraction."""
    if not isinstance(source.node, yaml.ScalarNode):
        return None
    try:
        number = float(Fraction(str(source.node.value)))
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _refuse_twice(source: Source, indicators: list[Indicator]) -> None:
    dimensions = {each.dimension for each in indicators}
    seen: set[str] = set()
    for each in indicators:
        if each.name in seen or each.name in dimensions:
            raise source.fail("DIMENSIONS_NAME_TWICE", name=each.name)
        seen.add(each.name)
