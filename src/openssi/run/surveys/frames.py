"""Figures of surveys as tidy frames, with names and notes in one language."""

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from openssi.definitions import default_root, load, load_texts
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.read_survey import Survey
from openssi.present.surveys.survey_words import SurveyWords
from openssi.present.tidy_frame import TidyFrame
from openssi.run.surveys.cross_check import Checks, explained, record_of, remark_of
from openssi.run.surveys.incidence_rows import reasons_of
from openssi.run.surveys.incidence_rows import record_of as programme_record_of
from openssi.run.surveys.lorenz import SurveyCurve, curve_name
from openssi.run.telling import AsNotes
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.incidence import ProgrammeEstimate

_FIGURES = [
    ("domain_var", pa.string()),
    ("domain", pa.string()),
    ("domain_name", pa.string()),
    ("estimate", pa.float64()),
    ("se", pa.float64()),
    ("lower", pa.float64()),
    ("upper", pa.float64()),
    ("n", pa.int64()),
    ("population", pa.float64()),
    ("unit", pa.string()),
    ("method", pa.string()),
    ("reason", pa.string()),
]
_MEASURE = [("measure", pa.string()), ("measure_name", pa.string())]
ESTIMATES = pa.schema([*_MEASURE, *_FIGURES])
PROGRAMMES = pa.schema(
    [("programme", pa.string()), ("programme_name", pa.string()), *_MEASURE, *_FIGURES, ("beneficiaries", pa.int64())]
)
CURVES = pa.schema(
    [("curve", pa.string()), ("curve_name", pa.string()), ("population", pa.float64()), ("share", pa.float64())]
)
CHECKS = pa.schema(
    [
        *((name, pa.string()) for name in ("indicator", "indicator_name")),
        *((name, pa.float64()) for name in ("estimate", "se", "lower", "upper")),
        ("n", pa.int64()),
        *((name, pa.float64()) for name in ("population", "administrative", "difference")),
        *((name, pa.string()) for name in ("verdict", "explanation", "not_asked", "reason")),
    ]
)


class SurveyFrames:
    """Makes frames of one survey.

    Attributes:
        survey: It.
        telling: What was told of figures that do not leave, and the language of all words.
    """

    def __init__(self, survey: Survey, telling: AsNotes) -> None:
        """Made for one frame: what was told becomes its notes."""
        self.survey, self.telling = survey, telling
        self.words = SurveyWords(load_texts(default_root()), telling.language, survey.description.labels)

    def of_estimates(self, found: Sequence[Estimate], names: Mapping[str, str]) -> TidyFrame:
        """Return one row per measure and group."""
        rows = [
            {**self._figure(each), "measure": each.measure, "measure_name": names.get(each.measure, each.measure)}
            for each in found
        ]
        reasons = dict.fromkeys(each.reason for each in found if each.reason and each.n is not None)
        shown = ("measure", "domain", "estimate", "se", "lower", "upper", "n")
        return self._frame("estimates", pa.Table.from_pylist(rows, ESTIMATES), shown, reasons)

    def of_programmes(self, found: Sequence[ProgrammeEstimate]) -> TidyFrame:
        """Return one row per programme, indicator and group."""
        declared = load_benefit_indicators(default_root())
        rows = [
            {
                **programme_record_of(each),
                **self._figure(each.estimate),
                "programme_name": self.words.programme(each.programme),
                "measure_name": declared[each.estimate.measure].name.in_language(self.words.language),
            }
            for each in found
        ]
        shown = ("programme", "measure", "domain", "estimate", "se", "lower", "upper", "n")
        return self._frame("incidence", pa.Table.from_pylist(rows, PROGRAMMES), shown, reasons_of(found))

    def of_curves(self, curves: Iterable[SurveyCurve]) -> TidyFrame:
        """Return one row per curve and point."""
        rows = [
            {"curve": each.id, "curve_name": curve_name(each, self.words), "population": across, "share": up}
            for each in curves
            for across, up in each.points
        ]
        return self._frame("lorenz", pa.Table.from_pylist(rows, CURVES), ("curve", "population", "share"))

    def of_checks(self, checks: Checks) -> TidyFrame:
        """Return one row per group of SDG 1.3.1, figures of both sources in per cent."""
        names = load().indicators
        rows = [
            {
                **record_of(each, check),
                "indicator_name": names[each.indicator].name.in_language(self.words.language),
                "explanation": explained(check, self.words) if check else remark_of(each, self.words),
            }
            for each, check in checks
        ]
        shown = ("indicator", "estimate", "lower", "upper", "administrative", "difference", "verdict")
        return self._frame("sdg", pa.Table.from_pylist(rows, CHECKS), shown)

    def _figure(self, estimate: Estimate) -> dict[str, object]:
        own = (name for name, _ in _FIGURES if name != "domain_name")
        return {**{name: getattr(estimate, name) for name in own}, "domain_name": self.words.domain(estimate)}

    def _frame(self, title: str, table: pa.Table, shown: tuple[str, ...], reasons: Iterable[str] = ()) -> TidyFrame:
        language, file = self.words.language, self.survey.path.name
        return TidyFrame(
            table=table,
            title=self.words.texts.get(f"survey.frame.{title}", language, file=file),
            release="",
            citation=f"OpenSSI survey: {file}",
            notes=(*(Problem(each).message(language) for each in reasons), *self.telling.notes),
            withheld=tuple(self.telling.reasons),
            shown=shown,
        )
