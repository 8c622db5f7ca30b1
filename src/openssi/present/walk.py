"""The walk from a figure to its cells: lineage turned into columns, with the words and numbers of a language."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from openssi.present.lineage_numbers import LineageNumbers
from openssi.present.numbers import format_number, percent
from openssi.present.punctuation import listed
from openssi.present.walk_drawing import WalkColumn, WalkDrawing, WalkPart, walk_drawing
from openssi.present.words import Words
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.symbols import SUPPRESSED

MOST_PARTS = 8

Link = Callable[[LineageNode], str]

_WEIGHTED = {"aggregate", "group", "remainder"}
_VALUES = {"country_value", "scheme_value"}
_GROUPS_OF_INPUTS = {"scheme", "benefit"}


@dataclass(frozen=True, slots=True)
class Telling:
    """How a walk is told: its texts, its figures after their units, and where its parts lead."""

    words: Words
    numbers: LineageNumbers
    link: Link


def walk(trail: Sequence[LineageNode], telling: Telling) -> WalkDrawing:
    """Return the drawing of a walk.

    Args:
        trail: The figures from the published one to the last one opened; each is among the children of the one before.
        telling: Texts, figures and addresses.
    """
    columns, words = walk_columns(trail, telling), telling.words
    return walk_drawing(
        columns,
        description=_description(columns, words) if columns else "",
        thin_note=lambda height: words.say("walk.drawn_taller", true=format_number(height, words.language, 1)),
    )


def walk_columns(trail: Sequence[LineageNode], telling: Telling) -> tuple[WalkColumn, ...]:
    """Return one column for each figure of the trail; what only groups inputs and has no value has none."""
    trail = [node for node in trail if not _only_groups(node)]
    following = [*(node.id for node in trail[1:]), ""][: len(trail)]
    columns = (_column(node, opened, telling) for node, opened in zip(trail, following, strict=True))
    notes = [_note(node, before, telling.words) for before, node in zip([None, *trail], trail, strict=False)]
    return tuple(replace(column, note=note) for column, note in zip(columns, notes, strict=True))


def _column(node: LineageNode, opened: str, telling: Telling) -> WalkColumn:
    parts = _parts(node, opened, telling)
    key = "walk.the_series" if node.kind == "series_value" else "walk.the_cell"
    return WalkColumn(
        head=node.label if parts else telling.words.say(key),
        value=telling.numbers.short(node),
        parts=parts,
        operation=_operation(node, telling) if opened else "",
        card=() if parts else _card(node, telling.words),
        whole=node.value if _adds_up_to_itself(node, telling) else None,
    )


def _adds_up_to_itself(node: LineageNode, telling: Telling) -> bool:
    """Whether the parts are told in the unit of the figure."""
    return node.kind not in _VALUES or telling.numbers.is_share(node.unit)


def _parts(node: LineageNode, opened: str, telling: Telling) -> tuple[WalkPart, ...]:
    if node.kind in _VALUES and telling.numbers.is_share(node.unit) and _is_quotient(node):
        return _covered_and_not(node, opened, telling)
    listed = _listed(node, opened)
    if not listed:
        return ()
    return stacked(
        tuple(_part(child, node, telling, opened) for child in listed), lambda rest: _rest(rest, node, telling)
    )


def _only_groups(node: LineageNode) -> bool:
    return node.kind in _GROUPS_OF_INPUTS and node.value is None


def _listed(node: LineageNode, opened: str) -> list[LineageNode]:
    """Return the parts that can be stacked: those of one unit, which is that of the opened part where there is one."""
    every = [child for child in _flattened(node.children) if child.id == opened or not child.left_out]
    found = [child for child in every if child.id == opened or _is_part(child)]
    unit = next((child.unit for child in found if child.id == opened), found[0].unit if found else "")
    return [child for child in found if child.unit == unit]


def _flattened(children: Sequence[LineageNode]) -> Iterator[LineageNode]:
    for child in children:
        if _only_groups(child):
            yield from _flattened(child.children)
        else:
            yield child


def _is_quotient(node: LineageNode) -> bool:
    """Whether a figure is one number divided by another, or was published as a percentage."""
    return bool(node.children) and (node.children[0].kind == "series_value" or _denominator(node) is not None)


def _is_part(child: LineageNode) -> bool:
    """Whether a part can be stacked: a divisor is none, nor is a group of benefits that are averaged."""
    return child.role != "denominator" and _adds(child) > 0


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


def _part(child: LineageNode, node: LineageNode, telling: Telling, opened: str) -> WalkPart:
    text = _contribution(_adds(child), child, node, telling)
    href = telling.link(child)
    return WalkPart(label=child.label, value=_adds(child), text=text, href=href, selected=child.id == opened)


def _contribution(value: float, child: LineageNode, node: LineageNode, telling: Telling) -> str:
    if not telling.numbers.is_indicator(child.unit):
        return telling.numbers.scaled(value)
    return telling.numbers.added(value, node.unit, node.value)


def _rest(rest: Sequence[WalkPart], node: LineageNode, telling: Telling) -> WalkPart:
    key = "walk.other_countries" if node.children[0].kind in {"country_value", "imputed_value"} else "walk.others"
    total = sum(part.value for part in rest)
    label, text = telling.words.count(key, len(rest)), _contribution(total, node.children[0], node, telling)
    return WalkPart(label=label, value=total, text=text, counted=len(rest))


def _covered_and_not(node: LineageNode, opened: str, telling: Telling) -> tuple[WalkPart, ...]:
    """Return the persons covered and not covered; of a published series only the percentages are known."""
    if node.value is None:
        return ()
    words, numerator, denominator = telling.words, node.children[0], _denominator(node)
    if denominator is None or numerator.value is None:
        covered, rest = node.value, max(100 - node.value, 0.0)
        texts = (percent(covered, words.language), percent(rest, words.language))
    else:
        covered, rest = numerator.value, max(denominator - numerator.value, 0.0)
        texts = (telling.numbers.scaled(covered), telling.numbers.scaled(rest))
    selected, href = numerator.id == opened, telling.link(numerator)
    return (
        WalkPart(label=words.say("walk.not_covered"), value=rest, text=texts[1]),
        WalkPart(label=words.say("walk.covered"), value=covered, text=texts[0], href=href, selected=selected),
    )


def _denominator(node: LineageNode) -> float | None:
    """Return the divisor of a figure that has one dividend and one divisor."""
    return node.children[1].value if len(node.children) == 2 and node.children[1].role == "denominator" else None


def _note(node: LineageNode, before: LineageNode | None, words: Words) -> str:
    """Return the weight with which a figure entered the one before, else its year."""
    entered = next((child for child in before.children if child.id == node.id), node) if before else node
    if entered.weight_share is not None:
        per_cent = 100 * entered.weight_share
        return words.say("walk.weight", share=percent(per_cent, words.language, 1 if per_cent >= 1 else 3))
    return str(node.year) if node.year is not None else ""


def _operation(node: LineageNode, telling: Telling) -> str:
    words = telling.words
    if node.kind in _WEIGHTED:
        return words.say("walk.operation.weighted")
    if node.kind not in _VALUES:
        return words.say("walk.operation.once") if node.kind == "national_total" else ""
    if node.children and node.children[0].kind == "series_value":
        return words.say("walk.operation.published")
    denominator = _denominator(node)
    if denominator is None:
        return words.texts.get("lineage.walk.formula", words.language)
    return words.say("walk.operation.divided", number=telling.numbers.scaled(denominator))


def _card(node: LineageNode, words: Words) -> tuple[str, ...]:
    findings = words.count("walk.findings", len(node.findings)) if node.findings else ""
    year = str(node.year) if node.year is not None else ""
    lines = (node.label, year, node.source, node.place.file, node.place.sheet, node.place.cell, findings)
    return tuple(line for line in lines if line)


def _description(columns: Sequence[WalkColumn], words: Words) -> str:
    steps = listed([f"{column.head} {column.value}" for column in columns], words.language)
    head = words.say("walk.description", value=named_figure(columns[0].value, words), columns=len(columns))
    return f"{head} {steps}."


def named_figure(text: str, words: Words) -> str:
    """Return a figure as a sentence names it: one that is not published by what it is, not by its symbol alone."""
    return words.say("walk.unpublished") if text == SUPPRESSED else text
