"""How outliers are looked for, as it is declared."""

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.outlier import (
    OutlierDefinitions,
    OutlierMethod,
    OutlierMethodId,
    OutlierQuantity,
    OutlierScale,
    PeerGrouping,
    Quantity,
)
from openssi.vocabulary.text import MultilingualText

MESSAGE_SLOTS = ("item", "value", "expected", "low", "high", "threshold", "share", "count", "years", "terms")
PEER_SLOTS = ("size", "group")
_KEYS = (
    "history_years", "peer_years", "redenomination", "left_out", "like", "real", "quantities", "peer_groupings",
    "methods",
)  # fmt: skip
_QUANTITY_KEYS = ("id", "units", "size", "sizes", "adds_up", "least", "least_share", "at_prices")
_METHOD_KEYS = (
    "id", "title", "message", "remedy", "threshold", "least_values", "least_width", "scale", "quantities", "parts",
    "weight",
)  # fmt: skip


def load_outliers(root: Path) -> OutlierDefinitions:
    """Read `definitions/outliers.yaml`.

    Raises:
        FixTheFile: with file and line, if an entry cannot be understood, an id stands twice, or a text shows a value
            that there is not.
    """
    source = read_yaml(root / "outliers.yaml").only(*_KEYS)
    ids = SeenIds()
    return OutlierDefinitions(
        methods=tuple(_method(each.only(*_METHOD_KEYS), ids) for each in source["methods"].items()),
        quantities=tuple(_quantity(each.only(*_QUANTITY_KEYS), ids) for each in source["quantities"].items()),
        peer_groupings=tuple(_peers(each.only("id", "groupings", "label"), ids) for each in _members(source)),
        left_out=source.texts("left_out"),
        like=_like(source),
        history_years=_whole(source, "history_years"),
        peer_years=_whole(source, "peer_years"),
        redenomination=source.text("redenomination"),
        real=_shown(source, "real", ("year",)),
    )


def _members(source: Source) -> tuple[Source, ...]:
    return tuple(source["peer_groupings"].items())


def _like(source: Source) -> Mapping[str, tuple[str, ...]]:
    like = source["like"].only("scheme", "benefit")
    return {level: like.texts(level) for level, _ in like.entries()}


def _method(source: Source, ids: SeenIds) -> OutlierMethod:
    _ = ids.add(source)
    method = source.one_of("id", get_args(OutlierMethodId))
    slots = (*MESSAGE_SLOTS, *PEER_SLOTS) if method == "peers" else MESSAGE_SLOTS
    return OutlierMethod(
        id=method,
        title=source.multilingual("title"),
        message=_shown(source, "message", slots),
        remedy=_shown(source, "remedy", slots),
        threshold=_number(source, "threshold"),
        least_values=_whole(source, "least_values"),
        least_width=_number(source, "least_width"),
        scale=source.one_of("scale", get_args(OutlierScale)),
        quantities=_quantities(source),
        parts=source.text("parts", "true") == "true",
        weight=_number(source, "weight", "1"),
    )


def _quantities(source: Source) -> tuple[Quantity, ...]:
    allowed: tuple[Quantity, ...] = get_args(Quantity)
    found: list[Quantity] = []
    for text in source.texts("quantities"):
        known = next((each for each in allowed if each == text), None)
        if known is None:
            raise source["quantities"].fail("DEFINITION_VALUE_UNKNOWN", value=text, allowed=", ".join(allowed))
        found.append(known)
    return tuple(found)


def _quantity(source: Source, ids: SeenIds) -> OutlierQuantity:
    _ = ids.add(source)
    return OutlierQuantity(
        id=source.one_of("id", get_args(Quantity)),
        units=source.texts("units"),
        size=source.text("size"),
        sizes=source.mapping("sizes"),
        adds_up=source.text("adds_up", "true") == "true",
        least=_number(source, "least", "0"),
        least_share=_number(source, "least_share", "0"),
        at_prices=source.text("at_prices", ""),
    )


def _peers(source: Source, ids: SeenIds) -> PeerGrouping:
    return PeerGrouping(
        id=ids.add(source),
        groupings=tuple(tuple(str(one.node.value) for one in each.items()) for each in source["groupings"].items()),
        label=_shown(source, "label", ("names",)),
    )


def _number(source: Source, key: str, default: str | None = None) -> float:
    """Return a number that is not negative."""
    text = source.text(key, default)
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=text)
    return number


def _whole(source: Source, key: str) -> int:
    text = source.text(key)
    if not text.isdecimal() or int(text) < 1:
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=text)
    return int(text)


def _shown(source: Source, key: str, slots: tuple[str, ...]) -> MultilingualText:
    """Return a text whose slots all have values."""
    for language, text in source[key].entries():
        unknown = [name for name in _slots_of(str(text.node.value)) if name not in slots]
        if unknown:
            allowed = ", ".join(f"{{{each}}}" for each in slots)
            raise source[key][language].fail("DEFINITION_VALUE_UNKNOWN", value=f"{{{unknown[0]}}}", allowed=allowed)
    return source.multilingual(key)


def _slots_of(text: str) -> list[str]:
    """Return the names in braces; of braces that do not close, what stands in them."""
    try:
        return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return [text]
