"""The figure of a survey beside that of the administration."""

from dataclasses import dataclass
from typing import Literal

from openssi.vocabulary.estimate import Estimate

Verdict = Literal["inside", "above", "below", "no_interval", "no_figure"]
"""Where the administrative figure stands: inside the interval of the survey, above it, below it."""

FAR_APART = 15.0
"""Percentage points from which a difference is asked about, as in rule R113."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCoverage:
    """The coverage of a group in a survey.

    Attributes:
        indicator: Id of the indicator, such as SDG_1_3_1_OLD_AGE.
        estimate: The figure, a fraction; None where the survey does not ask what it needs.
        not_asked: What the survey would have to ask.
    """

    indicator: str
    estimate: Estimate | None
    not_asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrativeFigure:
    """A figure of a release: indicator, country, year and the value in per cent."""

    indicator: str
    value: float
    ref_area: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCheck:
    """Both figures of one group.

    Attributes:
        survey: What the survey says.
        administrative: What the administration says.
        difference: Administrative less survey figure in percentage points; None where the survey has none.
        verdict: Where the administrative figure stands.
    """

    survey: GroupCoverage
    administrative: AdministrativeFigure
    difference: float | None
    verdict: Verdict

    @property
    def is_far_apart(self) -> bool:
        """Whether the figures differ by more than `FAR_APART` points."""
        return self.difference is not None and abs(self.difference) > FAR_APART


def cross_check(survey: GroupCoverage, administrative: AdministrativeFigure) -> CrossCheck:
    """Hold an administrative figure against the survey."""
    estimate = survey.estimate
    if estimate is None or estimate.estimate is None:
        return CrossCheck(survey=survey, administrative=administrative, difference=None, verdict="no_figure")
    difference = administrative.value - 100 * estimate.estimate
    return CrossCheck(
        survey=survey, administrative=administrative, difference=difference, verdict=_verdict(estimate, administrative)
    )


def _verdict(estimate: Estimate, administrative: AdministrativeFigure) -> Verdict:
    if estimate.lower is None or estimate.upper is None:
        return "no_interval"
    if administrative.value > 100 * estimate.upper:
        return "above"
    return "below" if administrative.value < 100 * estimate.lower else "inside"
