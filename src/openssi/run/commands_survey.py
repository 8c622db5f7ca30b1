"""The commands of surveys, which run where the data of persons lie."""

import typer

from openssi.definitions import default_root, load_texts
from openssi.run import commands_survey_incidence
from openssi.run.console import language

survey_app = typer.Typer(
    help=load_texts(default_root()).get("survey_incidence.command.group", language()), no_args_is_help=True
)
commands_survey_incidence.add_to(survey_app)


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(survey_app, name="survey")
