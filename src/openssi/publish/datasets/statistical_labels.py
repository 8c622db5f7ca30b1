"""Labels of statistical packages: what is too long for a package ends in an ellipsis and is told in full elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from openssi.publish.datasets.statistical_variables import Variable
from openssi.publish.sdmx.data.data_messages import DataMessage

ELLIPSIS = "…"
LONGEST_FILE_LABEL = 60
"""Characters of the label of a file: 64 bytes in SPSS, 80 characters in Stata."""

LONGEST_LINE = 80
"""Bytes of a line of the notes of SPSS."""


@dataclass(slots=True)
class Labels:
    """Makes labels fit a package and remembers those that did not.

    Attributes:
        longest: The longest label of a variable.
        longest_value: The longest label of a value, in bytes.
        counts_bytes: Whether labels of variables are measured in bytes of UTF-8, else in characters.
    """

    longest: int
    longest_value: int
    counts_bytes: bool
    _shortened: list[str] = field(default_factory=list)

    @property
    def shortened(self) -> tuple[str, ...]:
        """What was shortened so far, in full, with the variable it belongs to."""
        return tuple(self._shortened)

    def of(self, variable: Variable) -> str:
        """Return the label of a variable."""
        return self._fitting(variable.label, most=self.longest, counts_bytes=self.counts_bytes, place=variable.name)

    def of_values(self, variable: Variable) -> dict[int | str, str]:
        """Return the labels of whole numbers, and of the letters of missing values."""
        fitting = partial(self._fitting, most=self.longest_value, counts_bytes=True)
        labels: dict[int | str, str] = {}
        for number, name in variable.value_labels.items():
            labels[number] = fitting(name, place=f"{variable.name} = {number}")
        for letter, name in variable.reasons.items():
            labels[letter] = fitting(name, place=f"{variable.name} = {letter}")
        return labels

    def of_file(self, message: DataMessage) -> str:
        """Return what the file is: its dataflow and its release."""
        end = f", OpenSSI {message.release.id}"
        return _cut(message.dataflow.id, LONGEST_FILE_LABEL - len(end), counts_bytes=True) + end

    def _fitting(self, label: str, *, most: int, counts_bytes: bool, place: str) -> str:
        if _length(label, counts_bytes=counts_bytes) <= most:
            return label
        self._shortened.append(f"{place}: {label}")
        return _cut(label, most, counts_bytes=counts_bytes)


def _length(text: str, *, counts_bytes: bool) -> int:
    return len(text.encode()) if counts_bytes else len(text)


def _cut(text: str, most: int, *, counts_bytes: bool) -> str:
    """Return a text that fits, with an ellipsis where it was longer; no character is cut in two."""
    if _length(text, counts_bytes=counts_bytes) <= most:
        return text
    kept = text
    while _length(f"{kept.rstrip()}{ELLIPSIS}", counts_bytes=counts_bytes) > most:
        kept = kept[:-1]
    return f"{kept.rstrip()}{ELLIPSIS}"


def lines_of(texts: Iterable[str]) -> list[str]:
    """Return texts as lines that the notes of SPSS hold, broken between words where that is possible."""
    lines: list[str] = []
    for text in texts:
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}".lstrip()
            if len(longer.encode()) > LONGEST_LINE and line:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines
