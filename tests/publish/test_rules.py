"""The catalogue of rules tells every rule in three languages, and in VTL what VTL can say."""

import csv
import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.definitions import Definitions, load
from openssi.publish import publish_rules
from openssi.publish.catalogues.rules_vtl import dataset_columns
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import LANGUAGES, Language

OpenSSI = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


@pytest.fixture(scope="module")
def vtl(definitions: Definitions, tmp_path_factory: pytest.TempPathFactory) -> str:
    (path,) = publish_rules(definitions, "vtl", tmp_path_factory.mktemp("vtl"), "en")
    return path.read_text(encoding="utf-8")


def records(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


def test_every_rule_is_one_row_of_the_table(definitions: Definitions, tmp_path: Path) -> None:
    (path,) = publish_rules(definitions, "csv", tmp_path, "es")
    rows = records(path)
    assert list(rows) == [rule.id for rule in definitions.rules]
    known = {rule.id: rule for rule in definitions.rules}
    for name, row in rows.items():
        assert row["expressions"].splitlines() == list(known[name].expressions)
        assert row["message_fr"] == known[name].message.fr
        assert int(row["examples"]) == int(row["examples_holding"]) + int(row["examples_failing"])


def test_a_row_tells_tolerances_cells_and_bounds(definitions: Definitions, tmp_path: Path) -> None:
    row = records(publish_rules(definitions, "csv", tmp_path, "en")[0])["R020"]
    assert row["tolerances"] == "rounding=0.5; share=0.0005"
    assert row["cells"] == "B.REC[M] B.REC[F] B.REC[U] B.REC[T] N.PERS_MULT"
    assert row["expected_low"] == "B.REC[M] + B.REC[F] + B.REC[U]"
    assert (row["severity"], row["stage"], row["level"], row["vtl"]) == ("E", "entry", "benefit", "whole")
    assert row["title_es"] == "Hombres, mujeres y desconocidos suman el total de beneficiarios"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_every_language(definitions: Definitions, tmp_path: Path, language: Language) -> None:
    (path,) = publish_rules(definitions, "html", tmp_path, language)
    page = path.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    assert not re.findall(r"(?:src|href)=.http", page)
    assert "<script" not in page
    for rule in definitions.rules:
        assert f'<article id="{rule.id}">' in page
        assert html.escape(rule.remedy.in_language(language)) in page
        for expression in rule.expressions:
            assert html.escape(expression) in page
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) > len(definitions.rules)
    assert [target for target in targets if page.count(f'id="{target}"') != 1] == []


def test_the_page_says_in_words_how_strict_a_rule_is(definitions: Definitions, tmp_path: Path) -> None:
    page = publish_rules(definitions, "html", tmp_path, "fr")[0].read_text(encoding="utf-8")
    article = page.partition('<article id="R020">')[2].partition("</article>")[0]
    assert "Bloquante\u00a0: à corriger" in article
    assert "<var>men</var> = <code>B.REC[M]</code>" in article
    assert "rounding = 0.5, share = 0.0005" in article
    assert article.count("<tr>") == 1 + len(next(rule for rule in definitions.rules if rule.id == "R020").examples)


def test_every_rule_stands_in_the_vtl_text_as_a_ruleset_or_with_the_reason_why_not(
    definitions: Definitions, vtl: str
) -> None:
    for rule in definitions.rules:
        is_said = re.search(rf"define datapoint ruleset {rule.id} \(variable\s", vtl)
        assert is_said or re.search(rf"^// {rule.id}_\w+: VTL cannot say it: ", vtl, re.MULTILINE), rule.id
        assert f"// {rule.id} {rule.title.en}"[:60] in vtl


def test_a_ruleset_names_its_rule_and_how_strict_it_is(vtl: str) -> None:
    assert 'R020_1: abs(R020_1__1) <= R020_1__2 errorcode "R020" errorlevel "E"' in vtl
    assert "R020_findings <- check_datapoint(R020_frame, R020 invalid);" in vtl
    assert "R020_frame := BENEFIT\n  [ calc\n" in vtl
    assert "//   rounding = 0.5\n" in vtl


def test_every_column_that_the_vtl_text_names_is_told_at_the_head_of_its_level(
    definitions: Definitions, vtl: str
) -> None:
    told = set(re.findall(r"^//   (\w+) \((?:Number|String|Boolean)\) – ", vtl, re.MULTILINE))
    code = re.sub(r'//.*|"[^"]*"', "", vtl)
    named = set(re.findall(r"\b[A-Z]_[A-Z]\w*\b", code))
    assert named - told == set()
    assert {"B_REC", "B_REC__F", "S_RES_CLOSE__L1", "ITEM", "CELL", "FORM", "B_CONTIG__HAS_PENSION"} <= told


@pytest.mark.parametrize("level", ["country", "scheme", "benefit", "cell", "asked", "table"])
def test_a_column_has_one_meaning(definitions: Definitions, level: str) -> None:
    columns = dataset_columns(definitions, level)
    assert len({column.name for column in columns}) == len(columns) > 0
    meanings = {(column.kind, column.expression, column.sex, column.function) for column in columns}
    assert len(meanings) == len(columns)


def test_no_line_of_vtl_text_breaks_a_text_constant(vtl: str) -> None:
    lines = [line for line in vtl.splitlines() if not line.startswith("//")]
    assert [line for line in lines if line.count('"') % 2] == []


def test_comments_of_the_vtl_text_are_in_the_language_asked_for(definitions: Definitions, tmp_path: Path) -> None:
    text = publish_rules(definitions, "vtl", tmp_path, "fr")[0].read_text(encoding="utf-8")
    assert "R011_1\u00a0: VTL ne peut pas l’exprimer\u00a0: " in text
    assert "// R020 Hommes, femmes et inconnus font le total des bénéficiaires — Bloquante\u00a0: à corriger" in text


def test_an_unknown_format_is_refused_with_those_that_are_known(definitions: Definitions, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile) as caught:
        publish_rules(definitions, "pdf", tmp_path, "en")
    assert "csv, html, vtl" in caught.value.problems[0].message("en")


def test_the_command_writes_the_page_and_refuses_what_it_cannot_write(openssi: OpenSSI, tmp_path: Path) -> None:
    code, printed, _ = openssi("--lang", "es", "publish", "rules", "--output", tmp_path)
    (path,) = tmp_path.iterdir()
    assert (code, path.suffix) == (0, ".html")
    assert str(path) in printed
    code, _, complaint = openssi("publish", "rules", "--format", "pdf")
    assert code != 0
    assert "csv, html, vtl" in complaint
