"""The command that shows outliers."""

import csv
import json
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.run.commands.inquiry import AreaArgument, YearArgument
from openssi.run.console import language, out, print_table
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.run.outliers import OutlierSearch
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.outlier import Outlier, OutlierDefinitions
from openssi.vocabulary.text import LANGUAGES, Language, as_language

SHOWN_AS_TEXT = 30
FORMATS = ("text", "json", "csv")


def words(key: str, spoken: Language | None = None, **values: object) -> str:
    """Return a text of this command."""
    return load_texts(default_root()).get(f"outliers.{key}", spoken or language(), **values)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("outliers", help=words("help"))(outliers)


def outliers(
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    output_format: Annotated[str, typer.Option("--format", help=words("format"))] = "text",
    spoken: Annotated[str | None, typer.Option("--language", help=words("language"))] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=words("limit"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Show what stands out in a submission; the exit code is 0 however much does."""
    one_of("--format", output_format, FORMATS)
    chosen = as_language(one_of("--language", spoken, LANGUAGES)) if spoken else language()
    opened, definitions = open_workspace(context, workspace)
    found = OutlierSearch(opened, definitions).outliers(area.upper(), year)
    shown = found[: limit or (SHOWN_AS_TEXT if output_format == "text" else len(found))]
    if output_format == "json":
        _write_json(shown, chosen, (area.upper(), year, len(found)))
    elif output_format == "csv":
        _write_csv(shown, chosen)
    else:
        _print(shown, chosen, len(found), definitions.outliers)


def _print(shown: Sequence[Outlier], spoken: Language, count: int, definitions: OutlierDefinitions) -> None:
    if not shown:
        out.print(escape(words("none", spoken)))
        return
    titles = {each.id: each.title.in_language(spoken) for each in definitions.methods}
    rows = []
    for each in shown:
        others = ", ".join(titles[other] for other in each.others)
        also = f" ({words('also', spoken, methods=others)})" if others else ""
        cell = f"{each.place.sheet} {each.place.cell}".strip() or each.obs_id
        said = f"{each.message.in_language(spoken)} {each.remedy.in_language(spoken)}"
        rows.append((f"{each.significance:.2f}", f"{titles[each.method]}{also}", cell, said))
    heads = [words(f"heads.{name}", spoken) for name in ("significance", "method", "cell", "message")]
    print_table(heads, rows, (0,))
    out.print(escape(words("count", spoken, count=count, shown=len(shown))))


def _write_csv(shown: Sequence[Outlier], spoken: Language) -> None:
    records = [_record(each, spoken) for each in shown]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_FIELDS)
    for record in records:
        writer.writerow([neutralised(str(cell)) if name in _TEXTS else cell for name, cell in record.items()])


def _write_json(shown: Sequence[Outlier], spoken: Language, of: tuple[str, int, int]) -> None:
    area, year, count = of
    records = [_record(each, spoken) for each in shown]
    told = {"ref_area": area, "time_period": year, "count": count, "outliers": records}
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


_TEXTS = frozenset({"obs_id", "method", "others", "item", "sheet", "cell", "message", "remedy"})
_FIELDS = (
    "obs_id", "ref_area", "time_period", "item", "scheme", "benefit", "sex", "age", "func", "breakdown", "method",
    "others", "value", "expected", "expected_low", "expected_high", "score", "share", "significance", "compared",
    "years", "group", "sheet", "cell", "message", "remedy",
)  # fmt: skip


def _record(each: Outlier, spoken: Language) -> dict[str, str | int | float]:
    """Return an outlier as a record; numbers of the inquiry are exact text, those of the search rounded."""
    same = {name: getattr(each, name) for name in _FIELDS[:11]}
    exact = ("value", "expected", "expected_low", "expected_high")
    numbers = {name: f"{getattr(each, name).normalize():f}" for name in exact}
    found = {name: round(getattr(each, name), 4) for name in ("score", "share", "significance")}
    return {
        **same,
        "others": " ".join(each.others),
        **numbers,
        **found,
        "compared": each.compared,
        "years": " ".join(map(str, each.years)),
        "group": each.group,
        "sheet": each.place.sheet,
        "cell": each.place.cell,
        "message": each.message.in_language(spoken),
        "remedy": each.remedy.in_language(spoken),
    }
