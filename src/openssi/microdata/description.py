"""What a survey's columns mean: the content of its design file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from openssi.microdata.benefits.transfers import Transfer
from openssi.microdata.calibration import KnownTotals
from openssi.microdata.calibration_rule import LINEAR, CalibrationRule
from openssi.microdata.design import SinglePsu
from openssi.microdata.measures.deprivations import MultidimensionalIndex
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.replicate_weights import ReplicateKind
from openssi.microdata.survey_columns import Signs
from openssi.vocabulary.labels import Labels

Period = Literal["year", "month", "day"]
PERIODS: tuple[Period, ...] = get_args(Period)

TIMES_A_YEAR: Mapping[Period, float] = MappingProxyType({"year": 1.0, "month": 12.0, "day": 365.0})
"""How many of a period make a year."""


def in_period(amount: float, of: Period, wanted: Period) -> float:
    """Turn an amount per year, month or day into one per another of them; a year has 365 days."""
    return amount * TIMES_A_YEAR[of] / TIMES_A_YEAR[wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class PovertyLine:
    """A poverty line in the currency and period of welfare.

    Attributes:
        name: As measures name it after `@`.
        amount: Per person.
        dollars_a_day: In international dollars, for an international line.
        vintage: Year of the purchasing power parities.
        ppp: Their conversion factor: local currency for one international dollar.
        cpi: Consumer prices in the year of the survey over those of the vintage.
    """

    name: str
    amount: float
    dollars_a_day: float | None = None
    vintage: int | None = None
    ppp: float = 1.0
    cpi: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question put to persons.

    Attributes:
        column: Column of the answers.
        yes: Answers that mean yes, by their label or value; empty where words or 1 and 0 say so.
    """

    column: str
    yes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What SDG 1.3.1 asks of a survey.

    Attributes:
        child_age: Greatest age of a child, in completed years.
        pensionable_age: Statutory pensionable age; None where it is not said.
        columns: Answers by the name of what is asked, such as `contributes`.
    """

    child_age: float = 14.0
    pensionable_age: float | None = None
    columns: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicateColumns:
    """Where replicate weights stand and how they give a variance.

    Attributes:
        columns: Names, of which `*` and `?` stand for others.
        file: A second file that holds them; None where they stand beside the other columns.
        id: Column of both files by which their rows are joined.
        kind: Of the replicates.
        scale: Factor of the sum; None for the usual one of the kind.
        rscales: Factor of each replicate; empty for 1.
        mse: Whether the centre is the estimate of the whole sample.
        rho: Of Fay.
        delimiter: Of a second CSV file; None for that of the survey, as in what follows.
        decimal: Decimal sign of numbers in it that are written as text.
        thousands: Sign between their groups of three digits.
        encoding: Of a second file.
    """

    columns: tuple[str, ...]
    file: Path | None = None
    id: str = ""
    kind: ReplicateKind = "bootstrap"
    scale: float | None = None
    rscales: tuple[float, ...] = ()
    mse: bool = False
    rho: float = 0.5
    delimiter: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredDisclosure:
    """How figures of a survey leave, where a command does not say otherwise.

    Attributes:
        rule: Name of the rule, or the path of a file of rules.
        record: File of the record of what left; None for none.
    """

    rule: str = "survey"
    record: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDescription:
    """Roles of the columns of a survey.

    Attributes:
        welfare: Income or consumption of each person.
        weight: Persons, or households, that a row stands for.
        path: The design file; None where the description was made by hand.
        file: The data file; None where it is named elsewhere.
        rows: Whether a row is a person or a household, whose weight is then multiplied by its size.
        strata: Empty for one stratum.
        psu: PSUs, then the units drawn within them; empty for households, or rows where there are none.
        nest: Whether numbers of PSUs begin anew in each stratum.
        fpc: PSUs of each stratum in the population, or the fraction drawn; then the same of units within PSUs.
        household: Number of the household.
        size: Persons of the household.
        scale: What household income is divided by to give welfare; empty for members.
        person: Number of the person: two rows with the same are refused.
        sex: Column of it.
        men: Labels or values of men in it; empty for those that the field uses.
        women: The same of women.
        age: Column of it, in years.
        age_groups: First ages of the groups after the first: 15, 65 make 0-14, 15-64, 65+.
        region: Column of it.
        domains: Further columns that divide the population.
        amounts: Further columns of numbers.
        transfers: Benefits.
        labels: What values and benefits are called in tables and charts.
        sdg: Columns and ages that SDG 1.3.1 asks for.
        replicate_weights: None where there are none.
        single_psu: What is done with a stratum of one PSU.
        missing: Whether rows without welfare are left out or refused.
        missing_codes: Values that stand for a missing one: of a column, or of all under the empty name.
        period: Of welfare.
        currency: ISO code.
        country: Code or name.
        year: Of the survey.
        poverty_lines: By name.
        calibration: Known totals that the weights are made to add up to.
        calibration_method: How they are.
        multidimensional: What a multidimensional poverty index counts; None where there is none.
        conventions: Where peers differ; the lines of the design are among them.
        disclosure: How figures leave.
        delimiter: Of a CSV file; empty to find it in the header.
        decimal: Decimal sign of numbers that are written as text.
        thousands: Sign between their groups of three digits, empty for none.
        encoding: Of a CSV file, and of texts of Stata and SPSS where it is not `utf-8`.
    """

    welfare: str
    weight: str
    path: Path | None = None
    file: Path | None = None
    rows: Literal["persons", "households"] = "persons"
    strata: str = ""
    psu: tuple[str, ...] = ()
    nest: bool = False
    fpc: tuple[str, ...] = ()
    household: str = ""
    size: str = ""
    scale: str = ""
    person: str = ""
    sex: str = ""
    men: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    age: str = ""
    age_groups: tuple[int, ...] = (15, 65)
    region: str = ""
    domains: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    labels: Labels = field(default_factory=Labels)
    sdg: Answers = field(default_factory=Answers)
    replicate_weights: ReplicateColumns | None = None
    single_psu: SinglePsu = "fail"
    missing: Literal["leave_out", "refuse"] = "leave_out"
    missing_codes: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    period: Period = "year"
    currency: str = ""
    country: str = ""
    year: int | None = None
    poverty_lines: Mapping[str, PovertyLine] = field(default_factory=lambda: MappingProxyType({}))
    calibration: KnownTotals = field(default_factory=lambda: MappingProxyType({}))
    calibration_method: CalibrationRule = LINEAR
    multidimensional: MultidimensionalIndex | None = None
    conventions: Conventions = field(default_factory=Conventions)
    disclosure: DeclaredDisclosure = field(default_factory=DeclaredDisclosure)
    delimiter: str = ""
    decimal: str = "."
    thousands: str = ""
    encoding: str = "utf-8"

    @property
    def signs(self) -> Signs:
        """How numbers that stand as text are written."""
        return Signs(decimal=self.decimal, thousands=self.thousands)

    def signs_of(self, replicates: ReplicateColumns) -> Signs:
        """Return how numbers of the second file are written: as it says, else as in the survey."""
        decimal, thousands = replicates.decimal, replicates.thousands
        return Signs(
            decimal=self.decimal if decimal is None else decimal,
            thousands=self.thousands if thousands is None else thousands,
        )

    @property
    def lines(self) -> Mapping[str, float]:
        """Poverty lines by name, in the currency and period of welfare."""
        return {name: line.amount for name, line in self.poverty_lines.items()}
