"""The names of files become such as every machine keeps, and still say what they said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi_web.pages.files.views import disposition
from openssi_web.rounds.attachments.files import clean_name, extension_of


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Rapport annuel 2024.pdf", "Rapport annuel 2024.pdf"),
        ("../../x", "x"),
        ("..\\..\\windows\\system32\\a.TXT", "a.txt"),
        ("/etc/passwd", "passwd"),
        ("C:evil.pdf", "C evil.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("con.tar.pdf", "_con.tar.pdf"),
        ("com1.csv", "_com1.csv"),
        ("COM¹.csv", "_COM¹.csv"),
        ("console.pdf", "console.pdf"),
        (".htaccess", "htaccess"),
        ("..", "file"),
        ("", "file"),
        (".pdf", "pdf"),
        ("a\nb\t.pdf", "a b.pdf"),
        ('a"b<c>|?*%00.pdf', "a b c 00.pdf"),
        ("annual\u202efdp.exe", "annualfdp.exe"),
        ("\u200bzero\ufeff\u2066.pdf", "zero.pdf"),
        ("Ge\u0301ne\u0301ral.pdf", "Général.pdf"),
        ("養老金.PDF", "養老金.pdf"),
        ("report.pdf. . ", "report.pdf"),
    ],
)
def test_a_name_is_cleaned(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


def test_a_name_of_300_characters_keeps_its_extension() -> None:
    assert clean_name("a" * 296 + ".pdf") == "a" * 96 + ".pdf"
    wide = clean_name("養" * 296 + ".pdf")
    assert (wide[-4:], len(wide.encode()) <= 204) == (".pdf", True)


@given(st.text(max_size=300))
def test_whatever_a_name_was_it_is_clean_after_cleaning_once(name: str) -> None:
    cleaned = clean_name(name)
    assert clean_name(cleaned) == cleaned
    assert 0 < len(cleaned) <= 120
    assert cleaned.isprintable()
    assert not set(cleaned) & set('/\\:*?"<>|%')
    assert cleaned.strip(" .") == cleaned


def test_the_extension_is_what_stands_after_the_last_point() -> None:
    assert [extension_of(each) for each in ("a.pdf.exe", "a.b.pdf", "a")] == ["exe", "pdf", ""]


def test_a_download_is_named_in_utf_8_and_in_ascii_and_its_header_cannot_be_left() -> None:
    assert disposition("État 1.pdf") == ("attachment; filename=\"Etat 1.pdf\"; filename*=UTF-8''%C3%89tat%201.pdf")
    assert disposition("a';b.pdf") == "attachment; filename=\"a__b.pdf\"; filename*=UTF-8''a%27%3Bb.pdf"
