"""The actions on the log of letters and calls: log, correct, settle. Named in `actions.py`."""

import datetime as dt
import hashlib
import json
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field

from django.db import transaction

from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import FOLLOWERS, role_among
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.attachments.attaching import wrong_with_file
from openssi_web.rounds.attachments.files import Incoming, Received, clean_name, extension_of, received_in, rules
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.correspondence.log import contacts_of, folder_of, record_for, refuse_stranger
from openssi_web.rounds.correspondence.models import DIRECTIONS, MEDIA, Correspondence, CorrespondencePerson
from openssi_web.rounds.correspondence.names import named_in
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.recording import reused_key, unfit_key
from openssi_web.rounds.submissions.models import Round

LONGEST_SUBJECT = 200
LONGEST_SUMMARY = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAsked:
    """A letter, mail, call or meeting as it is to be logged.

    Attributes:
        day: As it was typed, such as `2026-01-31`.
        people: Numbers of contacts of the country.
        due: As it was typed, empty where nothing is to be done.
        year: Reference year of a round, empty for none.
    """

    day: str
    direction: str
    medium: str
    subject: str
    summary: str = ""
    people: tuple[int, ...] = ()
    due: str = ""
    year: str = ""


@dataclass
class _Read:
    """What was asked, read; and all that is wrong with it."""

    asked: LogAsked
    ref_area: str
    problems: list[Problem] = field(default_factory=list)

    def row(self) -> Correspondence:
        """Return the record to be."""
        day = self._day("day", self.asked.day) or today()
        due = self._day("due", self.asked.due) if self.asked.due.strip() else None
        if day > today():
            self._refuse("day", "LOG_DAY_AHEAD", day=day.isoformat())
        if due is not None and due < day:
            self._refuse("due", "LOG_DUE_UNFIT", due=due.isoformat(), day=day.isoformat())
        return Correspondence(
            ref_area=self.ref_area,
            day=day,
            direction=self._chosen("direction", self.asked.direction, DIRECTIONS),
            medium=self._chosen("medium", self.asked.medium, MEDIA),
            subject=self._text("subject", " ".join(plain(self.asked.subject).split()), 1, LONGEST_SUBJECT),
            summary=self._text("summary", plain(self.asked.summary).strip(), 0, LONGEST_SUMMARY),
            due=due,
            round=self._round(),
        )

    def people(self, earlier: Correspondence | None) -> list[int]:
        """Return the contacts, each once: of the country today, or those whom a corrected record was with."""
        known = {each.pk for each in contacts_of(self.ref_area)}
        known |= {each.contact_id for each in earlier.people.all()} if earlier is not None else set()
        chosen = list(dict.fromkeys(self.asked.people))
        if not set(chosen) <= known:
            self._refuse("people", "LOG_PERSON_UNKNOWN")
        return chosen

    def _refuse(self, name: str, code: str, **values: object) -> None:
        self.problems.append(Problem(code, Place(item=name), values))

    def _day(self, name: str, written: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(written.strip())
        except ValueError:
            self._refuse(name, "LOG_DAY_UNFIT", value=written.strip()[:40] or "-")
            return None

    def _chosen(self, name: str, code: str, allowed: tuple[str, ...]) -> str:
        if code not in allowed:
            self._refuse(name, "LOG_CHOICE_UNFIT", allowed=", ".join(allowed))
        return code

    def _text(self, name: str, written: str, least: int, longest: int) -> str:
        is_printed = all(each.isprintable() or each in "\n\t" for each in written)
        if not least <= len(written) <= longest or not is_printed:
            self._refuse(name, "LOG_TEXT_UNFIT", longest=longest)
        elif (found := named_in(written, self.ref_area)) is not None:
            self._refuse(name, "LOG_NAMES_SOMEBODY", found=found)
        return written

    def _round(self) -> Round | None:
        year = self.asked.year.strip()
        if not year:
            return None
        is_year = year.isascii() and year.isdigit() and len(year) < 5
        found = Round.objects.filter(year=int(year)).first() if is_year else None
        if found is None:
            self._refuse("year", "LOG_ROUND_UNKNOWN", year=year[:20])
        return found


def log_correspondence(
    person: Person,
    ref_area: str,
    asked: LogAsked,
    key: str,
    *,
    incoming: Incoming | None = None,
    corrects: int | None = None,
) -> Correspondence | Refused:
    """Log a letter, mail, call or meeting with a country, or correct what was logged by a record that replaces it.

    Args:
        person: An officer who follows the country.
        ref_area: The country.
        asked: What is logged.
        key: Made by whoever asks; the same key does it once.
        incoming: A file, none where none was chosen; a correction without one keeps the file that is there.
        corrects: Number of the record that is corrected, none for a new entry.

    Raises:
        Http404: if the person does not follow the country, or there is no such record.
    """
    refuse_stranger(person, ref_area)
    earlier = record_for(person, ref_area, corrects) if corrects is not None else None
    read = _Read(asked, ref_area)
    row, people = read.row(), read.people(earlier)
    with ExitStack() as stack:
        file = _file(read, row, incoming, stack)
        if read.problems:
            return Refused(tuple(read.problems))
        if earlier is not None:
            row.officer, row.settled_on = earlier.officer, earlier.settled_on if row.due == earlier.due else None
            if file is None:
                _keep_file(row, earlier)
        digest = _digest(ref_area, asdict(asked), row.sha256, corrects)
        return _recorded(person, row, people, earlier, key, digest, file)


def settle_follow_up(person: Person, ref_area: str, number: int, key: str) -> Correspondence | Refused:
    """Record that what was to be done about an entry of the log is done.

    Raises:
        Http404: if the person does not follow the country, or there is no such record.
    """
    earlier = record_for(person, ref_area, number)
    same = ("ref_area", "day", "direction", "medium", "officer", "subject", "summary", "due", "round")
    row = Correspondence(settled_on=today(), **{name: getattr(earlier, name) for name in same})
    _keep_file(row, earlier)
    people = [each.contact_id for each in earlier.people.all()]
    return _recorded(person, row, people, earlier, key, _digest(ref_area, "settle", number), None, settles=True)


def _keep_file(row: Correspondence, earlier: Correspondence) -> None:
    for name in ("name", "media_type", "size", "sha256"):
        setattr(row, name, getattr(earlier, name))


def _digest(*asked: object) -> str:
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


def _recorded(
    person: Person,
    row: Correspondence,
    people: list[int],
    earlier: Correspondence | None,
    key: str,
    digest: str,
    file: Received | None,
    *,
    settles: bool = False,
) -> Correspondence | Refused:
    """Write a record, once for a key, and only over a record that nobody has replaced."""
    place = Place(item=row.ref_area)
    unfit = unfit_key(key, place)
    if unfit is not None:
        return unfit
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        again = Correspondence.objects.filter(by=person, idempotency_key=key).first()
        if again is not None:
            return again if again.digest == digest else reused_key(key, place)
        if earlier is not None:
            now = Correspondence.objects.select_for_update().get(pk=earlier.pk)
            if Correspondence.objects.filter(replaces=now).exists():
                return _because("LOG_CORRECTED")
            if settles and not now.is_open:
                return _because("LOG_SETTLED")
        row.by, row.role, row.replaces = person, _role(person, row.ref_area), earlier
        row.officer = earlier.officer if earlier is not None else person
        row.idempotency_key, row.digest = key, digest
        row.save()
        CorrespondencePerson.objects.bulk_create(
            CorrespondencePerson(correspondence=row, contact_id=each) for each in people
        )
        if file is not None:
            file.keep()
    return row


def _role(person: Person, ref_area: str) -> Role:
    return role_among(person.grants(), ref_area, FOLLOWERS) or FOLLOWERS[0]


def _because(code: str) -> Refused:
    return Refused((Problem(code),))


def _file(read: _Read, row: Correspondence, incoming: Incoming | None, stack: ExitStack) -> Received | None:
    """Write a file aside and say in the record what it is; whatever is wrong with it joins the problems."""
    if incoming is None:
        return None
    declared, name = rules(), clean_name(incoming.name or "")
    kind = declared.kinds.get(extension_of(name))
    named = named_in(name.replace("_", " ").replace("-", " "), row.ref_area)
    if named is not None:
        read.problems.append(Problem("LOG_NAMES_SOMEBODY", Place(item="file"), {"found": named}))
    if kind is None:
        values = {"name": name, "allowed": ", ".join(declared.kinds)}
        read.problems.append(Problem("ROUND_FILE_KIND", Place(item="file"), values))
        return None
    file = stack.enter_context(received_in(folder_of(row.ref_area), incoming, kind.most))
    wrong = wrong_with_file(file, name, kind, declared)
    if wrong is not None:
        read.problems.append(Problem(wrong.code, Place(item="file"), wrong.values))
    row.name, row.media_type, row.size, row.sha256 = name, kind.media_type, file.size, file.sha256
    return file
