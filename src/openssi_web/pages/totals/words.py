"""The words of the totals, of `definitions/interface/totals.yaml`, and sentences made of figures."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openssi.definitions.texts import Texts
from openssi.indicators.proposal import Overlaps, Proposal
from openssi.indicators.union import Basis
from openssi.present.numbers import format_exact, format_number, percent, percent_sign
from openssi.vocabulary.indicator import LifeCycleGroup
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.text import Language
from openssi_web.pages.form.words import FormWords
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.forms.totals import TotalNow

FILE = "totals"

_LEAST_CERTAIN_FIRST: tuple[Basis, ...] = (
    "contradictory", "middle", "narrowed", "disjoint", "rates", "formula", "one",
)  # fmt: skip


@dataclass(frozen=True)
class TotalsWords:
    """Words of the totals in one language."""

    texts: Texts
    language: Language
    questionnaire: Questionnaire

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return self.texts.get(f"{FILE}.{key}", self.language, **values)

    def plain(self) -> dict[str, Any]:
        """Return every text without plural forms as a tree."""
        return FormWords(self.texts, self.language).plain(FILE)

    def persons(self, value: Decimal | None) -> str:
        """Return persons as they are printed, nothing where there are none."""
        return "" if value is None else format_number(value, self.language)

    def exact(self, value: Decimal) -> str:
        """Return a number with all its digits."""
        return format_exact(value, self.language)

    def percent(self, share: Decimal) -> str:
        """Return a share of one as a percentage."""
        return percent(float(100 * share), self.language)

    def item(self, item: str) -> str:
        """Return the name of an item."""
        return self.questionnaire.items[item].label.in_language(self.language)

    def bounds(self, lower: Decimal, upper: Decimal, *, is_partial: bool) -> str:
        """Return bounds in words; where parts are missing there is no upper one."""
        if is_partial:
            return self.of("figure.at_least", lower=self.persons(lower))
        if lower == upper:
            return self.persons(lower)
        return self.of("figure.between", lower=self.persons(lower), upper=self.persons(upper))

    def difference(self, persons: Decimal, proposed: Decimal) -> str:
        """Return a difference in persons and, where the proposal is not nobody, in per cent, with its sign."""
        sign = "+" if persons > 0 else ""
        said = f"{sign}{self.persons(persons)}"
        if not proposed:
            return said
        share = f"{sign}{self.percent(persons / proposed)}"
        return self.of("figure.difference_value", persons=said, percent=share)

    def cap(self, total: TotalNow, group: LifeCycleGroup) -> str:
        """Return what caps a life-cycle group, empty where nothing does."""
        expression = total.caps.get(group, "")
        if expression in self.questionnaire.items:
            return self.item(expression)
        if not expression:
            return ""
        name = "WORKING_AGE" if group == "working_age" else "OLDER"
        return self.of(f"cap.{name}_UNINSURED" if "H." in expression else f"cap.{name}")

    def overlaps(self, overlaps: Overlaps) -> str:
        """Return overlap rates by pair of schemes."""
        sign = percent_sign(self.language)
        said = {" + ".join(sorted(pair)): f"{self.exact(100 * rate)}{sign}" for pair, rate in overlaps.items()}
        return ", ".join(self.of("overlap.one", pair=pair, rate=rate) for pair, rate in sorted(said.items()))

    def basis(self, proposal: Proposal) -> str:
        """Return in a few words what a proposal rests on."""
        return self.of(f"note.{basis_of(proposal)}")

    def note(self, proposal: Proposal, before: Content) -> str:
        """Return the note of a confirmed total: method and bounds, then what the country had noted itself."""
        how, union = self.basis(proposal), proposal.union
        if proposal.is_partial:
            known = sum(not each.is_missing for each in proposal.added)
            how = self.of("note.partial", how=how, known=known, count=len(proposal.added))
        if union is not None and union.lower != union.upper:
            lower, upper = self.persons(union.lower), self.persons(union.upper)
            how = self.of("note.between", how=how, lower=lower, upper=upper)
        return "\n".join(each for each in (self.of("note.confirmed", how=how), own_note(before)) if each)


def basis_of(proposal: Proposal) -> str:
    """Return the least certain thing that a proposal rests on, `law` where it is nobody by law."""
    found = proposal.union.basis if proposal.union is not None else frozenset()
    return next((each for each in _LEAST_CERTAIN_FIRST if each in found), "law")


def own_note(content: Content) -> str:
    """Return what the country noted itself: all but the first line of what a confirmation wrote."""
    return content.note.partition("\n")[2] if content.method == "CONFIRMED" else content.note
