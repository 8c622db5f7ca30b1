"""Whether the country has confirmed an accepted version, and the figures on which the two sides do not agree."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from openssi.vocabulary.structure import REPORTED, Dataflow, columns
from openssi.vocabulary.text import Language

FigureKind = Literal["indicator", "cell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """A figure that a country would put otherwise, with what both sides say of it.

    Attributes:
        kind: Whether it is a value of an indicator or a cell of the questionnaire.
        figure: `value_id` or `obs_id`.
        value: What the country puts in its place, in units.
        explanation: What the country says, in its language.
        objected_on: Day of the objection, as an ISO date.
        answer: What the compiler says, empty as long as nothing is published side by side.
        answered_on: Day on which both were published, or empty.
    """

    kind: FigureKind
    figure: str
    value: Decimal
    unit: str
    explanation: str
    language: Language
    objected_on: str
    answer: str = ""
    answer_language: Language = "en"
    answered_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Where an accepted version stands with its country.

    Attributes:
        is_awaited: Whether it waits for the country and is kept from releases.
        how: Transition that let it go (`agree`, `lapse_confirmation`), or that holds it.
        on: Day of that, as an ISO date.
    """

    is_awaited: bool
    how: str
    on: str
    dissents: tuple[Dissent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A version that a release left out because its country has not confirmed it.

    Attributes:
        submission: `QMA-2023`.
        published: Number of the earlier version that is published meanwhile, 0 for none.
    """

    submission: str
    vintage: int
    published: int


SIDE_BY_SIDE = Dataflow(
    "side_by_side",
    "Figures on which a country does not agree with the compiler: both values with both explanations",
    columns(
        ("figure_id", "VARCHAR", "value_id of country_values, or obs_id of observations"),
        ("figure", "VARCHAR", "indicator or cell"),
        ("ref_area", "VARCHAR", "Country"),
        ("time_period", "INTEGER", "Reference year"),
        ("indicator", "VARCHAR", "Indicator, empty for a cell"),
        ("item", "VARCHAR", "Mnemonic of the item, empty for an indicator"),
        ("scheme", "VARCHAR", "Scheme, or _Z"),
        ("benefit", "VARCHAR", "Benefit, or _Z"),
        ("sex", "VARCHAR", "_T, M, F or _U"),
        ("breakdown", "VARCHAR", "Further dimension, _T or _Z for none"),
        ("published_value", "DOUBLE", "What is published, in units; none where it is suppressed or missing"),
        ("country_value", REPORTED, "What the country puts in its place, in units"),
        ("unit", "VARCHAR", "Unit of both"),
        ("country_explanation", "VARCHAR", "What the country says"),
        ("country_language", "VARCHAR", "Language in which it says it"),
        ("compiler_explanation", "VARCHAR", "What the compiler says"),
        ("compiler_language", "VARCHAR", "Language in which the compiler says it"),
        ("objected_on", "VARCHAR", "Day of the objection"),
        ("published_on", "VARCHAR", "Day on which both were published"),
        ("vintage", "INTEGER", "Accepted version that it is about"),
    ),
)
