"""Which measures SQL computes, by the names of the exact path."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from openssi.microdata.at_scale.asking import Aggregate, Asking, QuantileAt
from openssi.microdata.at_scale.combined import (
    income_gap_ratio,
    j_divergence,
    mean,
    mean_of_poorest,
    polarization,
    quantile_ratio,
)
from openssi.microdata.at_scale.deprivations import counted_by, multidimensional
from openssi.microdata.at_scale.figures import Figure, Influence, no_figure
from openssi.microdata.at_scale.groups import AGE, MEN, WOMEN, gender_pay_gap, relative_median_income
from openssi.microdata.at_scale.inequality import atkinson, generalised_entropy, gini, hoover
from openssi.microdata.at_scale.people import People
from openssi.microdata.at_scale.persons import as_double
from openssi.microdata.at_scale.poverty import (
    Centre,
    Line,
    foster_greer_thorbecke,
    line_of,
    median_of_poor,
    prosperity_gap,
    relative_median_gap,
    threshold,
    watts,
)
from openssi.microdata.at_scale.ranked_gaps import sen, sen_shorrocks_thon
from openssi.microdata.at_scale.shares import ratio_of_shares, share
from openssi.microdata.benefits.transfers import Transfer
from openssi.microdata.description import SurveyDescription
from openssi.microdata.design import Design
from openssi.microdata.measure_names import known_measures, measures_named
from openssi.microdata.measures.families import OF_DEPRIVATIONS
from openssi.microdata.measures.lines import LineRule
from openssi.microdata.measures.measure import Conventions, Measure
from openssi.microdata.nearest import unknown_name
from openssi.microdata.sample import Sample
from openssi.microdata.totals import Quantile
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Unit
from openssi.vocabulary.observation import Place

_NO_ROWS = np.zeros(0)
_NOBODY = Sample(
    welfare=_NO_ROWS,
    weight=_NO_ROWS,
    design=Design(psu_starts=np.zeros(1, np.int64), stratum_of_psu=np.zeros(0, np.int32)),
)
_COVERAGE = re.compile(r"coverage\((?P<name>.+)\)")
_OF_COLUMN = re.compile(r"(?!quantile\(\s*[\d.]+\s*\)).+\(.*\).*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A measure that is asked for.

    Attributes:
        id: Its name as the exact path shows it.
        unit: Of its values.
        proportion: Whether its interval is kept between 0 and 1.
        family: Which formula: the name without parameters.
        numbers: Parameters in the name.
        line: Its poverty line, settled; None where it has none.
        rows: SQL of the groups of rows that it compares, or of what it counts of each row; empty where it has all it
            needs, and where the table has no column to tell.
        measure: The measure of the exact path; None for the coverage of a transfer.
    """

    id: str
    unit: Unit
    family: str
    proportion: bool = False
    numbers: tuple[float, ...] = ()
    line: LineRule | None = None
    rows: tuple[str, ...] = ()
    measure: Measure | None = field(default=None, repr=False)

    @property
    def centre(self) -> str:
        """What its line is a part of, `median` or `mean`; empty for a line that is given, or none."""
        return "" if self.line is None or self.line.kind == "fixed" else self.line.kind


Formula = Callable[[People, Wanted, Line], Asking[Figure]]


PAY_GAPS = frozenset({"gpg", "gpg_median"})


def wanted_measures(names: Sequence[str], roles: SurveyDescription, conventions: Conventions) -> list[Wanted]:
    """Return measures by their names; `coverage(name)` is the share of persons who receive a transfer.

    Raises:
        FixTheFile: if there is no such measure, line, transfer or indicator, or SQL does not compute it; with those
            that it does.
    """
    transfers, naming = roles.transfers, conventions.naming(roles.lines)
    found: list[Wanted] = []
    for name in map(str.strip, names):
        covered = _COVERAGE.fullmatch(name)
        if covered is not None:
            found.append(_coverage(name, covered["name"], transfers))
        elif _OF_COLUMN.fullmatch(name):
            raise FixTheFile.because("AT_SCALE_COLUMN", Place(item=name), value=name)
        else:
            found += [_wanted(each, roles, naming) for each in measures_named([name], _NOBODY, roles.lines)]
    for each in found:
        if each.family not in FORMULAS:
            known = (name for name, measure in known_measures().items() if (measure.family or name) in _COMPUTED)
            raise FixTheFile.because("AT_SCALE_MEASURE", Place(item=each.id), value=each.id, allowed=", ".join(known))
    return found


def _coverage(name: str, transfer: str, transfers: Sequence[Transfer]) -> Wanted:
    for number, each in enumerate(transfers):
        if transfer in {each.name, each.column}:
            return Wanted(
                id=f"coverage({each.name})", unit="fraction", family="coverage", proportion=True, numbers=(number,)
            )
    known = [each.name for each in transfers]
    raise unknown_name("BENEFITS_PROGRAMME_UNKNOWN", transfer, known, Place(item=name))


def _wanted(measure: Measure, roles: SurveyDescription, conventions: Conventions) -> Wanted:
    if isinstance(measure, Quantile):
        return Wanted(
            id=measure.id, unit=measure.unit, family="quantile", numbers=(measure.probability,), measure=measure
        )
    values = [value for _, value in measure.parameters]
    rule = next((each for each in values if isinstance(each, LineRule)), None)
    return Wanted(
        id=measure.id,
        unit=measure.unit,
        family=measure.family or measure.id,
        proportion=measure.proportion,
        numbers=tuple(float(each) for each in values if isinstance(each, float)),
        line=None if rule is None else rule.settled(conventions),
        rows=_rows_of(measure.family, values, roles),
        measure=measure,
    )


def _rows_of(family: str, values: Sequence[object], roles: SurveyDescription) -> tuple[str, ...]:
    if family in PAY_GAPS:
        return MEN, WOMEN
    if family == "rmir" and roles.age and isinstance(values[0], float):
        return f"{AGE} >= {as_double(values[0])}", f"{AGE} < {as_double(values[0])}"
    if family in OF_DEPRIVATIONS:
        return counted_by(family, str(values[0]) if values else "", roles.multidimensional)
    return ()


def asking_of(wanted: Wanted, of: People, conventions: Conventions, centres: Mapping[str, Centre]) -> Asking[Figure]:
    """Ask for a measure of a domain."""
    if not of.n:
        return no_figure("SURVEY_DOMAIN_EMPTY")
    if not math.isfinite(of.total * of.persons):
        return no_figure("MEASURE_NOT_FINITE")
    try:
        return (yield from FORMULAS[wanted.family](of, wanted, settled_line(wanted, conventions, centres)))
    except ArithmeticError:
        return no_figure("MEASURE_NOT_FINITE")


def settled_line(wanted: Wanted, conventions: Conventions, centres: Mapping[str, Centre]) -> Line:
    """Return the line of a measure; one without a level where it has none."""
    return Line(level=None) if wanted.line is None else line_of(wanted.line, conventions, centres)


def _made(figure: Figure) -> Asking[Figure]:
    yield ()
    return figure


def _quantile(of: People, wanted: Wanted, _: Line) -> Asking[Figure]:
    """Ask for a quantile, with the influence on the share of the population up to it."""
    (at,) = yield (QuantileAt(wanted.numbers[0] * of.persons),)
    (up_to,) = yield (Aggregate("SUM(CASE WHEN y <= {0} THEN w ELSE 0 END)", (at,)),)
    influence = Influence("(CASE WHEN y <= {0} THEN 1 ELSE 0 END - {1}) / {2}", (at, up_to / of.persons, of.persons))
    return Figure(value=at, influence=influence, share=up_to / of.persons)


def _coverage_of(of: People, wanted: Wanted, _: Line) -> Asking[Figure]:
    received = received_column(int(wanted.numbers[0]))
    (persons,) = yield (Aggregate(f"SUM(w * {received})"),)
    value = persons / of.persons
    return Figure(value=value, influence=Influence(f"({received} - {{0}}) / {{1}}", (value, of.persons)))


def received_column(number: int) -> str:
    """Return the name of the column that is 1 for whoever receives a transfer, else 0."""
    return f"received_{number}"


def _fgt(power: int) -> Formula:
    return lambda of, _, line: foster_greer_thorbecke(of, power, line)


FORMULAS: Mapping[str, Formula] = {
    "mean": lambda of, _, __: _made(mean(of)),
    "total": lambda of, _, __: _made(Figure(value=of.total, influence=Influence("y"))),
    "persons": lambda of, _, __: _made(Figure(value=of.persons, influence=Influence("1"))),
    "quantile": _quantile,
    "arpt": lambda _, __, line: _made(threshold(line)),
    "arpr": _fgt(0),
    "fgt0": _fgt(0),
    "fgt1": _fgt(1),
    "fgt2": _fgt(2),
    "rmpg": lambda of, _, line: relative_median_gap(of, line),
    "poormed": lambda of, _, line: median_of_poor(of, line),
    "watts": lambda of, _, line: watts(of, line),
    "income_gap_ratio": lambda of, _, line: income_gap_ratio(of, line),
    "sen": lambda of, _, line: sen(of, line),
    "sst": lambda of, _, line: sen_shorrocks_thon(of, line),
    "prosperity_gap": lambda of, _, line: prosperity_gap(of, line),
    "hoover": lambda of, _, __: hoover(of),
    "polarization": lambda of, _, __: polarization(of),
    "jdiv": lambda of, _, __: j_divergence(of),
    "gini": lambda of, _, __: gini(of),
    "theil": lambda of, _, __: generalised_entropy(of, 1.0),
    "mld": lambda of, _, __: generalised_entropy(of, 0.0),
    "gei": lambda of, wanted, _: generalised_entropy(of, wanted.numbers[0]),
    "atkinson": lambda of, wanted, _: atkinson(of, wanted.numbers[0]),
    "qsr": lambda of, _, __: ratio_of_shares(of, 0.2, 0.8),
    "palma": lambda of, _, __: ratio_of_shares(of, 0.4, 0.9),
    "share_ratio": lambda of, wanted, _: ratio_of_shares(of, wanted.numbers[1] / 100, 1 - wanted.numbers[0] / 100),
    "quantile_ratio": lambda of, wanted, _: quantile_ratio(of, wanted.numbers[0] / 100, wanted.numbers[1] / 100),
    "bottom_mean": lambda of, wanted, _: mean_of_poorest(of, wanted.numbers[0] / 100),
    "share": lambda of, wanted, _: share(of, wanted.numbers[0] / 100, wanted.numbers[1] / 100),
    "lorenz": lambda of, wanted, _: share(of, 0.0, wanted.numbers[0] / 100),
    "coverage": _coverage_of,
    "gpg": lambda of, wanted, _: gender_pay_gap(of, wanted.rows),
    "gpg_median": lambda of, wanted, _: gender_pay_gap(of, wanted.rows, of_medians=True),
    "rmir": lambda of, wanted, _: relative_median_income(of, wanted.rows),
    **dict.fromkeys(OF_DEPRIVATIONS, lambda _, wanted, __: multidimensional(wanted.rows)),
}
"""Families of measures, and what each asks."""

_COMPUTED = frozenset({*FORMULAS, "median"})
_WITH_DENSITY = frozenset({"qsr", "palma", "share_ratio", "quantile_ratio", "polarization", "rmpg", "poormed"})


def needs_density(wanted: Wanted) -> bool:
    """Tell whether the error of a measure needs the density of incomes, its own or that at a relative line."""
    return wanted.family in _WITH_DENSITY or bool(wanted.centre)
