"""An invented world in a folder, a terminal that works on it, and what the files of its process say afterwards."""

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import Definitions
from openssi.run.demonstration import hand_in
from openssi.run.inquiry import Inquiry
from openssi.store import Workspace, observations_table
from openssi.training import demonstration_answers, demonstration_frame, next_answers
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.observations import contents

OWN_SETTINGS = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "OPENSSI_WORKSPACE", "OPENSSI_SECRET_KEY", "OPENSSI_LANG")
CHILD = Path(__file__).with_name("command_child.py")
REFUSED = 2
YEAR = 2024

Said = Mapping[CellKey, Content]


def environment() -> dict[str, str]:
    """Return the environment of a terminal that knows nothing of these tests."""
    return {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS} | {"OPENSSI_LANG": "en"}


def make_world(root: Path, definitions: Definitions, areas: tuple[str, ...]) -> Workspace:
    """Make a workspace in which some invented countries answered the two years before."""
    frame = demonstration_frame(definitions)
    reference = {"areas": frame.areas, "groups": frame.groups, "members": frame.members}
    made = Workspace.create(root, "demonstration", reference)
    made.context.write({"observations": observations_table(frame.context)}, {})
    inquiry = Inquiry(made, definitions)
    for each in areas:
        for filled in demonstration_answers(definitions, each)[-2:]:
            hand_in(inquiry, filled)
    return made


@dataclass(frozen=True)
class Terminal:
    """A terminal in which commands are typed."""

    root: Path
    child: "subprocess.Popen[str]"

    def run(self, *arguments: object) -> tuple[int, str, str]:
        """Run a command; give its exit code, output and complaints."""
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        print(json.dumps(["--workspace", str(self.root), *map(str, arguments)]), file=self.child.stdin, flush=True)
        found = json.loads(self.child.stdout.readline())
        return found["code"], found["out"], found["err"]

    def done(self, *arguments: object) -> str:
        """Run a command that works."""
        code, out, err = self.run(*arguments)
        assert code == 0, (arguments, out[-1500:], err[:1500])
        return out

    def refused(self, sentence: str, *arguments: object) -> None:
        """Run a command that is refused with a sentence, and see that nothing changed."""
        before = self.everything()
        code, _, err = self.run(*arguments)
        assert (code, sentence in err) == (REFUSED, True), (arguments, code, err[:1500])
        assert self.everything() == before

    # What is kept

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Read the process as it lies in the workspace."""
        with closing(sqlite3.connect(self.root / "site.sqlite3")) as database:
            return database.execute(query, values).fetchall()

    def everything(self) -> list[tuple[object, ...]]:
        """How many records of each kind there are, and in which states."""
        tables = ("entry", "answerversion", "transition", "query", "querymessage", "queryresult", "findingexplanation")
        counted = [self.rows(f"SELECT count(*) FROM rounds_{each}")[0] for each in tables]  # noqa: S608 - names of above
        return [*counted, *self.rows("SELECT ref_area, state FROM rounds_submissiondraft ORDER BY ref_area")]

    def state(self, area: str) -> object:
        return self.rows("SELECT state FROM rounds_submissiondraft WHERE ref_area = ?", area)[0][0]

    def log(self, area: str) -> list[tuple[object, ...]]:
        """The transitions of a country: which, by whom, in which role, by which clock."""
        return self.rows(
            "SELECT t.move, coalesce(p.name, 'system'), e.role, t.rule FROM rounds_transition t "
            "JOIN rounds_entry e ON e.id = t.entry_id JOIN rounds_submissiondraft d ON d.id = t.draft_id "
            "LEFT JOIN accounts_person p ON p.id = e.person_id WHERE d.ref_area = ? AND t.move <> '' ORDER BY t.id",
            area,
        )


@contextmanager
def terminal(root: Path) -> Iterator[Terminal]:
    """Open a terminal on a workspace."""
    command = [sys.executable, str(CHILD)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment(), **pipes) as child:  # type: ignore[call-overload]
        yield Terminal(root, child)
        assert child.stdin is not None
        child.stdin.close()


# A person fills a workbook


def said_by(definitions: Definitions, area: str) -> dict[CellKey, Content]:
    """Return what a country has to say this year, by cell, what holds for a whole table in its own cells."""
    return contents(next_answers(definitions, area).answers, definitions.questionnaire)


def fill(path: Path, said: Said) -> int:
    """Type answers into a workbook, as a person does who knows nothing of keys; return how many."""
    book, typed = openpyxl.load_workbook(path), 0
    for sheet in book.worksheets:
        columns = _columns(sheet)
        if columns:
            typed += _fill(sheet, columns, said)
    book.save(path)
    return typed


def _columns(sheet: Worksheet) -> dict[str, int]:
    """The columns by their heads; none where a sheet asks nothing."""
    heads = {str(each.value): each.column for row in sheet.iter_rows(max_row=12) for each in row if each.value}
    if f"Value {YEAR}" not in heads:
        return {}
    named = {"Value": f"Value {YEAR}", "Status": "Status", "Note": "Note", "Source": "Source, if another"}
    return {
        part: column for part, name in named.items() for head, column in heads.items() if head.partition(";")[0] == name
    }


def _fill(sheet: Worksheet, columns: Mapping[str, int], said: Said) -> int:
    typed = 0
    for row in sheet.iter_rows():
        keys = (CellKey.parse(str(each.value)) for each in row if isinstance(each.value, str) and "|" in each.value)
        answer = next((said[key] for key in keys if key is not None and key in said), None)
        if answer is not None:
            value = answer.number if answer.number is not None else answer.text
            parts = {"Value": value, "Status": answer.obs_status, "Note": answer.note, "Source": answer.source}
            for part, content in parts.items():
                if content != "" and part in columns:
                    sheet.cell(row[0].row, columns[part]).value = content
            typed += 1
    return typed


def in_days(days: int) -> str:
    """Return a day from today on."""
    return (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)).isoformat()
