"""What somebody sends from the page of sources, and what becomes of it."""

from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest

from openssi_web.accounts.models import Person
from openssi_web.pages.cell_words import cell_named
from openssi_web.rounds.actions import add_source, attach_to_source, choose_source, record_search, state_value
from openssi_web.rounds.attachments.files import Incoming
from openssi_web.rounds.compilation.checks import SearchAsked, SourceAsked, ValueAsked
from openssi_web.rounds.compilation.request import CompileAnswer
from openssi_web.rounds.models import SubmissionDraft

KINDS = ("source", "file", "value", "choose", "search")
_USES = {"yes": True, "no": False}
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class PostedSources:
    """One form of the page.

    Attributes:
        what: Which one: `source`, `file`, `value`, `choose`, `search`.
    """

    request: HttpRequest
    person: Person
    draft: SubmissionDraft

    @property
    def what(self) -> str:
        """Which form it is."""
        return self._text("do")

    def outcome(self) -> CompileAnswer:
        """Do what is asked.

        Raises:
            Http404: if there is no such form, or the person does not see the cell.
        """
        actions = {
            "source": self._source,
            "file": self._file,
            "value": self._value,
            "choose": self._choose,
            "search": self._search,
        }
        found = actions.get(self.what)
        if found is None:
            raise Http404
        return found()

    def _source(self) -> CompileAnswer:
        names = ("title", "publisher", "address", "accessed", "language", "part", "note")
        asked = SourceAsked(**{each: self._text(each) for each in names})
        return add_source(self.person, self.draft, asked, self._sent(), self._text("key"))

    def _file(self) -> CompileAnswer:
        number = _number(self._text("source"))
        return attach_to_source(self.person, self.draft, number or 0, self._sent(), self._text("key"))

    def _value(self) -> CompileAnswer:
        key = cell_named(self.draft, self._text("cell"))
        if key is None:
            raise Http404
        asked = ValueAsked(
            key=key,
            source=_number(self._text("source")) or 0,
            value=self._text("value"),
            unit_mult=self._text("unit_mult"),
            page=self._text("page"),
            use=_USES.get(self._text("use")),
            reason=self._text("reason"),
            seen=_number(self._text("seen")),
        )
        return state_value(self.person, self.draft, asked, self._text("key"))

    def _choose(self) -> CompileAnswer:
        key = cell_named(self.draft, self._text("cell"))
        if key is None:
            raise Http404
        number, seen = _number(self._text("number")), _number(self._text("seen"))
        reason = self._text("reason")
        return choose_source(self.person, self.draft, key, number or 0, reason, self._text("key"), seen=seen)

    def _search(self) -> CompileAnswer:
        items = (*self.request.POST.getlist("tables"), *self._text("codes").replace(",", " ").split())
        asked = SearchAsked(
            items=tuple(str(each) for each in items),
            scheme=self._text("scheme"),
            place=self._text("place"),
            day=self._text("day"),
            sought=self._text("sought"),
            result=self._text("result"),
            marks=self._text("marks") == "1",
        )
        return record_search(self.person, self.draft, asked, self._text("key"))

    def _sent(self) -> Incoming | None:
        return cast("Incoming | None", self.request.FILES.get("file"))

    def _text(self, name: str) -> str:
        return str(self.request.POST.get(name, ""))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
