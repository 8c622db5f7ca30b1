"""The letters of a round, as they are declared: who gets which, when, and the few things that may stand in them.

A letter says that something waits on the site. It never carries a figure nor anything that somebody wrote about one:
what may be filled into its text is this closed list, and nothing of it comes from an answer, a finding or a query.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from openssi.vocabulary.decision import Role
from openssi.vocabulary.text import MultilingualText

Slot = Literal["name", "country", "year", "due", "days_left", "page", "link"]
SLOTS: tuple[Slot, ...] = get_args(Slot)
SLOTS_EXPLAINED: Mapping[Slot, str] = {
    "name": "the name of the reader",
    "country": "the country",
    "year": "the reference year of the round",
    "due": "the day until which something is asked, as the language writes it",
    "days_left": "the days until then, in words; nothing when they are over",
    "page": "the address of the page of the site on which it waits",
    "link": "the address under which a reader who has no password yet sets one; nothing for the others",
}
OF_A_DAY: frozenset[str] = frozenset({"due", "days_left"})
OPTIONAL: frozenset[str] = OF_A_DAY | {"link"}
"""A paragraph that names one of these is left out where it has nothing to say."""

Occasion = Literal["invitation", "appointment", "transition"]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
OCCASIONS_EXPLAINED: Mapping[Occasion, str] = {
    "invitation": "a desk officer invites the country",
    "appointment": "the coordinator invites somebody, or sends the invitation again",
    "transition": "the submission takes one of the steps named",
}

Readers = Literal["everybody", "unready", "unsigned", "returned", "queried"]
READERS: tuple[Readers, ...] = get_args(Readers)
READERS_EXPLAINED: Mapping[Readers, str] = {
    "everybody": "everybody who holds the role for the country",
    "unready": "the coordinator, and the people of schemes that are not marked as ready",
    "unsigned": "the people of schemes that are ready and not signed",
    "returned": "the coordinator, and the people of schemes that were returned",
    "queried": "the coordinator, and the people of schemes that are asked about",
}

DueDay = Literal["submission", "queries", "confirmation"]
DUE_DAYS: tuple[DueDay, ...] = get_args(DueDay)

LetterPage = Literal["workspace", "queries"]
LETTER_PAGES: tuple[LetterPage, ...] = get_args(LetterPage)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterKind:
    """One kind of letter.

    Attributes:
        occasion: What causes it.
        moves: The transitions that cause it.
        clock: The reminder that it is, empty for others.
        roles: Who gets it.
        readers: Which of these people.
        due: The day that it names, empty for none.
        page: The page that it leads to.
        body: Its paragraphs, an empty line between them.
    """

    id: str
    occasion: Occasion
    moves: tuple[str, ...] = ()
    clock: str = ""
    roles: tuple[Role, ...]
    readers: Readers = "everybody"
    due: DueDay | Literal[""] = ""
    page: LetterPage = "workspace"
    name: MultilingualText
    subject: MultilingualText
    body: MultilingualText

    def is_for(self, move: str, rule: str) -> bool:
        """Whether a transition causes it, with the clock that fired (`reminder_1 2025-03-01`)."""
        return move in self.moves and (not self.clock or rule.partition(" ")[0] == self.clock)
