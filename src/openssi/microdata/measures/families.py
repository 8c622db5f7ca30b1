"""The families of measures: what their names start with, their parameters, units and sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from openssi.microdata.measures import (
    behind,
    combined,
    entropy,
    inequality,
    location,
    lorenz,
    multidimensional,
    pay_gap,
    poverty,
    ranked_gaps,
    richness,
)
from openssi.microdata.measures.measure import Behind, Linearised
from openssi.vocabulary.estimate import Unit


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number in the name of a measure.

    Attributes:
        id: Its slot in the name in words.
        least: Smallest number allowed.
        most: Largest number allowed; None where there is no limit.
        open_below: Whether `least` itself is refused.
        open_above: Whether `most` itself is refused.
    """

    id: str
    least: float = 0.0
    most: float | None = None
    open_below: bool = False
    open_above: bool = False

    def admits(self, number: float) -> bool:
        """Tell whether a number is in the range."""
        above = number > self.least if self.open_below else number >= self.least
        top = float("inf") if self.most is None else self.most
        return above and (number < top if self.open_above else number <= top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Measures that differ by parameters alone.

    Attributes:
        id: What their names start with.
        unit: Of their values.
        of: Gives figure and influence of some incomes, then the parameters in the order of the name.
        source: Where the method comes from.
        parameters: Numbers in the name.
        line: Which lines the name may give: `any`, `relative` only, `rich` (any, else twice the median), or None where
            there is none. The line is the last of the parameters.
        takes_name: Whether the name of an indicator follows.
        ascending: Whether the first parameter has to be below the last.
        case_matters: Whether capitals are told from small letters.
        proportion: Whether it is a share of the population.
        behind: Gives what stands behind it, as `of` gives the figure.
    """

    id: str
    unit: Unit
    of: Callable[..., Linearised]
    source: str
    parameters: tuple[Parameter, ...] = ()
    line: Literal["any", "relative", "rich"] | None = None
    takes_name: bool = False
    ascending: bool = False
    case_matters: bool = False
    proportion: bool = False
    behind: Callable[..., Behind] | None = None


LINE = (Parameter("line"),)
PERCENT_OF_LINE = Parameter("line", 0.0, 200.0, open_below=True)
PERCENT_OF_RICHES = Parameter("line", 0.0, 10_000.0, open_below=True)
_INDICATOR = (Parameter("indicator"),)
_LOWER, _UPPER = Parameter("lower", 0.0, 100.0), Parameter("upper", 0.0, 100.0)
_PERCENT = Parameter("percent", 0.0, 100.0)
_INNER = Parameter("percent", 0.0, 100.0, open_below=True, open_above=True)
_RICHEST, _POOREST, _UPPER_Q, _LOWER_Q = (
    Parameter(name, 0.0, 100.0, open_below=True, open_above=True) for name in ("richest", "poorest", "upper", "lower")
)
_ENTROPY = Parameter("a", -20.0, 20.0)
_AVERSION = Parameter("e", 0.0, 20.0, open_below=True)
_WEIGHT_OF_POOR = Parameter("v", 1.0, 20.0, open_below=True)
_CONCAVE, _CONVEX = Parameter("a", 0.0, 1.0, open_below=True), Parameter("a", 1.0, 20.0)
_CHAKRAVARTY = Parameter("b", 0.0, 20.0, open_below=True)

_EUROSTAT = "Eurostat, EU-SILC indicators on income and living conditions"
_FGT = "Foster, Greer and Thorbecke (1984)"
_SEN = "Sen (1976)"
_LORENZ = "Lorenz (1905); Kovačević and Binder (1997)"
_ALKIRE_FOSTER = "Alkire and Foster (2011)"
_RICHNESS = "Peichl, Schaefer and Scheicher (2010)"
_ENTROPIES = "Shorrocks (1980)"


def _fgt(power: int) -> Family:
    def of(measured: Any, rule: Any) -> Linearised:  # noqa: ANN401 - as every family
        return poverty.foster_greer_thorbecke(measured, power, rule)

    return Family(
        id=f"fgt{power}", unit="fraction", of=of, source=_FGT, parameters=LINE, line="any", proportion=not power,
        behind=behind.gaps if power else behind.poor,
    )  # fmt: skip


def _relative(name: str, of: Callable[..., Linearised], unit: Unit = "fraction") -> Family:
    return Family(
        id=name, unit=unit, of=of, source=_EUROSTAT, parameters=LINE, line="relative", proportion=name == "arpr",
        behind=None if name == "arpt" else behind.poor,
    )  # fmt: skip


_OF_DEPRIVATIONS: Mapping[str, Callable[..., Behind]] = {
    **dict.fromkeys(("H", "A", "M0", "contribution"), behind.multidimensionally_poor),
    "censored": behind.deprived,
    "uncensored": behind.uncensored,
}


def _many(name: str, of: Callable[..., Linearised], *, takes_name: bool = False) -> Family:
    parameters = _INDICATOR if takes_name else ()
    return Family(
        id=name, unit="index" if name == "M0" else "fraction", of=of, source=_ALKIRE_FOSTER, parameters=parameters,
        takes_name=takes_name, case_matters=True, proportion=name not in {"A", "contribution"},
        behind=_OF_DEPRIVATIONS[name],
    )  # fmt: skip


def _rich(
    name: str, of: Callable[..., Linearised], *further: Parameter, unit: Unit = "index", amounts: bool = False
) -> Family:
    return Family(
        id=name, unit=unit, of=of, source=_RICHNESS, parameters=(*further, *LINE), line="rich",
        proportion=unit == "fraction", behind=richness.rich_and_what_they_have if amounts else richness.rich,
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    _relative("arpt", poverty.threshold, "level"),
    _relative("arpr", lambda measured, rule: poverty.foster_greer_thorbecke(measured, 0, rule)),
    _relative("rmpg", poverty.relative_median_gap),
    _relative("poormed", poverty.median_of_poor, "level"),
    _fgt(0),
    _fgt(1),
    _fgt(2),
    Family(
        id="watts", unit="index", of=poverty.watts, source="Watts (1968)", parameters=LINE, line="any",
        behind=behind.positive_poor,
    ),
    Family(
        id="income_gap_ratio", unit="fraction", of=combined.income_gap_ratio, source=_SEN, parameters=LINE, line="any",
        behind=behind.gaps,
    ),
    Family(
        id="sen", unit="index", of=ranked_gaps.sen, source=_SEN, parameters=LINE, line="any", behind=behind.gaps
    ),
    Family(
        id="sst", unit="index", of=ranked_gaps.sen_shorrocks_thon, source="Shorrocks (1995)", parameters=LINE,
        line="any", behind=behind.gaps,
    ),
    Family(
        id="prosperity_gap", unit="ratio", of=poverty.prosperity_gap, source="Kraay and others (2023)",
        parameters=LINE, line="any", behind=behind.times_below,
    ),
    Family(
        id="gini", unit="index", of=inequality.gini, source="Gini (1912); Langel and Tillé (2013)",
        behind=behind.incomes,
    ),
    Family(
        id="sgini", unit="index", source="Donaldson and Weymark (1980); Yitzhaki (1983)",
        parameters=(_WEIGHT_OF_POOR,), of=inequality.extended_gini,
    ),
    _rich("rich", richness.headcount, unit="fraction"),
    _rich("rich_concave", richness.concave, _CONCAVE),
    _rich("rich_convex", richness.convex, _CONVEX, amounts=True),
    _rich("rich_cha", richness.chakravarty, _CHAKRAVARTY),
    Family(
        id="qsr", unit="ratio", source=_EUROSTAT, of=lambda measured: lorenz.ratio_of_shares(measured, 0.2, 0.8),
        behind=lambda measured: behind.smaller_end(measured, 20.0, 20.0),
    ),
    Family(
        id="palma", unit="ratio", source="Palma (2011); Cobham and Sumner (2013)",
        of=lambda measured: lorenz.ratio_of_shares(measured, 0.4, 0.9),
        behind=lambda measured: behind.smaller_end(measured, 40.0, 10.0),
    ),
    Family(
        id="share_ratio", unit="ratio", source=_EUROSTAT, parameters=(_RICHEST, _POOREST),
        of=lambda measured, richest, poorest: lorenz.ratio_of_shares(measured, poorest / 100, 1 - richest / 100),
        behind=lambda measured, richest, poorest: behind.smaller_end(measured, poorest, richest),
    ),
    Family(
        id="share", unit="fraction", source=_LORENZ, parameters=(_LOWER, _UPPER), ascending=True,
        of=lambda measured, lower, upper: lorenz.share(measured, lower / 100, upper / 100), behind=behind.ranks,
    ),
    Family(
        id="lorenz", unit="fraction", source=_LORENZ, parameters=(_PERCENT,),
        of=lambda measured, percent: lorenz.share(measured, 0.0, percent / 100), behind=behind.ranks_up_to,
    ),
    Family(
        id="bottom_mean", unit="level", source="United Nations, SDG indicator 10.1.1", parameters=(_INNER,),
        of=lambda measured, percent: lorenz.mean_of_poorest(measured, percent / 100), behind=behind.ranks_up_to,
    ),
    Family(id="hoover", unit="index", source="Hoover (1936)", of=inequality.hoover, behind=behind.incomes),
    Family(
        id="polarization", unit="index", source="Wolfson (1994)", of=combined.polarization, behind=behind.incomes
    ),
    Family(id="jdiv", unit="index", source="Rohde (2016)", of=combined.j_divergence, behind=behind.positive),
    Family(
        id="theil", unit="index", source="Theil (1967)",
        of=lambda measured: entropy.generalised_entropy(measured, 1.0), behind=behind.positive,
    ),
    Family(
        id="mld", unit="index", source="Theil (1967)",
        of=lambda measured: entropy.generalised_entropy(measured, 0.0), behind=behind.positive,
    ),
    Family(
        id="gei", unit="index", source=_ENTROPIES, parameters=(_ENTROPY,), of=entropy.generalised_entropy,
        behind=behind.positive,
    ),
    Family(
        id="atkinson", unit="index", source="Atkinson (1970)", parameters=(_AVERSION,), of=entropy.atkinson,
        behind=behind.positive,
    ),
    Family(
        id="zenga", unit="index", source="Zenga (2007); Langel and Tillé (2012)", of=inequality.zenga,
        behind=behind.positive,
    ),
    Family(
        id="mean", unit="level", source="Horvitz and Thompson (1952); Hájek (1971)", of=location.mean,
        behind=behind.amounts,
    ),
    Family(
        id="total", unit="total", source="Horvitz and Thompson (1952)", of=location.total, behind=behind.amounts
    ),
    Family(
        id="median", unit="level", source="Deville (1999)", of=lambda measured: location.quantile(measured, 0.5),
        behind=lambda measured: behind.ranks_up_to(measured, 50.0),
    ),
    Family(
        id="quantile", unit="level", source="Deville (1999)", parameters=(_INNER,),
        of=lambda measured, percent: location.quantile(measured, percent / 100), behind=behind.ranks_up_to,
    ),
    Family(
        id="gpg", unit="fraction", source="Eurostat, unadjusted gender pay gap", of=pay_gap.gender_pay_gap,
        behind=behind.sexes,
    ),
    Family(
        id="quantile_ratio", unit="ratio", source="OECD, Income Distribution Database", parameters=(_UPPER_Q, _LOWER_Q),
        of=lambda measured, upper, lower: combined.quantile_ratio(measured, upper / 100, lower / 100),
        behind=behind.nearer_end,
    ),
    Family(
        id="rmir", unit="ratio", source=_EUROSTAT, parameters=(Parameter("age", 0.0, 150.0, open_below=True),),
        of=combined.relative_median_income, behind=behind.of_age,
    ),
    Family(
        id="gpg_median", unit="fraction", source="Eurostat, unadjusted gender pay gap",
        of=lambda measured: pay_gap.gender_pay_gap(measured, of_medians=True), behind=behind.sexes,
    ),
    _many("H", multidimensional.headcount),
    _many("A", multidimensional.intensity),
    _many("M0", multidimensional.adjusted_headcount),
    _many("uncensored", multidimensional.uncensored_headcount, takes_name=True),
    _many("censored", multidimensional.censored_headcount, takes_name=True),
    _many("contribution", multidimensional.contribution, takes_name=True),
)  # fmt: skip

OF_DEPRIVATIONS = frozenset(each.id for each in FAMILIES if each.source == _ALKIRE_FOSTER)
"""Families of multidimensional poverty."""
