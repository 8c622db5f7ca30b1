"""Sources, footnotes, breaks and reference metadata of a release whose tables are given cell by cell."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from openssi.definitions import Definitions, load
from openssi.engine import table_of
from openssi.publish.catalogues.indicator_table import indicator_table
from openssi.run.public_cells import WITHOUT_ADDRESS, PublicCells
from openssi.run.releases.metadata import metadata_tables
from openssi.store import observations_table
from openssi.vocabulary.dataflow import AREAS, COUNTRY_VALUES, DATAFLOWS, LINEAGE, SERIES_VALUES
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.reference_metadata import METADATA_TABLES, MOST_ANSWERS_OF_A_YEAR
from openssi.vocabulary.release import Release

Row = dict[str, object]
REGISTER = "Nuevo registro desde este año."


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


def told(item: str, year: int = 2021, **cell: object) -> Observation:
    given: Row = {"ref_area": "QME", "item": item, "time_period": year, "channel": "workbook", **cell}
    return Observation(**given)  # type: ignore[arg-type]


ANSWERS = (
    told("I.LANG", text_value="ES"),
    told("I.INST_NAME", text_value="Ministerio de Trabajo"),
    told("Q.SRC_TYPE", breakdown="H1", text_value="ADMIN"),
    told("Q.SRC_REF", breakdown="H1", text_value="Registro, diciembre de 2021"),
    told("Q.SRC_URL", breakdown="H1", text_value="https://estadistica.example/h1"),
    told("Q.COVERAGE", breakdown="H1", value=Decimal(90)),
    told("Q.BREAK", breakdown="H1", text_value=f"REGISTER: {REGISTER}"),
    told("Q.BURDEN", value=Decimal(90)),
    told("H.COV_CHILD", value=Decimal("3.0"), unit_mult=3, obs_status="B", source="Registro, diciembre de 2021"),
    told("H.COV_CHILD", 2020, value=Decimal(2000), source="Registro de 2020"),
    told("H.COV_OLD", value=Decimal(500), note="Cifra provisional.", obs_status="P"),
    told("X.POP_TOTAL", 2021, value=Decimal(9000), channel="context", source="Population prospects"),
)
CHILD = "QME.2021.H_COV_CHILD._Z._Z._T._T._Z._Z"


def _value(indicator: str, **more: object) -> Row:
    return {
        "value_id": f"{indicator}.QME.2021._T._T", "indicator": indicator, "ref_area": "QME", "sex": "_T",
        "breakdown": "_T", "time_period": 2021, "value": 10.0, "obs_status": "A", "origin": "inquiry", "footnote": "",
        "note": "", "source": "", **more,
    }  # fmt: skip


def _link(output: str, given: str, role: str) -> Row:
    return {"ref_area": "QME", "output_id": output, "input_id": given, "role": role, "input_kind": "cell"}


@pytest.fixture(scope="module")
def made(definitions: Definitions) -> dict[str, pa.Table]:
    area = {"area": "QME", "name_en": "Mesera", "name_fr": "Mesère", "name_es": "Mesera", "fictional": True}
    values = [
        _value("SDG_1_3_1_CHILD", footnote="NOPROG"),
        _value("SDG_1_3_1_OLD_AGE", note="L.COV_METHOD=LFS"),
        _value("SDG_1_3_1_UNEMPLOYED", origin="series", footnote="Excluding civil servants"),
    ]
    lineage = [
        _link("QME.2021.H_COV_CHILD._T", CHILD, "reported"),
        _link("SDG_1_3_1_CHILD.QME.2021._T._T", "QME.2021.H_COV_CHILD._T", "numerator"),
        _link("SDG_1_3_1_OLD_AGE.QME.2021._T._T", CHILD, "left_out"),
    ]
    series: Row = {"value_id": "s", "series": "SI_COV_CHLD", "ref_area": "QME", "time_period": 2019, "source": "ISSA"}
    tables = {name: table_of(each) for name, each in DATAFLOWS.items() if name not in METADATA_TABLES}
    tables |= {
        "areas": table_of(AREAS, [area]),
        "observations": observations_table(ANSWERS),
        "country_values": table_of(COUNTRY_VALUES, values),
        "lineage": table_of(LINEAGE, lineage),
        "series_values": table_of(SERIES_VALUES, [series]),
        "indicators": indicator_table(definitions),
    }
    draft = Release(
        id="2026.1", created="2026-03-01T00:00:00+00:00", kind="demonstration", software_version="1",
        definitions_version="2", questionnaire_version="3", waivers=(), files=(),
        method={"max_age": "5", "publish_from": "0.6", "flag_from": "0.4"},
        sources=({"file": "weights.csv", "sha256": "ab" * 32, "read": "2026-02-01T10:00:00+00:00"},),
    )  # fmt: skip
    return dict(metadata_tables(tables, draft, definitions))


Rows = Callable[..., list[Row]]


@pytest.fixture
def rows(made: dict[str, pa.Table]) -> Rows:
    def found(table: str, **wanted: object) -> list[Row]:
        listed: list[Row] = made[table].to_pylist()
        return [row for row in listed if all(row[name] == value for name, value in wanted.items())]

    return found


def test_a_source_of_a_table_has_its_type_link_and_coverage(rows: Rows) -> None:
    (found,) = rows("sources", scope="table", table_code="H1", title="Registro, diciembre de 2021")
    assert (found["source_type"], found["link"], found["language"]) == ("ADMIN", "https://estadistica.example/h1", "es")
    assert (found["coverage"], found["first_year"], found["ref_area"]) == (Decimal(90), 2021, "QME")


def test_sources_are_told_of_cells_items_series_and_files(rows: Rows) -> None:
    assert [each["first_year"] for each in rows("sources", title="Registro de 2020")] == [2020]
    (context,) = rows("sources", scope="item")
    assert (context["item"], context["dataflow"], context["countries"]) == ("X.POP_TOTAL", "DF_CONTEXT", 1)
    assert [each["item"] for each in rows("sources", scope="series", title="ISSA")] == ["SI_COV_CHLD"]
    (file,) = rows("sources", scope="file")
    assert (file["file"], file["sha256"], file["date"]) == ("weights.csv", "ab" * 32, "2026-02-01")


def test_a_break_tells_its_cause_and_both_values_in_units(rows: Rows) -> None:
    (of_table,) = rows("breaks", scope="table")
    assert (of_table["cause"], of_table["text_en"], of_table["language"]) == ("REGISTER", REGISTER, "es")
    (of_cell,) = rows("breaks", scope="cell")
    assert (of_cell["figure"], of_cell["previous_year"]) == (CHILD, 2020)
    assert (of_cell["previous_value"], of_cell["value"]) == (Decimal(2000), Decimal(3000))


def test_only_figures_that_rest_on_a_broken_series_carry_the_break(rows: Rows) -> None:
    assert [each["figure"] for each in rows("footnotes", kind="break")] == ["SDG_1_3_1_CHILD.QME.2021._T._T"]


def test_a_footnote_stands_in_its_own_language_or_in_all(rows: Rows) -> None:
    (note,) = rows("footnotes", kind="note", item="H.COV_OLD")
    assert (note["text_en"], note["language"], note["scope"]) == ("Cifra provisional.", "es", "cell")
    (coded,) = rows("footnotes", code="NOPROG")
    assert (coded["text_fr"], coded["language"]) == ("Aucun programme ancré dans la législation nationale", "")
    (published,) = rows("footnotes", text_es="Excluding civil servants")
    assert (published["language"], published["code"]) == ("en", "")
    (beside,) = rows("footnotes", kind="comparison")
    assert beside["language"] == ""
    assert str(beside["text_fr"]).startswith("Méthode de la couverture légale\u00a0: ")


def test_reference_metadata_tell_the_figures_of_the_release(rows: Rows) -> None:
    (posted,) = rows("reference_metadata", target="DF_INDICATORS", concept="META_POSTED")
    assert posted["text_en"] == "2026-03-01, with release 2026.1."
    (complete,) = rows("reference_metadata", target="DF_INDICATORS", concept="COMPLETENESS")
    assert complete["text_es"] == "Cifras con un valor: 3. Sin valor, y el estado dice por qué: 0."
    (burden,) = rows("reference_metadata", target="QME.2021", concept="COST_BURDEN")
    assert burden["text_fr"] == "Temps consacré au formulaire\u00a0: 90 minutes."
    (contact,) = rows("reference_metadata", target="QME.2021", concept="CONTACT_ORGANISATION")
    assert (contact["text_en"], contact["language"]) == ("Ministerio de Trabajo", "es")
    (time,) = rows("reference_metadata", target="SDG_1_3_1_CHILD", concept="COMPAR_TIME")
    assert time["text_en"] == "Values that rest on a series with a break in their year: 1."


def test_what_is_not_known_is_said_or_left_out_and_never_zero(rows: Rows) -> None:
    (late,) = rows("reference_metadata", target="DF_INDICATORS", concept="TIMELINESS")
    assert late["text_en"] == "Release 2026.1 holds no answers to the inquiry of which the time could be measured."
    assert rows("reference_metadata", target="QME.2021", concept="TIMELINESS") == []


def test_every_dataflow_country_and_indicator_has_metadata_and_years_at_most_fifteen_answers(
    rows: Rows, definitions: Definitions
) -> None:
    of = {
        scope: {row["target"] for row in rows("reference_metadata", scope=scope)} for scope in ("dataflow", "indicator")
    }
    assert of == {"dataflow": set(definitions.dataflows.dataflows), "indicator": set(definitions.indicators)}
    assert {row["target"] for row in rows("reference_metadata", scope="country")} == {"QME"}
    for scope in ("country_year", "scheme_year"):
        declared = [each for each in definitions.reference_metadata.texts if each.scope == scope]
        assert 0 < len(declared) <= MOST_ANSWERS_OF_A_YEAR


def test_headings_stand_in_the_order_of_their_numbers(definitions: Definitions) -> None:
    numbers = [tuple(map(int, each.number.split("."))) for each in definitions.reference_metadata.headings]
    assert numbers == sorted(numbers)
    assert {first for first, *_ in numbers} == set(range(1, 20))
    assert [each.id for each in definitions.reference_metadata.headings if not each.is_confirmed] == [
        "ACCESSIBILITY_CLARITY"
    ]


def test_no_text_of_metadata_tells_a_withheld_number_or_an_address(definitions: Definitions, tmp_path: Path) -> None:
    answers = (
        told("H.COV_CHILD", value=Decimal(12345), conf_status="C"),
        told("Q.BREAK", breakdown="H1", text_value="From 12,345 on."),
        told("Q.NOTE", breakdown="H1", text_value="Ask jane@qme.example."),
        told("H.COV_OLD", value=Decimal(5), method="12 345 times two", source="List of joe@qme.example"),
    )
    found = PublicCells(observations_table(answers), definitions.questionnaire, "2026-01-01").observations()
    texts = {row["item"]: row["text_value"] or row["method"] for row in found.to_pylist()}
    assert texts == {
        "H.COV_CHILD": "", "Q.BREAK": "From :c on.", "Q.NOTE": f"Ask {WITHOUT_ADDRESS}.", "H.COV_OLD": ":c times two",
    }  # fmt: skip
    assert "joe" not in str(found.to_pylist())
