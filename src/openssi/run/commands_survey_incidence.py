"""The command that shows who gets what in a survey."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.arrays import Mask
from openssi.microdata.benefits.estimates import Asked, estimates, every_indicator
from openssi.microdata.benefits.incidence import RankedBy
from openssi.microdata.benefits.sdg import sdg_coverage
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Sample
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import err, language, progress_bar
from openssi.run.options import one_of
from openssi.run.survey_charts import KINDS, CheckedChart, write_chart
from openssi.run.survey_cross_check import compared, show_cross_checks
from openssi.run.survey_for_incidence import SurveyForIncidence, read_for_incidence
from openssi.run.survey_incidence_rows import show_estimates
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
    file: Annotated[Path, typer.Argument(help=words("file"), metavar="FILE")],
    design: Annotated[Path, typer.Option("--design", help=words("design"))],
    line: Annotated[float | None, typer.Option("--line", help=words("line"))] = None,
    quintiles: Annotated[str, typer.Option("--quintiles", help=words("quintiles"))] = "post",
    by: Annotated[list[str] | None, typer.Option("--by", help=words("by"))] = None,
    measures: Annotated[str | None, typer.Option("--measures", help=words("measures"))] = None,
    programme: Annotated[list[str] | None, typer.Option("--programme", help=words("programme"))] = None,
    beneficiaries: Annotated[str, typer.Option("--beneficiaries", help=words("beneficiaries"))] = "household",
    target: Annotated[str | None, typer.Option("--target", help=words("target"))] = None,
    bottom: Annotated[float, typer.Option("--bottom", help=words("bottom"))] = 40.0,
    output_format: Annotated[str, typer.Option("--format", help=words("format"))] = "table",
    chart: Annotated[Path | None, typer.Option("--chart", help=words("chart"))] = None,
    kind: Annotated[str, typer.Option("--kind", help=words("kind"))] = "incidence",
    sdg: Annotated[bool, typer.Option("--sdg", help=words("sdg"))] = False,
    compare: Annotated[list[str] | None, typer.Option("--compare", help=words("compare"))] = None,
) -> None:
    """Show indicators of programmes, or the coverage of the groups of SDG 1.3.1."""
    one_of("--format", output_format, FORMATS)
    drawn = CheckedChart.of(chart, one_of("--kind", kind, KINDS))
    ranked_by: RankedBy = "pre" if one_of("--quintiles", quintiles, ("pre", "post")) == "pre" else "post"
    counted = one_of("--beneficiaries", beneficiaries, ("household", "direct"))
    figures = compared(compare or [])
    survey = read_for_incidence(file, design)
    for notice in survey.notices:
        err.print(escape(notice.message(language())))
    said = SurveyWords(load_texts(default_root()), language())
    if sdg or figures:
        rows = sdg_coverage(survey.sample, survey.households, survey.transfers, survey.persons, Conventions(line=line))
        show_cross_checks(list(rows), figures, said, output_format)
        return
    asked = Asked(
        indicators=_indicators(measures),
        by=tuple(dict.fromkeys([(), (QUINTILE,), *(tuple(each.split(",")) for each in by or [])])),
        programmes=tuple(programme or ()),
        conventions=Conventions(line=line),
        ranked_by=ranked_by,
        beneficiaries="direct" if counted == "direct" else "household",
        target=_target(target, survey.sample),
        bottom=_bottom(bottom),
    )
    found = _estimated(survey, asked)
    show_estimates(found, load_benefit_indicators(default_root()), said, output_format, ranked_by)
    if drawn is not None:
        write_chart(drawn, survey, asked, found, said)


def _estimated(survey: SurveyForIncidence, asked: Asked) -> list[ProgrammeEstimate]:
    with progress_bar(words("file")):
        return list(estimates(survey.sample, survey.households, survey.transfers, asked))


def _indicators(wanted: str | None) -> tuple[BenefitIndicator, ...]:
    declared = load_benefit_indicators(default_root())
    if wanted is None:
        return tuple(each for each in declared.values() if each.is_aspire)
    return every_indicator(declared, [] if wanted == "all" else [each.strip() for each in wanted.split(",")])


def _target(text: str | None, sample: Sample) -> Mask | None:
    if text is None:
        return None
    column, equals, group = text.partition("=")
    known = ", ".join(sample.divisions)
    if not equals:
        raise FixTheFile.because("BENEFITS_TARGET_UNFIT", Place(item="--target"), text=text, known=known)
    if column not in sample.divisions:
        raise FixTheFile.because("BENEFITS_DIVISION_UNKNOWN", Place(item="--target"), column=column, known=known)
    division = sample.divisions[column]
    if group not in division.labels:
        place, known = Place(item="--target"), ", ".join(division.labels)
        raise FixTheFile.because("BENEFITS_GROUP_UNKNOWN", place, column=column, name=group, known=known)
    found: Mask = division.codes == division.labels.index(group)
    return found


def _bottom(percent: float) -> float:
    if not 0 < percent < 100:
        raise FixTheFile.because("BENEFITS_BOTTOM_UNFIT", Place(item="--bottom"), percent=f"{percent:g}")
    return percent / 100
