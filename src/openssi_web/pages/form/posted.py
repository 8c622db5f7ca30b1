"""The plain form, as a browser without script sends it: what changed beside what its page showed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from openssi.collect.confidentiality import written
from openssi.collect.form_model import FormCell, FormConfirmation, FormRow, FormTable
from openssi.collect.workbook_keys import OPEN, CellKey
from openssi.collect.workbook_plan import CONFIRMED
from openssi.collect.workbook_values import MISSING_STATUSES
from openssi_web.pages.form.saving import content_face
from openssi_web.pages.form.session import TypedCell
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.entered import Change
from openssi_web.rounds.forms.form import Form
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import CellChange

MOST_DIGITS_OF_A_VERSION = 9


@dataclass(frozen=True, slots=True)
class Posted:
    """What a person sent with the plain form of one table."""

    draft: SubmissionDraft
    form: Form
    table: FormTable
    fields: QueryDict

    def changes(self) -> Iterator[tuple[CellChange, TypedCell]]:
        """Iterate over the cells that say something else than the page did, each with what stands in its fields."""
        confirmed = dict(self._confirmed())
        for row, cell in self._cells():
            key = self._key(cell)
            if key is None or str(cell.key) not in self.fields:
                if cell.key in confirmed:
                    yield confirmed[cell.key], _as_it_is(row, cell)
                continue
            version = self._version(cell.key)
            shown = self._shown(row, cell, version)
            typed = self._typed(cell, shown)
            if typed != shown:
                yield CellChange(key, _change(cell, typed, shown), version), typed
            elif cell.key in confirmed:
                yield confirmed[cell.key], typed

    def _cells(self) -> Iterator[tuple[FormRow, FormCell]]:
        return ((row, cell) for section in self.table.sections for row in section.rows() for cell in row.cells)

    def _key(self, cell: FormCell) -> CellKey | None:
        """Return the cell, with the code that was typed where its row awaits one."""
        if not cell.key.breakdown.startswith(OPEN):
            return cell.key
        code = self.fields.get(f"code:{cell.key}", "").strip().upper()
        return cell.key._replace(breakdown=code) if code else None

    def _version(self, key: CellKey) -> int:
        sent = self.fields.get(f"version:{key}", "0")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= MOST_DIGITS_OF_A_VERSION else -1

    def _typed(self, cell: FormCell, shown: TypedCell) -> TypedCell:
        """Return what stands in the fields; one that the page does not have says what was there."""
        key = cell.key
        return TypedCell(
            value=_one_line_end(self.fields.get(str(key), shown.value)),
            status=self.fields.get(f"status:{key}") or cell.usual_status,
            note=_one_line_end(self.fields.get(f"note:{key}", shown.note)),
            source=_one_line_end(self.fields.get(f"source:{key}", shown.source)),
            ref_detail=self.fields.get(f"ref_detail:{key}", shown.ref_detail),
            confidentiality=" ".join(self.fields.get(f"conf:{key}", shown.confidentiality).split()),
        )

    def _shown(self, row: FormRow, cell: FormCell, version: int) -> TypedCell:
        """Return what the page showed, which may be an older version than the one that stands now."""
        if version == self.form.versions.get(cell.key, 0):
            return _as_it_is(row, cell)
        found = self.draft.versions.filter(**cell.key._asdict(), version=version).first()
        said = Content.of(found) if found is not None else Content()
        face = content_face(self.form, cell.key, said)
        value = face["value" if is_chosen(row) else "shown"]
        return TypedCell(
            value=value,
            status=face["status"],
            note=said.note,
            source=said.source,
            ref_detail=said.ref_detail,
            confidentiality=written(said.conf_status, said.embargo),
        )

    def _confirmed(self) -> Iterator[tuple[CellKey, CellChange]]:
        """Iterate over the figures of the groups whose confirmation was given or taken back."""
        for section in self.table.sections:
            for group in section.groups:
                if group.confirmation is not None and self._differs(group.confirmation):
                    for cell in (each for row in group.rows for each in row.cells):
                        yield from self._confirming(cell, is_given=not group.confirmation.is_confirmed)

    def _differs(self, confirmation: FormConfirmation) -> bool:
        return (str(confirmation.key) in self.fields) != confirmation.is_confirmed

    def _confirming(self, cell: FormCell, *, is_given: bool) -> Iterator[tuple[CellKey, CellChange]]:
        version = self.form.versions.get(cell.key, 0)
        if is_given and cell.origin == "prefilled" and cell.value:
            yield cell.key, CellChange(cell.key, Change(value=cell.value, confirmed=True), version)
        said = self.form.answers.contents.get(cell.key)
        if not is_given and said is not None and said.method == CONFIRMED:
            yield cell.key, CellChange(cell.key, Change(value=""), version)


def is_chosen(row: FormRow) -> bool:
    """Whether an answer is one of a list, of which a field sends the code."""
    return bool(row.choices) and row.item.type != "codes"


def _as_it_is(row: FormRow, cell: FormCell) -> TypedCell:
    return TypedCell(
        value=cell.value if is_chosen(row) else cell.shown,
        status=cell.status or cell.usual_status,
        note=cell.note,
        source=cell.source,
        ref_detail=cell.in_force,
        confidentiality=cell.confidentiality,
    )


def _change(cell: FormCell, typed: TypedCell, shown: TypedCell) -> Change:
    """Return the parts that changed."""
    is_usual = typed.status == cell.usual_status or (not typed.value and typed.status not in MISSING_STATUSES)
    status = "" if is_usual else typed.status
    has_status = cell.kind != "source"
    # A figure that was filled in beforehand and is commented on becomes an answer.
    is_new = typed.value != shown.value or cell.origin in {"prefilled", "carried"}
    return Change(
        value=typed.value if is_new else None,
        status=status if has_status and (typed.status != shown.status or is_new) else None,
        note=typed.note if typed.note != shown.note else None,
        source=typed.source if typed.source != shown.source else None,
        valid_from=typed.ref_detail if typed.ref_detail != shown.ref_detail else None,
        confidentiality=typed.confidentiality if typed.confidentiality != shown.confidentiality else None,
    )


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n")


def explanation_in(fields: QueryDict, finding: str) -> tuple[str, str]:
    """Return reason and text that stand in the fields of a finding."""
    return fields.get(f"reason:{finding}", ""), _one_line_end(fields.get(f"explanation:{finding}", ""))
