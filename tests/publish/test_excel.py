from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.publish import excel, publish
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language

Publish = Callable[..., tuple[Path, ...]]


def sheet(path: Path, number: int) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(number).to_python()


def records(path: Path, number: int) -> list[dict[str, object]]:
    head, *rows = sheet(path, number)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_numbers_come_back_as_numbers_to_sixteen_digits(written: Publish) -> None:
    rows = {(row["Country code"], row["Year"]): row for row in records(written("xlsx")[0], 2)}
    assert rows["QMA", 2020.0]["Value"] == pytest.approx(1 / 3 * 100, rel=1e-15)
    assert rows["QMC", 2019.0]["Value"] == pytest.approx(0.1 + 0.2, rel=1e-15)
    assert rows["QMC", 2019.0]["Persons covered"] == 12345678901.5


def test_the_symbol_stands_in_a_column_of_its_own(written: Publish) -> None:
    rows = {(row["Country code"], row["Year"]): row for row in records(written("xlsx")[0], 2)}
    found = [(rows[key]["Value"], rows[key]["Symbol"]) for key in (("QMA", 2020.0), ("QMB", 2020.0), ("QMC", 2020.0))]
    assert found == [(pytest.approx(1 / 3 * 100), "e"), (0.0, ""), ("", "…")]


def test_an_aggregate_that_is_not_published_shows_its_symbol_only(written: Publish) -> None:
    rows = {row["Group code"]: row for row in records(written("xlsx")[0], 1)}
    assert [(rows[group]["Value"], rows[group]["Symbol"]) for group in ("NOR", "SOU", "WES")] == [
        (39.2, ""),
        (13.7, "u"),
        ("", ":u"),
    ]


def test_the_answers_hold_no_context_data(written: Publish) -> None:
    rows = records(written("xlsx")[0], 3)
    assert {(row["Item code"], row["Item"]) for row in rows} == {("H.COV_OLD", "Older persons covered")}
    assert [row["Value"] for row in rows] == [26.1140000001, 100.0]


@pytest.mark.parametrize(
    ("language", "names", "heads"),
    [
        (
            "en",
            [
                "Read me",
                "Aggregates",
                "Countries",
                "Answers",
                "Decisions",
                "Side by side",
                "Indicators",
                "Reference metadata",
                "Notes",
                "Breaks in series",
                "Sources cited",
                "Sources",
            ],
            ["Country code", "Country"],
        ),
        (
            "fr",
            [
                "Lisez-moi",
                "Agrégats",
                "Pays",
                "Réponses",
                "Décisions",
                "Valeurs côte à côte",
                "Indicateurs",
                "Métadonnées de référence",
                "Notes",
                "Ruptures de série",
                "Sources citées",
                "Sources",
            ],
            ["Code du pays", "Pays"],
        ),
        (
            "es",
            [
                "Léame",
                "Agregados",
                "Países",
                "Respuestas",
                "Decisiones",
                "Valores contrapuestos",
                "Indicadores",
                "Metadatos de referencia",
                "Notas",
                "Rupturas de series",
                "Fuentes citadas",
                "Fuentes",
            ],
            ["Código del país", "País"],
        ),
    ],
)
def test_sheets_and_headings_speak_the_language(
    written: Publish, language: Language, names: list[str], heads: list[str]
) -> None:
    (path,) = written("xlsx", language)
    assert CalamineWorkbook.from_path(str(path)).sheet_names == names
    assert list(sheet(path, 2)[0][:2]) == heads


def test_countries_indicators_and_notes_speak_the_language_too(written: Publish) -> None:
    rows = {row["Code du pays"]: row for row in records(written("xlsx", "fr")[0], 2)}
    assert rows["QMB"]["Pays"] == "Borlande"
    assert rows["QMB"]["Indicateur"] == "Personnes âgées percevant une pension"
    assert rows["QMB"]["Note"] == "Aucun programme"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cover_names_release_citation_and_invented_countries(written: Publish, language: Language) -> None:
    cover = "\n".join(str(cell) for row in sheet(written("xlsx", language)[0], 0) for cell in row)
    assert "2026.1 (2026-11-25)" in cover
    assert any(word in cover for word in ("invented", "inventés", "inventados"))
    assert any(word in cover for word in ("independent project", "projet indépendant", "proyecto independiente"))


def test_a_real_release_is_not_called_a_demonstration(
    connection: Connection, definitions: Definitions, release: Release, tmp_path: Path
) -> None:
    real = replace(release, kind="real")
    (path,) = publish(connection, real, "xlsx", tmp_path, "en", definitions)
    cover = "\n".join(str(cell) for row in sheet(path, 0) for cell in row)
    assert "invented" not in cover
    assert path.name == "openssi-2026.1-real-en.xlsx"


def test_text_that_looks_like_a_formula_stays_text(written: Publish) -> None:
    rows = {(row["Country code"], row["Year"]): row for row in records(written("xlsx")[0], 2)}
    assert rows["QMC", 2020.0]["Note"] == "=1+1"


def test_the_sources_are_listed_with_their_checksums(written: Publish) -> None:
    assert records(written("xlsx")[0], 11) == [
        {"File": "QMA-2020.xlsx", "Checksum (SHA-256)": "ab" * 32, "Read on": "2026-11-25"}
    ]


def test_a_table_longer_than_a_sheet_is_refused_and_nothing_is_written(
    written: Publish, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 2)
    with pytest.raises(FixTheFile) as refused:
        written("xlsx")
    assert refused.value.problems[0].code == "SHEET_TOO_LONG"
    assert list(tmp_path.rglob("*.xlsx")) == []
