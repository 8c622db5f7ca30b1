"""What holds for a compilation at the desk, as it is declared."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

from openssi.definitions.source import Source, read_yaml
from openssi.vocabulary.compilation import CompilationRules

FILE = Path("round") / "compilation.yaml"

_KEYS = (
    "tolerance_percent", "not_found_status", "multipliers", "longest_line", "longest_address", "longest_text",
)  # fmt: skip
_MISSING = ("L", "M", "O", "Q", "K", "J")


def load_compilation(root: Path) -> CompilationRules:
    """Read `definitions/round/compilation.yaml`.

    Raises:
        FixTheFile: with the line, if a number is none, or the status is none that says why a figure is missing.
    """
    source = read_yaml(root / FILE).only(*_KEYS)
    return CompilationRules(
        tolerance_percent=_tolerance(source),
        not_found_status=source.one_of("not_found_status", _MISSING),
        multipliers=tuple(_whole(source, "multipliers", each) for each in source.texts("multipliers")),
        longest_line=_whole(source, "longest_line"),
        longest_address=_whole(source, "longest_address"),
        longest_text=_whole(source, "longest_text"),
    )


def _tolerance(source: Source) -> Decimal:
    written = source.text("tolerance_percent")
    try:
        found = Decimal(written)
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or found < 0:
        raise source["tolerance_percent"].fail("DEFINITION_NOT_A_NUMBER", key="tolerance_percent", text=written)
    return found


def _whole(source: Source, key: str, written: str | None = None) -> int:
    text = source.text(key) if written is None else written
    if not (text.isascii() and text.isdecimal()):
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=text)
    return int(text)
