"""What is asked of programmes in a survey, as a person writes it, and the figures that answer it."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from openssi.definitions import default_root, load_texts
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.arrays import Mask
from openssi.microdata.benefits.estimates import Asked, estimates, every_indicator
from openssi.microdata.benefits.incidence import Beneficiaries, RankedBy
from openssi.microdata.benefits.indicators import INDICATORS as EVERY_INDICATOR
from openssi.microdata.benefits.surveyed import SurveyedBenefits
from openssi.microdata.domains import division_of
from openssi.microdata.estimation import DEFAULT_CONVENTIONS
from openssi.microdata.intervals import Interval
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.nearest import unknown_name
from openssi.microdata.progress import Progress, silent
from openssi.microdata.sample import Sample
from openssi.present.surveys.survey_words import CLASSES
from openssi.run.options import one_of
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import ALL
from openssi.vocabulary.incidence import QUINTILE, THE_POOR, BenefitIndicator, ProgrammeEstimate
from openssi.vocabulary.labels import Labels
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, MultilingualText

ALL_INDICATORS: Literal["all"] = "all"
USUAL_BOTTOM = 40.0
"""Per cent of the population that an index of the poorest looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidenceQuestion:
    """What is asked.

    Attributes:
        measures: Indicators by name; none for those of ASPIRE, `all` for every one.
        by: Columns that divide the population besides fifths; `a,b` crosses two, `quintile` may be one.
        programmes: Programmes, classes or contingencies; none for all classes and each programme.
        quintiles: Whether fifths are of welfare before (`pre`) or after (`post`) the programme.
        beneficiaries: `household` or `direct`.
        target: Whom programmes are for, as `column=group`; empty for the poor before them.
        bottom: Per cent of the population that the Coady-Grosh-Hoddinott index looks at.
        conventions: Those in force.
        level: Of intervals, in per cent.
        labels: What the design calls values and programmes: they may be asked for by these words.
    """

    measures: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    quintiles: str = "post"
    beneficiaries: str = "household"
    target: str = ""
    bottom: float = USUAL_BOTTOM
    conventions: Conventions = DEFAULT_CONVENTIONS
    level: float = 95.0
    labels: Labels = field(default_factory=Labels)

    def __post_init__(self) -> None:
        one_of("--quintiles", self.quintiles, get_args(RankedBy))
        one_of("--beneficiaries", self.beneficiaries, get_args(Beneficiaries))
        if not 0 < self.bottom < 100:
            raise FixTheFile.because("BENEFITS_BOTTOM_UNFIT", Place(item="--bottom"), percent=f"{self.bottom:g}")

    @property
    def columns(self) -> tuple[str, ...]:
        """What has to be read besides what the design names."""
        column, equals, _ = self.target.partition("=")
        return (*self.by, column) if equals else self.by

    def of(self, sample: Sample) -> Asked:
        """Return it for a survey.

        Raises:
            FixTheFile: if there is no such indicator, or no such group to target.
        """
        target = _target(self.target, sample, self.labels) if self.target else None
        return replace(self.without_target(EVERY_INDICATOR), target=target, target_name=self.target or THE_POOR)

    def without_target(self, computed: Collection[str]) -> Asked:
        """Return it for whom programmes are not asked to reach.

        Args:
            computed: Indicators that are made; of ASPIRE's those among them are taken where none is named.

        Raises:
            FixTheFile: if there is no such indicator.
        """
        crossed = (tuple(part.strip() for part in each.split(",")) for each in self.by)
        return Asked(
            indicators=_indicators(self.measures, computed),
            by=tuple(dict.fromkeys([(), (QUINTILE,), *crossed])),
            programmes=tuple(self.labels.programme_called(each) for each in self.programmes),
            conventions=self.conventions,
            ranked_by="pre" if self.quintiles == "pre" else "post",
            beneficiaries="direct" if self.beneficiaries == "direct" else "household",
            bottom=self.bottom / 100,
            called={**_grouped(), **self.labels.programmes},
        )

    @property
    def interval(self) -> Interval:
        """How limits are made."""
        return Interval(level=self.level / 100)


def programme_estimates(
    survey: SurveyedBenefits, question: IncidenceQuestion, progress: Progress = silent
) -> list[ProgrammeEstimate]:
    """Return the figures that are asked for, as they are made: nothing is withheld yet.

    Raises:
        FixTheFile: if an indicator, a programme, a column or a group is not known.
    """
    asked = question.of(survey.sample)
    return list(estimates(survey.sample, survey.households, survey.transfers, asked, question.interval, progress))


def _grouped() -> dict[str, MultilingualText]:
    """Return what classes of programmes, and all of them, are called."""
    texts = load_texts(default_root())
    return {
        name: MultilingualText(*(texts.get(f"survey_incidence.programme.{name}", each) for each in LANGUAGES))
        for name in (ALL, *CLASSES)
    }


def _indicators(wanted: tuple[str, ...], computed: Collection[str]) -> tuple[BenefitIndicator, ...]:
    declared = load_benefit_indicators(default_root())
    if not wanted:
        return tuple(each for each in declared.values() if each.is_aspire and each.id in computed)
    return every_indicator(declared, [] if wanted == (ALL_INDICATORS,) else wanted)


def _target(text: str, sample: Sample, labels: Labels) -> Mask:
    column, equals, group = text.partition("=")
    if not column.strip() or not equals:
        place, known = Place(item="--target"), ", ".join(sample.divisions) or "-"
        raise FixTheFile.because("BENEFITS_TARGET_UNFIT", place, text=text, known=known)
    division, group = division_of(sample, column), labels.value_called(column, group)
    if group not in division.labels:
        place, words = Place(item="--target"), labels.values.get(column, {})
        raise unknown_name("SURVEY_GROUP_UNKNOWN", group, division.labels, place, words, column=column)
    found: Mask = division.codes == division.labels.index(group)
    return found
