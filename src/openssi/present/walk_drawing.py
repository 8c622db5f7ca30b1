"""Geometry of the walk from a figure to its cells: stacked columns, each opening a part of the one before."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

THINNEST = 3.0

_NARROWEST, _WIDEST = 172.0, 300.0
_APART = 85.0
"""Units that columns keep between them before they grow."""

_TOP = 84.0
_STACK = 400.0
_FOOT = 30.0
_GAP = 1.5
_LABEL_NEEDS = 17.0
_CHARACTER = 7.2
_BOLD_CHARACTER = 7.8
_HEAD_CHARACTER = 7.4
_VALUE_CHARACTER = 15.0
_CARD_LINE = 22.0
_CARD_CHARACTER = 7.0

LabelRole = Literal["head", "value", "note", "operation", "foot", "card"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkPart:
    """A part of a column.

    Attributes:
        label: Name of the part.
        value: What it adds, in the unit of the column.
        text: The same as printed.
        href: Where it leads, or empty.
        selected: Whether the next column opens it.
        counted: How many members the part stands for.
    """

    label: str
    value: float
    text: str
    href: str = ""
    selected: bool = False
    counted: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkColumn:
    """A step of the walk: a figure and the parts it is made of, or the card of a cell.

    Attributes:
        head: Name of the step.
        value: Its figure as printed.
        note: What stands under the figure (`weight 14.3%`).
        operation: How the parts of the next column make the part that it opens, or empty.
        card: Lines of a cell, which has no parts.
        whole: Figure that the parts add up to, in their unit; their sum where it is none.
    """

    head: str
    value: str
    note: str = ""
    parts: tuple[WalkPart, ...] = ()
    operation: str = ""
    card: tuple[str, ...] = ()
    whole: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkRect:
    """A part as drawn. `is_thin` says that it is drawn taller than it is; `label_fits`, that it has room for words."""

    x: float
    y: float
    width: float
    height: float
    label: str
    text: str
    href: str
    selected: bool
    is_thin: bool
    label_fits: bool
    true_height: float = 0.0
    is_card: bool = False

    @property
    def middle(self) -> float:
        """Height of the middle, where its words stand."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkLabel:
    """Words beside the columns; `anchor` is the SVG `text-anchor`."""

    x: float
    y: float
    text: str
    role: LabelRole
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkDrawing:
    """Everything a template needs to draw the walk as SVG.

    Attributes:
        curves: Path data of the bands from a part to the column that opens it.
        description: The walk in words, for a reader who does not see it.
    """

    width: float
    height: float
    rects: tuple[WalkRect, ...]
    labels: tuple[WalkLabel, ...]
    curves: tuple[str, ...]
    description: str


def walk_drawing(
    columns: Sequence[WalkColumn],
    description: str = "",
    thin_note: Callable[[float], str] | None = None,
    width: float = 1200,
) -> WalkDrawing:
    """Lay out the columns of a walk.

    Args:
        columns: The steps, the published figure first.
        description: The walk in words.
        thin_note: Makes of the true height what is said under a selected part that is drawn taller than it is.
        width: Units; columns are spread over all of it.
    """
    wide = min(max((width + _APART) / max(len(columns), 1) - _APART, _NARROWEST), _WIDEST)
    pitch = (width - wide) / max(len(columns) - 1, 1)
    stacks = [_stack(column, number * pitch, wide) for number, column in enumerate(columns)]
    labels = [
        label
        for number, column in enumerate(columns)
        for label in [*_labels(column, number * pitch, pitch, width), *_card_labels(column, number * pitch, wide)]
    ]
    labels += [label for stack in stacks for label in _thin_labels(stack, thin_note)]
    return WalkDrawing(
        width=width,
        height=_TOP + _STACK + _FOOT,
        rects=tuple(rect for stack in stacks for rect in stack),
        labels=tuple(labels),
        curves=tuple(path for left, right in pairwise(stacks) if (path := _curve(left, right))),
        description=description,
    )


def heights(values: Sequence[float], total: float, thinnest: float = THINNEST) -> tuple[float, ...]:
    """Share a height among values, none thinner than `thinnest`; what that costs the others pay in proportion."""
    if not any(values):
        return (total / len(values),) * len(values)
    thin: set[int] = set()
    while True:
        rest = sum(value for number, value in enumerate(values) if number not in thin)
        free = total - thinnest * len(thin)
        found = [thinnest if number in thin else free * value / rest for number, value in enumerate(values)]
        more = {number for number, height in enumerate(found) if height < thinnest}
        if not more:
            return tuple(found)
        thin |= more


def _stack(column: WalkColumn, x: float, wide: float) -> list[WalkRect]:
    if column.card:
        return [_card(column, x, wide)]
    parts = [part for part in column.parts if part.value > 0 or part.selected]
    if not parts:
        return []
    drawn = heights([max(part.value, 0.0) for part in parts], _STACK)
    whole = sum(max(part.value, 0.0) for part in parts)
    rects: list[WalkRect] = []
    top = _TOP
    for part, height in zip(parts, drawn, strict=True):
        true = _STACK * max(part.value, 0.0) / whole if whole else 0.0
        rects.append(replace(_rect(part, x, top, height, wide), is_thin=true < THINNEST, true_height=true))
        top += height
    return rects


def _rect(part: WalkPart, x: float, top: float, height: float, wide: float) -> WalkRect:
    gap = _GAP if height > 2 * THINNEST else 0.0
    return WalkRect(
        x=round(x, 2),
        y=round(top, 2),
        width=wide,
        height=round(height - gap, 2),
        label=_shortened(part, wide),
        text=part.text,
        href=part.href,
        selected=part.selected,
        is_thin=False,
        label_fits=height >= _LABEL_NEEDS,
    )


def _shortened(part: WalkPart, wide: float) -> str:
    character = _BOLD_CHARACTER if part.selected else _CHARACTER
    room = int((wide - 20) / character) - len(part.text) - 1
    return _cut(part.label, room)


def _cut(text: str, room: int) -> str:
    """Return a text that takes no more than so many characters."""
    return text if len(text) <= room else f"{text[: max(room - 1, 1)].rstrip()}…"


def _card(column: WalkColumn, x: float, wide: float) -> WalkRect:
    height = _card_height(column, wide)
    return WalkRect(
        x=round(x, 2),
        y=_TOP + _STACK - height,
        width=wide,
        height=height,
        label=column.card[0],
        text=column.value,
        href="",
        selected=True,
        is_thin=False,
        label_fits=True,
        is_card=True,
    )


def _labels(column: WalkColumn, x: float, pitch: float, width: float) -> list[WalkLabel]:
    room = int((min(pitch, width - x) - 8) / _HEAD_CHARACTER)
    lines: tuple[tuple[float, str, LabelRole], ...] = (
        (14, _cut(column.head, room), "head"),
        (66, column.note, "note"),
    )
    found = [WalkLabel(x=x, y=y, text=text, role=role) for y, text, role in lines if text]
    found += [_value_label(column.value, x, width)] if column.value else []
    if column.operation:
        found.append(WalkLabel(x=x + pitch - 10, y=66, text=column.operation, role="operation", anchor="end"))
    return found


def _card_labels(column: WalkColumn, x: float, wide: float) -> list[WalkLabel]:
    top = _TOP + _STACK - _card_height(column, wide)
    return [
        WalkLabel(x=x + 12, y=top + _CARD_LINE * (number + 1.1), text=line, role="card")
        for number, line in enumerate(_card_lines(column, wide))
    ]


def _value_label(text: str, x: float, width: float) -> WalkLabel:
    """Return the figure above a column; one that would leave the drawing ends with it."""
    if x + len(text) * _VALUE_CHARACTER > width:
        return WalkLabel(x=width, y=42, text=text, role="value", anchor="end")
    return WalkLabel(x=x, y=42, text=text, role="value")


def _card_lines(column: WalkColumn, wide: float) -> list[str]:
    room = int((wide - 24) / _CARD_CHARACTER)
    lines = [part for line in column.card for part in textwrap.wrap(line, room, max_lines=3, placeholder="…")]
    return lines[: int(_STACK / _CARD_LINE) - 1]


def _card_height(column: WalkColumn, wide: float) -> float:
    return _CARD_LINE * (len(_card_lines(column, wide)) + 0.7)


def _thin_labels(stack: Sequence[WalkRect], note: Callable[[float], str] | None) -> list[WalkLabel]:
    if note is None:
        return []
    thin = (rect for rect in stack if rect.selected and rect.is_thin)
    return [WalkLabel(x=rect.x, y=_TOP + _STACK + 20, text=note(rect.true_height), role="foot") for rect in thin]


def _curve(left: Sequence[WalkRect], right: Sequence[WalkRect]) -> str:
    """Return the band from the selected part of one column to the whole of the next."""
    opened = next((rect for rect in left if rect.selected), None)
    if opened is None or not right:
        return ""
    x1, x2 = opened.x + opened.width, right[0].x
    middle = (x1 + x2) / 2
    top, bottom = right[0].y, right[-1].y + right[-1].height
    up, down = opened.y, opened.y + opened.height
    return (
        f"M{x1:g},{up:g}C{middle:g},{up:g} {middle:g},{top:g} {x2:g},{top:g}"
        f"L{x2:g},{bottom:g}C{middle:g},{bottom:g} {middle:g},{down:g} {x1:g},{down:g}Z"
    )
