"""The entries of the log of letters and calls in words, and the filters of their list."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from openssi.present.numbers import format_number
from openssi_web.accounts.access import Grants, knows_contacts
from openssi_web.accounts.contact_models import Contact
from openssi_web.pages.section_words import SectionWords
from openssi_web.rounds.correspondence.log import Logged, OpenInCountry
from openssi_web.rounds.correspondence.models import DIRECTIONS, MEDIA, Correspondence
from openssi_web.rounds.monitor.progress import Follower

FILE = "correspondence"
KILOBYTE = 1000

Option = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class CountryShown:
    """A country that somebody follows, and what is to be done there."""

    country: str
    href: str
    open: int
    due: str
    next: str
    followers: str


@dataclass(frozen=True, slots=True)
class FileShown:
    """The file of a record."""

    href: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A record of the log in words."""

    number: int
    subject: str
    head: str
    people: tuple[tuple[str, str], ...]
    officer: str
    summary: str
    written: str
    round: str
    file: FileShown | None


@dataclass(frozen=True, slots=True)
class LoggedShown:
    """An entry of the log in words, with what stood there before it was corrected."""

    now: RecordShown
    follow_up: str
    is_open: bool
    settle: str
    correct: str
    earlier: str
    before: tuple[RecordShown, ...]


def country_shown(
    ref_area: str, left: OpenInCountry | None, following: Mapping[int, Follower], words: SectionWords
) -> CountryShown:
    """Return a country of the list."""
    return CountryShown(
        country=words.country(ref_area),
        href=reverse("correspondence", args=[words.language, ref_area]),
        open=left.count if left is not None else 0,
        due=left.due.isoformat() if left is not None else "",
        next=words.day(left.due) if left is not None else "",
        followers=", ".join(with_seat(each, words) for each in following.values()),
    )


def with_seat(each: Follower, words: SectionWords) -> str:
    """Return the name of an officer, with the seat where it is known."""
    if not each.seat:
        return each.name
    return f"{each.name} ({words.texts.get(f'people.seat.{each.seat}', words.language)})"


def logged_shown(logged: Logged, words: SectionWords, grants: Grants, day: dt.date) -> LoggedShown:
    """Return an entry of the log in words."""
    now = logged.now
    return LoggedShown(
        now=_record(now, logged.people, words, grants),
        follow_up=_follow_up(now, words, day),
        is_open=now.is_open,
        settle=words.of("settle_this", subject=now.subject),
        correct=words.of("correct_this", subject=now.subject),
        earlier=words.of("earlier", count=len(logged.before)) if logged.before else "",
        before=tuple(
            _record(each, tuple(person.contact for person in each.people.all()), words, grants)
            for each in logged.before
        ),
    )


def _record(row: Correspondence, people: Sequence[Contact], words: SectionWords, grants: Grants) -> RecordShown:
    head = (words.day(row.day), words.of(f"medium.{row.medium}"), words.of(f"direction.{row.direction}"))
    return RecordShown(
        number=row.pk,
        subject=row.subject,
        head=" · ".join(head),
        people=tuple((each.called, _address(each, words, grants)) for each in people),
        officer=words.of("officer", name=row.officer.name, role=words.role(row.role)),
        summary=row.summary,
        written=words.of("written", name=row.by.name, when=words.when(row.at)),
        round=words.of("about_round", year=row.round.year) if row.round is not None else "",
        file=_file(row, words),
    )


def _address(contact: Contact, words: SectionWords, grants: Grants) -> str:
    """Return the page of somebody, empty where the reader does not see it."""
    return reverse("person", args=[words.language, contact.pk]) if knows_contacts(grants, contact.areas) else ""


def _file(row: Correspondence, words: SectionWords) -> FileShown | None:
    if not row.name:
        return None
    size = format_number(max(row.size / KILOBYTE, 1), words.language)
    href = reverse("correspondence-file", args=[words.language, row.ref_area, row.pk, row.name])
    return FileShown(href, words.of("file_size", name=row.name, size=size))


def _follow_up(row: Correspondence, words: SectionWords, day: dt.date) -> str:
    if row.settled_on is not None:
        return words.of("settled", day=words.day(row.settled_on))
    if row.due is None:
        return ""
    return words.of("overdue" if row.due < day else "due", day=words.day(row.due))


def typed_of(row: Correspondence) -> dict[str, object]:
    """Return what the fields of the form hold before a record is corrected."""
    return {
        "day": row.day.isoformat(),
        "direction": row.direction,
        "medium": row.medium,
        "subject": row.subject,
        "summary": row.summary,
        "due": row.due.isoformat() if row.due is not None else "",
        "year": str(row.round.year) if row.round is not None else "",
        "people": tuple(each.contact_id for each in row.people.all()),
    }


@dataclass(frozen=True, slots=True)
class ChosenLog:
    """What the address of the log asks for; what it says that nobody knows is left out."""

    medium: str = ""
    direction: str = ""
    person: str = ""
    open: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "ChosenLog":
        """Return what an address asks for."""
        medium, direction, person = (asked.get(name, "") for name in ("medium", "direction", "person"))
        return cls(
            medium if medium in MEDIA else "",
            direction if direction in DIRECTIONS else "",
            person if person.isascii() and person.isdecimal() else "",
            asked.get("open") == "1",
        )

    def takes(self, logged: Logged) -> bool:
        """Whether an entry is listed."""
        return (
            self.medium in {"", logged.now.medium}
            and self.direction in {"", logged.now.direction}
            and (not self.person or self.person in {str(each.pk) for each in logged.people})
            and (not self.open or logged.now.is_open)
        )

    def options(self, contacts: Sequence[Contact], words: SectionWords) -> dict[str, object]:
        """Return the lists of the form that chooses."""
        every = ("", words.of("filter.all"))
        people = [(str(each.pk), each.called) for each in contacts]
        return {
            "chosen": self,
            "filter_media": _options(self.medium, [every, *((each, words.of(f"medium.{each}")) for each in MEDIA)]),
            "filter_directions": _options(
                self.direction, [every, *((each, words.of(f"direction.{each}")) for each in DIRECTIONS)]
            ),
            "filter_people": _options(self.person, [every, *people]),
        }


def _options(chosen: str, found: Sequence[tuple[str, str]]) -> list[Option]:
    return [(value, said, value == chosen) for value, said in found]
