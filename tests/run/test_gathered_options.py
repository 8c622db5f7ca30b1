"""Options declared once as fields of a class: on the command line they are options like any other."""

from dataclasses import dataclass
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from openssi.run.gathered_options import gathered


@dataclass(frozen=True, kw_only=True)
class Shape:
    width: Annotated[int, typer.Argument()]
    colour: Annotated[str, typer.Option("--colour", "-c")] = "red"
    names: Annotated[list[str] | None, typer.Option("--name")] = None


def told(shape: Shape, *, loud: Annotated[bool, typer.Option("--loud")] = False) -> None:
    typer.echo(f"{shape.width} {shape.colour} {shape.names} {loud}")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["3"], "3 red None False"),
        (["3", "-c", "blue", "--loud"], "3 blue None True"),
        (["--name", "a", "4", "--name", "b"], "4 red ['a', 'b'] False"),
    ],
)
def test_fields_are_options_with_their_names_and_defaults(arguments: list[str], printed: str) -> None:
    app = typer.Typer()
    app.command()(gathered(told))
    assert CliRunner().invoke(app, arguments).output.strip() == printed


def test_a_field_without_a_default_is_needed() -> None:
    app = typer.Typer()
    app.command()(gathered(told))
    assert CliRunner().invoke(app, []).exit_code == 2
