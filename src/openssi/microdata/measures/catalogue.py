"""Every measure by its name, and the one place where names are read."""

import difflib
import re
from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

from openssi.microdata.measures.families import FAMILIES, PERCENT_OF_LINE, PERCENT_OF_RICHES, Family, Parameter
from openssi.microdata.measures.guard import guarded
from openssi.microdata.measures.lines import LineRule
from openssi.microdata.measures.measure import Measure
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "s80s20": "qsr",
        "palma_10_40": "palma",
        "headcount": "fgt0",
        "poverty_gap": "fgt1",
        "gei0": "mld",
        "gei1": "theil",
        "gei2": "gei_2",
        "gei_0": "mld",
        "gei_1": "theil",
        "atk05": "atkinson_0.5",
        "atk1": "atkinson_1",
        "atk2": "atkinson_2",
        "gpg_mean": "gpg",
        "p90p10": "quantile_ratio_90_10",
        "p90p50": "quantile_ratio_90_50",
        "p50p10": "quantile_ratio_50_10",
        "s90s10": "share_ratio_10_10",
        "pietra": "hoover",
        "robin_hood": "hoover",
        "wolfson": "polarization",
        "b40": "bottom_mean_40",
        "h": "H",
        "a": "A",
        "m0": "M0",
        "mpi": "M0",
    }
)
"""Other names that the field uses."""

STANDARD = (
    "arpt", "arpr", "rmpg", "poormed", "fgt0", "fgt1", "fgt2", "watts", "income_gap_ratio", "sen", "sst",
    "prosperity_gap", "gini", "sgini_3", "rich_relq200", "rich_concave_1_relq200", "rich_convex_2_relq200",
    "rich_cha_0.3_relq200", "qsr", "palma", "share_ratio_10_10", "share_0_20", "share_20_40", "share_40_60",
    "share_60_80", "share_80_100", "lorenz_20", "lorenz_40", "lorenz_60", "lorenz_80", "bottom_mean_40", "hoover",
    "polarization", "theil", "mld", "jdiv", "gei_2", "atkinson_0.5", "atkinson_1", "atkinson_2", "zenga", "mean",
    "median", "total", "quantile_10", "quantile_90", "quantile_ratio_90_10", "quantile_ratio_90_50", "rmir_65", "gpg",
    "gpg_median", "H", "A", "M0",
)  # fmt: skip
"""Names that lists of measures show; any other parameter can be asked for too."""

_NUMBER = r"\d+(?:\.\d+)?"
_LINE = re.compile(rf"(?:(?P<kind>abs|relq|relm)?(?P<number>{_NUMBER})|at_(?P<name>.+))")
_KINDS: Mapping[str, str] = {"abs": "fixed", "relq": "median", "relm": "mean"}
_WITHOUT_NAME: Mapping[str, LineRule] = MappingProxyType(
    {
        "any": LineRule(kind="declared"),
        "relative": LineRule(kind="standard"),
        "rich": LineRule(kind="median", number=200.0),
    }
)
"""The line of a name that gives none."""

_NEAREST = 4


@cache
def measure_of(written: str) -> Measure:
    """Return the measure of a name, with its parameters.

    A name is that of a family, then its parameters behind underscores: `lorenz_20`, `share_0_20`, `gei_2`,
    `atkinson_0.5`, `quantile_90`, `fgt1_abs10000` (a fixed line), `fgt1_relq60` (per cent of the median), `fgt1_relm50`
    (of the mean), `fgt1_at_national` (a line that the design names), `arpr_40`, `rich_convex_2_relq300` (a number, then
    a line), `censored_water`.

    Raises:
        FixTheFile: if there is no such measure, with the nearest names, or a parameter is out of its range.
    """
    name = written.strip()
    name = ALIASES.get(name.lower(), name)
    for family in sorted(FAMILIES, key=lambda each: -len(each.id)):
        head, rest = name[: len(family.id)], name[len(family.id) :]
        if (head if family.case_matters else head.lower()) != family.id or (rest and not rest.startswith("_")):
            continue
        values = _values(family, rest.removeprefix("_"), written)
        if values is not None:
            return _measure(family, values)
    raise unknown_measure(written)


def _measure(family: Family, values: tuple[object, ...]) -> Measure:
    shown = [_shown(value) for value in values]
    return Measure(
        id="_".join([family.id, *(each for each in shown if each)]),
        unit=family.unit,
        of=guarded(lambda measured: family.of(measured, *values)),
        proportion=family.proportion,
        family=family.id,
        parameters=tuple(zip((each.id for each in family.parameters), values, strict=True)),
        source=family.source,
        behind=None if family.behind is None else lambda measured: family.behind(measured, *values),  # type: ignore[misc]
    )


def _values(family: Family, rest: str, written: str) -> tuple[object, ...] | None:
    """Read the parameters of a name; None where it is not of this family."""
    if family.line is not None:
        further = family.parameters[:-1]
        parts = rest.split("_", len(further)) if rest else []
        before = _numbers(parts[: len(further)], further, written)
        rule = None if before is None else _line("".join(parts[len(further) :]), family, written)
        return None if before is None or rule is None else (*before, rule)
    if family.takes_name:
        return (rest,) if rest else None
    values = _numbers(rest.split("_") if rest else [], family.parameters, written)
    if values is None:
        return None
    if family.ascending and not values[0] < values[-1]:
        raise _out_of_range(written, family.parameters[-1], f"{values[0]:g}")
    return values


def _numbers(parts: list[str], parameters: tuple[Parameter, ...], written: str) -> tuple[float, ...] | None:
    if len(parts) != len(parameters) or not all(re.fullmatch(rf"-?{_NUMBER}", part) for part in parts):
        return None
    return tuple(_in_range(float(part), each, written) for part, each in zip(parts, parameters, strict=True))


def _line(rest: str, family: Family, written: str) -> LineRule | None:
    if not rest:
        return _WITHOUT_NAME[family.line or "any"]
    found = _LINE.fullmatch(rest)
    if found is None or (family.line == "any" and found["number"] and not found["kind"]):
        return None
    if found["name"]:
        return None if family.line == "relative" else LineRule(kind="named", name=found["name"])
    kind = found["kind"] or "relq"
    if kind == "abs" and family.line == "relative":
        return None
    percent = PERCENT_OF_RICHES if family.line == "rich" else PERCENT_OF_LINE
    limits = Parameter("line", 0.0, None, open_below=True) if kind == "abs" else percent
    number = _in_range(float(found["number"]), limits, written)
    return LineRule(kind="fixed" if kind == "abs" else "mean" if kind == "relm" else "median", number=number)


def _in_range(number: float, limits: Parameter, written: str) -> float:
    if not limits.admits(number):
        raise _out_of_range(written, limits)
    return number


def _out_of_range(written: str, limits: Parameter, above: str = "") -> FixTheFile:
    least = above or f"{limits.least:g}"
    is_open = limits.open_below or bool(above)
    most = "∞" if limits.most is None else f"{limits.most:g}"
    opening, closing = "]" if is_open else "[", "[" if limits.most is None or limits.open_above else "]"
    allowed = f"{opening}{least}; {most}{closing}"
    return FixTheFile.because("MEASURE_PARAMETER_OUT_OF_RANGE", Place(item=written), measure=written, allowed=allowed)


def unknown_measure(written: str, further: Collection[str] = ()) -> FixTheFile:
    """Return the error of a name that no measure has, with the nearest of the catalogue and of further names."""
    # A line may be left out, numbers may not.
    alone = {family.id for family in FAMILIES if len(family.parameters) == (family.line is not None)}
    named = {f"{family.id}_…" for family in FAMILIES if family.takes_name}
    names = sorted({*STANDARD, *ALIASES, *alone, *named, *further} - {written.strip().lower()})
    nearest = difflib.get_close_matches(written.strip().lower(), names, n=_NEAREST, cutoff=0.0)
    return FixTheFile.because("MEASURE_UNKNOWN", Place(item=written), measure=written, nearest=", ".join(nearest))


def _shown(value: object) -> str:
    if isinstance(value, LineRule):
        return value.suffix
    return f"{value:g}" if isinstance(value, float) else str(value)


MEASURES: Mapping[str, Measure] = MappingProxyType({name: measure_of(name) for name in STANDARD})
"""Measures that lists show, by name."""
