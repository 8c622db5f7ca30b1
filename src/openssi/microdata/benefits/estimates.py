"""Indicators of programmes for everybody, by fifths and by domains, with errors by the design of the survey."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.benefits.behind import Reach, behind_of
from openssi.microdata.benefits.figure_errors import DEFAULT_INTERVAL, Found, Judged, with_errors
from openssi.microdata.benefits.incidence import Beneficiaries, Incidence, Part, RankedBy
from openssi.microdata.benefits.indicators import INDICATORS, OF_EVERYBODY, PROPORTIONS, indicator
from openssi.microdata.benefits.transfers import Households, Receipt, Transfer, receipt_of, together
from openssi.microdata.domains import division_called
from openssi.microdata.intervals import Interval
from openssi.microdata.measures.measure import Conventions, Linearised
from openssi.microdata.nearest import NO_WORDS, unknown_name
from openssi.microdata.progress import Progress, silent
from openssi.microdata.sample import Sample
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import ALL
from openssi.vocabulary.incidence import FIFTHS, QUINTILE, THE_POOR, BenefitIndicator, ProgrammeEstimate
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import MultilingualText

FIGURES = "figures"
"""The step that progress is told of."""

CLASSES = ("social_assistance", "social_insurance", "labour_market")
"""Classes of programmes that are social protection and labour; private transfers are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a survey.

    Attributes:
        indicators: Those wanted, as they are declared.
        by: Columns that divide the population, those of a group crossed; `quintile` is one of them, () is everybody.
        programmes: Names of programmes, classes or contingencies; empty for all classes and each programme.
        conventions: Poverty line, who is poor, Gini, bandwidth.
        ranked_by: Whether fifths are of welfare before (`pre`) or after (`post`) the programme.
        beneficiaries: Everybody in a household that receives, or direct recipients only.
        target: The target group; None for the poor before the programme.
        target_name: What it is called, so that figures of different ones are told apart.
        bottom: Fraction of the population that the Coady-Grosh-Hoddinott index looks at.
        called: What programmes are called in words, for messages.
    """

    indicators: tuple[BenefitIndicator, ...]
    by: tuple[tuple[str, ...], ...] = ((), (QUINTILE,))
    programmes: tuple[str, ...] = ()
    conventions: Conventions = field(default_factory=Conventions)
    ranked_by: RankedBy = "post"
    beneficiaries: Beneficiaries = "household"
    target: Mask | None = None
    target_name: str = THE_POOR
    bottom: float = 0.4
    called: Mapping[str, MultilingualText] = field(default_factory=lambda: NO_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A part of the population with its name."""

    variable: str
    name: str
    part: Part

    @property
    def label(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.variable, self.name


def programmes(transfers: Sequence[Transfer]) -> Mapping[str, tuple[Transfer, ...]]:
    """Return the transfers by programme: all social protection, each class, each transfer, each contingency.

    Raises:
        FixTheFile: if there is no transfer, or two have the same name.
    """
    if not transfers:
        raise FixTheFile.because("BENEFITS_NO_TRANSFERS")
    names = [each.name for each in transfers]
    reserved = {ALL, *CLASSES}
    taken = next((name for name in names if names.count(name) > 1 or name in reserved), None)
    if taken is not None:
        raise FixTheFile.because("BENEFITS_NAME_TAKEN", Place(item=taken), name=taken)
    found = {
        ALL: tuple(each for each in transfers if each.programme_class in CLASSES),
        **{name: tuple(each for each in transfers if each.programme_class == name) for name in CLASSES},
        **{each.name: (each,) for each in transfers},
    }
    contingencies = {code for each in transfers for code in each.contingencies} - set(found)
    by_contingency = {
        code: tuple(each for each in transfers if code in each.contingencies) for code in sorted(contingencies)
    }
    return {name: members for name, members in {**found, **by_contingency}.items() if members}


def chosen_programmes(
    transfers: Sequence[Transfer], wanted: Sequence[str], called: Mapping[str, MultilingualText] = NO_WORDS
) -> Mapping[str, tuple[Transfer, ...]]:
    """Return the programmes asked for; where none is, all but those by contingency.

    Args:
        transfers: Those that the survey asks about.
        wanted: Names of programmes.
        called: What programmes are called in words.

    Raises:
        FixTheFile: if there is no such programme.
    """
    known = programmes(transfers)
    own = {each.name for each in transfers}
    if not wanted:
        return {name: members for name, members in known.items() if name in own or name in {ALL, *CLASSES}}
    for name in wanted:
        if name not in known:
            raise unknown_name("BENEFITS_PROGRAMME_UNKNOWN", name, known, Place(item=name), called)
    return {name: known[name] for name in wanted}


def estimates(
    sample: Sample,
    households: Households,
    transfers: Sequence[Transfer],
    asked: Asked,
    interval: Interval = DEFAULT_INTERVAL,
    progress: Progress = silent,
) -> Iterator[ProgrammeEstimate]:
    """Iterate over the figures of each programme: indicators in the order asked for, within each its domains.

    Args:
        sample: The survey; its welfare is that of the file.
        households: The household of each row.
        transfers: Those that the survey asks about.
        asked: Indicators, programmes, domains and conventions.
        interval: How limits are made.
        progress: Told of each figure.

    Raises:
        FixTheFile: if a transfer, a column or a programme is not there, or an amount cannot be used.
    """
    chosen = chosen_programmes(transfers, asked.programmes, asked.called)
    domains = [domain for names in asked.by for domain in domains_of(sample, names)]
    receipts = {each.name: receipt_of(each, sample.amounts, households) for each in transfers}
    rows = _rows(asked, domains)
    for number, (name, members) in enumerate(chosen.items()):
        population = _population(sample, receipts, transfers, members, asked)
        made = _of_programme(population, rows, sample, interval)
        for done, (each, domain, found) in enumerate(made, number * len(rows)):
            progress(done, len(chosen) * len(rows), FIGURES)
            inside = population.members(domain.part)
            reach = Reach(
                population=population,
                part=domain.part,
                household=households.codes,
                target=asked.target_name,
                is_general=population.after is sample.welfare,
            )
            estimate = found.estimate(
                each.id,
                population.weight,
                inside,
                unit=each.unit,
                domain_var=domain.variable,
                domain=domain.name,
            )
            yield ProgrammeEstimate(
                name,
                replace(estimate, contributors=behind_of(each.id, reach)),
                int(np.count_nonzero(reach.inside & reach.receiving)),
                is_direct=asked.beneficiaries == "direct",
                fifths="before" if asked.ranked_by == "pre" else "after",
            )


def number_of_figures(sample: Sample, transfers: Sequence[Transfer], asked: Asked) -> int:
    """Return how many figures are asked for, before any domain is made.

    Raises:
        FixTheFile: as for `estimates`.
    """
    by_fifths = sum(each.by_quintile for each in asked.indicators)
    figures = (
        prod(len(each) for each in _labels(sample, names)) * (by_fifths if QUINTILE in names else len(asked.indicators))
        for names in asked.by
    )
    return len(chosen_programmes(transfers, asked.programmes, asked.called)) * sum(figures)


def population_of(
    sample: Sample, households: Households, transfers: Sequence[Transfer], programme: str, asked: Asked
) -> Incidence:
    """Return the population with what it receives from one programme.

    Raises:
        FixTheFile: as for `estimates`.
    """
    members = chosen_programmes(transfers, [programme])[programme]
    receipts = {each.name: receipt_of(each, sample.amounts, households) for each in transfers}
    return _population(sample, receipts, transfers, members, asked)


def _population(
    sample: Sample,
    receipts: Mapping[str, Receipt],
    transfers: Sequence[Transfer],
    members: Sequence[Transfer],
    asked: Asked,
) -> Incidence:
    outside = [receipts[each.name].in_welfare for each in transfers if not each.in_welfare]
    return Incidence(
        after=sum(outside, sample.welfare),
        weight=sample.weight,
        receipt=together([receipts[each.name] for each in members], len(sample.weight)),
        conventions=asked.conventions,
        ranked_by=asked.ranked_by,
        beneficiaries=asked.beneficiaries,
        target=asked.target,
        bottom=asked.bottom,
    )


def domains_of(sample: Sample, names: Sequence[str]) -> Iterator[Domain]:
    """Iterate over the domains of crossed columns, `quintile` among them; everybody where there is no column.

    Raises:
        FixTheFile: if a column is not there.
    """
    for values in product(*_labels(sample, names)):
        part = Part()
        for name, value in zip(names, values, strict=True):
            part = _within(part, sample, name, value)
        yield Domain(variable=",".join(names) or ALL, name=",".join(values) or ALL, part=part)


def _labels(sample: Sample, names: Sequence[str]) -> list[Sequence[str]]:
    return [
        FIFTHS if name == QUINTILE else division_called(name, sample.divisions, [QUINTILE]).labels for name in names
    ]


def _within(part: Part, sample: Sample, name: str, value: str) -> Part:
    if name == QUINTILE:
        number = FIFTHS.index(value)
        return Part(inside=part.inside, low=number / len(FIFTHS), high=(number + 1) / len(FIFTHS))
    division = sample.divisions[name]
    inside = division.codes == division.labels.index(value)
    return Part(inside=inside if part.inside is None else inside & part.inside, low=part.low, high=part.high)


Row = tuple[BenefitIndicator, Domain]
"""What one figure is of."""


def _rows(asked: Asked, domains: Sequence[Domain]) -> list[Row]:
    return [
        (each, domain)
        for each in asked.indicators
        for domain in domains
        if each.by_quintile or not domain.part.is_ranked
    ]


def _of_programme(
    population: Incidence, rows: Sequence[Row], sample: Sample, interval: Interval
) -> Iterator[tuple[BenefitIndicator, Domain, Found]]:
    def figures(weight: Floats) -> Iterator[Linearised]:
        weighted = population.weighted(weight)
        return (indicator(each.id, weighted, domain.part) for each, domain in rows)

    domains = {domain.label: domain for _, domain in rows}
    inside = {label: population.members(domain.part) > 0 for label, domain in domains.items()}
    judged = [
        Judged.of(
            sample,
            each.unit,
            None if each.id in OF_EVERYBODY else inside[domain.label],
            proportion=each.id in PROPORTIONS,
        )
        for each, domain in rows
    ]
    for (each, domain), found in zip(rows, with_errors(sample, figures, judged, interval), strict=True):
        yield each, domain, found


def every_indicator(declared: Mapping[str, BenefitIndicator], wanted: Sequence[str]) -> tuple[BenefitIndicator, ...]:
    """Return the declared indicators asked for, all where none is.

    Raises:
        FixTheFile: if there is no such indicator.
    """
    for name in wanted:
        if name not in declared or name not in INDICATORS:
            raise unknown_name("BENEFITS_INDICATOR_UNKNOWN", name, declared, Place(item=name))
    return tuple(declared[name] for name in wanted or declared)
