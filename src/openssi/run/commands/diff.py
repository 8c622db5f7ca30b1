"""The command that tells what differs between two releases."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from itertools import islice
from typing import Annotated, Any

import typer
from rich.markup import escape

from openssi.definitions import Definitions
from openssi.run.console import language, out, print_table
from openssi.run.options import WorkspaceOption, of_releases, one_of, open_workspace
from openssi.run.releases.diff import CHANGES, COLUMNS, DiffChoice, ReleaseDiff, Tally, cells_of
from openssi.run.site import OpenRelease, ReleaseSite
from openssi.store import Workspace
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.release import Release

REASONS = "CL_REVREASON"
FORMATS = ("table", "csv", "json")
_PRINTED = 40
"""Differences that a table on the screen shows."""


def _tell(key: str, **values: object) -> None:
    out.print(escape(of_releases(key, **values)))


def diff(  # noqa: PLR0913, PLR0917 - the options of a command
    context: typer.Context,
    before: Annotated[str | None, typer.Argument(help=of_releases("diff.before"), metavar="R1")] = None,
    after: Annotated[str | None, typer.Argument(help=of_releases("diff.after"), metavar="R2")] = None,
    dataflow: Annotated[str, typer.Option("--dataflow", help=of_releases("diff.dataflow"))] = "",
    area: Annotated[str, typer.Option("--area", help=of_releases("diff.area"))] = "",
    indicator: Annotated[str, typer.Option("--indicator", help=of_releases("diff.indicator"))] = "",
    change: Annotated[str, typer.Option("--change", help=of_releases("diff.change"))] = "",
    output_format: Annotated[str, typer.Option("--format", help=of_releases("diff.format"))] = "table",
    workspace: WorkspaceOption = None,
) -> None:
    """Tell what differs between two releases, observation by observation."""
    one_of("--format", output_format, FORMATS)
    changes = (one_of("--change", change, CHANGES),) if change else CHANGES
    opened, definitions = open_workspace(context, workspace)
    choice = DiffChoice(dataflow=dataflow, ref_area=area, indicator=indicator, changes=changes)  # type: ignore[arg-type]
    with closing(ReleaseSite(opened.root, definitions)) as site:
        compared = ReleaseDiff(*_two(opened, site, before, after), choice)
        if output_format == "csv":
            _write_csv(compared.rows())
        elif output_format == "json":
            _write_json(compared)
        else:
            _print_diff(compared, definitions)


def _two(
    opened: Workspace, site: ReleaseSite, before: str | None, after: str | None
) -> tuple[OpenRelease, OpenRelease]:
    """Return the releases to compare: where none is named the latest with the one it was compared with."""
    later = site.open(after) if after else site.latest()
    earlier = before or later.release.previous or _made_before(opened, later.release)
    return site.open(earlier), later


def _made_before(opened: Workspace, release: Release) -> str:
    ids = opened.releases.ids()
    at = ids.index(release.id)
    if at == 0:
        raise FixTheFile.because("RELEASES_WITHOUT_COMPARISON", Place(item=release.id), release=release.id)
    return ids[at - 1]


def _write_csv(rows: Iterable[Mapping[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(cells_of(row))


def _write_json(compared: ReleaseDiff) -> None:
    """Write the differences as they come: the document may be larger than memory."""
    head = {"before": compared.before.release.id, "after": compared.after.release.id}
    tallies = [_tally(each) for each in compared.tallies()]
    sys.stdout.write(json.dumps({**head, "summary": tallies}, ensure_ascii=False)[:-1])
    sys.stdout.write(', "differences": [')
    for at, row in enumerate(compared.rows()):
        sys.stdout.write(f"{',' if at else ''}\n{json.dumps(row, ensure_ascii=False)}")
    sys.stdout.write("]}\n")


def _tally(tally: Tally) -> dict[str, Any]:
    counts = [{"change": kind, "reason": reason, "count": number} for (kind, reason), number in tally.counts.items()]
    return {"dataflow": tally.dataflow, "before": tally.before, "after": tally.after, "counts": counts}


def _print_diff(compared: ReleaseDiff, definitions: Definitions) -> None:
    tallies = compared.tallies()
    _tell("diff.head", before=compared.before.release.id, after=compared.after.release.id)
    heads = [of_releases(f"diff.heads.{name}") for name in ("dataflow", "before", "after", *CHANGES, "reasons")]
    print_table(heads, [_summary(each, definitions) for each in tallies], (1, 2, 3, 4, 5))
    total = sum(tally.count(each) for tally in tallies for each in compared.choice.changes)
    if not total:
        _tell("diff.nothing")
        return
    heads = [of_releases(f"diff.heads.{name}") for name in ("change", "key", "year", "value", "status", "reason")]
    print_table(heads, map(_difference(definitions), islice(compared.rows(), _PRINTED)))
    if total > _PRINTED:
        _tell("diff.more", count=total - _PRINTED)


def _summary(tally: Tally, definitions: Definitions) -> list[str]:
    reasons: dict[str, int] = {}
    for (kind, reason), number in tally.counts.items():
        if kind == "revised" or reason:
            reasons[reason] = reasons.get(reason, 0) + number
    told = "; ".join(f"{reason_in_words(each, definitions)} {number}" for each, number in sorted(reasons.items()))
    return [tally.dataflow, str(tally.before), str(tally.after), *(str(tally.count(each)) for each in CHANGES), told]


def _difference(definitions: Definitions) -> Callable[[Mapping[str, Any]], list[str]]:
    def shown(row: Mapping[str, Any]) -> list[str]:
        value = arrow(row["value_before"], row["value_after"])
        status = arrow(row["status_before"], row["status_after"])
        reason = (
            reason_in_words(row["reason"] or "", definitions) if row["change"] == "revised" or row["reason"] else ""
        )
        change = of_releases(f"diff.changes.{row['change']}")
        return [change, f"{row['dataflow']} {row['key']}", str(row["time_period"]), value, status, reason]

    return shown


def arrow(before: str | None, after: str | None) -> str:
    """Return what was and what is, once where it is the same."""
    return before or "" if before == after else f"{before or '–'} → {after or '–'}"


def reason_in_words(reason: str, definitions: Definitions) -> str:
    """Return a code of CL_REVREASON in words, also where it is not known."""
    if not reason:
        return of_releases("diff.reason_unknown")
    codes = definitions.codelists[REASONS]
    return codes[reason].name.in_language(language()) if reason in codes else reason
