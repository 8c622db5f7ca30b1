"""The commands of surveys, which run where the data of persons lie."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.microdata.description import SurveyDescription
from openssi.microdata.design_file import read_design
from openssi.microdata.estimation import estimate as estimated
from openssi.microdata.intervals import Interval
from openssi.microdata.measure_names import columns_of, split_names
from openssi.microdata.measures.catalogue import STANDARD, measure_of
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.measures.wording import measure_in_words
from openssi.microdata.read_survey import Survey, read_survey
from openssi.run import commands_survey_incidence
from openssi.run.console import language, out, print_table, progress_bar
from openssi.run.inquiry import Inquiry
from openssi.run.leaving import Leaves, RecordOption, tell_that_it_stays
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.run.survey_at_scale import (
    ENGINES,
    Engine,
    EngineOption,
    MasterOption,
    estimate_at_scale,
    refuse_with_sql,
    tell,
)
from openssi.run.survey_comparisons import group_differences, scenario_estimates
from openssi.run.survey_conventions import (
    BandwidthOption,
    CentreOption,
    Chosen,
    GiniOption,
    LineOption,
    PercentOption,
    PoorOption,
)
from openssi.run.survey_description import described
from openssi.run.survey_lorenz import write_lorenz
from openssi.run.survey_names import measures_in_words, names_in_words
from openssi.run.survey_output import Leaving, words
from openssi.run.survey_sending import Sent, send
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.observation import Place

FORMATS = ("table", "csv", "json")

FileArgument = Annotated[Path | None, typer.Argument(help=words("command.file"), metavar="[FILE]")]
DesignOption = Annotated[Path, typer.Option("--design", help=words("command.design"))]
ByOption = Annotated[list[str] | None, typer.Option("--by", help=words("command.by"))]
ProtectOption = Annotated[str | None, typer.Option("--protect", help=words("command.protect"))]
ReportOption = Annotated[Path | None, typer.Option("--report", help=words("command.report"))]

survey_app = typer.Typer(help=words("command.group"), no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    survey_app.command("describe", help=words("command.describe"))(describe)
    survey_app.command("measures", help=words("command.measures_command"))(measures)
    survey_app.command("estimate", help=words("command.estimate"))(estimate)
    commands_survey_incidence.add_to(survey_app)
    survey_app.command("send", help=words("command.send"))(send_estimate)
    app.add_typer(survey_app, name="survey")


def describe(file: FileArgument = None, design: DesignOption = Path("design.yaml"), by: ByOption = None) -> None:
    """Show how a survey was read."""
    survey = _read(file, read_design(design), by or ())
    rows = described(survey, load_texts(default_root()), language())
    print_table([words("described.heads_what"), words("described.heads_value")], rows)
    tell_that_it_stays()


def measures() -> None:
    """List the measures by name."""
    texts = load_texts(default_root())
    rows = [(name, measure_in_words(measure_of(name), texts, language())) for name in STANDARD]
    print_table([words("heads.name"), words("heads.what")], rows)


def estimate(  # noqa: PLR0913, PLR0917 - options of a command
    file: FileArgument = None,
    design: DesignOption = Path("design.yaml"),
    wanted: Annotated[
        str, typer.Option("--measures", help=words("command.measures"))
    ] = "mean,median,arpt,arpr,gini,qsr",
    by: ByOption = None,
    against: Annotated[str | None, typer.Option("--against", help=words("command.against"))] = None,
    scenario: Annotated[str | None, typer.Option("--scenario", help=words("command.scenario"))] = None,
    line: LineOption = None,
    percent: PercentOption = None,
    relative_to: CentreOption = None,
    poor: PoorOption = None,
    gini: GiniOption = None,
    bandwidth: BandwidthOption = None,
    level: Annotated[float, typer.Option("--level", help=words("command.level"), min=1, max=99.99)] = 95.0,
    output_format: Annotated[str, typer.Option("--format", help=words("command.format"))] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", help=words("command.output"))] = None,
    protect: ProtectOption = None,
    report: ReportOption = None,
    record: RecordOption = None,
    chart: Annotated[Path | None, typer.Option("--chart", help=words("command.chart"))] = None,
    engine: EngineOption = "memory",
    master: MasterOption = "local[*]",
) -> None:
    """Estimate measures with design-based standard errors."""
    one_of("--format", output_format, FORMATS)
    one_of("--engine", engine, ENGINES)
    description = read_design(design)
    leaving = Leaving.of(description, file, Leaves(protect, report, record), output_format, output)
    chosen = Chosen(line=line, percent=percent, relative_to=relative_to, poor=poor, gini=gini, bandwidth=bandwidth)
    conventions = chosen.over(description)
    names = list(split_names(wanted))
    if engine != "memory":
        refuse_with_sql({"--against": against, "--scenario": scenario, "--chart": chart})
        answering = Engine(name=engine, master=master)
        answered = estimate_at_scale(file, description, names, by or (), conventions, level, answering)
        tell(answered.notices)
        leaving.show(answered.estimates, measures_in_words(answered.measures, conventions, language()))
        return
    survey = _read(file, description, by or (), [*names, *([f"mean({scenario})"] if scenario else [])])
    plain = [] if scenario and not against else _estimates(survey, names, by or (), conventions, level)
    compared = [] if against is None else group_differences(survey, names, by or (), against, conventions)
    in_words = names_in_words(names, survey, conventions, language())
    if scenario is None:
        leaving.show(plain, in_words, compared)
    else:
        found = scenario_estimates(survey, names, by or (), scenario, conventions)
        leaving.show(found, in_words, compared, of=plain)
    if chart is not None:
        write_lorenz(chart, survey, conventions, leaving)


def send_estimate(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    file: FileArgument = None,
    design: DesignOption = Path("design.yaml"),
    measure: Annotated[str, typer.Option("--measure", help=words("command.measure"))] = "gini",
    item: Annotated[str, typer.Option("--item", help=words("command.item"))] = "X.GINI",
    area: Annotated[str | None, typer.Option("--area", help=words("command.area"))] = None,
    year: Annotated[int | None, typer.Option("--year", help=words("command.year"))] = None,
    line: LineOption = None,
    percent: PercentOption = None,
    relative_to: CentreOption = None,
    poor: PoorOption = None,
    gini: GiniOption = None,
    bandwidth: BandwidthOption = None,
    protect: ProtectOption = None,
    record: RecordOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Send one estimate to the inquiry, with its method and its source."""
    description = read_design(design)
    country, when = area or description.country, year or description.year
    if not country or when is None:
        raise FixTheFile.because("SURVEY_WITHOUT_COUNTRY", Place(file=design.name))
    chosen = Chosen(line=line, percent=percent, relative_to=relative_to, poor=poor, gini=gini, bandwidth=bandwidth)
    conventions = chosen.over(description)
    inquiry = Inquiry(*open_workspace(context, workspace))
    survey = _read(file, description, (), [measure])
    leaving = Leaving.of(description, file, Leaves(protect, record=record), "table")
    found = leaving.protected(_estimates(survey, [measure], (), conventions, 95.0))
    name = next(iter(names_in_words([measure], survey, conventions, "en").values()))
    method = f"{name}; {found[0].method}; poor: {conventions.poor}; Gini: {conventions.gini}"
    source = f"OpenSSI survey: {survey.path.name}"
    sent = Sent(item=item, area=country.upper(), year=when, estimate=found[0], method=method, source=source)
    observation = send(inquiry, sent)
    said = words("sent", item=item, area=sent.area, year=when, value=observation.value, unit=observation.unit)
    out.print(escape(said))


def _read(file: Path | None, design: SurveyDescription, by: Sequence[str], names: Sequence[str] = ()) -> Survey:
    amounts, dividing = columns_of(names, design.multidimensional)
    survey = read_survey(file, design, [*by, *dividing], amounts)
    tell(survey.notices)
    return survey


def _estimates(
    survey: Survey, names: Sequence[str], by: Sequence[str], conventions: Conventions, level: float
) -> list[Estimate]:
    with progress_bar(words("command.group").partition(":")[0]) as bar:
        return estimated(
            survey.sample,
            names,
            by,
            conventions=conventions,
            lines=survey.lines,
            interval=Interval(level=level / 100),
            progress=bar,
        )
