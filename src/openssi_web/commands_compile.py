"""The command that compiles a country that does not answer from a list; `commands_round.py` names it."""

from pathlib import Path
from typing import Annotated

import typer

from openssi.definitions import default_root, load_texts
from openssi.run.console import language
from openssi.run.options import WorkspaceOption, open_workspace
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.commands_acting import acting as person_named
from openssi_web.commands_acting import submission_of as draft_seen
from openssi_web.process import open_process


def _text(key: str, **values: object) -> str:
    return load_texts(default_root()).get(f"sources.command.{key}", language(), **values)


def compile_command(
    context: typer.Context,
    area: Annotated[str, typer.Argument(help=_text("area"), metavar="AREA")],
    year: Annotated[int, typer.Argument(min=1950, max=2100, help=_text("year"), metavar="YEAR")],
    file: Annotated[Path | None, typer.Argument(help=_text("file"), metavar="FILE")] = None,
    *,
    by: Annotated[str, typer.Option("--by", help=_text("by"), metavar="EMAIL")] = "",
    template: Annotated[bool, typer.Option("--template", help=_text("template"))] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Record a list of values with their sources and of searches, all of it or nothing; it can be run again."""
    opened, _ = open_workspace(context, workspace)
    if not template and (file is None or not by):
        raise FixTheFile.because("COMPILE_COMMAND", Place(item=f"{area.upper()} {year}"))
    open_process(opened.root)
    if template or file is None:
        typer.echo(_template(area.upper(), year), nl=False)
        return
    from openssi_web.rounds.actions import record_rows
    from openssi_web.rounds.requests.outcomes import Refused

    person = person_named(by)
    outcome = record_rows(person, draft_seen(person, area.upper(), year), file)
    if isinstance(outcome, Refused):
        raise FixTheFile(outcome.problems)
    counts = {name: getattr(outcome, name) for name in ("sources", "values", "searches", "same")}
    typer.echo(_text("done", area=area.upper(), year=year, **counts))


def _template(area: str, year: int) -> str:
    from openssi_web.rounds.compilation.rows import template_of
    from openssi_web.rounds.models import SubmissionDraft

    draft = SubmissionDraft.objects.select_related("round").filter(ref_area=area, round__year=year).first()
    if draft is None:
        raise FixTheFile.because("ROUND_DRAFT_UNKNOWN", Place(item=f"{area} {year}"), area=area, year=year)
    return template_of(draft)
