"""The forms of the page of sources: which cells, sources and tables are offered, and what was typed."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from openssi.collect.workbook_choices import POWERS
from openssi.collect.workbook_keys import OPEN, CellKey
from openssi.vocabulary.attachment import MEGABYTE
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi_web.pages.cell_words import cell_named
from openssi_web.pages.sources.words import SourceWords
from openssi_web.rounds.attachments.files import rules
from openssi_web.rounds.compilation.compiled import Compilation, compilation_rules, needs_source, today
from openssi_web.rounds.compilation.models import RESULTS
from openssi_web.rounds.requests.permission import cells_of
from openssi_web.rounds.workspace import definitions

Options = list[tuple[str, str]]
_PARTS = "|"


def forms_values(found: Compilation, words: SourceWords, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Return what the forms of the desk officer show.

    Args:
        found: What was compiled.
        words: The language.
        wanted: What the address or the form before says: `part`, `cell`, `source`.
    """
    declared = compilation_rules()
    return {
        "key": uuid4().hex,
        "today": today().isoformat(),
        "line": declared.longest_line,
        "longest_address": declared.longest_address,
        "longest": declared.longest_text,
        "accept": ",".join(f".{each}" for each in rules().kinds),
        "file_hint": words.of("add.hint", kinds=", ".join(rules().kinds), most=rules().largest // MEGABYTE),
        "source_options": _sources(found, words),
        "tables": [(each.id, words.table(each.id)) for each in definitions().questionnaire.tables],
        "schemes": _schemes(words),
        "results": [(each, words.of(f"result.{each}")) for each in RESULTS],
        "marks": words.of("record.marks", status=words.cells.status(declared.not_found_status)),
        "units": [("", words.of("enter.unit_form")), *_units(words)],
        **_cells(found, words, wanted),
    }


def _sources(found: Compilation, words: SourceWords) -> Options:  # noqa: ARG001 - the same for every language
    """Sources that a value can rest on."""
    return [(str(each.row.pk), f"{each.row.publisher}, {each.row.title}") for each in found.sources if each.file]


def _schemes(words: SourceWords) -> Options:
    own = [(str(each["id"]), words.scheme(str(each["id"]))) for each in words.draft.inventory["schemes"]]
    return [("", words.of("record.all")), (NOT_APPLICABLE, words.of("record.country")), *own]


def _units(words: SourceWords) -> Options:
    return [(str(each), words.cells.words.multiplier(each)) for each in compilation_rules().multipliers]


def _cells(found: Compilation, words: SourceWords, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Return the tables whose cells can be chosen, the cells of the one that is chosen, and the chosen cell."""
    chosen = cell_named(words.draft, wanted.get("cell", ""))
    parts = _parts(words)
    part = _part(chosen) if chosen is not None else wanted.get("part", "")
    keys = parts.get(part, ())
    row = words.draft.current.select_related("answer").filter(**chosen._asdict()).first() if chosen else None
    answer = row.answer if row is not None else None
    compiled = found.cells.get(chosen) if chosen is not None else None
    return {
        "parts": [(name, _part_name(name, words)) for name in parts],
        "part": part,
        "cell_options": [(str(each), words.full(each)) for each in keys],
        "cell": str(chosen) if chosen is not None else "",
        "cell_words": words.full(chosen) if chosen is not None else "",
        "cell_now": words.of("enter.now", value=words.answer(chosen, answer)) if chosen is not None else "",
        "cell_version": answer.version if answer is not None else 0,
        "cell_stated": bool(compiled and compiled.stated),
    }


def _parts(words: SourceWords) -> dict[str, tuple[CellKey, ...]]:
    """Return the cells that rest on a source, by table and scheme, in the order of the questionnaire."""
    items = definitions().questionnaire.items
    order = {item: position for position, item in enumerate(items)}
    tables = {each.id: position for position, each in enumerate(definitions().questionnaire.tables)}
    keys = [each for each in cells_of(words.draft).keys if _is_offered(each)]
    keys.sort(key=lambda each: (each.scheme != NOT_APPLICABLE, each.scheme, tables[items[each.item].table]))
    found: dict[str, list[CellKey]] = {}
    for each in keys:
        found.setdefault(_part(each), []).append(each)
    return {name: tuple(sorted(each, key=lambda key: (order[key.item], key))) for name, each in found.items()}


def _is_offered(key: CellKey) -> bool:
    item = definitions().questionnaire.items[key.item]
    typed = item.requirement != "calculated" and item.type != "id" and item.id not in POWERS
    return typed and needs_source(item) and not key.breakdown.startswith(OPEN)


def _part(key: CellKey) -> str:
    return f"{definitions().questionnaire.items[key.item].table}{_PARTS}{key.scheme}"


def _part_name(part: str, words: SourceWords) -> str:
    table, _, scheme = part.partition(_PARTS)
    return f"{words.scheme(scheme)}: {words.table(table)}" if scheme != NOT_APPLICABLE else words.table(table)
