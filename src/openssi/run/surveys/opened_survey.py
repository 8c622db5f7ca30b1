"""A survey for notebooks: a few lines from a file of persons to tidy frames and charts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, Unpack, get_args

from openssi.definitions import default_root, load, load_texts
from openssi.microdata.benefits.estimates import number_of_figures
from openssi.microdata.benefits.sdg import SDG_INDICATORS
from openssi.microdata.benefits.surveyed import SurveyedBenefits, benefits_of, columns_needed
from openssi.microdata.design_file import read_design
from openssi.microdata.domains import division_of, number_of_domains
from openssi.microdata.measure_names import columns_of, split_names
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.read_survey import Survey, read_survey
from openssi.present.drawing import Drawing
from openssi.present.surveys.survey_words import SurveyWords
from openssi.present.theme import WIDE
from openssi.present.tidy_frame import TidyFrame
from openssi.run.inquiry import Inquiry
from openssi.run.leaving import UNPROTECTED, Leaves
from openssi.run.options import one_of
from openssi.run.releases.opened_release import OpenedRelease
from openssi.run.surveys.charts import programme_drawing, welfare_drawing
from openssi.run.surveys.conventions import ConventionNames, conventions_of
from openssi.run.surveys.cross_check import administrative_figures, cross_checked
from openssi.run.surveys.figures import SurveyQuestion, answer_of, divided_by
from openssi.run.surveys.frames import SurveyFrames
from openssi.run.surveys.incidence import IncidenceQuestion, programme_estimates
from openssi.run.surveys.lorenz import programme_curves, welfare_curve
from openssi.run.surveys.names import names_in_words
from openssi.run.surveys.output import Leaving
from openssi.run.surveys.sending import SendQuestion, send, sent_of, where_and_when
from openssi.run.surveys.size import notices_of_many
from openssi.run.telling import AsNotes
from openssi.run.unwritable import refuse_unwritable
from openssi.run.workspace_folder import workspace_folder
from openssi.store import Workspace
from openssi.vocabulary.estimate import ALL
from openssi.vocabulary.labels import Labels
from openssi.vocabulary.observation import TOTAL, Observation
from openssi.vocabulary.text import Language, as_language

ChartKind = Literal["lorenz", "incidence", "before-after"]
Names = str | Iterable[str]
"""Several names: a list, or a text that holds them, separated by commas."""

WOMEN = "F"
"""Sex of indicators of which there is no total, such as those of mothers."""

Report = str | Path | None
"""A file for the report on what was withheld; None for none."""

Columns = str | Iterable[str]
"""One column that divides the population, or a list of them; `"a,b"` crosses two."""


def open_survey(
    file: str | Path | None,
    design: str | Path,
    *,
    labels: str = "en",
    protect: str | None = "",
    record: str | Path | None = None,
) -> "OpenedSurvey":
    """Open a survey that lies here; nothing is uploaded.

    Args:
        file: The data (.dta, .sav, .zsav, .csv, .csv.gz, .parquet); None for the file that the design names.
        design: The file that names the roles of the columns.
        labels: Language of names and notes: `en`, `fr` or `es`. Codes and names of columns stay the same.
        protect: Rule on what may leave; empty for that of the design, None for figures that stay here.
        record: File of the record of what left, which stays with the data: figures are looked at together with those
            of these data that left before. None for that of the design.

    Raises:
        OpenSSIError: if the design or the file is not as it should be, with place, cause and remedy; if there is no
            such rule, or the record is not that of the data and the rule.

    Example:
        >>> survey = openssi.open_survey(None, openssi.example_survey("example"))
        >>> survey.estimate("arpr, gini", by="region")["domain"]
        ['all', 'Harbour', 'Hills', 'Plain', 'Skerries', 'all', 'Harbour', 'Hills', 'Plain', 'Skerries']
    """
    description, path = read_design(Path(design)), None if file is None else Path(file)
    leaves = Leaves(UNPROTECTED if protect is None else protect, record=None if record is None else Path(record))
    leaving = Leaving.of(description, path, leaves)
    return OpenedSurvey(read_survey(path, description), leaving, labels)


class OpenedSurvey:
    """A survey that was read. What leaves it is protected by the rule it was opened with, and the notes say so.

    The methods give what the commands `openssi survey` give: `estimate` with its options `--against` (`differences`)
    and `--scenario` (`scenario`), `incidence` with `--sdg` (`sdg`) and `--chart` (`chart`), `send`.
    """

    def __init__(self, survey: Survey, leaving: Leaving, labels: str = "en") -> None:
        """Made by `open_survey`."""
        self.language: Language = as_language(labels)
        self._survey = survey
        self._leaving = leaving
        self._by: tuple[str, ...] = ()
        self._amounts: tuple[str, ...] = ()

    @property
    def survey(self) -> Survey:
        """Its sample, description and notices; columns that were asked for later stand in it too."""
        return self._survey

    @property
    def notices(self) -> tuple[str, ...]:
        """What was done with rows that are not as they should be."""
        return tuple(each.message(self.language) for each in self._survey.notices)

    def __repr__(self) -> str:
        return f"<OpenedSurvey {self._survey.path.name}: {self._survey.rows} rows>"

    def estimate(
        self,
        measures: Names,
        by: Columns = (),
        *,
        level: float = 95.0,
        report: Report = None,
        **conventions: Unpack[ConventionNames],
    ) -> TidyFrame:
        """Estimate measures of everybody and of groups, with standard errors by the design.

        Columns: `measure`, `measure_name`, `domain_var`, `domain`, `domain_name`, `estimate`, `se`, `lower`, `upper`,
        `n` (rows), `population` (sum of weights), `unit` (fraction, index, ratio, level, total, persons), `method`,
        `reason` (code of the message that says why there is no figure or error).

        Args:
            measures: Names, as `openssi survey measures` lists them.
            by: Columns that divide the population; a list, of which `"a,b"` crosses two.
            level: Of the intervals, in per cent.
            report: File for what was withheld and why (CSV); it stays with the data.
            conventions: Where peers differ, over those of the design: `line` (poverty line: an amount, or the name of
                one of the design), `percent` and `relative_to` (of a relative line), `poor`, `gini`, `bandwidth_n`,
                `nonpositive`.

        Raises:
            OpenSSIError: if a measure, column, line or convention is not known.

        Example:
            >>> survey.estimate("fgt0", line="national")["measure_name"]
            ['Poverty rate (line national)']
        """
        chosen = self._conventions(conventions)
        return self._answered(
            SurveyQuestion(measures=_listed(measures), by=_columns(by), conventions=chosen, level=level),
            report,
        )

    def differences(
        self,
        measures: Names,
        by: str,
        against: str = "",
        *,
        relative: bool = False,
        level: float = 95.0,
        report: Report = None,
        **conventions: Unpack[ConventionNames],
    ) -> TidyFrame:
        """Estimate how much measures of each group are above those of one group, with the error of the difference.

        Columns are those of `estimate`; `domain` is `group - other`. A difference from a group that is withheld does
        not leave.

        Args:
            measures: As `estimate` takes them.
            by: The column that makes the groups; `"a,b"` crosses two.
            against: The group that is taken off; the first where it is empty.
            relative: Whether differences are given as shares of the figure of that group: 0.05 is five per cent more.
            level: Of the intervals, in per cent.
            report: As `estimate` takes it.
            conventions: As `estimate` takes them.

        Raises:
            OpenSSIError: if a measure, column, group, line or convention is not known.
        """
        names = _listed(measures)
        first = against or division_of(self._with_columns((by,), names).sample, by).labels[0]
        return self._answered(
            SurveyQuestion(
                measures=names,
                by=(by,),
                against=first,
                relative=relative,
                conventions=self._conventions(conventions),
                level=level,
            ),
            report,
        )

    def scenario(
        self,
        measures: Names,
        welfare: str,
        by: Columns = (),
        *,
        relative: bool = False,
        level: float = 95.0,
        report: Report = None,
        **conventions: Unpack[ConventionNames],
    ) -> TidyFrame:
        """Estimate what measures would change by if another column were welfare, with the error of the difference.

        Columns are those of `estimate`. A relative poverty line moves with the incomes of each scenario.

        Args:
            measures: As `estimate` takes them.
            welfare: The column of the scenario, with an amount in every row.
            by: As `estimate` takes it.
            relative: Whether changes are given as shares of the figure of today's welfare.
            level: Of the intervals, in per cent.
            report: As `estimate` takes it.
            conventions: As `estimate` takes them.

        Raises:
            OpenSSIError: if a name is not known, or the scenario has no amount in a row.
        """
        return self._answered(
            SurveyQuestion(
                measures=_listed(measures),
                by=_columns(by),
                scenario=welfare,
                relative=relative,
                conventions=self._conventions(conventions),
                level=level,
            ),
            report,
        )

    def incidence(  # noqa: PLR0913 - what the command asks, as keywords
        self,
        measures: Names = (),
        by: Columns = (),
        *,
        programme: str | Sequence[str] = (),
        quintiles: Literal["pre", "post"] = "post",
        beneficiaries: Literal["household", "direct"] = "household",
        target: str = "",
        bottom: float = 40.0,
        level: float = 95.0,
        report: Report = None,
        **conventions: Unpack[ConventionNames],
    ) -> TidyFrame:
        """Tell who gets what: coverage, incidence, adequacy, targeting, poverty and inequality before and after.

        One row per programme, indicator and group: everybody, fifths of welfare, and the groups of `by`. Columns:
        `programme`, `programme_name`, then those of `estimate`, and `beneficiaries` (rows that receive; missing where a
        figure rests on all persons). What each indicator means: docs/methods/benefits-in-surveys.md.

        Args:
            measures: Indicators by name; those of ASPIRE where there is none; `"all"` for every one.
            by: Columns that divide the population; a list, of which `"sex,quintile"` crosses two.
            programme: Programmes, classes (`social_assistance`, ...) or contingencies (`PENSION`); all where there is
                none.
            quintiles: Fifths of welfare before (`pre`) or after (`post`) each programme.
            beneficiaries: Everybody in a household that receives, or recipients only.
            target: Whom programmes are for, as `"age_group=65+"`; the poor before them where it is empty.
            bottom: Per cent of the population that the Coady-Grosh-Hoddinott index looks at.
            level: Of the intervals, in per cent.
            report: As `estimate` takes it.
            conventions: As `estimate` takes them.

        Raises:
            OpenSSIError: if an indicator, programme, column, group, line or convention is not known.

        Example:
            >>> frame = survey.incidence("coverage", programme="Child grant")
            >>> frame["domain"]
            ['all', 'Q1', 'Q2', 'Q3', 'Q4', 'Q5']
        """
        question = IncidenceQuestion(
            measures=_listed(measures),
            by=_columns(by),
            programmes=(programme,) if isinstance(programme, str) else tuple(programme),
            quintiles=quintiles,
            beneficiaries=beneficiaries,
            target=target,
            bottom=bottom,
            conventions=self._conventions(conventions),
            level=level,
            labels=self._labels,
        )
        survey, (frames, leaving) = self._benefits(question.columns), self._frames(report)
        asked = question.of(survey.sample)
        notices_of_many(number_of_figures(survey.sample, survey.transfers, asked), leaving.rule)
        found = programme_estimates(survey, question)
        return frames.of_programmes(leaving.protected_programmes(found))

    def sdg(
        self,
        administrative: "Mapping[str, float] | OpenedRelease | None" = None,
        *,
        report: Report = None,
        **conventions: Unpack[ConventionNames],
    ) -> TidyFrame:
        """Hold the coverage of the groups of SDG 1.3.1 in the survey against administrative figures.

        One row per group, figures of both sources in per cent. Columns: `indicator`, `indicator_name`, `estimate`,
        `se`, `lower`, `upper`, `n`, `population`, `administrative`, `difference` (administrative less survey, points),
        `verdict` (inside, above, below, no_interval, no_figure), `explanation` (in words), `not_asked` (what the survey
        would have to ask), `reason`.

        Args:
            administrative: Figures in per cent by indicator, such as `{"SDG_1_3_1_OLD_AGE": 63.2}`, or a release: its
                last values, as of the year of the design, of the country that the design names.
            report: As `estimate` takes it.
            conventions: As `estimate` takes them.

        Raises:
            OpenSSIError: if a figure is none of SDG 1.3.1, or the release does not know the country.
        """
        told = self._of_release(administrative) if isinstance(administrative, OpenedRelease) else administrative or {}
        figures = administrative_figures(told.items())
        survey, chosen = self._benefits(()), self._conventions(conventions)
        frames, leaving = self._frames(report)
        return frames.of_checks(cross_checked(survey, figures, chosen, leaving))

    def lorenz(
        self,
        programme: str = "",
        **conventions: Unpack[ConventionNames],
    ) -> TidyFrame:
        """Return the points of the Lorenz curve of welfare, or of the curves before and after a programme.

        Columns: `curve` (`welfare`; with a programme `after`, `before`, and `transfers` for its concentration curve),
        `curve_name`, `population` (share, poorest first) and `share` (of what they hold), 0 to 1. There are as many
        points as leave enough persons behind each step.

        Args:
            programme: A programme, a class, a contingency or `all`; the curve of welfare alone where it is empty.
            conventions: As `estimate` takes them.

        Raises:
            OpenSSIError: if too few persons stand behind it, or there is no such programme.
        """
        chosen = self._conventions(conventions)
        frames, leaving = self._frames()
        if not programme:
            return frames.of_curves([welfare_curve(self._survey, chosen, leaving)])
        survey, programme = self._benefits(()), self._labels.programme_called(programme)
        asked = IncidenceQuestion(programmes=(programme,), conventions=chosen).of(survey.sample)
        return frames.of_curves(programme_curves(programme, survey, asked, leaving))

    def chart(
        self,
        kind: ChartKind = "lorenz",
        programme: str = "",
        *,
        width: int = WIDE,
        quintiles: Literal["pre", "post"] = "post",
        **conventions: Unpack[ConventionNames],
    ) -> Drawing:
        """Draw a chart, which a notebook shows; `.svg()` and `.png()` give it as a file.

        Args:
            kind: `lorenz` (of welfare, or before and after a programme), `incidence` (beneficiaries and money by
                fifths) or `before-after` (the headcount before and after each programme).
            programme: A programme, a class, a contingency or `all`.
            width: Units, 720 or 358.
            quintiles: As `incidence` takes them.
            conventions: As `estimate` takes them.

        Raises:
            OpenSSIError: if there is nothing to draw, or what there is may not leave.

        Example:
            >>> survey.chart("incidence", "Child grant").svg()[:4]
            '<svg'
        """
        one_of("kind", kind, get_args(ChartKind))
        chosen = self._conventions(conventions)
        _, leaving = self._frames()
        words = SurveyWords(load_texts(default_root()), self.language, self._labels)
        if kind == "lorenz" and not programme:
            return welfare_drawing(self._survey, chosen, words, leaving, width)
        survey, programme = self._benefits(()), self._labels.programme_called(programme)
        programmes = (programme,) if programme else ()
        asked = IncidenceQuestion(programmes=programmes, quintiles=quintiles, conventions=chosen).of(survey.sample)
        return programme_drawing(kind, programme or ALL, survey, asked, words, leaving, width)

    def send(
        self,
        workspace: str | Path | None = None,
        *,
        measure: str = "gini",
        item: str = "X.GINI",
        area: str = "",
        year: int | None = None,
        **conventions: Unpack[ConventionNames],
    ) -> Observation:
        """Send one estimate of everybody to the inquiry, with status E, its method, its source, error and interval.

        Args:
            workspace: Folder of the inquiry; else OPENSSI_WORKSPACE, else `openssi-workspace` here.
            measure: By name.
            item: Item of the table of context that it answers.
            area: Country; that of the design where it is empty.
            year: That of the design where it is None.
            conventions: As `estimate` takes them.

        Returns:
            The observation that stands in the workspace now; `compute` and `aggregate` use it.

        Raises:
            OpenSSIError: if the item, country or measure does not fit, or the estimate may not leave.
        """
        chosen = self._conventions(conventions)
        question = SendQuestion(measure=measure, item=item, area=area, year=year, conventions=chosen)
        where_and_when(question, self._survey.description)
        folder = workspace_folder(None if workspace is None else Path(workspace))
        inquiry = Inquiry(Workspace.open(folder), load())
        _, leaving = self._frames()
        return send(inquiry, sent_of(self._with_columns((), (measure,)), question, leaving))

    def _answered(self, question: SurveyQuestion, report: Report) -> TidyFrame:
        frames, leaving = self._frames(report)
        survey = self._with_columns(question.by, question.named)
        notices_of_many(len(question.measures) * number_of_domains(survey.sample, question.by), leaving.rule)
        found = leaving.protected_figures(answer_of(survey, question))
        names = names_in_words(question.measures, survey, question.conventions, self.language)
        return frames.of_estimates(found.differences if question.against else found.estimates, names)

    @property
    def _labels(self) -> Labels:
        return self._survey.description.labels

    def _conventions(self, given: ConventionNames) -> Conventions:
        return conventions_of(self._survey.description, given)

    def _frames(self, report: Report = None) -> tuple[SurveyFrames, Leaving]:
        """Return what makes one frame, and what may leave into it: what is withheld is told in its notes."""
        telling, file = AsNotes(self.language), None if report is None else Path(report)
        refuse_unwritable(file)
        return SurveyFrames(self._survey, telling), replace(self._leaving, telling=telling, report=file)

    def _benefits(self, by: Sequence[str]) -> SurveyedBenefits:
        return benefits_of(self._read(*columns_needed(self._survey.description, by)))

    def _with_columns(self, by: Sequence[str], names: Sequence[str]) -> Survey:
        amounts, dividing = columns_of(names, self._survey.description.multidimensional)
        parts = (part.strip() for each in (*by, *dividing) for part in each.split(","))
        return self._read(list(parts), amounts)

    def _read(self, by: Sequence[str], amounts: Sequence[str]) -> Survey:
        """Return the survey with further columns, read again only where it lacks some."""
        sample = self._survey.sample
        if not (set(by) <= set(sample.divisions) and set(amounts) <= set(sample.amounts)):
            further = tuple(dict.fromkeys((*self._by, *by))), tuple(dict.fromkeys((*self._amounts, *amounts)))
            self._survey = read_survey(self._survey.path, self._survey.description, *further)
            self._by, self._amounts = further
        return self._survey

    def _of_release(self, release: OpenedRelease) -> Mapping[str, float]:
        """Return the figures of a release for the country and year of the design, in per cent."""
        area, year = where_and_when(SendQuestion(), self._survey.description)
        found: dict[str, float] = {}
        for name in SDG_INDICATORS:
            values = release.indicator(name, countries=area, breakdown=TOTAL, latest=year)
            by_sex = {row["sex"]: float(row["value"]) for row in values if row["value"] is not None}
            headline = by_sex.get(TOTAL, by_sex.get(WOMEN))
            found |= {} if headline is None else {name: headline}
        return found


def _listed(names: Names) -> tuple[str, ...]:
    return split_names(names) if isinstance(names, str) else tuple(names)


def _columns(by: Columns) -> tuple[str, ...]:
    return divided_by([by] if isinstance(by, str) else by)
