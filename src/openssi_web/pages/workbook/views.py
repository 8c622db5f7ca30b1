"""The workbook of a submission: taken away, brought back, compared, taken over."""

import re
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import Returned
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.passing_folder import PassingFolder
from openssi.vocabulary.text import LANGUAGES, as_language
from openssi_web.accounts.models import Person
from openssi_web.pages.files.views import disposition
from openssi_web.pages.shell import spoken
from openssi_web.pages.workbook.difference import CHOICE, comparison_values, problems_values
from openssi_web.pages.workbook.shown import TAKEN_OVER, bring_values
from openssi_web.pages.working import of_submission, work_page
from openssi_web.pages.workspace.views import head_values
from openssi_web.pages.workspace.words import CellNames, WorkWords
from openssi_web.rounds.actions import import_workbook
from openssi_web.rounds.attachments.files import Incoming
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.forms.form import form_of
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import Conflict, Decision, Refused, Saved
from openssi_web.rounds.submissions.workbook_parts import part_named
from openssi_web.rounds.workbooks import exchange, uploads
from openssi_web.rounds.workbooks.comparison import compare as compared
from openssi_web.rounds.workbooks.uploads import Upload
from openssi_web.rounds.workspace import inquiry
from openssi_web.uploads import too_large

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEE_OTHER, CONFLICT, GONE, TOO_LARGE, UNPROCESSABLE = 303, 409, 410, 413, 422
UPLOAD, REQUEST = "upload", "request"

SEEN_AS = {
    "WORKBOOK_NOT_OURS": "ROUND_WORKBOOK_NOT_OURS",
    "WORKBOOK_OTHER_VERSION": "ROUND_WORKBOOK_OTHER_VERSION",
}
"""The words of the site for what the reader of workbooks says to those who have the command line."""

_CHOICE = re.compile(r"(workbook|theirs):([0-9]{1,9})")
_UNFIT = re.compile(r"[^A-Za-z0-9]+")


@require_safe
@of_submission
def workbook(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Give the workbook of a submission or of a part of it, in the language that the address names."""
    part = part_named(person, draft, request.GET.get("institution", ""), request.GET.getlist("scheme"))
    wanted = request.GET.get("language", language)
    written_in = as_language(wanted if wanted in LANGUAGES else language)
    with PassingFolder("workbook") as folder:
        concealment = concealment_for(person.grants(), draft)
        file = folder / "workbook.xlsx"
        path = exchange.write(inquiry(), draft, file, written_in, part.choice, concealment)
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    about = [part.institution, *(part.schemes if part.is_scheme else ())]
    named = [str(draft), written_in, *(_UNFIT.sub("-", each).strip("-") for each in about if each)]
    response.headers["Content-Disposition"] = disposition(f"{'-'.join(each for each in named if each)}.xlsx")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def compare(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Take a workbook that is brought back, show what it changes, and take it over once that was decided."""
    desk = _Desk(request, WorkWords.of_site(spoken(language)), person, draft)
    posted = request.POST  # Read here, so that it is known how much came.
    problem = too_large(request)
    if problem is not None:
        return desk.form(problem, TOO_LARGE)
    if request.method == "POST":
        return desk.take_over(posted[UPLOAD]) if UPLOAD in posted else desk.receive()
    return desk.show(request.GET[UPLOAD]) if UPLOAD in request.GET else desk.form()


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where a workbook is brought back to."""

    request: HttpRequest
    words: WorkWords
    person: Person
    draft: SubmissionDraft

    # The file arrives

    def receive(self) -> HttpResponse:
        """Keep the file that was sent, if it can be read, and lead to what it changes."""
        sent = cast("Incoming | None", self.request.FILES.get("workbook"))
        if sent is None:
            return self.form(Problem("ROUND_UPLOAD_NONE"), UNPROCESSABLE)
        upload = uploads.keep(self.person, self.draft, sent.name or "", sent.chunks())
        problems = self._problems(upload)
        if problems:
            uploads.remove(upload)
            return self._unreadable(upload.name, problems)
        return HttpResponseRedirect(f"{self._here}?{urlencode({UPLOAD: upload.token})}", status=SEE_OTHER)

    def _problems(self, upload: Upload) -> Sequence[Problem]:
        try:
            found = compared(self.person, self.draft, self._read(upload))
        except FixTheFile as error:
            return error.problems
        return found.problems if isinstance(found, Refused) else ()

    def _read(self, upload: Upload) -> Returned:
        return exchange.named(exchange.examine(inquiry(), self.draft, upload.path), upload.name)

    def _unreadable(self, name: str, problems: Sequence[Problem]) -> HttpResponse:
        """Say what is wrong: of the file as a whole at its field, of its cells one by one."""
        of_file = [each for each in problems if not (each.place.sheet or each.place.cell)]
        if of_file:
            code = SEEN_AS.get(of_file[0].code, of_file[0].code)
            return self.form(replace(of_file[0], code=code), UNPROCESSABLE)
        return self.form(None, UNPROCESSABLE, problems_values(problems, name, self.words))

    # The difference is shown

    def show(self, token: str, *, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - for a template
        """Show what a workbook that is kept would change."""
        upload = uploads.kept(self.person, self.draft, token)
        if upload is None:
            return self.form(Problem("ROUND_UPLOAD_GONE"), GONE)
        try:
            returned = self._read(upload)
            found = compared(self.person, self.draft, returned)
        except FixTheFile as error:
            return self._unreadable(upload.name, error.problems)
        if isinstance(found, Refused):
            return self._unreadable(upload.name, found.problems)
        concealment = concealment_for(self.person.grants(), self.draft)
        form = form_of(inquiry(), self.draft, self.words.language, "", concealment)
        names = CellNames.of(self.draft, form, self.words, self.person.grants())
        shows_all = self.request.GET.get("rows") == "all"
        values = {
            **comparison_values(found, returned, names, show_all=shows_all, chosen=self.request.POST),
            "upload": upload.token,
            "request_key": uuid.uuid4().hex,
            "rows_all": f"{self._here}?{urlencode({UPLOAD: upload.token, 'rows': 'all'})}",
            "quiet": True,
            **more,
        }
        return self._page("workbook_difference.html", values, status)

    # It is taken over

    def take_over(self, token: str) -> HttpResponse:
        """Take over what a workbook changes, with what was decided."""
        key = self.request.POST.get(REQUEST, "")
        upload = uploads.kept(self.person, self.draft, token)
        if upload is None:
            done = self.draft.entries.filter(idempotency_key=key, person=self.person).first() if key else None
            return self._done(done.pk) if done is not None else self.form(Problem("ROUND_UPLOAD_GONE"), GONE)
        try:
            returned = self._read(upload)
        except FixTheFile as error:
            return self._unreadable(upload.name, error.problems)
        outcome = import_workbook(self.person, self.draft, returned, key, decisions_of(self.request.POST))
        if isinstance(outcome, Saved):
            return self._saved(upload, returned, outcome)
        if isinstance(outcome, Conflict):
            problem = Problem("ROUND_WORKBOOK_UNDECIDED", values={"count": len(outcome.cells)})
            undecided = frozenset(each.key for each in outcome.cells)
            return self.show(token, status=CONFLICT, alert=self._text(problem), undecided=undecided)
        return self.show(token, status=UNPROCESSABLE, alert=self._text(outcome.problems[0]))

    def _saved(self, upload: Upload, returned: Returned, outcome: Saved) -> HttpResponse:
        if outcome.entry is None:
            uploads.remove(upload)
            return self._done(0)
        # Sent twice at once, the other request may have moved it.
        with suppress(FileNotFoundError):
            uploads.keep_original(upload, self.draft, returned.submission.sha256)
        return self._done(outcome.entry.pk)

    def _done(self, entry: int) -> HttpResponse:
        base = reverse("round", args=[self.words.language, self.draft.ref_area, self.draft.round.year])
        return HttpResponseRedirect(f"{base}?{urlencode({TAKEN_OVER: entry})}", status=SEE_OTHER)

    # The page with the field

    def form(
        self, problem: Problem | None = None, status: int = 200, more: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """Show the field for the file, with what was wrong with the last one."""
        refusal = self._text(problem) if problem is not None else ""
        return self._page("workbook.html", {"refusal": refusal, **(more or {})}, status)

    @property
    def _here(self) -> str:
        address = [self.words.language, self.draft.ref_area, self.draft.round.year]
        return reverse("round-workbook-compare", args=address)

    def _text(self, problem: Problem) -> str:
        return problem.text.in_language(self.words.language)

    def _page(self, template: str, values: Mapping[str, Any], status: int) -> HttpResponse:
        head = head_values(self.draft, self.words)
        title = self.words.of("back.title", country=head["country"], year=head["year"])
        shown = {**head, **bring_values(self.person, self.draft, self.words), "page_title": title, **values}
        return work_page(self.request, template, self.words.language, shown, status)


def decisions_of(posted: Mapping[str, Any]) -> dict[CellKey, Decision]:
    """Return what a person chose for cells that others changed; what cannot be understood is not decided."""
    found = {}
    for name, value in posted.items():
        key = CellKey.parse(name.removeprefix(CHOICE)) if name.startswith(CHOICE) else None
        chosen = _CHOICE.fullmatch(str(value))
        if key is not None and chosen is not None:
            take = cast("Literal['workbook', 'theirs']", chosen[1])
            found[key] = Decision(int(chosen[2]), take)
    return found
