"""Schemes and benefits over time, from what was accepted and from events that were recorded by hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openssi.engine import table_of
from openssi.store.folders import VersionedFolder
from openssi.vocabulary.dataflow import SCHEME_EVENTS
from openssi.vocabulary.errors import FixTheAnswer
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place
from openssi.vocabulary.scheme import (
    EVENT_KINDS,
    Attribute,
    Benefit,
    EventKind,
    Inventory,
    Scheme,
    SchemeEvent,
    serial_of,
)

REGISTER = "register"
ENDED = "ENDED"
_NAMES = {"scheme": ("S.NAME_EN", "S.NAME_NAT"), "benefit": ("B.NAME_EN", "B.NAME_NAT")}
_ENDS = {"S.DATE_END", "B.END"}
_STARTS = ("S.YEAR_START", "B.START")
_ENDING = {"END", "MERGE", "SPLIT"}
_STATUSES = {"S.STATUS", "B.STATUS"}

Answers = Mapping[tuple[str, str], str]
"""Texts of one year by subject and item."""


@dataclass(frozen=True, slots=True)
class EventRegister:
    """Events of a workspace that were recorded by hand. Events are added, never changed or removed."""

    root: Path

    def _folder(self, ref_area: str) -> VersionedFolder:
        return VersionedFolder(self.root / "inventory", ref_area)

    def events(self, ref_area: str) -> tuple[SchemeEvent, ...]:
        """Return the events of a country in the order in which they were recorded."""
        folder = self._folder(ref_area)
        return tuple(map(_event_from_row, folder.table("events").to_pylist())) if folder.exists else ()

    def add(self, event: SchemeEvent, recorded: str) -> None:
        """Add an event.

        Args:
            event: What happened.
            recorded: The moment at which it is recorded.
        """
        rows = [*map(_event_row, self.events(event.ref_area)), _event_row(event)]
        record = {"recorded": recorded, "events": len(rows)}
        self._folder(event.ref_area).write({"events": table_of(SCHEME_EVENTS, rows)}, record)


def _event_row(event: SchemeEvent) -> dict[str, object]:
    names = {"before": " ".join(event.before), "after": " ".join(event.after)}
    return {
        "ref_area": event.ref_area,
        "kind": event.kind,
        "date": event.date,
        **names,
        "note": event.note,
        "source": event.source,
    }


def _event_from_row(row: Mapping[str, str]) -> SchemeEvent:
    return SchemeEvent(
        ref_area=row["ref_area"],
        kind=_kind(row["kind"]) or "START",
        date=row["date"],
        before=tuple(row["before"].split()),
        after=tuple(row["after"].split()),
        note=row["note"],
        source=row["source"],
    )


def _kind(written: str) -> EventKind | None:
    return next((each for each in EVENT_KINDS if each == written), None)


@dataclass(frozen=True)
class InventoryHistory:
    """The inventory of one country over time.

    Attributes:
        ref_area: The country.
        years: The texts and codes of the inventory by subject and item, for each accepted year.
        recorded: Events that were recorded by hand.
    """

    ref_area: str
    years: Mapping[int, Answers]
    recorded: tuple[SchemeEvent, ...] = ()

    @classmethod
    def of(
        cls, ref_area: str, observations: Iterable[Observation], recorded: Sequence[SchemeEvent] = ()
    ) -> "InventoryHistory":
        """Return the history that accepted answers and recorded events tell."""
        years: dict[int, dict[tuple[str, str], str]] = {}
        for each in observations:
            if each.scheme != NOT_APPLICABLE:
                answers = years.setdefault(each.time_period, {})
                subject = each.benefit if each.benefit != NOT_APPLICABLE else each.scheme
                answers.setdefault((each.scheme, ""), "")
                answers.setdefault((subject, ""), "")
                if each.is_answered and each.func == NOT_APPLICABLE and each.breakdown == NOT_APPLICABLE:
                    answers[subject, each.item] = _written(each)
        return cls(ref_area, dict(sorted(years.items())), tuple(recorded))

    def used(self) -> tuple[int, dict[str, int]]:
        """Return the highest serial number of a scheme that was ever used, and of a benefit by scheme."""
        subjects = {subject for answers in self.years.values() for subject, _ in answers}
        subjects |= {each for event in self.recorded for each in (*event.before, *event.after)}
        schemes = max((serial_of(each) for each in subjects if "-" not in each), default=0)
        benefits: dict[str, int] = {}
        for each in subjects:
            if "-" in each:
                scheme = each.partition("-")[0]
                benefits[scheme] = max(benefits.get(scheme, 0), serial_of(each))
        return schemes, benefits

    def at_start_of(self, year: int) -> Inventory | None:
        """Return what a round opens with: the last accepted inventory without what had ended before the year."""
        return self.in_year(year)

    def in_year(self, year: int) -> Inventory | None:
        """Return the schemes and benefits that were there in a year, by the last accepted inventory up to it.

        What followed from an event that was recorded by hand up to that year is there as well, without a name until
        it is reported.
        """
        known = [each for each in self.years if each <= year]
        return self._inventory(known[-1], year) if known else None

    def _inventory(self, known: int, year: int) -> Inventory:
        answers = self.years[known]
        gone = self._ended_before(f"{year:04d}-01-01")
        recorded = {each for event in self.recorded if int(event.date[:4]) <= year for each in event.after}
        subjects = recorded | {subject for subject, item in answers if not item}
        benefits: dict[str, list[Benefit]] = {}
        for subject in sorted(subjects - gone):
            scheme, dash, _ = subject.partition("-")
            if scheme not in gone:
                found = benefits.setdefault(scheme, [])
                if dash:
                    found.append(self._benefit(answers, subject, scheme))
        schemes = (
            Scheme(each, self.ref_area, _name(answers, each, "scheme"), tuple(found))
            for each, found in benefits.items()
        )
        return Inventory(self.ref_area, tuple(schemes))

    def _benefit(self, answers: Answers, subject: str, scheme: str) -> Benefit:
        contingencies = tuple(answers.get((subject, "B.CONTIG"), "").split())
        return Benefit(
            subject, scheme, _name(answers, subject, "benefit"), answers.get((subject, "B.FUNC"), ""), contingencies
        )

    def _ended_before(self, day: str) -> set[str]:
        over = (event for event in self.events() if event.kind in _ENDING)
        ends = (event for event in over if _last_day(event.date) < day)
        return {each for event in ends for each in event.before if each not in event.after}

    def attributes(self, items: Iterable[str]) -> tuple[Attribute, ...]:
        """Return the values of some items with the reference years in which they were reported so."""
        wanted = set(items)
        found: list[Attribute] = []
        keys = {key for answers in self.years.values() for key in answers if key[1] in wanted}
        for subject, item in sorted(keys):
            found += self._intervals(subject, item)
        return tuple(found)

    def _intervals(self, subject: str, item: str) -> Iterator[Attribute]:
        told = [(year, answers[subject, item]) for year, answers in self.years.items() if (subject, item) in answers]
        changes = [at for at in range(len(told)) if at == 0 or told[at][1] != told[at - 1][1]]
        for start, end in zip(changes, [*changes[1:], len(told)], strict=True):
            is_last = end == len(told) and told[-1][0] == max(self.years)
            last = None if is_last else told[end - 1][0]
            yield Attribute(subject=subject, item=item, value=told[start][1], valid_from=told[start][0], valid_to=last)

    def events(self) -> tuple[SchemeEvent, ...]:
        """Return every event in the order of its date; one that was told and recorded stands once."""
        found = [*self._told(), *self.recorded]
        first: dict[tuple[object, ...], SchemeEvent] = {}
        for each in sorted(found, key=lambda event: (event.date, event.kind, event.before, event.after)):
            first.setdefault((each.kind, each.date[:4], each.before, each.after), each)
        return tuple(first.values())

    def _told(self) -> Iterator[SchemeEvent]:
        previous: Answers = {}
        seen: set[str] = set()
        for year, answers in self.years.items():
            subjects = [subject for subject, item in answers if not item]
            for subject in subjects:
                if subject not in seen:
                    yield from self._beginning(subject, year, answers, max(self.years, default=year))
                yield from self._of_subject(subject, year, answers, previous)
            seen.update(subjects)
            previous = answers

    def _beginning(self, subject: str, year: int, answers: Answers, last: int) -> Iterator[SchemeEvent]:
        told = next((answers[subject, item] for item in _STARTS if (subject, item) in answers), "")
        is_first_round = year == min(self.years)
        if not _origin(answers, subject) and (told or not is_first_round) and told[:4] <= str(last):
            yield self._event("START", told or str(year), (), (subject,), f"{self.ref_area}-{year}")

    def _of_subject(self, subject: str, year: int, answers: Answers, previous: Answers) -> Iterator[SchemeEvent]:
        source = f"{self.ref_area}-{year}"
        origin = _origin(answers, subject)
        kind = origin[0] if origin else None
        if origin and previous.get((subject, "S.PARENT")) != answers[subject, "S.PARENT"]:
            yield self._event(origin[0], str(year), origin[1], (subject,), source)
        for status in _STATUSES & {item for owner, item in answers if owner == subject}:
            if answers[subject, status] == ENDED and previous.get((subject, status)) != ENDED:
                yield self._event("END", self._end_of(subject, answers, year), (subject,), (), source)
        name, earlier = _name(answers, subject, _level(subject)), _name(previous, subject, _level(subject))
        if name and earlier and name != earlier and kind != "RENAME":
            yield self._event("RENAME", str(year), (subject,), (subject,), source, f"{earlier} → {name}")

    def _end_of(self, subject: str, answers: Answers, year: int) -> str:
        return next((answers[subject, item] for item in _ENDS if (subject, item) in answers), str(year))

    def _event(
        self, kind: EventKind, date: str, before: tuple[str, ...], after: tuple[str, ...], source: str, note: str = ""
    ) -> SchemeEvent:
        return SchemeEvent(
            ref_area=self.ref_area, kind=kind, date=date, before=before, after=after, note=note, source=source
        )

    def refuse_impossible(self, event: SchemeEvent) -> None:
        """Refuse an event that contradicts what is known.

        Raises:
            FixTheAnswer: if an id is unknown or had ended, a new one is in use or of another country, or the number of
                schemes does not fit the kind of event.
        """
        place = Place(item=f"{event.ref_area} {event.kind}")
        known = {subject for answers in self.years.values() for subject, _ in answers}
        known |= {each for one in self.recorded for each in one.after}
        for each in event.before:
            if each not in known:
                raise FixTheAnswer.because("INVENTORY_ID_UNKNOWN", place, id=each, known=", ".join(sorted(known)[:12]))
        for each in event.after:
            if not each.startswith(event.ref_area) or not serial_of(each):
                raise FixTheAnswer.because("INVENTORY_ID_FOREIGN", place, id=each, area=event.ref_area)
        self._refuse_contradiction(event, place)
        least_before, least_after = _NEEDED[event.kind]
        if len(set(event.before)) < least_before or len(set(event.after)) < least_after:
            values = {"kind": event.kind, "before": least_before, "after": least_after}
            raise FixTheAnswer.because("INVENTORY_EVENT_INCOMPLETE", place, **values)

    def _refuse_contradiction(self, event: SchemeEvent, place: Place) -> None:
        for each in (*event.before, *event.after):
            if each in self._ended_before(event.date):
                raise FixTheAnswer.because("INVENTORY_ID_ENDED", place, id=each, date=event.date)
        for each in set(event.after) - set(event.before):
            first = self._first_year(each)
            if event.kind in {"START", "SPLIT"} and first and first < event.date[:4]:
                raise FixTheAnswer.because("INVENTORY_ID_IN_USE", place, id=each, year=first, date=event.date)
        for each in set(event.before) - set(event.after) if event.kind in _ENDING else ():
            earlier = (one for one in self.recorded if one.kind in _ENDING and each in one.before)
            told = next((one.date for one in earlier if each not in one.after), "")
            if told:
                raise FixTheAnswer.because("INVENTORY_ENDS_TWICE", place, id=each, date=told)

    def _first_year(self, subject: str) -> str:
        return next((str(year) for year, answers in self.years.items() if (subject, "") in answers), "")


_NEEDED: Mapping[EventKind, tuple[int, int]] = {
    "START": (0, 1),
    "MERGE": (2, 1),
    "SPLIT": (1, 2),
    "RENAME": (1, 0),
    "END": (1, 0),
}
"""How many schemes an event needs before and after it."""


def _last_day(date: str) -> str:
    """Return the day of an event; one of which only the year is known counts at its end."""
    return date if len(date) > len("2024") else f"{date}-12-31"


def _level(subject: str) -> str:
    return "benefit" if "-" in subject else "scheme"


def _name(answers: Answers, subject: str, level: str) -> str:
    return next((answers[subject, item] for item in _NAMES[level] if (subject, item) in answers), "")


def _written(answer: Observation) -> str:
    return answer.text_value or (f"{answer.value.normalize():f}" if answer.value is not None else "")


def _origin(answers: Answers, subject: str) -> tuple[EventKind, tuple[str, ...]] | None:
    """Return the event and the predecessors that a scheme tells of itself (`MERGE QMA01 QMA02`)."""
    kind, *before = answers.get((subject, "S.PARENT"), "").split() or [""]
    known = _kind(kind.upper())
    return (known, tuple(before)) if known else None
