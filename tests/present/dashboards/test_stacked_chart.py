"""Stacked bars: parts in the colours of their categories, the total behind, and what makes a value look uncertain."""

import re

import pytest

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.stacked_chart import (
    StackedChart,
    StackPart,
    StackRow,
    category_colour,
    described_stacks,
    text_on_category,
)
from openssi.present.theme import CATEGORY_COLOURS, NARROW, OTHER_CATEGORY, PAPER, WIDE

CATEGORIES = ("Mandatory", "Voluntary", "Non-contributory")


def row(name: str, *values: float | None, text: str = "85.0", hatched: bool = False) -> StackRow:
    known = [each for each in values if each is not None]
    return StackRow(
        name=name,
        parts=tuple(StackPart(value=each, text="…" if each is None else f"{each:.1f}") for each in values),
        total=sum(known) if known else None,
        text=text,
        is_hatched=hatched,
    )


def chart(*rows: StackRow) -> StackedChart:
    described = described_stacks(CATEGORIES, rows, "en")
    return StackedChart(categories=CATEGORIES, rows=rows, axis=Axis(), language="en", description=described)


def bars(svg: str, colour: str) -> list[tuple[float, float]]:
    """Return left edge and width of the bars in a colour, the square of the legend left out."""
    found = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="20" fill="([^"]+)"', svg)
    return [(float(x), float(width)) for x, width, fill in found if fill == colour]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_parts_stand_one_behind_the_other_and_are_as_long_as_their_values(width: int) -> None:
    svg = chart(row("Old age", 45, 25, 15)).draw(width).svg()
    first, second, third = (bars(svg, each)[0] for each in CATEGORY_COLOURS[:3])
    assert first[0] + first[1] == pytest.approx(second[0] - 1, abs=0.1)
    assert second[0] + second[1] == pytest.approx(third[0] - 1, abs=0.1)
    assert (first[1] + 1) / (third[1] + 1) == pytest.approx(3, rel=0.02)


def test_the_total_stands_at_the_end_and_each_wide_part_tells_its_value() -> None:
    svg = chart(row("Old age", 45, 25, 15)).draw(WIDE).svg()
    assert {"45.0", "25.0", "15.0", "85.0"} <= set(re.findall(r">([\d.]+)</text>", svg))


def test_a_part_too_thin_for_its_value_has_a_tooltip_and_no_label() -> None:
    svg = chart(row("Old age", 45, 2, 15)).draw(NARROW).svg()
    assert ">2.0</text>" not in svg
    assert "<title>Old age, Voluntary: 2.0</title>" in svg


def test_a_true_zero_is_a_ring_and_a_missing_total_draws_nothing() -> None:
    zero = chart(row("Family", 0, 0, 0, text="0")).draw(WIDE).svg()
    missing = chart(row("Family", None, None, None, text="…")).draw(WIDE).svg()
    assert "<circle" in zero
    assert "<circle" not in missing
    assert not any(bars(svg, each) for svg in (zero, missing) for each in CATEGORY_COLOURS)
    assert ">…</text>" in missing


def test_less_certain_values_are_hatched_in_the_colour_of_the_paper() -> None:
    hatched = chart(row("Old age", 45, 25, 15, hatched=True)).draw(WIDE).svg()
    plain = chart(row("Old age", 45, 25, 15)).draw(WIDE).svg()
    assert hatched.count("<path") > plain.count("<path") + 10
    assert f'stroke="{PAPER}"' in hatched


def test_a_sixth_category_has_the_colour_of_all_further_ones() -> None:
    assert [category_colour(each) for each in (0, 4, 5, 6)] == [
        CATEGORY_COLOURS[0],
        CATEGORY_COLOURS[4],
        OTHER_CATEGORY,
        OTHER_CATEGORY,
    ]


def test_text_on_every_category_has_a_contrast_of_four_and_a_half() -> None:
    assert all(_contrast(category_colour(each), text_on_category(each)) >= 4.49 for each in range(6))


def test_names_too_long_for_half_the_width_stand_above_their_bars() -> None:
    svg = chart(row("A name that is much too long to stand beside its bar in this", 45, 25, 15)).draw(WIDE).svg()
    assert bars(svg, CATEGORY_COLOURS[0])[0][0] == 0


def test_a_legend_that_is_too_long_for_a_line_goes_on_in_the_next() -> None:
    wide, narrow = (chart(row("Old age", 45, 25, 15)).draw(width) for width in (WIDE, NARROW))
    assert narrow.size[1] - wide.size[1] > 18


def test_the_bars_are_told_in_words() -> None:
    told = chart(row("Old age", 45, None, 15, text="…")).description
    assert told == "Old age: … (Mandatory 45.0, Non-contributory 15.0)"


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[each : each + 2], 16) / 255 for each in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
