"""The command that shows who gets what in a survey."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from openssi.definitions import default_root, load_texts
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.arrays import Mask
from openssi.microdata.at_scale.benefits import INDICATORS
from openssi.microdata.benefits.estimates import Asked, estimates, every_indicator
from openssi.microdata.benefits.incidence import RankedBy
from openssi.microdata.benefits.indicators import INDICATORS as EVERY_INDICATOR
from openssi.microdata.benefits.sdg import sdg_coverage
from openssi.microdata.benefits.surveyed import SurveyedBenefits, read_benefits
from openssi.microdata.design_file import read_design
from openssi.microdata.domains import division_of
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Sample
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import language, progress_bar
from openssi.run.leaving import Leaves, RecordOption
from openssi.run.options import one_of
from openssi.run.survey_at_scale import (
    ENGINES,
    Engine,
    EngineOption,
    MasterOption,
    programmes_at_scale,
    refuse_with_sql,
    tell,
)
from openssi.run.survey_charts import KINDS, CheckedChart, write_chart
from openssi.run.survey_conventions import Chosen
from openssi.run.survey_cross_check import compared, show_cross_checks
from openssi.run.survey_incidence_rows import show_estimates
from openssi.run.survey_output import Leaving
from openssi.run.survey_output import words as survey_words
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.incidence import QUINTILE, BenefitIndicator, ProgrammeEstimate
from openssi.vocabulary.observation import Place

FORMATS = ("table", "csv", "json")


def words(key: str) -> str:
    """Return a text of this command."""
    return load_texts(default_root()).get(f"survey_incidence.command.{key}", language())


def add_to(survey_app: typer.Typer) -> None:
    """Add the command."""
    survey_app.command("incidence", help=words("help"))(incidence)


def incidence(  # noqa: PLR0913, PLR0917 - options of a command
    file: Annotated[Path | None, typer.Argument(help=words("file"), metavar="[FILE]")] = None,
    design: Annotated[Path, typer.Option("--design", help=words("design"))] = Path("design.yaml"),
    line: Annotated[str | None, typer.Option("--line", help=words("line"))] = None,
    quintiles: Annotated[str, typer.Option("--quintiles", help=words("quintiles"))] = "post",
    by: Annotated[list[str] | None, typer.Option("--by", help=words("by"))] = None,
    measures: Annotated[str | None, typer.Option("--measures", help=words("measures"))] = None,
    programme: Annotated[list[str] | None, typer.Option("--programme", help=words("programme"))] = None,
    beneficiaries: Annotated[str, typer.Option("--beneficiaries", help=words("beneficiaries"))] = "household",
    target: Annotated[str | None, typer.Option("--target", help=words("target"))] = None,
    bottom: Annotated[float, typer.Option("--bottom", help=words("bottom"))] = 40.0,
    output_format: Annotated[str, typer.Option("--format", help=words("format"))] = "table",
    protect: Annotated[str | None, typer.Option("--protect", help=survey_words("command.protect"))] = None,
    report: Annotated[Path | None, typer.Option("--report", help=survey_words("command.report"))] = None,
    record: RecordOption = None,
    chart: Annotated[Path | None, typer.Option("--chart", help=words("chart"))] = None,
    kind: Annotated[str, typer.Option("--kind", help=words("kind"))] = "incidence",
    sdg: Annotated[bool, typer.Option("--sdg", help=words("sdg"))] = False,
    compare: Annotated[list[str] | None, typer.Option("--compare", help=words("compare"))] = None,
    engine: EngineOption = "memory",
    master: MasterOption = "local[*]",
) -> None:
    """Show indicators of programmes, or the coverage of the groups of SDG 1.3.1."""
    one_of("--format", output_format, FORMATS)
    drawn = CheckedChart.of(chart, one_of("--kind", kind, KINDS))
    ranked_by: RankedBy = "pre" if one_of("--quintiles", quintiles, ("pre", "post")) == "pre" else "post"
    counted = one_of("--beneficiaries", beneficiaries, ("household", "direct"))
    figures = compared(compare or [])
    description = read_design(design)
    leaving = Leaving.of(description, file, Leaves(protect, report, record), output_format)
    conventions = Chosen(line=line).over(description)
    said = SurveyWords(load_texts(default_root()), language())
    if one_of("--engine", engine, ENGINES) != "memory":
        refuse_with_sql({"--target": target, "--sdg": sdg or None, "--compare": compare, "--chart": chart})
        wanted = _indicators(measures, INDICATORS)
        asked = _asked(wanted, by, programme, conventions, ranked_by, counted, bottom)
        answered, notices = programmes_at_scale(file, description, asked, Engine(name=engine, master=master))
        tell(notices)
        found = leaving.protected_programmes(answered)
        show_estimates(found, load_benefit_indicators(default_root()), said, output_format, ranked_by)
        return
    columns = [*(by or ()), *_column_of(target)]
    survey = read_benefits(file, description, columns)
    tell(survey.survey.notices)
    if sdg or figures:
        rows = list(sdg_coverage(survey.sample, survey.households, survey.transfers, survey.persons, conventions))
        show_cross_checks(leaving.protected_coverage(rows), figures, said, output_format)
        return
    asked = replace(
        _asked(_indicators(measures), by, programme, conventions, ranked_by, counted, bottom),
        target=_target(target, survey.sample),
        target_name=target or "poor",
    )
    found = leaving.protected_programmes(_estimated(survey, asked))
    show_estimates(found, load_benefit_indicators(default_root()), said, output_format, ranked_by)
    if drawn is not None:
        write_chart(drawn, survey, asked, found, said, leaving)


def _asked(
    indicators: tuple[BenefitIndicator, ...],
    by: Sequence[str] | None,
    programme: Sequence[str] | None,
    conventions: Conventions,
    ranked_by: RankedBy,
    counted: str,
    bottom: float,
) -> Asked:
    return Asked(
        indicators=indicators,
        by=tuple(dict.fromkeys([(), (QUINTILE,), *(_parts(each) for each in by or [])])),
        programmes=tuple(programme or ()),
        conventions=conventions,
        ranked_by=ranked_by,
        beneficiaries="direct" if counted == "direct" else "household",
        bottom=_bottom(bottom),
    )


def _parts(by: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in by.split(","))


def _column_of(target: str | None) -> tuple[str, ...]:
    column, equals, _ = (target or "").partition("=")
    return (column,) if equals else ()


def _estimated(survey: SurveyedBenefits, asked: Asked) -> list[ProgrammeEstimate]:
    with progress_bar(words("file")):
        return list(estimates(survey.sample, survey.households, survey.transfers, asked))


def _indicators(wanted: str | None, known: Collection[str] = EVERY_INDICATOR) -> tuple[BenefitIndicator, ...]:
    declared = load_benefit_indicators(default_root())
    if wanted is None:
        return tuple(each for each in declared.values() if each.is_aspire and each.id in known)
    return every_indicator(declared, [] if wanted == "all" else [each.strip() for each in wanted.split(",")])


def _target(text: str | None, sample: Sample) -> Mask | None:
    if text is None:
        return None
    column, equals, group = text.partition("=")
    if not equals:
        place, known = Place(item="--target"), ", ".join(sample.divisions) or "-"
        raise FixTheFile.because("BENEFITS_TARGET_UNFIT", place, text=text, known=known)
    division = division_of(sample, column)
    if group not in division.labels:
        place, known = Place(item="--target"), ", ".join(division.labels)
        raise FixTheFile.because("SURVEY_GROUP_UNKNOWN", place, column=column, name=group, known=known)
    found: Mask = division.codes == division.labels.index(group)
    return found


def _bottom(percent: float) -> float:
    if not 0 < percent < 100:
        raise FixTheFile.because("BENEFITS_BOTTOM_UNFIT", Place(item="--bottom"), percent=f"{percent:g}")
    return percent / 100
