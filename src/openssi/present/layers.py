"""What drawings are made of: rectangles, lines, texts, points and shapes at places measured in units.

One list of layers is the definition of a drawing. SVG is written from it directly, in less time than a page takes;
Vega-Lite is made of it by Altair for readers who want a specification.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Row = Mapping[str, object]
LayerKind = Literal["rectangles", "lines", "texts", "points", "shapes"]

# The renderer puts an address of its own before a relative one, so that one that leads nowhere is put there.
NOWHERE = "https://openssi.invalid"


@dataclass(frozen=True, slots=True)
class Layer:
    """Marks of one kind, one behind the other.

    Attributes:
        rows: A mark each; `fill`, `href` and `tooltip` are its own.
        mark: What they have in common, by the names of Vega-Lite (`strokeWidth`, `fontSize`).
    """

    kind: LayerKind
    rows: Sequence[Row]
    mark: Mapping[str, Any]
