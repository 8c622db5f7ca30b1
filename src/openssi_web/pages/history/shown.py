"""What the page of the history of a cell shows: each event in words, with what changed and what stood there before."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from babel.dates import format_time

from openssi.definitions.texts import Texts
from openssi.present.numbers import format_day
from openssi.vocabulary.csv_text import neutralised_cell
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.pages.cell_words import OneCell
from openssi_web.pages.confidentiality_words import label_of
from openssi_web.pages.round_words import channel_in_words, role_in_words
from openssi_web.rounds.answers.content import Content, plain_digits
from openssi_web.rounds.attachments.files import is_withdrawn
from openssi_web.rounds.forms.history import Moment, Said
from openssi_web.rounds.models import Attachment, Entry

FILE = "history"
_LOCALES = {"en": "en_GB", "fr": "fr", "es": "es"}
_REASONS = "CL_EXPL"
_COLUMNS = (
    "event", "version", "replaces", "at_utc", "value", "unit_mult", "text", "obs_status", "note", "source",
    "ref_detail", "method", "explanation", "person", "role", "channel", "action", "file", "sheet", "row", "rule",
    "reason", "conf_status", "embargo",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of what a cell says.

    Attributes:
        before: What stood there before, none where it is the same or where there was no version before.
    """

    head: str
    value: str
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShown:
    """Something that happened to a cell.

    Attributes:
        what: The event in words.
        version: The version that it made, in words; empty where it made none.
        is_latest: Whether this version holds now.
        by: Who, in which role.
        how: By which channel.
        note: A remark on it, else empty.
    """

    at: dt.datetime
    what: str
    by: str
    when: str
    parts: tuple[PartShown, ...]
    version: str = ""
    is_latest: bool = False
    how: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryWriter:
    """Puts the history of one cell into words."""

    cell: OneCell
    texts: Texts
    language: Language

    def events(self, moments: Sequence[Moment], said: Sequence[Said], files: Sequence[Attachment]) -> list[EventShown]:
        """Return everything that happened, the first event first."""
        versions = (self._version(each, is_latest=each is moments[-1]) for each in moments)
        explanations = (self._explanation(each) for each in said)
        return sorted((*versions, *explanations, *self._files(files)), key=lambda each: each.at)

    def of(self, key: str, **values: object) -> str:
        """Return a text of the history."""
        return self.texts.get(f"{FILE}.{key}", self.language, **values)

    def by(self, name: str, role: str) -> str:
        """Return who did something, and in which role."""
        if not name:
            return self.of("system")
        return self.of("by", name=name, role=role_in_words(role, self.language)) if role else name

    def when(self, at: dt.datetime) -> str:
        """Return day and time as the language writes them, and that it is that of UTC."""
        utc = at.astimezone(dt.UTC)
        time = format_time(utc.time(), "short", locale=_LOCALES[self.language])
        return self.of("when", day=format_day(utc.date(), self.language), time=time)

    # Versions

    def _version(self, moment: Moment, *, is_latest: bool) -> EventShown:
        return EventShown(
            at=moment.at,
            what=self._what(moment),
            version=self.of("version", version=moment.version),
            is_latest=is_latest,
            by=self.by(moment.person, moment.role),
            when=self.when(moment.at),
            how=self._how(moment),
            parts=tuple(self._parts(moment)),
        )

    def _what(self, moment: Moment) -> str:
        before = moment.replaced
        if moment.channel == "opening":
            return self.of("what.carried")
        if before is None:
            return self.of("what.first")
        if moment.content.is_empty:
            return self.of("what.cleared")
        if before.is_empty:
            return self.of("what.again")
        parts = [self.of(f"part.{name}") for name in self._changed(moment.content, before)]
        return self.of("what.changed", parts=", ".join(parts))

    @staticmethod
    def _changed(now: Content, before: Content) -> Iterator[str]:
        if (now.scaled, now.text) != (before.scaled, before.text):
            yield "answer"
        elif now.unit_mult != before.unit_mult:
            yield "multiplier"
        for name, column in _PARTS.items():
            if getattr(now, column) != getattr(before, column):
                yield name

    def _how(self, moment: Moment) -> str:
        if moment.channel == "opening":
            return ""
        channel = channel_in_words(moment.channel, self.language)
        return self.of("block", channel=channel) if moment.action == "block" else channel

    def _parts(self, moment: Moment) -> Iterator[PartShown]:
        """The parts that say something, or said something before."""
        now, before = moment.content, moment.replaced
        for name in ("answer", *_PARTS):
            said = self._said(name, now)
            earlier = self._said(name, before) if before is not None else said
            if said or earlier or name == "answer":
                usual = self._nothing(name)
                changed = (earlier or usual) if earlier != said else None
                yield PartShown(self.of(f"head.{name}"), said or usual, changed)
        place = now.place
        if place.file:
            where = Place(file=place.file, sheet=place.sheet, row=place.row, cell=place.cell)
            yield PartShown(self.of("head.place"), where.in_words(self.language))

    def _said(self, name: str, content: Content) -> str:
        if name == "answer":
            return self.cell.answer_of(content)
        code = str(getattr(content, _PARTS[name]))
        if name == "status":
            return self.cell.status(code)
        if name == "method" and f"method.{code}" in self.texts.entries(FILE):
            return self.of(f"method.{code}")
        if name == "confidentiality":
            return label_of(self.cell.words.codelists, self.language, code) if code else ""
        return self.cell.day(code) if name in {"reference", "embargo"} else code

    def _nothing(self, name: str) -> str:
        usual = {"answer": "no_answer", "status": "usual_status", "confidentiality": "usual_confidentiality"}
        return self.of(usual.get(name, "none"))

    # Beside the versions

    def _explanation(self, said: Said) -> EventShown:
        parts = [PartShown(self.of("head.said"), said.text)]
        if said.reason:
            parts.append(PartShown(self.of("head.reason"), self.cell.words.code(_REASONS, said.reason)))
        return EventShown(
            at=said.at,
            what=self.of("what.explained", rule=said.rule),
            by=self.by(said.person, said.role),
            when=self.when(said.at),
            parts=tuple(parts),
            note="" if said.holds else self.of("outdated"),
        )

    def _files(self, files: Iterable[Attachment]) -> Iterator[EventShown]:
        for each in files:
            named = PartShown(self.of("head.file"), f"{each.name}: {each.caption}")
            yield self._file("attached", each.entry, named)
            if is_withdrawn(each):
                reason = PartShown(self.of("head.reason"), each.withdrawal.reason)
                yield self._file("withdrawn", each.withdrawal.entry, named, reason)

    def _file(self, what: str, entry: Entry, *parts: PartShown) -> EventShown:
        name = entry.person.name if entry.person is not None else ""
        by, when = self.by(name, entry.role), self.when(entry.at)
        return EventShown(at=entry.at, what=self.of(f"what.{what}"), by=by, when=when, parts=parts)


_PARTS = {
    "status": "obs_status",
    "note": "note",
    "source": "source",
    "reference": "ref_detail",
    "method": "method",
    "explanation": "explanation",
    "confidentiality": "conf_status",
    "embargo": "embargo",
}
"""Parts of what a cell says beside its answer, and where they stand."""


# For machines

_TEXTS = ("text", "obs_status", "note", "source", "ref_detail", "conf_status", "embargo")


def history_csv(moments: Sequence[Moment], said: Sequence[Said], files: Sequence[Attachment]) -> str:
    """Return the history as CSV, with codes, exact digits and times in UTC, the first event first."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    rows = (*map(_version_row, moments), *map(_said_row, said), *_file_rows(files))
    for row in sorted(rows, key=lambda each: str(each["at_utc"])):
        # The digits of a number are no text: a minus stays what it is.
        cells = (row.get(name, "") for name in _COLUMNS)
        writer.writerow(
            [c if name == "value" else neutralised_cell(c) for name, c in zip(_COLUMNS, cells, strict=True)]
        )
    return stream.getvalue()


def _version_row(moment: Moment) -> dict[str, object]:
    content, place = moment.content, moment.content.place
    texts = {name: getattr(content, name) for name in _TEXTS}
    return {
        "event": "cleared" if content.is_empty else "value",
        "version": moment.version,
        "replaces": moment.version - 1 or "",
        "value": "" if content.number is None else plain_digits(content.number),
        "unit_mult": content.unit_mult if content.number is not None else "",
        **texts,
        "method": content.method,
        "explanation": content.explanation,
        **_who(moment.at, moment.person, moment.role),
        "channel": moment.channel,
        "action": moment.action,
        "file": place.file,
        "sheet": place.sheet,
        "row": "" if place.row is None else place.row,
    }


def _said_row(said: Said) -> dict[str, object]:
    told = {"event": "explanation", "explanation": said.text, "rule": said.rule, "reason": said.reason}
    return {**told, **_who(said.at, said.person, said.role), "action": "explain"}


def _file_rows(files: Iterable[Attachment]) -> Iterator[dict[str, object]]:
    for each in files:
        named = {"file": each.name, "note": each.caption}
        yield {"event": "file", "action": "attach", **named, **_who_of(each.entry)}
        if is_withdrawn(each):
            withdrawn = each.withdrawal
            yield {
                "event": "file",
                "action": "withdraw",
                **named,
                "reason": withdrawn.reason,
                **_who_of(withdrawn.entry),
            }


def _who_of(entry: Entry) -> dict[str, object]:
    return _who(entry.at, entry.person.name if entry.person is not None else "", entry.role)


def _who(at: dt.datetime, person: str, role: str) -> dict[str, object]:
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return {"at_utc": moment, "person": person, "role": role}
