"""The published crosswalk: one table for machines, one page for people."""

import csv
import re
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.publish import publish_crosswalk
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import LANGUAGES, Language

PARTS = load()


def test_the_table_has_one_row_per_assignment_with_names_in_three_languages(tmp_path: Path) -> None:
    (path,) = publish_crosswalk(PARTS, "csv", tmp_path, "en")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == sum(len(each.rows) for each in PARTS.frameworks.values())
    names = [f"{what}_{language}" for what in ("of", "category") for language in LANGUAGES]
    assert all(row[name] for row in rows for name in (*names, "source"))
    (found,) = [row for row in rows if (row["framework"], row["of"]) == ("esspros", "INJ02")]
    assert (found["category"], found["category_fr"], found["share"]) == ("DIS", "Invalidité", "1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_assignment_and_needs_no_other_machine(tmp_path: Path, language: Language) -> None:
    page = publish_crosswalk(PARTS, "html", tmp_path, language)[0].read_text(encoding="utf-8")
    assert page.count("<tr><th scope=") == sum(len(each.rows) for each in PARTS.frameworks.values()) + 4
    assert not re.search(r"<script|https?://|@import", page)
    assert f'<html lang="{language}">' in page
    assert all(f'id="{each}"' in page for each in PARTS.frameworks)


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile) as caught:
        publish_crosswalk(PARTS, "pdf", tmp_path, "en")
    assert caught.value.problems[0].code == "FORMAT_UNKNOWN"
