"""Tells from what the YAML reader says, and from the lines around, what a person most likely did, and how it is mended.

The reader names the place where it could not go on, in English and in its own terms; the slip is often a line before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.messages.yaml_problems import YAML_FOUND, YAML_PROBLEMS
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import MultilingualText

_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CLOSES = {"[": "]", "{": "}"}
_SHOWN = 40
"""Most signs of a line that are shown."""
_KINDS: Sequence[tuple[str, str]] = (
    ("tab character", "tab"),
    ("mapping values are not allowed", "value"),
    ("could not find expected ':'", "key"),
    ("did not find expected key", "end_of_value"),
    ("',' or", "bracket"),
    ("expected node content", "bracket"),
    ("unexpected end of stream", "quote"),
    ("unexpected document indicator", "quote"),
    ("escape character", "backslash"),
    ("hexdecimal", "backslash"),
    ("sequence entries are not allowed", "hyphen"),
    ("expected '-' indicator", "member"),
    ("another document", "second_document"),
    ("<document start>", "document"),
    ("cannot start any token", "sign"),
    ("alias", "sign"),
    ("alphabetic or numeric", "sign"),
    ("comment or line break", "sign"),
    ("mapping keys are not allowed", "sign"),
    ("directive", "sign"),
    ("expected '>'", "sign"),
)
"""Words of the reader, and what they are about; what is about nothing of this is told in general words."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in a text, counted from 0."""

    row: int
    column: int = 0


def not_yaml(file: str, text: str, error: yaml.MarkedYAMLError) -> FixTheFile:
    """Return the error that says in words what is wrong with a text that is not YAML."""
    lines = _LINE_ENDS.split(text)
    there = _spot(error.problem_mark) or _Spot(0)
    before = _spot(error.context_mark) or there
    said = error.problem or ""
    about = next((kind for words, kind in _KINDS if words in said), "other")
    kind, spot, values = _told(about, lines, there, before)
    return _refusal(file, spot, _found(lines, spot), YAML_PROBLEMS[kind].format(values))


def not_a_sign(file: str, text: str, error: yaml.reader.ReaderError) -> FixTheFile:
    """Return the error that names a sign that no text has."""
    lines = _LINE_ENDS.split(text[: error.position])
    sign = _invisible(text[error.position : error.position + 1])
    return _refusal(file, _Spot(len(lines) - 1, len(lines[-1])), sign, YAML_PROBLEMS["control"])


def not_a_value(place: Place, column: int, text: str) -> FixTheFile:
    """Return the error that says that nothing is known of what stands here."""
    found = YAML_FOUND["text"].format({"text": text})
    return FixTheFile.because("DEFINITION_NOT_YAML", place, column=column, found=found, problem=YAML_PROBLEMS["tag"])


def place_of_byte(file: str, error: UnicodeDecodeError) -> Place:
    """Return the line of the first byte that is no UTF-8."""
    return Place(file=file, row=error.object[: error.start].count(b"\n") + 1)


def _refusal(file: str, spot: _Spot, found: MultilingualText, problem: MultilingualText) -> FixTheFile:
    place = Place(file=file, row=spot.row + 1)
    return FixTheFile.because("DEFINITION_NOT_YAML", place, column=spot.column + 1, found=found, problem=problem)


def _spot(mark: yaml.Mark | None) -> _Spot | None:
    return None if mark is None else _Spot(mark.line, mark.column)


def _told(about: str, lines: Sequence[str], there: _Spot, before: _Spot) -> tuple[str, _Spot, dict[str, object]]:
    """Return what is wrong, where it began, and the values of its text."""
    if about == "bracket":
        return _of_a_bracket(lines, there, before)
    if about in {"quote", "sign"}:
        sign = _sign(lines, before)
        return {'"': "double_quote", "\t": "tab"}.get(sign, about), before, {"sign": sign}
    if about in {"value", "key"}:
        return *(_of_a_colon(lines, there) if about == "value" else _of_a_key(lines, before)), {}
    if about == "document":
        ended = any(line.startswith("...") for line in lines[: there.row])
        return "second_document" if ended else "indentation", there, {}
    if about == "end_of_value" and not _is_closed(_line(lines, there.row)[: there.column]):
        return *_of_the_line_before(lines, there), {}
    return {"end_of_value": "after"}.get(about, about), there, {}


def _is_closed(text: str) -> bool:
    return text.rstrip().endswith(("'", '"', "]", "}"))


def _of_a_colon(lines: Sequence[str], there: _Spot) -> tuple[str, _Spot]:
    """Return why a colon is one too many: one before it is not followed by a space, or the line is indented too far."""
    line = _line(lines, there.row)
    if re.search(r":(?:[ \t]|$)", line[: there.column]):
        return "colon_in_value", there
    return _of_the_line_before(lines, there)


def _of_the_line_before(lines: Sequence[str], there: _Spot) -> tuple[str, _Spot]:
    """Return whether the line before is no key with its value, or this one is indented otherwise than it."""
    own = _indented(_line(lines, there.row))
    row = next((row for row in range(there.row - 1, -1, -1) if _says_something(_line(lines, row))), None)
    if row is None:
        return "other", there
    former = _line(lines, row)
    if _indented(former) >= own and not re.search(r":(?:[ \t]|$)|^ *-|[\]}]$", former):
        return _of_a_key(lines, _Spot(row, _indented(former)))
    return "indentation" if own != _indented(former) else "other", _Spot(there.row, own)


def _of_a_key(lines: Sequence[str], spot: _Spot) -> tuple[str, _Spot]:
    return "blank" if ":" in _line(lines, spot.row)[spot.column :] else "colon", spot


def _of_a_bracket(lines: Sequence[str], there: _Spot, before: _Spot) -> tuple[str, _Spot, dict[str, object]]:
    sign = _sign(lines, before)
    if sign not in _CLOSES:
        opened = _opened(lines, there)
        at_the_end = not _line(lines, there.row)[there.column :].strip()
        if opened is None or not at_the_end:
            sign = _sign(lines, there)
            return ("sign", there, {"sign": sign}) if sign.strip() else ("other", there, {})
        before, sign = opened, _sign(lines, opened)
    return "bracket", there, {"sign": sign, "close": _CLOSES[sign], "row": before.row + 1}


def _opened(lines: Sequence[str], there: _Spot) -> _Spot | None:
    """Return the last bracket before a place that is not closed before it."""
    closing: list[str] = []
    for row in range(min(there.row, len(lines) - 1), -1, -1):
        line = lines[row][: there.column] if row == there.row else lines[row]
        for column in range(len(line) - 1, -1, -1):
            sign = line[column]
            if sign in _CLOSES.values():
                closing.append(sign)
            elif sign in _CLOSES and closing:
                closing.pop()
            elif sign in _CLOSES:
                return _Spot(row, column)
    return None


def _line(lines: Sequence[str], row: int) -> str:
    return lines[row] if row < len(lines) else ""


def _sign(lines: Sequence[str], spot: _Spot) -> str:
    return _line(lines, spot.row)[spot.column : spot.column + 1]


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indented(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _found(lines: Sequence[str], spot: _Spot) -> MultilingualText:
    """Return what stands at a place: the rest of its line, or that the file ends there."""
    rest = _line(lines, spot.row)[spot.column :].rstrip()
    if _line(lines, spot.row)[spot.column :].startswith("\t"):
        return YAML_FOUND["tab"]
    if not rest:
        whole = _line(lines, spot.row).strip()
        return YAML_FOUND["text"].format({"text": _shown(whole)}) if whole else YAML_FOUND["end"]
    return YAML_FOUND["text"].format({"text": _shown(rest)})


def _shown(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1].rstrip()}…"


def _invisible(sign: str) -> MultilingualText:
    return YAML_FOUND["invisible"].format({"text": f"U+{ord(sign or chr(0)):04X}"})
