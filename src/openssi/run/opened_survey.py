"""A survey for notebooks: three lines from a file to a tidy frame."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from openssi.definitions import default_root, load_texts
from openssi.definitions.disclosure import disclosure_rule
from openssi.microdata.design_file import read_design
from openssi.microdata.differences import differences_of_groups
from openssi.microdata.disclosure.of_estimates import protected_estimates, without_withheld
from openssi.microdata.estimation import estimate
from openssi.microdata.intervals import Interval
from openssi.microdata.measure_names import columns_of, split_names
from openssi.microdata.read_survey import Survey, read_survey
from openssi.present.tidy_frame import TidyFrame
from openssi.run.leaving import protects_by
from openssi.run.survey_conventions import line_of
from openssi.run.survey_names import names_in_words
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.text import Language, as_language

SCHEMA = pa.schema(
    [
        ("measure", pa.string()),
        ("measure_name", pa.string()),
        ("domain_var", pa.string()),
        ("domain", pa.string()),
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
)


def open_survey(
    file: str | Path | None, design: str | Path, *, labels: str = "en", protect: str | None = ""
) -> "OpenedSurvey":
    """Open a survey that lies here; nothing is uploaded.

    Args:
        file: The data (.dta, .sav, .csv, .csv.gz, .parquet); None for the file that the design names.
        design: The file that names the roles of the columns.
        labels: Language of names and notes.
        protect: Rule on what may leave; empty for that of the design, None for figures that stay here.

    Raises:
        OpenSSIError: if the design or the file is not as it should be, with place, cause and remedy.
    """
    description = read_design(Path(design))
    path = description.file if file is None else Path(file)
    return OpenedSurvey(read_survey(path, description), as_language(labels), protect)


@dataclass(frozen=True, slots=True)
class OpenedSurvey:
    """A survey that was read.

    Attributes:
        survey: Its sample, description and notices.
        language: Of names and notes.
        protect: Rule on what may leave; empty for that of the design, None for figures that stay here.
    """

    survey: Survey
    language: Language
    protect: str | None

    @property
    def notices(self) -> tuple[str, ...]:
        """What was done with rows that are not as they should be."""
        return tuple(each.message(self.language) for each in self.survey.notices)

    def estimate(
        self,
        measures: str | Sequence[str],
        by: str | Iterable[str] = (),
        *,
        line: float | str | None = None,
        level: float = 95.0,
        **conventions: Any,  # noqa: ANN401 - fields of Conventions
    ) -> TidyFrame:
        """Estimate measures of everybody and of groups.

        Args:
            measures: Names, as `openssi survey measures` lists them; a text may hold several, separated by commas.
            by: Columns that divide the population; `a,b` crosses two.
            line: Poverty line: an amount, or the name of one of the design.
            level: Of the intervals, in per cent.
            conventions: Those of `openssi.microdata.measures.measure.Conventions`, such as `poor="at_or_below"`.

        Returns:
            One row per measure and group, with standard error and interval; where there is no figure, `reason` says
            why.
        """
        names = list(split_names(measures)) if isinstance(measures, str) else list(measures)
        columns = [by] if isinstance(by, str) else list(by)
        survey = self._with_columns(names, columns)
        amount = line_of(line, survey.description) if isinstance(line, str) else line
        declared = survey.description.conventions
        chosen = replace(declared, line=declared.line if amount is None else float(amount), **conventions)
        found = estimate(
            survey.sample, names, columns, conventions=chosen, lines=survey.lines, interval=Interval(level=level / 100)
        )
        return self._frame(self._leaving(found), names_in_words(names, survey, chosen, self.language))

    def differences(
        self, measures: str | Sequence[str], by: str, against: str = "", *, relative: bool = False
    ) -> TidyFrame:
        """Estimate how much measures of each group are above those of one group, with the error of the difference.

        Args:
            measures: As `estimate` takes them.
            by: The column that makes the groups.
            against: The group that is taken off; the first where it is empty.
            relative: Whether differences are given as shares of the figure of that group.
        """
        names = list(split_names(measures)) if isinstance(measures, str) else list(measures)
        survey = self._with_columns(names, [by])
        conventions = survey.description.conventions
        found = differences_of_groups(
            survey.sample, names, by, against, conventions=conventions, lines=survey.lines, relative=relative
        )
        groups = estimate(survey.sample, names, [by], conventions=conventions, lines=survey.lines)
        left = without_withheld(found, self._leaving(groups))
        return self._frame(left, names_in_words(names, survey, conventions, self.language))

    def _with_columns(self, names: Sequence[str], by: Sequence[str]) -> Survey:
        """Return the survey with further columns, read again only where it lacks some."""
        amounts, dividing = columns_of(names, self.survey.description.multidimensional)
        parts = {part.strip() for each in (*by, *dividing) for part in each.split(",")}
        sample = self.survey.sample
        if parts <= set(sample.divisions) and set(amounts) <= set(sample.amounts):
            return self.survey
        return read_survey(self.survey.path, self.survey.description, sorted(parts), amounts)

    def _leaving(self, found: Sequence[Estimate]) -> Sequence[Estimate]:
        """Return estimates as they may leave, together with what left before where the design declares a record."""
        if self.protect is None:
            return found
        declared = self.survey.description.disclosure
        rule = disclosure_rule(default_root(), self.protect or declared.rule)
        return protected_estimates(found, rule, protects_by(rule, declared.record, [self.survey.path])).estimates

    def _frame(self, left: Sequence[Estimate], names: Any) -> TidyFrame:  # noqa: ANN401 - a mapping of names
        rows = [{**_row(each), "measure_name": names.get(each.measure, each.measure)} for each in left]
        reasons = dict.fromkeys(each.reason for each in left if each.reason)
        title = load_texts(default_root()).get("survey.frame", self.language, file=self.survey.path.name)
        return TidyFrame(
            table=pa.Table.from_pylist(rows, SCHEMA),
            title=title,
            release="",
            citation=f"OpenSSI survey: {self.survey.path.name}",
            notes=tuple(Problem(reason).message(self.language) for reason in reasons if reason.startswith("MEASURE")),
            shown=("measure", "domain", "estimate", "se", "lower", "upper", "n"),
        )


def _row(estimate: Estimate) -> dict[str, object]:
    return {name: getattr(estimate, name) for name in SCHEMA.names if name != "measure_name"}
