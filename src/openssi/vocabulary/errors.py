"""Problems and the exceptions that carry them, told apart by what the reader should do.

OpenSSIError
├── FixTheFile      a file, a definition or an argument has to be corrected      exit code 2
├── FixTheAnswer    an answer of the inquiry has to be corrected or explained    exit code 2
├── TryAgain        nothing is wrong; the same call can succeed later            exit code 75
└── TellUs          a defect of OpenSSI                                          exit code 70
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from openssi.vocabulary.messages import CATALOGUE
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language, MultilingualText


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a code of the catalogue, where, and the values of its message."""

    code: str
    place: Place = field(default_factory=Place)
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> MultilingualText:
        """What is wrong, why, and what to do, without the place."""
        entry = CATALOGUE[self.code]
        return entry.format(self.values)

    def message(self, language: Language = "en") -> str:
        """Return code, place, cause and remedy as one line for a person."""
        words = self.place.in_words(language)
        mark = "\u00a0: " if language == "fr" else ": "
        place = f"{words}{mark}" if words else ""
        return f"{place}{self.text.in_language(language)} [{self.code}]"


class OpenSSIError(Exception):
    """Base of all errors that OpenSSI raises on purpose."""

    exit_code = 70

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.message() for problem in self.problems))

    def __reduce__(self) -> tuple[type["OpenSSIError"], tuple[tuple[Problem, ...]]]:
        """Let the error cross from one process to another."""
        return type(self), (self.problems,)

    @classmethod
    def because(cls, code: str, place: Place | None = None, **values: object) -> Self:
        """Return the error with a single problem of the catalogue."""
        return cls((Problem(code, place or Place(), values),))


class FixTheFile(OpenSSIError):
    """A file, a definition or an argument has to be corrected."""

    exit_code = 2


class FixTheAnswer(OpenSSIError):
    """An answer of the inquiry has to be corrected or explained."""

    exit_code = 2


class TryAgain(OpenSSIError):
    """Nothing is wrong with the input: the same call can succeed later."""

    exit_code = 75


class TellUs(OpenSSIError):
    """A defect of OpenSSI itself."""

    exit_code = 70
