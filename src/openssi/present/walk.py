"""The walk from a figure to its cells: lineage turned into columns, with the words and numbers of a language."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from openssi.present.numbers import format_number, percent
from openssi.present.walk_drawing import WalkColumn, WalkDrawing, WalkPart, walk_drawing
from openssi.present.words import Words
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.symbols import SUPPRESSED

MOST_PARTS = 8

Link = Callable[[LineageNode], str]

_WEIGHTED = {"aggregate", "group", "remainder"}


def walk(trail: Sequence[LineageNode], words: Words, link: Link) -> WalkDrawing:
    """Return the drawing of a walk.

    Args:
        trail: The figures from the published one to the last one opened; each is among the children of the one before.
        words: Texts and language.
        link: Address that a part leads to, empty where it leads nowhere.
    """
    columns = walk_columns(trail, words, link)
    return walk_drawing(
        columns,
        description=_description(columns, words) if columns else "",
        thin_note=lambda height: words.say("walk.drawn_taller", true=format_number(height, words.language, 1)),
    )


def walk_columns(trail: Sequence[LineageNode], words: Words, link: Link) -> tuple[WalkColumn, ...]:
    """Return one column for each figure of the trail."""
    following = [*(node.id for node in trail[1:]), ""][: len(trail)]
    columns = (_column(node, opened, words, link) for node, opened in zip(trail, following, strict=True))
    notes = [_note(node, before, words) for before, node in zip([None, *trail], trail, strict=False)]
    return tuple(replace(column, note=note) for column, note in zip(columns, notes, strict=True))


def number_of(value: float | None, unit: str, words: Words) -> str:
    """Return a figure in the format of its unit: per cent, or a whole number of persons."""
    if value is None:
        return "…"
    return percent(value, words.language) if unit == "PT" else format_number(value, words.language)


def points(value: float, whole: float | None, words: Words) -> str:
    """Return a contribution in points: two decimals, four where the whole is smaller than one point."""
    return format_number(value, words.language, 2 if whole is None or abs(whole) >= 1 else 4)


def _column(node: LineageNode, opened: str, words: Words, link: Link) -> WalkColumn:
    parts = _parts(node, opened, words, link)
    return WalkColumn(
        head=node.label if parts else words.say("walk.the_series" if node.kind == "series_value" else "walk.the_cell"),
        value=SUPPRESSED if _is_suppressed(node) else number_of(node.value, node.unit, words),
        parts=parts,
        operation=_operation(node, words) if opened else "",
        card=() if parts else _card(node, words),
        whole=node.value,
    )


def _is_suppressed(node: LineageNode) -> bool:
    return node.value is None and node.kind in _WEIGHTED


def _parts(node: LineageNode, opened: str, words: Words, link: Link) -> tuple[WalkPart, ...]:
    if node.kind == "country_value":
        return _covered_and_not(node, opened, words, link)
    listed = [child for child in node.children if not child.left_out and (_adds(child) > 0 or child.id == opened)]
    if not listed:
        return ()
    return stacked(
        tuple(_part(child, node, words, link, opened) for child in listed), lambda rest: _rest(rest, node, words)
    )


def stacked(parts: Sequence[WalkPart], join: Callable[[Sequence[WalkPart]], WalkPart]) -> tuple[WalkPart, ...]:
    """Return the parts in the order in which they are stacked: largest first, the rest joined, the selected one last.

    Args:
        parts: All parts; beyond `MOST_PARTS` the smallest are joined, the selected one never.
        join: Makes one part of those that are joined.
    """
    ordered = sorted(parts, key=lambda part: (not part.selected, -part.value, part.label))
    shown = ordered if len(ordered) <= MOST_PARTS else ordered[: MOST_PARTS - 1]
    rest = ordered[len(shown) :]
    plain = [part for part in shown if not part.selected]
    return (*plain, *([join(rest)] if rest else []), *(part for part in shown if part.selected))


def _adds(child: LineageNode) -> float:
    return child.contribution if child.contribution is not None else (child.value or 0.0)


def _part(child: LineageNode, node: LineageNode, words: Words, link: Link, opened: str) -> WalkPart:
    text = _contribution(_adds(child), node, words)
    return WalkPart(label=child.label, value=_adds(child), text=text, href=link(child), selected=child.id == opened)


def _contribution(value: float, node: LineageNode, words: Words) -> str:
    if node.unit == "PT":
        return points(value, node.value, words)
    return format_number(value, words.language)


def _rest(rest: Sequence[WalkPart], node: LineageNode, words: Words) -> WalkPart:
    key = "walk.other_countries" if node.children[0].kind in {"country_value", "imputed_value"} else "walk.others"
    total = sum(part.value for part in rest)
    label, text = words.count(key, len(rest)), _contribution(total, node, words)
    return WalkPart(label=label, value=total, text=text, counted=len(rest))


def _covered_and_not(node: LineageNode, opened: str, words: Words, link: Link) -> tuple[WalkPart, ...]:
    """Return the persons covered and not covered; of a published series only the percentages are known."""
    if node.value is None or not node.children:
        return ()
    numerator = node.children[0]
    denominator = _denominator(node)
    if denominator is None or numerator.value is None:
        covered, rest = node.value, max(100 - node.value, 0.0)
        texts = (percent(covered, words.language), percent(rest, words.language))
    else:
        covered, rest = numerator.value, max(denominator - numerator.value, 0.0)
        texts = (format_number(covered, words.language), format_number(rest, words.language))
    selected = numerator.id == opened
    return (
        WalkPart(label=words.say("walk.not_covered"), value=rest, text=texts[1]),
        WalkPart(
            label=words.say("walk.covered"), value=covered, text=texts[0], href=link(numerator), selected=selected
        ),
    )


def _denominator(node: LineageNode) -> float | None:
    return node.children[1].value if len(node.children) > 1 else None


def _note(node: LineageNode, before: LineageNode | None, words: Words) -> str:
    """Return the weight with which a figure entered the one before, else its year."""
    entered = next((child for child in before.children if child.id == node.id), node) if before else node
    if entered.weight_share is not None:
        per_cent = 100 * entered.weight_share
        return words.say("walk.weight", share=percent(per_cent, words.language, 1 if per_cent >= 1 else 3))
    return str(node.year) if node.year is not None else ""


def _operation(node: LineageNode, words: Words) -> str:
    if node.kind in _WEIGHTED:
        return words.say("walk.operation.weighted")
    if node.kind != "country_value":
        return words.say("walk.operation.once")
    denominator = _denominator(node)
    if denominator is None:
        return words.say("walk.operation.published")
    return words.say("walk.operation.divided", number=format_number(denominator, words.language))


def _card(node: LineageNode, words: Words) -> tuple[str, ...]:
    findings = words.count("walk.findings", len(node.findings)) if node.findings else ""
    year = str(node.year) if node.year is not None else ""
    lines = (node.label, year, node.source, node.place.file, node.place.sheet, node.place.cell, findings)
    return tuple(line for line in lines if line)


def _description(columns: Sequence[WalkColumn], words: Words) -> str:
    steps = "; ".join(f"{column.head} {column.value}" for column in columns)
    head = words.say("walk.description", value=columns[0].value, columns=len(columns))
    return f"{head} {steps}."
