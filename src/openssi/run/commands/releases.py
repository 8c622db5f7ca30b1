"""Commands of releases: make one, list them, check their files."""

from collections.abc import Sequence
from contextlib import closing
from typing import Annotated

import typer
from rich.markup import escape

from openssi.definitions import Definitions
from openssi.present.numbers import format_day
from openssi.run.commands.diff import diff, reason_in_words
from openssi.run.commands.inquiry import print_findings
from openssi.run.computation import Computation
from openssi.run.console import language, out, print_table, say, text
from openssi.run.options import WorkspaceOption, of_releases, open_workspace
from openssi.run.site import ReleaseSite
from openssi.store.workspace import now
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.release import LEVELS, HeadlineRevision, Release, ReleaseLevel
from openssi.vocabulary.rule import Finding

_PRINTED = 40
"""Headline figures that are printed."""

releases_app = typer.Typer(help=of_releases("command.help"), no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands in the order of the flow."""
    app.command("release", help=text("release.help"))(release)
    releases_app.command("list", help=of_releases("command.list"))(list_releases)
    releases_app.command("verify", help=of_releases("command.verify"))(verify)
    app.add_typer(releases_app, name="releases")
    app.command("diff", help=of_releases("diff.help"))(diff)


def _tell(key: str, **values: object) -> None:
    out.print(escape(of_releases(key, **values)))


# Making


def release(
    context: typer.Context,
    release_id: Annotated[str | None, typer.Option("--id", help=text("release.id"))] = None,
    level: Annotated[str, typer.Option("--level", help=of_releases("command.level"))] = "public",
    embargo: Annotated[str, typer.Option("--embargo", help=of_releases("command.embargo"))] = "",
    latest: Annotated[str | None, typer.Option("--latest", help=of_releases("command.latest"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Publish everything as one immutable release, or make an earlier one the latest again."""
    opened, definitions = open_workspace(context, workspace)
    if latest is not None:
        opened.releases.point_to(latest, now())
        _tell("made.latest", release=latest)
        return
    made = Computation(opened, definitions).release(
        release_id, _note_small_counts, level=_level(level), embargo=embargo
    )
    for each in made.waiting:
        key = "release.waiting" if each.published else "release.waiting_first"
        say(key, submission=each.submission, **({"vintage": each.published} if each.published else {}))
    _tell_headlines(made, definitions)
    _tell_readers(made)
    rows = sum(file.rows for file in made.files)
    say("release.done", release=made.id, count=len(made.files), rows=rows)
    say("release.where", path=opened.releases.folder(made.id))


def _level(wanted: str) -> ReleaseLevel:
    for each in LEVELS:
        if each == wanted:
            return each
    known = ", ".join(LEVELS)
    raise FixTheFile.because("RELEASE_LEVEL_UNKNOWN", Place(item="--level"), level=wanted, known=known)


def _note_small_counts(findings: Sequence[Finding]) -> None:
    if findings:
        say("release.noted")
        print_findings(findings)


def _tell_headlines(made: Release, definitions: Definitions) -> None:
    """Say which headline indicators changed by more than the policy on revisions lets pass."""
    if not made.headlines:
        return
    _tell("made.headlines", count=len(made.headlines), previous=made.previous, points=definitions.revisions.points)
    for each in made.headlines[:_PRINTED]:
        out.print(escape(f"  {_headline(each, definitions)}"))
    if len(made.headlines) > _PRINTED:
        _tell("made.more_headlines", count=len(made.headlines) - _PRINTED)


def _headline(changed: HeadlineRevision, definitions: Definitions) -> str:
    name = definitions.indicators[changed.indicator].short_name.in_language(language())
    reason = reason_in_words(changed.reason, definitions)
    said = f"{changed.before:.1f} → {changed.after:.1f}"
    return f"{changed.ref_area} {changed.time_period} {name}: {said} ({reason}) [{changed.figure}]"


def _tell_readers(made: Release) -> None:
    _tell("made.level", level=of_releases(f"level.{made.level}"))
    if made.embargo:
        _tell("made.embargo", moment=made.embargo)


# Keeping


def list_releases(context: typer.Context, workspace: WorkspaceOption = None) -> None:
    """List the releases, newest first."""
    opened, definitions = open_workspace(context, workspace)
    with closing(ReleaseSite(opened.root, definitions)) as site:
        latest = opened.releases.latest_id()
        rows = [
            [
                each.id,
                format_day(each.published_at.date(), language()),
                of_releases(f"level.{each.level}"),
                each.embargo or "–",
                f"{each.bytes:,}".replace(",", "\u202f"),
                of_releases("list.is_latest") if each.id == latest else "",
            ]
            for each in site.releases()
        ]
    print_table(
        [of_releases(f"list.{name}") for name in ("id", "day", "level", "embargo", "bytes", "pointer")], rows, (4,)
    )


def verify(
    context: typer.Context,
    release_id: Annotated[str | None, typer.Argument(help=of_releases("command.verified"), metavar="ID")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Compare the files of releases with their checksums."""
    opened, _ = open_workspace(context, workspace)
    releases = opened.releases
    damaged = {each: releases.damaged_files(each) for each in ([release_id] if release_id else releases.ids())}
    for each, files in damaged.items():
        if not files:
            _tell("verify.whole", release=each, count=len(releases.read(each).files))
    problems = [(each, files) for each, files in damaged.items() if files]
    if problems:
        raise FixTheFile(
            problem
            for each, files in problems
            for problem in FixTheFile.because(
                "RELEASE_DAMAGED", Place(file=str(releases.folder(each))), release=each, files=", ".join(files)
            ).problems
        )
