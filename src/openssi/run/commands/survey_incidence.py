"""The command that shows who gets what in a survey."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from openssi.definitions import default_root, load_texts
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.at_scale.benefits import INDICATORS
from openssi.microdata.benefits.estimates import number_of_figures
from openssi.microdata.benefits.surveyed import SurveyedBenefits, read_benefits
from openssi.microdata.description import SurveyDescription
from openssi.microdata.design_file import read_design
from openssi.microdata.measure_names import split_names
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import language, progress_bar
from openssi.run.gathered_options import gathered
from openssi.run.options import one_of, refuse_alone, refuse_beside
from openssi.run.surveys.at_scale import (
    Engine,
    EngineOption,
    MasterOption,
    programmes_at_scale,
    refuse_with_sql,
    tell,
)
from openssi.run.surveys.chart_files import refuse_no_chart, write_drawing
from openssi.run.surveys.charts import KINDS, programme_drawing
from openssi.run.surveys.conventions import Chosen
from openssi.run.surveys.cross_check import administrative_figures, cross_checked, show_cross_checks
from openssi.run.surveys.figures import divided_by
from openssi.run.surveys.incidence import USUAL_BOTTOM, IncidenceQuestion, programme_estimates
from openssi.run.surveys.incidence_rows import show_estimates
from openssi.run.surveys.names import reading, told_in_words
from openssi.run.surveys.options import DESIGN, ByOption, DesignOption, FileArgument, LeavingOptions, LevelOption
from openssi.run.surveys.output import Leaving
from openssi.run.surveys.size import notices_of_many
from openssi.vocabulary.estimate import ALL
from openssi.vocabulary.incidence import ProgrammeEstimate

_USUAL_LEVEL = 95.0


def words(key: str) -> str:
    """Return a text of this command."""
    return load_texts(default_root()).get(f"survey_incidence.command.{key}", language())


def add_to(survey_app: typer.Typer) -> None:
    """Add the command."""
    survey_app.command("incidence", help=words("help"))(gathered(incidence))


def incidence(  # noqa: PLR0913 - options of a command
    *,
    file: FileArgument = None,
    design: DesignOption = DESIGN,
    quintiles: Annotated[str, typer.Option("--quintiles", help=words("quintiles"))] = "post",
    by: ByOption = None,
    measures: Annotated[str | None, typer.Option("--measures", help=words("measures"))] = None,
    programme: Annotated[list[str] | None, typer.Option("--programme", help=words("programme"))] = None,
    beneficiaries: Annotated[str, typer.Option("--beneficiaries", help=words("beneficiaries"))] = "household",
    target: Annotated[str | None, typer.Option("--target", help=words("target"))] = None,
    bottom: Annotated[float | None, typer.Option("--bottom", help=words("bottom"))] = None,
    chosen: Chosen,
    level: LevelOption = _USUAL_LEVEL,
    leaves: LeavingOptions,
    chart: Annotated[Path | None, typer.Option("--chart", help=words("chart"))] = None,
    kind: Annotated[str | None, typer.Option("--kind", help=words("kind"))] = None,
    sdg: Annotated[bool, typer.Option("--sdg", help=words("sdg"))] = False,
    compare: Annotated[list[str] | None, typer.Option("--compare", help=words("compare"))] = None,
    engine: EngineOption = "memory",
    master: MasterOption = None,
) -> None:
    """Show indicators of programmes, or the coverage of the groups of SDG 1.3.1."""
    shown = _kind(kind, chart)
    answering = Engine.asked(engine, master)
    _refuse_ignored((measures, programme, by, target, bottom, chart), compare, sdg=sdg)
    figures = administrative_figures(each.partition("=")[::2] for each in compare or [])
    description = read_design(design)
    leaving = leaves.leaving(description, file)
    question = IncidenceQuestion(
        measures=split_names(measures or ""),
        by=divided_by(by or ()),
        programmes=tuple(programme or ()),
        quintiles=quintiles,
        beneficiaries=beneficiaries,
        target=target or "",
        bottom=USUAL_BOTTOM if bottom is None else bottom,
        conventions=chosen.over(description),
        level=level,
        labels=description.labels,
    )
    said = SurveyWords(load_texts(default_root()), language(), description.labels)
    _refuse_without_effect(chosen, question, elsewhere=bool(sdg or compare or (chart and shown == "before-after")))
    if engine != "memory":
        refuse_with_sql(_only_in_memory(target, compare, chart, level, sdg=sdg))
        asked = question.without_target(INDICATORS)
        answered, notices = programmes_at_scale(file, description, asked, answering, leaving.rule)
        tell(notices)
        found = leaving.protected_programmes(answered)
        show_estimates(found, load_benefit_indicators(default_root()), said, leaving, quintiles, level)
        return
    survey = _read(file, description, question.columns)
    if sdg or figures:
        show_cross_checks(cross_checked(survey, figures, question.conventions, leaving), said, leaving)
        return
    found = leaving.protected_programmes(_estimated(survey, question, leaving))
    show_estimates(found, load_benefit_indicators(default_root()), said, leaving, quintiles, level)
    if chart is not None:
        first = found[0].programme if found else ALL
        drawing = programme_drawing(shown, first, survey, question.of(survey.sample), said, leaving)
        write_drawing(chart, drawing, said)


def _read(file: Path | None, design: SurveyDescription, columns: Sequence[str]) -> SurveyedBenefits:
    with progress_bar(reading()):
        survey = read_benefits(file, design, columns)
    tell(survey.survey.notices)
    return survey


def _estimated(survey: SurveyedBenefits, question: IncidenceQuestion, leaving: Leaving) -> list[ProgrammeEstimate]:
    """Return the figures; that they are many is said before they are made."""
    figures = number_of_figures(survey.sample, survey.transfers, question.of(survey.sample))
    tell(notices_of_many(figures, leaving.rule))
    with progress_bar(words("help").partition(":")[0]) as bar:
        return programme_estimates(survey, question, told_in_words(bar, language()))


def _kind(kind: str | None, chart: Path | None) -> str:
    """Return what the chart shows.

    Raises:
        FixTheFile: if there is no such kind, a kind without a chart, or the file can be no chart.
    """
    refuse_no_chart(chart)
    if chart is None:
        refuse_alone({"--kind": kind}, "--chart")
    return one_of("--kind", kind or KINDS[0], KINDS)


def _refuse_ignored(given: tuple[object, ...], compare: list[str] | None, *, sdg: bool) -> None:
    """Refuse options of indicators where the groups of SDG 1.3.1 are shown instead.

    Raises:
        FixTheFile: naming the first that is given.
    """
    if sdg or compare:
        ignored = ("--measures", "--programme", "--by", "--target", "--bottom", "--chart")
        refuse_beside(dict(zip(ignored, given, strict=True)), "--sdg" if sdg else "--compare")


def _refuse_without_effect(chosen: Chosen, question: IncidenceQuestion, *, elsewhere: bool) -> None:
    """Refuse options on poverty lines where no indicator that is asked for has one, and nothing elsewhere.

    Raises:
        FixTheFile: naming the first that is given.
    """
    declared = load_benefit_indicators(default_root())
    wanted = [declared[each] for each in question.measures if each in declared]
    if len(wanted) == len(question.measures):
        has_line = elsewhere or not wanted or any(each.needs_line for each in wanted)
        chosen.refuse_without_line(has_line, "headcount_reduction")


def _only_in_memory(
    target: str | None, compare: list[str] | None, chart: Path | None, level: float, *, sdg: bool
) -> dict[str, object]:
    """Return the options that SQL does not know; None for one that is not given."""
    of_level = None if level == _USUAL_LEVEL else level
    return {"--target": target, "--sdg": sdg or None, "--compare": compare, "--chart": chart, "--level": of_level}
