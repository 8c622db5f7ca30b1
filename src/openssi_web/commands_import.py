"""A workbook that is brought back on the command line: what it changes, what others changed, what is not read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from openssi.present.numbers import format_exact
from openssi.run.console import language, print_table
from openssi.run.inquiry import Returned
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.commands_acting import done, refusal, request_key, say_of, text_of
from openssi_web.rounds.actions import import_workbook
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.entered import cell_in_words
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import Clash, Conflict, Decision, Refused
from openssi_web.rounds.workbooks import exchange, uploads
from openssi_web.rounds.workbooks.comparison import CellChanged, Comparison, compare
from openssi_web.rounds.workbooks.uploads import Upload
from openssi_web.rounds.workspace import inquiry

SHOWN = 30
"""Changes that are printed; the others are counted."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A workbook beside the submission that it is for."""

    person: Person
    draft: SubmissionDraft
    upload: Upload
    returned: Returned
    found: Comparison

    @classmethod
    def of_file(cls, person: Person, draft: SubmissionDraft, path: Path) -> "BroughtBack":
        """Read a workbook and compare it; a copy of it is kept as the site keeps what is uploaded.

        Raises:
            FixTheFile: if it cannot be read, or is not of this submission.
        """
        upload = uploads.keep(person, draft, path.name, _chunks(path))
        try:
            returned = exchange.named(exchange.examine(inquiry(), draft, upload.path), upload.name)
            found = done(compare(person, draft, returned))
        except FixTheFile as error:
            uploads.remove(upload)
            named = (replace(each, place=replace(each.place, file=path.name)) for each in error.problems)
            raise FixTheFile(named) from None
        return cls(person, draft, upload, returned, found)

    def take_over(self, take: str, *, is_wanted: bool) -> None:
        """Print the difference, and take it over where that is wanted and nothing is in the way.

        Args:
            take: Whose answer holds where somebody else changed a cell: `mine`, `theirs`, empty where not decided.
            is_wanted: Whether it is taken over.
        """
        try:
            self._print()
            if self.found.refused:
                raise FixTheFile(self.found.refused)
            if self.found.clashes and not take:
                place = Place(file=self.upload.name)
                raise FixTheFile.because("COMMAND_UNDECIDED", place, count=len(self.found.clashes))
            if is_wanted:
                self._write(take)
            else:
                say_of("round_commands.import.nothing_yet")
        finally:
            uploads.remove(self.upload)

    def _write(self, take: str) -> None:
        whose = "workbook" if take == "mine" else "theirs"
        decisions = {each.key: Decision(each.theirs.version, whose) for each in self.found.clashes}  # type: ignore[arg-type]
        outcome = import_workbook(self.person, self.draft, self.returned, request_key(), decisions)
        if isinstance(outcome, Refused):
            raise refusal(outcome)
        if isinstance(outcome, Conflict):
            place = Place(file=self.upload.name)
            raise FixTheFile.because("COMMAND_UNDECIDED", place, count=len(outcome.cells))
        if outcome.entry is None:
            say_of("round_commands.import.same")
            return
        uploads.keep_original(self.upload, self.draft, self.returned.submission.sha256)
        say_of("round_commands.import.done", count=len(outcome.versions))

    # What is printed

    def _print(self) -> None:
        found, ignored = self.found, self.returned.reading.ignored
        counts = {"changes": len(found.changes), "clashes": len(found.clashes), "ignored": len(ignored)}
        say_of("round_commands.import.counts", file=self.upload.name, **counts)
        if found.changes:
            heads = [text_of(f"round_commands.heads.{each}") for each in ("place", "cell", "before", "after")]
            print_table(heads, list(map(_changed, found.changes[:SHOWN])))
        if len(found.changes) > SHOWN:
            say_of("round_commands.import.more", count=len(found.changes) - SHOWN)
        if found.clashes:
            heads = [text_of(f"round_commands.heads.{each}") for each in ("cell", "mine", "theirs", "who")]
            print_table(heads, list(map(_clashing, found.clashes)))
        for each in ignored:
            typer.echo(f"  {each.message(language())}")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _changed(each: CellChanged) -> Sequence[str]:
    where = f"{each.place.sheet} {each.place.cell}".strip()
    return where, cell_in_words(each.key), _said(each.before), _said(each.after)


def _clashing(each: Clash) -> Sequence[str]:
    who = each.theirs.entry.person
    return cell_in_words(each.key), _said(each.yours), _said(Content.of(each.theirs)), who.name if who else ""


def _said(content: Content) -> str:
    if content.scaled is not None:
        return format_exact(content.scaled, language())
    return content.text or content.obs_status
