"""What the page of what will be published shows: indicators, interventions, and figures side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from openssi.vocabulary.confidentiality import MARK
from openssi.vocabulary.symbols import LETTERS
from openssi_web.accounts.access import ROLES_OF_AN_INSTITUTION, SEE_ANSWERS, Grants
from openssi_web.pages.confirmation.words import ConfirmationWords
from openssi_web.rounds.acceptance.dissents import answer_of
from openssi_web.rounds.acceptance.models import Dissent
from openssi_web.rounds.acceptance.to_publish import Figure, Intervention, ToPublish, ValueToPublish
from openssi_web.rounds.confidentiality.confidential import Concealment, concealment_for
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.permission import sees

MOST_CELLS = 60
"""Interventions that are shown at once."""


def sees_the_nation(grants: Grants, draft: SubmissionDraft) -> bool:
    """Whether a person sees what is computed of the whole country, not only cells of some schemes."""
    roles = {each.role for each in grants if each.is_for(draft.ref_area)} & SEE_ANSWERS
    return bool(roles - ROLES_OF_AN_INSTITUTION)


@dataclass(frozen=True)
class Shown:
    """What a person sees of what will be published, in words.

    Attributes:
        chosen: Ids of the figures that the person ticked.
    """

    words: ConfirmationWords
    found: ToPublish
    grants: Grants
    chosen: frozenset[str] = frozenset()

    @cached_property
    def is_of_the_nation(self) -> bool:
        """Whether the person sees national figures."""
        return sees_the_nation(self.grants, self.words.draft)

    @cached_property
    def interventions(self) -> tuple[Intervention, ...]:
        """The interventions in cells that the person sees, those decided cell by cell first."""
        seen = (each for each in self.found.interventions if sees(self.grants, self.words.draft, each.key))
        return tuple(sorted(map(self._known, seen), key=lambda each: each.kind == "compiled"))

    def _known(self, each: Intervention) -> Intervention:
        """Return an intervention as far as the person may know its figures."""
        kept = self._kept
        answered, taken = kept.content(each.key, each.answered), kept.observation(each.taken)
        return replace(each, answered=answered, taken=taken, reason=kept.text(each.reason))

    @cached_property
    def _kept(self) -> Concealment:
        return concealment_for(self.grants, self.words.draft)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """The figures that are kept from the person."""
        return frozenset(each.taken.id for each in self.found.interventions if self._kept.hides(each.key))

    def values(self) -> Iterator[dict[str, Any]]:
        """Iterate over the rows of the table of indicators."""
        if self.is_of_the_nation:
            yield from map(self._value, self.found.values)

    def _value(self, each: ValueToPublish) -> dict[str, Any]:
        words, row, before = self.words, each.row, each.before
        status = row["obs_status"] or "A"
        change = ""
        if before is not None and row["value"] is not None:
            change = words.change(row["value"] - before["value"])
        return {
            "id": row["value_id"],
            "name": words.indicator(row),
            "value": words.value(row),
            "mark": LETTERS.get(status, "") if row["value"] is not None else "",
            "status": words.code("CL_OBS_STATUS", status),
            "is_missing": row["value"] is None,
            "numerator": words.persons(row["numerator"]),
            "denominator": words.persons(row["denominator"]),
            "range": words.between(row),
            "method": words.code("CL_DEDUP", row["method"]) if row["method"] else "",
            "before": words.of("values.before_year", value=words.value(before), year=before["time_period"])
            if before is not None
            else "",
            "change": change,
            "can_object": row["value_id"] in self.found.figures,
            "is_chosen": row["value_id"] in self.chosen,
        }

    def cells(self, *, show_all: bool) -> list[dict[str, Any]]:
        """Return the rows of the table of interventions."""
        return [self._cell(each) for each in self.interventions[: None if show_all else MOST_CELLS]]

    def _cell(self, each: Intervention) -> dict[str, Any]:
        words = self.words
        return {
            "id": each.taken.id,
            "name": words.cell(each),
            "subject": words.cells.subject(each.key),
            "answered": words.answered(each),
            "taken": words.taken(each),
            "kind": words.of(f"kind.{each.kind}"),
            "reason": each.reason,
            "is_public": each.is_public,
            "can_object": each.taken.id in self.found.figures,
            "is_chosen": each.taken.id in self.chosen,
        }

    # Objections

    def figures(self, typed: Mapping[str, tuple[str, str]]) -> list[dict[str, Any]]:
        """Return the figures that the person ticked, with what was typed of them."""
        rows = []
        for number, figure in enumerate(each for each in self.found.figures.values() if each.id in self.chosen):
            value, explanation = typed.get(figure.id, ("", ""))
            label = self.words.unit(figure.unit)
            unit = self.words.of("object.percent") if figure.kind == "indicator" else label
            asks = self.words.of("object.value", unit=unit) if unit else self.words.of("object.value_plain")
            rows.append(
                {
                    "number": number,
                    "id": figure.id,
                    "name": self.name_of(figure.id),
                    "published": self.words.of("object.published", value=self._published(figure)),
                    "asks": asks,
                    "value": value,
                    "explanation": explanation,
                }
            )
        return rows

    def beside(self, dissents: Sequence[Dissent], typed: Mapping[int, str]) -> list[dict[str, Any]]:
        """Return figures side by side, with what either side says of them."""
        rows = []
        for each in dissents:
            answer, figure = answer_of(each), self.found.figures.get(each.figure)
            said = answer.explanation if answer is not None else ""
            rows.append(
                {
                    "pk": each.pk,
                    "name": self.name_of(each.figure),
                    "published": self._published(figure) if figure is not None else "…",
                    "value": MARK if each.figure in self._hidden else self.words.own_value(each.value, each.unit),
                    "explanation": self._kept.text(each.explanation),
                    "language": each.language,
                    "answer": self._kept.text(said),
                    "answer_language": answer.language if answer is not None else "",
                    "typed": typed.get(each.pk, ""),
                }
            )
        return rows

    def _published(self, figure: Figure) -> str:
        return MARK if figure.id in self._hidden else self.words.figure(figure.value, figure.unit)

    def name_of(self, figure: str) -> str:
        """Return the name of a figure."""
        value = next((each.row for each in self.found.values if each.row["value_id"] == figure), None)
        if value is not None:
            return self.words.indicator(value)
        cell = next((each for each in self.found.interventions if each.taken.id == figure), None)
        if cell is None:
            return figure
        subject = self.words.cells.subject(cell.key)
        return f"{self.words.cell(cell)}, {subject}" if subject else self.words.cell(cell)
