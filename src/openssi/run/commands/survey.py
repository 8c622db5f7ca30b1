"""The commands of surveys, which run where the data of persons lie."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.microdata.description import SurveyDescription
from openssi.microdata.design_file import read_design
from openssi.microdata.domains import number_of_domains
from openssi.microdata.measure_names import columns_of, has_line, split_names
from openssi.microdata.measures.catalogue import STANDARD, measure_of
from openssi.microdata.measures.wording import measure_in_words
from openssi.microdata.read_survey import Survey, read_survey
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.commands import examples as commands_examples
from openssi.run.commands import survey_incidence as commands_survey_incidence
from openssi.run.console import language, out, print_table, progress_bar
from openssi.run.gathered_options import gathered
from openssi.run.inquiry import Inquiry
from openssi.run.leaving import Leaves, RecordOption, tell_that_it_stays
from openssi.run.options import WorkspaceOption, open_workspace
from openssi.run.surveys.at_scale import (
    Engine,
    EngineOption,
    MasterOption,
    estimate_at_scale,
    refuse_with_sql,
    tell,
)
from openssi.run.surveys.chart_files import refuse_no_chart, write_drawing
from openssi.run.surveys.charts import welfare_drawing
from openssi.run.surveys.conventions import Chosen
from openssi.run.surveys.description import described
from openssi.run.surveys.figures import SurveyFigures, SurveyQuestion, answer_of, divided_by
from openssi.run.surveys.names import measures_in_words, names_in_words, reading, told_in_words
from openssi.run.surveys.options import (
    DESIGN,
    ByOption,
    DesignOption,
    FileArgument,
    LeavingOptions,
    LevelOption,
    ProtectOption,
)
from openssi.run.surveys.output import Leaving, words
from openssi.run.surveys.sending import SendQuestion, send, sent_of, where_and_when
from openssi.run.surveys.size import notices_of_many

survey_app = typer.Typer(help=words("command.group"), no_args_is_help=True)


FORMS = {
    "persons": "persons",
    "of_column": "mean(x)",
    "ratio": "ratio(x,y)",
    "proportion": "proportion(x)",
    "quantile": "quantile(0.25,x)",
    "line": "fgt0@national",
}
"""Measures of the columns of a survey, which no list can name one by one: an example of each form."""


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    survey_app.command("describe", help=words("command.describe"))(describe)
    survey_app.command("measures", help=words("command.measures_command"))(measures)
    survey_app.command("estimate", help=words("command.estimate"))(gathered(estimate))
    commands_survey_incidence.add_to(survey_app)
    survey_app.command("send", help=words("command.send"))(gathered(send_estimate))
    commands_examples.add_survey_example(survey_app)
    app.add_typer(survey_app, name="survey")


def describe(file: FileArgument = None, design: DesignOption = DESIGN, by: ByOption = None) -> None:
    """Show how a survey was read."""
    survey = _read(file, read_design(design), divided_by(by or ()))
    rows = described(survey, load_texts(default_root()), language())
    print_table([words("described.heads_what"), words("described.heads_value")], rows)
    tell_that_it_stays()


def measures() -> None:
    """List the measures by name."""
    texts = load_texts(default_root())
    rows = [(name, measure_in_words(measure_of(name), texts, language())) for name in STANDARD]
    rows += [(form, words(f"measure_forms.{name}")) for name, form in FORMS.items()]
    print_table([words("heads.name"), words("heads.what")], rows)


def estimate(  # noqa: PLR0913 - options of a command
    *,
    file: FileArgument = None,
    design: DesignOption = DESIGN,
    wanted: Annotated[
        str, typer.Option("--measures", help=words("command.measures"))
    ] = "mean, median, arpt, arpr, gini, qsr",
    by: ByOption = None,
    against: Annotated[str | None, typer.Option("--against", help=words("command.against"))] = None,
    scenario: Annotated[str | None, typer.Option("--scenario", help=words("command.scenario"))] = None,
    relative: Annotated[bool, typer.Option("--relative", help=words("command.relative"))] = False,
    chosen: Chosen,
    level: LevelOption = 95.0,
    leaves: LeavingOptions,
    chart: Annotated[Path | None, typer.Option("--chart", help=words("command.chart"))] = None,
    engine: EngineOption = "memory",
    master: MasterOption = None,
) -> None:
    """Estimate measures with design-based standard errors."""
    refuse_no_chart(chart)
    answering = Engine.asked(engine, master)
    description = read_design(design)
    leaving = leaves.leaving(description, file)
    question = SurveyQuestion(
        measures=split_names(wanted),
        by=divided_by(by or ()),
        against=against or "",
        scenario=scenario or "",
        relative=relative,
        conventions=chosen.over(description),
        level=level,
    )
    chosen.refuse_without_line(any(has_line(each) for each in question.measures))
    if engine != "memory":
        refuse_with_sql(
            {"--against": against, "--scenario": scenario, "--relative": relative or None, "--chart": chart}
        )
        answered = estimate_at_scale(
            file, description, question.measures, question.by, question.conventions, level, answering, leaving.rule
        )
        tell(answered.notices)
        figures = SurveyFigures(estimates=tuple(answered.estimates), level=level)
        leaving.show(figures, measures_in_words(answered.measures, question.conventions, language()))
        return
    survey = _read(file, description, question.by, question.named)
    tell(notices_of_many(len(question.measures) * number_of_domains(survey.sample, question.by), leaving.rule))
    with progress_bar(words("command.group").partition(":")[0]) as bar:
        answer = answer_of(survey, question, told_in_words(bar, language()))
    leaving.show(answer, names_in_words(question.measures, survey, question.conventions, language()))
    if chart is not None:
        said = SurveyWords(load_texts(default_root()), language(), description.labels)
        write_drawing(chart, welfare_drawing(survey, question.conventions, said, leaving), said)


def send_estimate(  # noqa: PLR0913 - options of a command
    context: typer.Context,
    *,
    file: FileArgument = None,
    design: DesignOption = DESIGN,
    measure: Annotated[str, typer.Option("--measure", help=words("command.measure"))] = "gini",
    item: Annotated[str, typer.Option("--item", help=words("command.item"))] = "X.GINI",
    area: Annotated[str | None, typer.Option("--area", help=words("command.area"))] = None,
    year: Annotated[int | None, typer.Option("--year", help=words("command.year"))] = None,
    chosen: Chosen,
    protect: ProtectOption = None,
    record: RecordOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Send one estimate to the inquiry, with its method and its source."""
    description = read_design(design)
    chosen.refuse_without_line(has_line(measure))
    question = SendQuestion(
        measure=measure, item=item, area=area or "", year=year, conventions=chosen.over(description)
    )
    where_and_when(question, description)
    inquiry = Inquiry(*open_workspace(context, workspace))
    survey = _read(file, description, (), [measure])
    sent = sent_of(survey, question, Leaving.of(description, file, Leaves(protect, record=record)))
    observation = send(inquiry, sent)
    said = words("sent", item=item, area=sent.area, year=sent.year, value=observation.value, unit=observation.unit)
    out.print(escape(said))


def _read(file: Path | None, design: SurveyDescription, by: Sequence[str], names: Sequence[str] = ()) -> Survey:
    amounts, dividing = columns_of(names, design.multidimensional)
    with progress_bar(reading()):
        survey = read_survey(file, design, [*by, *dividing], amounts)
    tell(survey.notices)
    return survey
