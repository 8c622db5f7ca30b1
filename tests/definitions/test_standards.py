"""The standards are data: every figure has an article and a source, and every complaint names the line."""

import shutil
from pathlib import Path

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.check_standards import standards_make_sense, standards_name_codes, standards_name_items
from openssi.definitions.standards import load_standards
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.standard import Provenance, StandardBranch
from openssi.vocabulary.text import LANGUAGES

STANDARDS = load().standards
CHECKS = (standards_name_codes, standards_name_items, standards_make_sense)


def figures(branch: StandardBranch) -> list[Provenance]:
    limits = [each.provenance for each in (branch.rate, branch.waiting, *branch.durations) if each is not None]
    periods = [each.provenance for each in (branch.qualifying, branch.reduced) if each is not None]
    lower = [branch.lower_rate.period.provenance] if branch.lower_rate is not None else []
    care = [branch.care.provenance] if branch.care is not None else []
    others = [each.provenance for each in (*branch.total_values, *branch.persons)]
    return [*limits, *periods, *lower, *care, *others]


def test_every_figure_has_an_article_and_one_that_was_read_has_an_address_and_a_day() -> None:
    for branch in STANDARDS.branches():
        for each in figures(branch):
            assert each.article, branch.id
            assert bool(each.source.address) == each.confirmed == (each.source.read is not None), branch.id


def test_recalled_figures_say_so_in_every_language() -> None:
    recalled = {each.source for branch in STANDARDS.branches() for each in figures(branch) if not each.confirmed}
    recalled |= {each.source for each in STANDARDS.poverty_lines if not each.source.confirmed}
    assert {each.id for each in recalled} == {"recalled", "recalled_line"}
    told = {language: {each.title.in_language(language) for each in recalled} for language in LANGUAGES}
    assert "recalled; to be confirmed against the text" in told["en"]
    assert "de mémoire\u00a0; à confirmer d’après le texte" in told["fr"]
    assert "de memoria; por confirmar con el texto" in told["es"]


def test_the_successors_of_convention_102_ask_for_no_less() -> None:
    least = {each.part_c102 + each.beneficiary.en: each.rate.value for each in _of("C102") if each.rate}
    for convention in STANDARDS.conventions:
        for each in _of(convention):
            if each.rate is not None and convention != "C102":
                assert each.rate.value >= least[each.part_c102 + each.beneficiary.en], each.id


def _of(convention: str) -> tuple[StandardBranch, ...]:
    return STANDARDS.conventions[convention].branches


def test_every_part_of_convention_102_is_there() -> None:
    parts = [each.part for each in _of("C102")]
    assert list(dict.fromkeys(parts)) == ["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(default_root() / "standards", tmp_path / "standards")
    return tmp_path


def changed(root: Path, name: str, old: str, new: str) -> int:
    """Change a file, and return the line of the change."""
    path = root / "standards" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("c102.yaml", "date: 1955-04-27", "date: 1955", "DEFINITION_NOT_A_DAY"),
        ("judging.yaml", 'law_day: "12-31"', 'law_day: "31 December"', "DEFINITION_NOT_A_DAY"),
        ("judging.yaml", 'law_day: "12-31"', 'law_day: "02-30"', "DEFINITION_NOT_A_DAY"),
        ("c102.yaml", "percent: 45", "percent: many", "DEFINITION_NOT_A_NUMBER"),
        ("c183.yaml", "percent: 200/3", "percent: 200/0", "DEFINITION_NOT_A_NUMBER"),
        ("c102.yaml", "source: c102_text", "source: somewhere", "DEFINITION_VALUE_UNKNOWN"),
        ("c102.yaml", "beneficiary: WOMAN", "beneficiary: PERSON", "DEFINITION_VALUE_UNKNOWN"),
        ("c102.yaml", "calculations: [MEANS]", "calculations: [GUESS]", "DEFINITION_VALUE_UNKNOWN"),
        ("c102.yaml", "id: C102.III", "id: C102.II", "DEFINITION_ID_TWICE"),
        ("c102.yaml", "waiting: {days: 3,", "waiting: {hours: 3,", "DEFINITION_KEY_UNKNOWN"),
        ("poverty_lines.yaml", 'dollars: "3.00"', 'dollars: "-3"', "DEFINITION_NOT_A_NUMBER"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(
    copied: Path, name: str, old: str, new: str, code: str
) -> None:
    line = changed(copied, name, old, new)
    with pytest.raises(FixTheFile) as refusal:
        load_standards(copied)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.place.file, problem.place.row) == (code, name, line)


def test_a_branch_without_anything_to_be_judged_by_is_refused(copied: Path) -> None:
    changed(copied, "c183.yaml", '    rate: {percent: 200/3, article: "6(3), 6(4)"}\n', "")
    with pytest.raises(FixTheFile) as refusal:
        load_standards(copied)
    assert [each.code for each in refusal.value.problems] == ["DEFINITION_KEY_MISSING"]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("c102.yaml", "func: HEA", "func: HEALTH", "DEFINITION_CODE_UNKNOWN"),
        ("c102.yaml", "provision: [ANCH_PER, LIMITED]", "provision: [ANCHORED]", "DEFINITION_CODE_UNKNOWN"),
        ("judging.yaml", "counted: [provision,", "counted: [generosity,", "DEFINITION_CODE_UNKNOWN"),
        ("judging.yaml", "item: X.WAGE_LABOURER", "item: X.WAGE_WORKER", "DEFINITION_ITEM_UNKNOWN"),
        ("judging.yaml", "S.BEN_FORMULA = FLAT", "S.BEN_FORMULA = 3", "EXPRESSION_TYPE"),
        ("benchmarks.yaml", "value: X.POV_LINE", "value: X.POV_LIMIT", "EXPRESSION_ITEM_UNKNOWN"),
    ],
)
def test_what_is_not_there_is_refused_by_the_check(tmp_path: Path, name: str, old: str, new: str, code: str) -> None:
    root = tmp_path / "definitions"
    shutil.copytree(default_root(), root)
    changed(root, name, old, new)
    definitions = load(root)
    assert code in {problem.code for each in CHECKS for problem in each(definitions)}
