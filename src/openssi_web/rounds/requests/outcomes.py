"""What becomes of a request to change answers: it was saved, it meets another answer, or it is refused."""

from dataclasses import dataclass
from typing import Literal

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.errors import Problem
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.entered import Change
from openssi_web.rounds.submissions.models import AnswerVersion, Entry


@dataclass(frozen=True, slots=True)
class CellChange:
    """A change of one cell.

    Attributes:
        based_on: The version that the person saw, 0 where the cell was empty.
    """

    key: CellKey
    change: Change
    based_on: int


@dataclass(frozen=True, slots=True)
class Saved:
    """It was saved, now or when it was asked for the first time.

    Attributes:
        entry: The entry that it made, none where the cells said the same already.
        versions: The latest version of each cell afterwards, in the order in which the cells were named; a cell that
            was and is empty has none.
        repeated: Whether it had been saved before under the same key.
    """

    entry: Entry | None
    versions: tuple[AnswerVersion, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody else changed meanwhile.

    Attributes:
        yours: What would have been saved.
        theirs: The latest version, with the person who entered it (`theirs.entry.person`).
        seen: The version that yours is based on, none where the cell was empty.
    """

    key: CellKey
    yours: Content
    theirs: AnswerVersion
    seen: AnswerVersion | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was saved: the person looks at both values and decides, basing the next request on `theirs`."""

    cells: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was saved: the request itself has to be corrected."""

    problems: tuple[Problem, ...]


Outcome = Saved | Conflict | Refused


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a cell in which a workbook meets another answer.

    Attributes:
        version: The version that the person saw beside the answer of the workbook.
        take: Whose answer holds.
    """

    version: int
    take: Literal["workbook", "theirs"]
