"""A whole round by commands with files only: on time, late, lapsed, objecting, and compiled at the desk."""

import csv
import io
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import Definitions, load
from openssi_web.rounds.answers.content import Content
from web_plays.by_commands import YEAR, Said, Terminal, fill, in_days, make_world, said_by, terminal
from web_plays.compiling import found_at_the_desk

ON_TIME, LATE, LAPSED, OBJECTING, COMPILED = AREAS = ("QMG", "QMH", "QMF", "QMO", "QMI")
COORDINATORS = dict(
    zip(
        AREAS,
        ("gwen@qmg.example", "hal@qmh.example", "fay@qmf.example", "olga@qmo.example", "ivo@qmi.example"),
        strict=True,
    )
)
RESPONDENT, APPROVER, STATISTICIAN = "rosa@qmg.example", "axel@qmg.example", "nils@qmg.example"
DESK, LEAD, BOTH = "dora@compiler.example", "lea@compiler.example", "max@compiler.example"
GUIDED = "QMC"
DAYS_TO_ANSWER, DAYS_OF_QUERIES = 60, 14
AFTER_CONFIRMATION = 40
"""Days after which fifteen working days are over."""


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


@pytest.fixture(scope="module")
def here(definitions: Definitions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    root = tmp_path_factory.mktemp("by_commands") / "world"
    make_world(root, definitions, AREAS)
    with terminal(root) as opened:
        people(opened)
        due = in_days(DAYS_TO_ANSWER)
        assert "5 submissions opened" in opened.done("round", "open", YEAR, "--by", DESK, "--deadline", due)
        yield opened


def people(here: Terminal) -> None:
    """Everybody is registered on the command line as well."""
    for area, email in COORDINATORS.items():
        here.done(
            "person", "add", email, f"{email.partition('@')[0].title()} Coordinator", "--role", "COORD", "--area", area
        )
    own = ("--area", ON_TIME, "--institution", "National Fund", "--scheme", "*")
    here.done("person", "add", RESPONDENT, "Rosa Respondent", "--role", "RESP", *own)
    here.done("person", "add", APPROVER, "Axel Approver", "--role", "APPROVER", *own)
    here.done("person", "add", STATISTICIAN, "Nils Statistician", "--role", "NSOREV", "--area", ON_TIME)
    here.done("person", "add", DESK, "Dora Desk", "--role", "DESK_OFFICER")
    here.done("person", "add", LEAD, "Lea Lead", "--role", "VALIDATION_LEAD")
    here.done("person", "add", BOTH, "Max Both", "--role", "VALIDATION_LEAD")
    here.done("person", "role", "add", BOTH, "DESK_OFFICER")


# What people do


def move(here: Terminal, area: str, action: str, who: str, *more: object) -> None:
    here.done("round", "move", area, YEAR, action, "--by", who, *more)


def answer_by_workbook(here: Terminal, area: str, who: str, said: Said, folder: Path, *more: object) -> str:
    """Take the workbook away, fill it in, bring it back."""
    path = folder / f"{area}-{who.partition('@')[0]}.xlsx"
    here.done("round", "workbook", area, YEAR, "--by", who, "--output", path, "--language", "en")
    assert fill(path, said) > 0
    return here.done("round", "import", area, YEAR, path, "--by", who, "--yes", *more)


def submit(here: Terminal, area: str, said: Said, folder: Path) -> None:
    """A coordinator answers alone and submits."""
    who = COORDINATORS[area]
    answer_by_workbook(here, area, who, said, folder)
    move(here, area, "ready", who)
    move(here, area, "submit", who)


def ask(here: Terminal, area: str, cells: Mapping[CellKey, str], folder: Path, due: str) -> None:
    """The desk officer begins the validation and raises and sends queries from a file."""
    move(here, area, "start_validation", DESK)
    path = folder / f"{area}-ask.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["finding", "cell", "text"])
        writer.writerows(["", str(key), text] for key, text in cells.items())
    here.done("query", "raise", area, YEAR, "--by", DESK, "--due", due, "--from", path)
    assert here.state(area) == "UNDER_VALIDATION"
    here.done("query", "send", area, YEAR, "--by", DESK)
    assert here.state(area) == "QUERIES_OPEN"


def listed(here: Terminal, area: str, who: str, show: str = "left") -> list[dict[str, str]]:
    """The list of queries as a person fills it in."""
    text = here.done("query", "list", area, YEAR, "--by", who, "--show", show, "--format", "csv")
    return list(csv.DictReader(io.StringIO(text)))


def hand_back(here: Terminal, rows: list[dict[str, str]], path: Path, *command: object) -> str:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return here.done(*command, "--from", path)


def decide_all(here: Terminal, area: str, folder: Path) -> None:
    rows = [{**row, "decision": "ACCEPT", "reason": "The yearbook agrees."} for row in listed(here, area, DESK)]
    hand_back(here, rows, folder / f"{area}-decided.csv", "query", "decide", area, YEAR, "--by", DESK)


def accept(here: Terminal, area: str) -> None:
    move(here, area, "accept", LEAD)
    move(here, area, "ask_confirmation", LEAD)


OLD_AGE = "SDG_1_3_1_OLD_AGE.{area}.2024._T._T"
COUNTED = "91.5"
"""Per cent of older persons with a pension, by the country that objects."""


def object_to(here: Terminal, area: str, reason: str) -> None:
    """The country names the figure that it objects to, and its own value."""
    who, figure = COORDINATORS[area], OLD_AGE.format(area=area)
    here.refused("DISSENT_NONE", "round", "move", area, YEAR, "object", "--by", who, "--reason", reason)
    move(here, area, "object", who, "--reason", reason, "--figure", f"{figure}={COUNTED}")


def compile_at_desk(here: Terminal, definitions: Definitions, area: str, said: Said, folder: Path) -> None:
    """The desk officer fills the form from public sources; what was found so is not validated by the country (V)."""
    move(here, area, "compile_at_desk", DESK)
    path = found_at_the_desk(here, definitions, area, said, folder)
    take = ("round", "compile", area, YEAR, path, "--by")
    here.refused("ROUND_ACTION_OF_OTHERS", *take, LEAD)
    here.refused("ROUND_DRAFT_UNKNOWN", *take, COORDINATORS[LATE])
    here.refused("MOVE_", "round", "move", area, YEAR, "confirm_compilation", "--by", DESK)
    here.done(*take, DESK)
    move(here, area, "confirm_compilation", DESK)


# What the guide says


GUIDE = Path(__file__).parents[2] / "docs" / "howto" / "run-a-round-by-commands.md"
FILLED_IN = {
    "findings.csv": {"explanation": "A new law.", "reason": "LAW"},
    "to-ask.csv": {"text": "Is it right?"},
    "asked.csv": {"text": "It is.", "confirms": "1"},
    "to-decide.csv": {"decision": "ACCEPT", "reason": "The yearbook agrees."},
}


def test_the_guide_can_be_followed_line_by_line(
    definitions: Definitions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make_world(tmp_path / "world", definitions, (GUIDED,))
    said = said_by(definitions, GUIDED)
    doubted = {key: _times(each, "1.5") for key, each in said.items() if _is_doubted(key)}
    blocks = re.findall(r"^```\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    lines = [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]
    days = iter((in_days(14), in_days(20)))
    with terminal(tmp_path / "world") as typed:
        for line in lines:
            typed.done(*(next(days) if re.fullmatch(r"\d{4}-\d\d-\d\d", each) else each for each in line))
            if "--output" in line:
                _fill_in(tmp_path / line[line.index("--output") + 1], {**said, **doubted})
        assert typed.state(GUIDED) == "PUBLISHED"
        assert typed.rows("SELECT count(*) FROM rounds_query q JOIN rounds_queryresult r ON r.query_id = q.id") == [
            (1,)
        ]


def _fill_in(path: Path, said: Said) -> None:
    if path.suffix == ".xlsx":
        assert fill(path, said)
        return
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    if path.name == "to-ask.csv":
        key = next(key for key in said if _is_doubted(key))
        rows.append({"finding": "", "cell": str(key), "text": ""})
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, **FILLED_IN[path.name]} for row in rows)


# The five stories


@pytest.mark.long
def test_a_whole_round_by_commands(here: Terminal, definitions: Definitions, tmp_path: Path) -> None:
    said = {area: said_by(definitions, area) for area in AREAS}
    on_time(here, said[ON_TIME], tmp_path)
    for area in (LAPSED, OBJECTING):
        submit(here, area, said[area], tmp_path)
    nobody_answers(here, LATE, COMPILED)
    late(here, said[LATE], tmp_path)
    validated(here, said[ON_TIME], tmp_path)
    lapsed(here, said[LAPSED], tmp_path)
    objecting(here, said[OBJECTING], tmp_path)
    compile_at_desk(here, definitions, COMPILED, said[COMPILED], tmp_path)
    accept(here, LAPSED)
    out = here.done("round", "timers", "--on", in_days(AFTER_CONFIRMATION))
    assert out.count("The period of confirmation is over") == 2
    assert {here.state(area) for area in AREAS} == {"PUBLISHED"}
    released(here, said)
    logged(here)


def on_time(here: Terminal, said: Said, folder: Path) -> None:
    """A respondent, an approver, a reviewer and the coordinator of one country answer, sign and submit."""
    of_schemes = {key: each for key, each in said.items() if key.scheme != "_Z"}
    doubted = {key: _times(each, "1.5") for key, each in of_schemes.items() if _is_doubted(key)}
    assert doubted
    path = folder / "hers.xlsx"
    take = ("round", "workbook", ON_TIME, YEAR, "--by", RESPONDENT, "--output", path, "--language", "en")
    here.done(*take)
    fill(path, {**of_schemes, **doubted})
    own = next(key for key in doubted if key.sex == "_T")
    answer_by_workbook(here, ON_TIME, COORDINATORS[ON_TIME], {**_of_country(said), own: said[own]}, folder)
    bring = ("round", "import", ON_TIME, YEAR, path, "--by", RESPONDENT)
    here.refused("COMMAND_UNDECIDED", *bring, "--yes")
    here.refused("ROUND_DRAFT_UNKNOWN", "round", "import", ON_TIME, YEAR, path, "--by", COORDINATORS[LATE], "--yes")
    assert "1 were changed by others" in here.done(*bring, "--take", "mine")
    assert "Taken over" in here.done(*bring, "--yes", "--take", "mine")
    explained(here, folder)
    move(here, ON_TIME, "ready", RESPONDENT)
    here.refused("ROUND_ACTION_OF_OTHERS", "round", "move", ON_TIME, YEAR, "submit", "--by", RESPONDENT)
    move(here, ON_TIME, "ready", COORDINATORS[ON_TIME])
    here.refused("MOVE_NOT_NOW", "round", "move", ON_TIME, YEAR, "submit", "--by", COORDINATORS[ON_TIME])
    move(here, ON_TIME, "sign", APPROVER)
    move(here, ON_TIME, "agree_nationally", STATISTICIAN)
    here.refused("ROUND_DRAFT_UNKNOWN", "round", "move", ON_TIME, YEAR, "submit", "--by", COORDINATORS[LATE])
    move(here, ON_TIME, "submit", COORDINATORS[ON_TIME])


def explained(here: Terminal, folder: Path) -> None:
    """The respondent explains what the rules doubt, in the list that they made."""
    path = folder / "findings.csv"
    here.done("round", "findings", ON_TIME, YEAR, "--by", RESPONDENT, "--open", "--format", "csv", "--output", path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    soft = [{**row, "explanation": "A new law.", "reason": "LAW"} for row in rows if row["severity"] == "W"]
    assert {row["severity"] for row in rows} == {"W"}
    told = hand_back(here, soft, folder / "said.csv", "round", "explain", ON_TIME, YEAR, "--by", RESPONDENT)
    assert f"{len(soft)} findings explained" in told


def nobody_answers(here: Terminal, *areas: str) -> None:
    """The calendar reminds, and gives up those that say nothing; the round goes on."""
    out = here.done("round", "timers", "--on", in_days(29))
    assert out.count("A reminder of the due date was due") == len(areas)
    day = in_days(DAYS_TO_ANSWER + 14)
    out = here.done("round", "timers", "--on", day)
    assert f"Round {YEAR}: validation (validation {in_days(DAYS_TO_ANSWER + 1)})" in out
    assert [here.state(area) for area in areas] == ["NO_RESPONSE"] * len(areas)
    assert "Nothing is due" in here.done("round", "timers", "--on", day)


def late(here: Terminal, said: Said, folder: Path) -> None:
    """An answer after the time is welcome, and goes all the way."""
    answer_by_workbook(here, LATE, COORDINATORS[LATE], said, folder)
    assert here.state(LATE) == "IN_PROGRESS"
    for action in ("ready", "submit"):
        move(here, LATE, action, COORDINATORS[LATE])
    move(here, LATE, "start_validation", DESK)
    accept(here, LATE)
    move(here, LATE, "agree", COORDINATORS[LATE])


def validated(here: Terminal, said: Said, folder: Path) -> None:
    """Queries are asked from a file, answered in the workbook and in the list, decided, and another person accepts."""
    doubted = sorted(key for key in said if _is_doubted(key))
    ask(here, ON_TIME, {key: f"Is {key.sex} right?" for key in doubted}, folder, in_days(DAYS_OF_QUERIES))
    here.refused("ROUND_ACTION_OF_OTHERS", "query", "send", ON_TIME, YEAR, "--by", LEAD)
    here.refused("ROUND_DRAFT_UNKNOWN", "query", "list", ON_TIME, YEAR, "--by", COORDINATORS[LATE])
    corrected = {key: said[key] for key in doubted}
    answer_by_workbook(here, ON_TIME, RESPONDENT, corrected, folder)
    rows = listed(here, ON_TIME, RESPONDENT, "answered")
    assert {row["outcome"] for row in rows} == {"CORRECTED"}
    said_so = [{**row, "text": "Corrected: a sum of two years.", "confirms": ""} for row in rows]
    command = ("query", "answer", ON_TIME, YEAR, "--by", RESPONDENT)
    assert f"{len(rows)} queries" in hand_back(here, said_so, folder / "answers.csv", *command)
    here.refused("ROUND_ACTION_OF_OTHERS", "round", "move", ON_TIME, YEAR, "resubmit", "--by", RESPONDENT)
    move(here, ON_TIME, "resubmit", COORDINATORS[ON_TIME])
    move(here, ON_TIME, "resume_validation", DESK)
    here.refused("MOVE_QUERIES_OPEN", "round", "move", ON_TIME, YEAR, "accept", "--by", LEAD)
    decide_all(here, ON_TIME, folder)
    here.refused("ROUND_ACTION_OF_OTHERS", "round", "move", ON_TIME, YEAR, "accept", "--by", DESK)
    here.refused("MOVE_BOTH_ROLES", "round", "move", ON_TIME, YEAR, "accept", "--by", BOTH)
    accept(here, ON_TIME)
    here.refused("ROUND_ACTION_OF_OTHERS", "round", "move", ON_TIME, YEAR, "agree", "--by", RESPONDENT)
    move(here, ON_TIME, "agree", COORDINATORS[ON_TIME])


def lapsed(here: Terminal, said: Said, folder: Path) -> None:
    """A country has longer, still says nothing, and the time runs out."""
    key = next(key for key in said if _is_doubted(key) and key.sex == "_T")
    ask(here, LAPSED, {key: "Is it right?"}, folder, in_days(DAYS_OF_QUERIES))
    extend = ("query", "extend", LAPSED, YEAR, "--reason", "A holiday.", "--by")
    here.refused("QUERY_NOT_EXTENDED", *extend, DESK, "--due", in_days(-1))
    here.refused("QUERY_NOT_EXTENDED", *extend, DESK, "--due", in_days(DAYS_OF_QUERIES))
    here.refused("ROUND_ACTION_OF_OTHERS", *extend, COORDINATORS[LAPSED], "--due", in_days(DAYS_OF_QUERIES + 4))
    here.refused("ROUND_DRAFT_UNKNOWN", *extend, COORDINATORS[LATE], "--due", in_days(DAYS_OF_QUERIES + 4))
    here.done(*extend, DESK, "--due", in_days(DAYS_OF_QUERIES + 4))
    assert [row["due"] for row in listed(here, LAPSED, COORDINATORS[LAPSED])] == [in_days(DAYS_OF_QUERIES + 4)]
    assert "Nothing is due" in here.done("round", "timers", "--on", in_days(DAYS_OF_QUERIES + 4))
    out = here.done("round", "timers", "--on", in_days(DAYS_OF_QUERIES + 5))
    assert f"(queries {in_days(DAYS_OF_QUERIES + 5)})" in out
    assert [row["state"] for row in listed(here, LAPSED, DESK)] == ["unanswered"]
    decide_all(here, LAPSED, folder)


def objecting(here: Terminal, said: Said, folder: Path) -> None:
    """New evidence is looked at in a second pass; then the country objects all the same."""
    key = next(key for key in said if _is_doubted(key) and key.sex == "_T")
    move(here, OBJECTING, "start_validation", DESK)
    accept(here, OBJECTING)
    evidence = ("--reason", "The accounts were closed since.", "--code", "LATE")
    move(here, OBJECTING, "bring_evidence", COORDINATORS[OBJECTING], *evidence)
    assert here.state(OBJECTING) == "UNDER_VALIDATION"
    here.done(
        "query", "raise", OBJECTING, YEAR, "--by", DESK, "--due", in_days(9), "--cell", key, "--text", "Which one?"
    )
    here.done("query", "send", OBJECTING, YEAR, "--by", DESK)
    (query,) = listed(here, OBJECTING, COORDINATORS[OBJECTING])
    confirm = ("--confirm", "--text", "It stands.", "--by", COORDINATORS[OBJECTING])
    here.refused("COMMAND_QUERY_UNKNOWN", "query", "answer", OBJECTING, YEAR, 9_999, *confirm)
    here.done("query", "answer", OBJECTING, YEAR, query["number"], *confirm)
    move(here, OBJECTING, "resubmit", COORDINATORS[OBJECTING])
    move(here, OBJECTING, "resume_validation", DESK)
    decide_all(here, OBJECTING, folder)
    accept(here, OBJECTING)
    object_to(here, OBJECTING, "Our figure counts survivors as well.")
    assert here.state(OBJECTING) == "SIDE_BY_SIDE"
    move(here, OBJECTING, "publish_side_by_side", LEAD, "--reason", "The definition leaves survivors out.")


# What was published, and what is recorded


def released(here: Terminal, said: Mapping[str, Said]) -> None:
    """The figures of all five stand in the release, those of the desk as estimates."""
    assert "Release" in here.done("release")
    (file,) = (here.root / "releases").glob("*/observations.parquet")
    table = pq.read_table(file)
    now = table.filter(pc.equal(table["time_period"], YEAR))
    rows: dict[str, list[dict[str, Any]]] = {area: [] for area in AREAS}
    for row in now.to_pylist():
        if row["ref_area"] in rows and row["item"] in {"B.REC", "S.EXP_TOTAL"}:
            rows[row["ref_area"]].append(row)
    for area, found in rows.items():
        wanted = {str(key): each.scaled for key, each in said[area].items() if key.item in {"B.REC", "S.EXP_TOTAL"}}
        figures = {_key(row): _scaled(row) for row in found}
        assert {key: figures.get(key) for key, number in wanted.items() if number is not None} == {
            key: number for key, number in wanted.items() if number is not None
        }
    compiled = [row for row in rows[COMPILED] if row["value"] is not None]
    assert len(compiled) > 10
    assert {(row["obs_status"], row["method"]) for row in compiled} == {("E", "DESK_COMPILED")}
    assert all("yearbook.pdf" in row["source"] for row in compiled)
    assert not [row for found in rows.values() for row in found if row["obs_status"] == "V"]
    (beside,) = pq.read_table(file.with_name("side_by_side.parquet")).to_pylist()
    assert (beside["figure_id"], beside["country_value"]) == (OLD_AGE.format(area=OBJECTING), Decimal(COUNTED))
    assert "survivors" in beside["country_explanation"]


def logged(here: Terminal) -> None:
    """Who did what in which role, and which clock moved what nobody moved."""
    fay, dora, lea = "Fay Coordinator", "Dora Desk", "Lea Lead"
    log = [(move, who, role, str(rule).partition(" ")[0]) for move, who, role, rule in here.log(LAPSED)]
    assert log == [
        ("begin", fay, "COORD", ""),
        ("ready", fay, "COORD", ""),
        ("institutions_ready", fay, "COORD", ""),
        ("review", fay, "COORD", ""),
        ("submit", fay, "COORD", ""),
        ("start_validation", dora, "DESK_OFFICER", ""),
        ("query", dora, "DESK_OFFICER", ""),
        ("lapse_queries", "system", "", "queries"),
        ("accept", lea, "VALIDATION_LEAD", ""),
        ("ask_confirmation", lea, "VALIDATION_LEAD", ""),
        ("lapse_confirmation", "system", "", "confirmation"),
    ]
    clocks = [(move, str(rule).partition(" ")[0]) for move, who, _, rule in here.log(COMPILED) if who == "system"]
    assert clocks == [
        ("remind", "reminder_1"),
        ("remind", "reminder_2"),
        ("no_response", "no_response"),
        ("lapse_confirmation", "confirmation"),
    ]
    moves = [move for move, *_ in here.log(OBJECTING)]
    assert [each for each in moves if each in {"accept", "bring_evidence", "object", "publish_side_by_side"}] == [
        "accept", "bring_evidence", "accept", "object", "publish_side_by_side",
    ]  # fmt: skip
    roles = {role for _, who, role, _ in here.log(ON_TIME) if who == "Rosa Respondent"}
    assert (roles, "answer_late" in [move for move, *_ in here.log(LATE)]) == ({"RESP"}, True)
    assert here.rows("SELECT DISTINCT channel FROM rounds_entry ORDER BY channel") == [
        ("command",), ("opening",), ("timer",), ("workbook",),
    ]  # fmt: skip
    assert here.rows("SELECT before, after, rule FROM rounds_roundstep ORDER BY id")[0][:2] == (
        "COLLECTION",
        "VALIDATION",
    )


def _is_doubted(key: CellKey) -> bool:
    return key.item == "B.REC" and key.benefit.endswith("01-01") and key.age == "_T"


def _of_country(said: Said) -> dict[CellKey, Content]:
    return {key: each for key, each in said.items() if key.scheme == "_Z"}


def _times(each: Content, times: str) -> Content:
    return replace(each, number=round(each.number * Decimal(times))) if each.number is not None else each


def _key(row: Mapping[str, Any]) -> str:
    return str(CellKey(*(row[name] for name in CellKey._fields)))


def _scaled(row: Mapping[str, Any]) -> Decimal | None:
    return None if row["value"] is None else Decimal(row["value"]).scaleb(row["unit_mult"])
