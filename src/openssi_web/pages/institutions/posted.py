"""What a coordinator sends from the page of people, handed to the actions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.rounds import actions
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.institutions.appointing import Appointing
from openssi_web.rounds.institutions.checks import Appointment, Invitee
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import Refused

FIELDS = ("email", "name", "language", "institution", "role", "last", "member")
FORMS = ("invite", "role")
"""Forms whose problems stand at their fields."""

_NAMED = frozenset({"email", "name", "language", "institution", "role", "last", "schemes"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What was refused, to be shown where it was typed.

    Attributes:
        what: What was to be done; empty where nothing was refused.
        fields: The fields as they were sent.
    """

    what: str = ""
    problems: tuple[Problem, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    schemes: frozenset[str] = frozenset()

    def at(self, what: str) -> dict[str, list[Problem]]:
        """Return the problems of a form by the field that they are about."""
        found: dict[str, list[Problem]] = {}
        if what == self.what and what in FORMS:
            for each in self.problems:
                if each.place.item in _NAMED:
                    found.setdefault(each.place.item, []).append(each)
        return found

    @property
    def elsewhere(self) -> tuple[Problem, ...]:
        """The problems that are about no field of a form."""
        here = self.at(self.what)
        return tuple(each for each in self.problems if each.place.item not in here)


@dataclass(frozen=True)
class Posted:
    """A request to change something about the people of institutions.

    Attributes:
        data: What was sent.
    """

    person: Person
    draft: SubmissionDraft
    data: QueryDict

    def _of(self, name: str) -> str:
        return self.data.get(name, "")

    @property
    def _member(self) -> int:
        """The membership; what is no number names none that there is."""
        written = self._of("member")
        return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else 0

    @property
    def _schemes(self) -> tuple[str, ...]:
        return tuple(self.data.getlist("schemes"))

    @property
    def _appointment(self) -> Appointment:
        return Appointment(
            role=self._of("role"),
            institution=plain(self._of("institution")),
            schemes=self._schemes,
            last=self._of("last").strip(),
        )

    def carried_out(self) -> Appointing:
        """Do what was asked."""
        done: Mapping[str, Callable[[], Appointing]] = {
            "invite": self._invite,
            "role": self._role,
            "assign": self._assign,
            "end": self._end,
            "again": self._again,
        }
        action = done.get(self._of("do"))
        if action is None:
            asked = plain(self._of("do"))[:100]
            return Refused((Problem("MOVE_UNKNOWN", Place(item=str(self.draft)), {"action": asked}),))
        return action()

    def typed(self, refused: Refused) -> Typed:
        """Return what was sent and refused."""
        fields = {name: self._of(name)[:300] for name in FIELDS}
        return Typed(self._of("do"), refused.problems, fields, frozenset(self._schemes))

    def _invite(self) -> Appointing:
        invitee = Invitee(email=self._of("email"), name=self._of("name"), language=self._of("language"))
        return actions.invite_person(self.person, self.draft, invitee, self._appointment, self._of("key"))

    def _role(self) -> Appointing:
        return actions.give_further_role(self.person, self.draft, self._member, self._appointment, self._of("key"))

    def _assign(self) -> Appointing:
        seen = self._of("seen").split()
        return actions.change_schemes(self.person, self.draft, self._member, self._schemes, seen, self._of("key"))

    def _end(self) -> Appointing:
        return actions.dismiss(self.person, self.draft, self._member, self._of("last"), self._of("key"))

    def _again(self) -> Appointing:
        return actions.invite_again(self.person, self.draft, self._member, self._of("key"))
