"""Measures by the names people ask for: `gini`, `mean(rent)`, `fgt0@national`, `proportion(region)`."""

import dataclasses
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from openssi.microdata.measures.behind import behind_column
from openssi.microdata.measures.catalogue import MEASURES, measure_of, unknown_measure
from openssi.microdata.measures.deprivations import MultidimensionalIndex
from openssi.microdata.measures.families import OF_DEPRIVATIONS
from openssi.microdata.measures.lines import LineRule
from openssi.microdata.measures.measure import Linearised, Measure, Measured
from openssi.microdata.nearest import unknown_name
from openssi.microdata.sample import Sample
from openssi.microdata.totals import TOTALS, Quantile, Ratio, column_instead, proportions, quantile, ratio
from openssi.vocabulary.errors import FixTheFile

_NAME = re.compile(r"(?P<name>[^()@]+?)\s*(?:\((?P<inside>.*)\))?\s*(?:@(?P<line>.+))?")

_SHARE = re.compile(r"quantile_(\d{1,2}(?:\.\d+)?)")

_COMMA = re.compile(r",(?![^()]*\))")

_FURTHER = ("persons", "ratio", "quantile", "proportion")
"""Names that stand in no catalogue."""

NO_LINES: Mapping[str, float] = MappingProxyType({})


def known_measures() -> Mapping[str, Measure]:
    """Return the measures that lists show, by name: those of poverty and inequality, and those of totals."""
    return {**MEASURES, **TOTALS}


def measures_named(
    names: Sequence[str | Measure], sample: Sample, lines: Mapping[str, float] = NO_LINES
) -> tuple[Measure, ...]:
    """Return the measures that are meant by names.

    Args:
        names: Each a name of `known_measures`; one with a column in brackets, which takes the place of welfare; with a
            poverty line after `@`, by name or as an amount; `ratio(a,b)`, `quantile(0.25)`, `quantile(0.25,column)` or
            `proportion(column)`, which stands for one measure per category. A `Measure` is taken as it is.
        sample: Its columns may be named in brackets.
        lines: Poverty lines by name, in the currency and period of welfare.

    Raises:
        FixTheFile: if a measure, column or line is not known, with the nearest that is.
    """
    found: list[Measure] = []
    for each in names:
        found.extend([each] if isinstance(each, Measure) else _named(each.strip(), sample, lines))
    return tuple(found)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list such as `gini,ratio(rent,income)`, each once: commas within brackets do not part."""
    return tuple(dict.fromkeys(each.strip() for each in _COMMA.split(text) if each.strip()))


def has_line(name: str) -> bool:
    """Tell whether the measure of a name has a poverty line, or may have one: of a name that is not known too."""
    found = _NAME.fullmatch(name.strip())
    if found is None or found["name"] in {*TOTALS, *_FURTHER}:
        return found is None
    try:
        measure = measure_of(found["name"])
    except FixTheFile:
        return True
    return any(isinstance(value, LineRule) for _, value in measure.parameters)


def columns_of(
    names: Sequence[str | Measure], index: MultidimensionalIndex | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns that measures need besides welfare: those of numbers, and those that divide.

    Args:
        names: As `measures_named` takes them; columns stand in brackets.
        index: What a multidimensional poverty index counts: its columns are those of its measures.
    """
    numbers: list[str] = []
    dividing: list[str] = []
    for each in names:
        parts = None if isinstance(each, Measure) else _NAME.fullmatch(each.strip())
        if parts is not None and parts["inside"]:
            found = [word.strip() for word in parts["inside"].split(",")]
            (dividing if parts["name"] == "proportion" else numbers).extend(
                word for word in found if _number(word) is None
            )
        if index is not None and _is_of_deprivations(each if parts is None else parts["name"]):
            numbers.extend(indicator.column for indicator in index.indicators)
    return tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(dividing))


def _is_of_deprivations(each: str | Measure) -> bool:
    if isinstance(each, Measure):
        return each.family in OF_DEPRIVATIONS
    try:
        return measure_of(each).family in OF_DEPRIVATIONS
    except FixTheFile:
        return False


def _named(text: str, sample: Sample, lines: Mapping[str, float]) -> Iterator[Measure]:
    parts = _NAME.fullmatch(text)
    if parts is None:
        raise unknown_measure(text, _FURTHER)
    name, inside, line = parts["name"], parts["inside"], parts["line"]
    arguments = [each.strip() for each in inside.split(",")] if inside else []
    for measure in _SPECIAL.get(name, _of_catalogue)(name, arguments, sample):
        with_line = measure if line is None else _at_line(measure, line.strip(), lines)
        keeps = (name in _SPECIAL and line is None) or with_line.id == text
        yield with_line if keeps else dataclasses.replace(with_line, id=text)


def _of_catalogue(name: str, arguments: list[str], sample: Sample) -> tuple[Measure, ...]:
    measure = _by_name(name)
    if len(arguments) > 1:
        raise unknown_measure(f"{name}({','.join(arguments)})", _FURTHER)
    return (_of_column(measure, arguments[0], sample) if arguments else measure,)


def _by_name(name: str) -> Measure:
    """Return a measure whose parameters, where it has any, are written into its name, such as `lorenz_35`."""
    if name in TOTALS:
        return TOTALS[name]
    share = _SHARE.fullmatch(name)
    if share is not None and 0 < float(share[1]) < 100:
        return quantile(float(share[1]) / 100, name)
    try:
        return measure_of(name)
    except FixTheFile as error:
        if error.problems[0].code == "MEASURE_UNKNOWN":
            raise unknown_measure(name, _FURTHER) from None
        raise


def _ratio(name: str, arguments: list[str], sample: Sample) -> tuple[Measure, ...]:
    if len(arguments) != 2:
        raise FixTheFile.because("SURVEY_MEASURE_UNFIT", measure=name, example="ratio(benefits,income)")
    return (ratio(_column(arguments[0], sample), _column(arguments[1], sample)),)


def _quantile(name: str, arguments: list[str], sample: Sample) -> tuple[Measure, ...]:
    probability = _number(arguments[0]) if len(arguments) in {1, 2} else None
    if probability is None or not 0 < probability < 1:
        raise FixTheFile.because("SURVEY_MEASURE_UNFIT", measure=name, example="quantile(0.25)")
    measure = quantile(probability)
    if len(arguments) == 1:
        return (measure,)
    return (dataclasses.replace(_of_column(measure, arguments[1], sample), id=f"quantile({','.join(arguments)})"),)


def _proportion(name: str, arguments: list[str], sample: Sample) -> tuple[Measure, ...]:
    if len(arguments) != 1:
        raise FixTheFile.because("SURVEY_MEASURE_UNFIT", measure=name, example="proportion(region)")
    if arguments[0] not in sample.divisions:
        raise unknown_name("SURVEY_DIVISION_UNKNOWN", arguments[0], sample.divisions)
    return proportions(arguments[0], sample.divisions[arguments[0]])


_SPECIAL: Mapping[str, Callable[[str, list[str], Sample], tuple[Measure, ...]]] = MappingProxyType(
    {"ratio": _ratio, "quantile": _quantile, "proportion": _proportion}
)


def _column(name: str, sample: Sample) -> str:
    if name not in sample.amounts:
        raise unknown_name("SURVEY_AMOUNT_UNKNOWN", name, sample.amounts)
    return name


def _of_column(measure: Measure, column: str, sample: Sample) -> Measure:
    """Let a column of numbers take the place of welfare."""
    _column(column, sample)

    seen = column_instead(column)

    def of(measured: Measured) -> Linearised:
        return measure.of(seen(measured))

    behind = behind_column(measure, column, seen)
    if isinstance(measure, (Ratio, Quantile)):
        return dataclasses.replace(measure, of=of, seen=seen, behind=behind, column=column)
    return dataclasses.replace(measure, of=of, behind=behind, column=column)


def _at_line(measure: Measure, line: str, lines: Mapping[str, float]) -> Measure:
    """Return a measure at a line in the place of that of the conventions, which its name in words then says."""
    amount = _amount(line, lines)
    rules = [value for _, value in measure.parameters if isinstance(value, LineRule)]
    if [each.kind for each in rules] != ["declared"]:
        raise FixTheFile.because("SURVEY_MEASURE_UNFIT", measure=f"{measure.id}@{line}", example=f"fgt0@{line}")
    rule = LineRule(kind="named", name=line) if line in lines else LineRule(kind="fixed", number=amount)

    def at_line(measured: Measured) -> Measured:
        return dataclasses.replace(measured, conventions=dataclasses.replace(measured.conventions, line=amount))

    def of(measured: Measured) -> Linearised:
        return measure.of(at_line(measured))

    shown = measure.behind
    behind = None if shown is None else lambda measured: shown(at_line(measured))
    parameters = tuple((name, rule if name == "line" else value) for name, value in measure.parameters)
    return dataclasses.replace(measure, of=of, parameters=parameters, behind=behind)


def _amount(line: str, lines: Mapping[str, float]) -> float:
    if line in lines:
        return lines[line]
    amount = _number(line)
    if amount is None or not math.isfinite(amount):
        raise unknown_name("SURVEY_LINE_UNKNOWN", line, lines)
    return amount


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
