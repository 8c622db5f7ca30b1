"""Queries on the command line: the actions of the pages, one or a file of them, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest

from openssi_web.rounds.models import Entry
from openssi_web.rounds.queries.models import Query
from openssi_web.rounds.queries.standing import queries_now
from web_commands.conftest import Run
from web_queries.asking import DOUBTED, RULE, due, one, raised, sent
from web_rounds.cast import AID, PENSIONERS, Cast

ON = ("QMA", 2024)
TEO, CLEO, ANA, BO = "teo@lind.example", "cleo@dane.example", "ana@silo.example", "bo@marr.example"
FINDING = f"{RULE}@QMA.2024.B_REC.QMA01.QMA01-01._T._T._Z._Z"


def written(path: Path, *rows: dict[str, object], separator: str = ",") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_what_is_listed_is_filled_in_and_raised_with_a_row_of_its_own(
    run: Run, validated: Cast, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    assert run("query", "list", *ON, "--by", TEO, "--format", "csv", "--output", path)[0] == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    (listed,) = (row for row in rows if row["finding"] == FINDING)
    written(path, {**listed, "text": ""}, {**dict.fromkeys(listed, ""), "cell": str(AID), "text": "Is it aid?"})
    code, out, _ = run("query", "raise", *ON, "--by", TEO, "--due", due(), "--from", path)
    assert (code, "Raised: 2" in out) == (0, True)
    first, second = Query.objects.order_by("pk")
    assert (first.rule, set(first.texts), first.key) == (RULE, {"en", "fr", "es"}, DOUBTED)
    assert (second.rule, second.texts, second.key) == ("", {"en": "Is it aid?"}, AID)
    assert first.entry.channel == second.entry.channel == "command"
    assert run("query", "send", *ON, "--by", TEO)[0] == 0
    validated.draft.refresh_from_db()
    assert validated.draft.state == "QUERIES_OPEN"


def test_all_findings_are_raised_at_once(run: Run, validated: Cast) -> None:
    assert run("query", "raise", *ON, "--by", TEO, "--due", due(), "--all")[0] == 0
    assert FINDING.partition("@")[0] in {each.rule for each in Query.objects.all()}
    assert run("query", "list", *ON, "--by", CLEO)[1].strip() == "No query stands here."


def test_a_value_is_confirmed_through_the_explanation_of_its_finding(run: Run, validated: Cast) -> None:
    (number,) = sent(validated, rule=RULE)
    code, _, err = run("query", "answer", *ON, number, "--by", ANA, "--confirm", "--text", "A law.", "--code", "law")
    assert (code, err) == (0, "")
    assert one(validated, number).outcome == "CONFIRMED"
    assert validated.draft.explanations.get().reason == "LAW"


def test_answers_and_decisions_come_from_files_with_semicolons(run: Run, validated: Cast, tmp_path: Path) -> None:
    (number,) = sent(validated)
    said = written(tmp_path / "a.csv", {"number": number, "text": "'=1+1 is two.", "confirms": "yes"}, separator=";")
    assert run("query", "answer", *ON, "--by", ANA, "--from", said)[0] == 0
    assert one(validated, number).messages[0].text == "=1+1 is two."
    rows = json.loads(run("query", "list", *ON, "--by", TEO, "--format", "json")[1])
    row = next(each for each in rows if each["number"] == number)
    assert (row["state"], row["outcome"], "Ana Silo" in row["messages"]) == ("answered", "CONFIRMED", True)
    ended = {"number": number, "decision": "accept", "reason": "It is.", "version": row["version"]}
    assert run("query", "decide", *ON, "--by", TEO, "--from", written(tmp_path / "d.csv", ended))[0] == 0
    assert one(validated, number).state == "decided"


def test_a_file_is_taken_as_a_whole_and_each_row_says_what_is_wrong(run: Run, validated: Cast, tmp_path: Path) -> None:
    first, second = sent(validated, DOUBTED, AID)
    rows = ({"number": first, "text": "Yes.", "confirms": "1"}, {"number": second, "text": "No.", "confirms": "1"})
    code, _, err = run("query", "answer", *ON, "--by", ANA, "--from", written(tmp_path / "a.csv", *rows))
    assert (code, "a.csv, row 3" in err, "COMMAND_QUERY_UNKNOWN" in err) == (2, True, True)
    assert [each.outcome for each in queries_now(validated.draft)] == ["NOT_ANSWERED", "NOT_ANSWERED"]


def test_a_question_is_asked_again_in_the_second_cycle(run: Run, validated: Cast) -> None:
    from web_queries.asking import in_state

    (number,) = sent(validated)
    in_state(validated, "UNDER_VALIDATION")
    code, _, _ = run("query", "again", *ON, number, "--by", TEO, "--due", due(), "--text", "And now?")
    assert (code, one(validated, number).state) == (0, "again")


@pytest.mark.parametrize(
    ("who", "code"),
    [(ANA, "ROUND_ACTION_OF_OTHERS"), (CLEO, "ROUND_ACTION_OF_OTHERS"), (BO, "ROUND_DRAFT_UNKNOWN")],
)
def test_nobody_else_raises_and_sends(run: Run, validated: Cast, who: str, code: str) -> None:
    raised(validated)
    before = Entry.objects.count()
    for command in (("raise", *ON, "--by", who, "--due", due(), "--cell", PENSIONERS), ("send", *ON, "--by", who)):
        left, _, err = run("query", *command)
        assert (left, code in err) == (2, True)
    assert Entry.objects.count() == before


def test_a_respondent_of_other_schemes_sees_no_query(run: Run, validated: Cast) -> None:
    sent(validated, AID)
    assert "No query" in run("query", "list", *ON, "--by", ANA)[1]
    assert "QMA02" in run("query", "list", *ON, "--by", CLEO)[1]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("raise", "--due", "2096-01-01", "--all", "--cell", "x"), "COMMAND_ONE_OR_FILE"),
        (("raise", "--due", "soon", "--all"), "DATE_UNFIT"),
        (("raise", "--due", "2020-01-01", "--all"), "QUERY_DUE_UNFIT"),
        (("raise", "--due", "2096-01-01", "--finding", "R001@nothing"), "COMMAND_FINDING_UNKNOWN"),
        (("raise", "--due", "2096-01-01", "--cell", "B.REC"), "COMMAND_CELL_UNREADABLE"),
        (("answer", "--text", "So."), "COMMAND_ONE_OR_FILE"),
        (("answer", "99", "--text", "So."), "COMMAND_QUERY_UNKNOWN"),
        (("decide", "99", "--decision", "MAYBE", "--reason", "So."), "VALUE_NOT_ALLOWED"),
        (("list", "--show", "some"), "VALUE_NOT_ALLOWED"),
        (("list", "--format", "pdf"), "VALUE_NOT_ALLOWED"),
        (("decide", "--from", "nothing.csv"), "FILE_MISSING"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, validated: Cast, command: tuple[str, ...], code: str) -> None:
    before = Entry.objects.count()
    left, _, err = run("query", command[0], *ON, *command[1:], "--by", TEO)
    assert (left, code in err) == (2, True), err
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"number,text\n1,So.\n", "COMMAND_COLUMNS_MISSING"),
        (b"number,decision,reason\n1,,\n", "COMMAND_NOTHING_FILLED_IN"),
        (b"number,decision,reason\none,ACCEPT,So.\n", "COMMAND_NUMBER_UNFIT"),
        (b"number,decision,reason\n1,MAYBE,So.\n", "COMMAND_QUERY_UNKNOWN"),
        ("number,decision,reason\n1,ACCEPT,Oui\xe9\n".encode("latin-1"), "COMMAND_FILE_UNREADABLE"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    run: Run, validated: Cast, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "d.csv"
    path.write_bytes(content)
    left, _, err = run("query", "decide", *ON, "--by", TEO, "--from", path)
    assert (left, code in err) == (2, True), err


def test_a_decision_on_an_answer_that_changed_is_refused(run: Run, validated: Cast) -> None:
    (number,) = raised(validated)
    end = ("query", "decide", *ON, number, "--by", TEO, "--decision", "WITHDRAW", "--reason", "Not needed.")
    assert "QUERY_ANSWER_CHANGED" in run(*end, "--seen", "7")[2]
    assert run(*end)[0] == 0
