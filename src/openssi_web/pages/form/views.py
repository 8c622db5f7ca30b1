"""The page of one table of the questionnaire: shown, and saved by browsers without script."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openssi.collect.form_model import FormGroup, FormRow, FormTable
from openssi.collect.workbook_keys import CellKey
from openssi.present.numbers import format_day
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.text import Language, as_language
from openssi_web.accounts.access import institution_of, seen_schemes
from openssi_web.accounts.models import Person
from openssi_web.pages.form.page import FormAddresses, form_values
from openssi_web.pages.form.posted import Posted, explanation_in
from openssi_web.pages.form.saving import content_face
from openssi_web.pages.form.session import FormSession, ShownFinding, TypedCell, TypedExplanation
from openssi_web.pages.form.source import cited_in, closed_without_source, source_values, with_source
from openssi_web.pages.form.words import FormWords
from openssi_web.pages.round_words import role_in_words, state_in_words
from openssi_web.pages.working import of_submission, own_address, work_page
from openssi_web.rounds.actions import MOST_CELLS, explain_finding, save_block
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.entered import cell_in_words
from openssi_web.rounds.answers.live_findings import LiveFindings, live_findings
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.confidentiality.small_counts import small_counts
from openssi_web.rounds.forms.form import form_of
from openssi_web.rounds.models import AnswerVersion, SubmissionDraft
from openssi_web.rounds.requests.outcomes import CellChange, Clash, Conflict, Refused
from openssi_web.rounds.requests.permission import closed_cells, is_answered_now, sees, sees_findings
from openssi_web.rounds.workspace import definitions, inquiry

COUNTRY = "country"
"""Stands in an address for what is asked of no scheme."""

OF_INSTITUTIONS = "A1"
"""The table that each institution answers for itself."""

SCRIPT, PLAIN = "openssi-script", "plain"
"""The cookie that the script sets, and the part of an address that asks for the page as if there were none."""

NOT_SAVED = 422
REQUEST = "request"


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def table_page(
    request: HttpRequest, language: str, person: Person, draft: SubmissionDraft, scheme: str, table: str
) -> HttpResponse:
    """Show one table of a submission, or save what the plain form sends."""
    page = TablePage(request, as_language(language), person, draft, _scheme_id(scheme), table)
    return page.save() if request.method == "POST" else page.show()


def _scheme_id(scheme: str) -> str:
    return NOT_APPLICABLE if scheme == COUNTRY else scheme


def table_address(draft: SubmissionDraft, language: str, table: str, scheme: str) -> str:
    """Return the address of a table."""
    subject = COUNTRY if scheme == NOT_APPLICABLE else scheme
    return reverse("round-table", args=[language, draft.ref_area, draft.round.year, subject, table])


class TablePage:
    """One table of a submission as one person sees it."""

    def __init__(
        self, request: HttpRequest, language: Language, person: Person, draft: SubmissionDraft, scheme: str, table: str
    ) -> None:
        """Open the table.

        Raises:
            Http404: if the form has no such table, or the person does not see it.
        """
        self.request, self.language, self.person, self.draft = request, language, person, draft
        self.grants = person.grants()
        self.words = FormWords(definitions().texts, language)
        schemes = seen_schemes(self.grants, draft.ref_area, [each["id"] for each in draft.inventory["schemes"]])
        self.schemes = {NOT_APPLICABLE, *schemes}
        self.name, self.scheme = table, scheme
        self.table = self._table()

    def _table(self) -> FormTable:
        """Return the table; what each institution answers for itself is that of the person's."""
        self.concealment = concealment_for(self.grants, self.draft)
        self.whole = form_of(inquiry(), self.draft, self.language, "", self.concealment)
        own = institution_of(self.grants, self.draft.ref_area) if self.name == OF_INSTITUTIONS else ""
        self.form = form_of(inquiry(), self.draft, self.language, own, self.concealment) if own else self.whole
        found = self.form.builder.named(self.name, self.scheme) if self.scheme in self.schemes else None
        seen = _seen_part(found, lambda key: sees(self.grants, self.draft, key)) if found is not None else None
        if seen is None:
            raise Http404
        return seen

    @property
    def address(self) -> str:
        """Where the table is."""
        return self._address(self.name, self.scheme)

    def _address(self, table: str, scheme: str) -> str:
        """Return the address of a table, with the source that it is filled in from."""
        return with_source(table_address(self.draft, self.language, table, scheme), cited_in(self.request))

    # Showing

    def show(
        self,
        typed: Mapping[str, TypedCell] | None = None,
        refusals: Mapping[str, str] | None = None,
        unexplained: Mapping[str, TypedExplanation] | None = None,
    ) -> HttpResponse:
        """Return the page, with what was not saved and why."""
        keys = [cell.key for cell in self.table.cells()]
        live = live_findings(inquiry(), self.draft, self.form.answers.entry)
        unsourced = closed_without_source(self.request, self.person, self.draft, keys)
        closed = closed_cells(self.grants, self.draft, keys) | unsourced
        session = FormSession(
            draft=self.draft.pk,
            person=self.person.name,
            versions={str(key): self.form.versions[key] for key in keys if key in self.form.versions},
            findings=tuple(self._shown_findings(live, set(keys), unexplained or {})),
            errors=self._errors(live),
            saved=self._saved(keys),
            closed=frozenset(map(str, closed)),
            why_closed=self._why_closed(is_closed=len(closed) == len(keys), is_unsourced=bool(unsourced)),
            request=str(uuid.uuid4()),
            typed=typed or {},
            refusals=refusals or {},
            small=self._small(),
            first=self.request.GET.get("cell", ""),
            has_script=self.request.COOKIES.get(SCRIPT) == "1" and PLAIN not in self.request.GET,
        )
        outline = [each for each in self.whole.outline if each.scheme in self.schemes]
        values = form_values(
            self.table, outline, self._addresses(), session, definitions().texts, definitions().codelists
        )
        bare = table_address(self.draft, self.language, self.name, self.scheme)
        values |= source_values(self.request, self.person, self.draft, self.language, bare)
        is_whole = not (refusals or unexplained)
        return work_page(self.request, "form.html", self.language, values, 200 if is_whole else NOT_SAVED)

    def _addresses(self) -> FormAddresses:
        place = [self.language, self.draft.ref_area, self.draft.round.year]
        return FormAddresses(
            save=with_source(reverse("round-cells", args=place), cited_in(self.request)),
            table=self._address,
            country=reverse("round", args=place),
            sign_in=f"/{self.language}/sign-in",
            history=reverse("round-history", args=place),
            totals=reverse("round-totals", args=place),
        )

    def _shown_findings(
        self, live: LiveFindings, keys: set[CellKey], unexplained: Mapping[str, TypedExplanation]
    ) -> Iterable[ShownFinding]:
        for key, found in self.concealment.findings(live.by_cell).items():
            for each in found if key in keys and sees_findings(self.grants, self.draft, key) else ():
                yield ShownFinding(
                    id=each.id,
                    key=str(key),
                    rule=each.rule,
                    severity=each.severity,
                    state=each.state,
                    message=each.message.in_language(self.language),
                    remedy=each.remedy.in_language(self.language),
                    explanation=each.explanation,
                    typed=unexplained.get(each.id),
                )

    def _small(self) -> dict[str, str]:
        """What is proposed for the small counts of the table that the person sees."""
        cells = {each.key for each in self.table.cells() if not each.is_concealed}
        texts = definitions().texts
        return {
            str(key): texts.get(
                "confidentiality.small", self.language, message=found.message.in_language(self.language)
            )
            for key, found in small_counts(inquiry(), self.draft, cells).items()
        }

    def _errors(self, live: LiveFindings) -> dict[tuple[str, str], int]:
        items = definitions().questionnaire.items
        found: dict[tuple[str, str], int] = {}
        for key in live.errors():
            place = (items[key.item].table, key.scheme) if key.item in items else ("", "")
            found[place] = found.get(place, 0) + 1
        return found

    def _saved(self, keys: Sequence[CellKey]) -> str:
        """When somebody last answered in the table, and who."""
        items = {each.item for each in keys}
        rows = self.draft.versions.filter(item__in=items, scheme=self.scheme).exclude(entry__channel="opening")
        last = rows.select_related("entry__person").order_by("-entry_id").first()
        if last is None or last.entry.person is None:
            return ""
        at = last.entry.at
        day = format_day(at.date(), self.language)
        return self.words.of("saved", day=day, time=f"{at:%H:%M}", person=last.entry.person.name)

    def _why_closed(self, *, is_closed: bool, is_unsourced: bool) -> str:
        if is_closed and is_unsourced:
            return definitions().texts.get("sources.form.none", self.language)
        if not is_answered_now(self.draft):
            return self.words.of("closed.state", state=state_in_words(self.draft.state, self.language))
        return self.words.of("closed.others") if is_closed else ""

    # Saving

    def save(self) -> HttpResponse:
        """Save what the plain form sends: what can be saved is, the rest is shown again with the reason."""
        typed, refusals = self._save_cells()
        unexplained = self._explain(self.request.POST.get("explain", ""))
        if refusals or unexplained:
            self.table = self._table()
            return self.show(typed, refusals, unexplained)
        return HttpResponseRedirect(own_address(self.request, self.request.POST.get("next", ""), self.address))

    def _save_cells(self) -> tuple[dict[str, TypedCell], dict[str, str]]:
        posted = list(Posted(self.draft, self.form, self.table, self.request.POST).changes())
        request = self.request.POST.get(REQUEST, "") or str(uuid.uuid4())
        typed: dict[str, TypedCell] = {}
        refusals: dict[str, str] = {}
        for number in range(0, len(posted), MOST_CELLS):
            block = {change.key: (change, cell) for change, cell in posted[number : number + MOST_CELLS]}
            for key, why in self._save_what_can_be([change for change, _ in block.values()], f"{request}-{number}"):
                typed[str(key)], refusals[str(key)] = block[key][1], why
        return typed, refusals

    def _save_what_can_be(self, changes: Sequence[CellChange], request: str) -> Iterable[tuple[CellKey, str]]:
        """Save changes, and tell of each that was not saved why; the others are tried again without it."""
        left = list(changes)
        while left:
            outcome = save_block(self.person, self.draft, left, f"{request}-{len(left)}", cited=cited_in(self.request))
            if isinstance(outcome, Refused):
                refused = dict(self._refused(outcome, left))
            elif isinstance(outcome, Conflict):
                refused = {each.key: self._conflict(each) for each in outcome.cells}
            else:
                return
            yield from refused.items()
            left = [each for each in left if each.key not in refused]

    def _refused(self, outcome: Refused, changes: Sequence[CellChange]) -> Iterable[tuple[CellKey, str]]:
        words = {cell_in_words(each.key): each.key for each in changes}
        for problem in outcome.problems:
            keys = [words[problem.place.item]] if problem.place.item in words else list(words.values())
            yield from ((key, problem.text.in_language(self.language)) for key in keys)

    def _conflict(self, clash: Clash) -> str:
        row: AnswerVersion = clash.theirs
        person = row.entry.person
        face = content_face(self.form, clash.key, Content.of(row))
        return self.words.of(
            "conflict",
            theirs=face["shown"] or self.words.of("nothing"),
            person=person.name if person is not None else "",
            role=role_in_words(row.entry.role, self.language),
            day=format_day(row.entry.at.date(), self.language),
            time=f"{row.entry.at:%H:%M}",
        )

    def _explain(self, finding: str) -> dict[str, TypedExplanation]:
        if not finding:
            return {}
        reason, text = explanation_in(self.request.POST, finding)
        key = f"{self.request.POST.get(REQUEST, '') or uuid.uuid4()}-explain"
        outcome = explain_finding(self.person, self.draft, finding, text, reason, key)
        if not isinstance(outcome, Refused):
            return {}
        why = " ".join(each.text.in_language(self.language) for each in outcome.problems)
        return {finding: TypedExplanation(reason=reason, text=text, refusal=why)}


def _seen_part(table: FormTable, is_seen: Callable[[CellKey], bool]) -> FormTable | None:
    """Return what a person sees of a table, none where it is nothing."""
    if all(is_seen(cell.key) for cell in table.cells()):
        return table

    def rows(found: Iterable[FormRow]) -> tuple[FormRow, ...]:
        parts = (replace(row, cells=tuple(each for each in row.cells if is_seen(each.key))) for row in found)
        return tuple(row for row in parts if row.cells)

    def groups(found: Iterable[FormGroup]) -> tuple[FormGroup, ...]:
        parts = (replace(group, rows=rows(group.rows)) for group in found)
        return tuple(group for group in parts if group.rows)

    sections = (
        replace(each, sources=rows(each.sources), groups=groups(each.groups), details=groups(each.details))
        for each in table.sections
    )
    seen = replace(table, sections=tuple(sections))
    return seen if any(True for _ in seen.cells()) else None
