"""The dataflows that machines ask for, and the code lists that they name: what is wrong is refused with its line."""

import shutil
from pathlib import Path

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.codelists import load_codelists
from openssi.definitions.dataflows import load_dataflows
from openssi.definitions.published_codelists import load_published_codelists
from openssi.vocabulary.data_structure import PublishedCode
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import MultilingualText

NAMES = "name: {en: a, fr: b, es: c}"
TEXTS = f"{NAMES}, description: {{en: d, fr: e, es: f}}"
DATAFLOWS = f"""\
agency: {{id: OURS, {NAMES}}}
concepts:
  - {{id: AREA, representation: code, codelist: CL_AREA, {TEXTS}}}
  - {{id: TIME_PERIOD, representation: year, {TEXTS}}}
  - {{id: OBS_VALUE, representation: number, {TEXTS}}}
  - {{id: NOTE, representation: text, {TEXTS}}}
structures:
  - id: DSD
    {NAMES}
    dimensions: [AREA]
    required: [NOTE]
    codelists: {{AREA: CL_OWN}}
    attributes:
      dataset: []
      series: []
      observation: [NOTE]
dataflows:
  - {{id: DF, structure: DSD, {TEXTS}}}
"""
CODELISTS = f"""\
reserved:
  - {{id: _T, {NAMES}}}
codelists:
  - id: CL_OWN
    {NAMES}
    codes:
      - {{id: A, {NAMES}}}
  - {{id: CL_SEX, declared: CL_SEX, prefix: SEX_, reserved: {{T: ALL}}, {NAMES}}}
  - {{id: CL_AREA, generated: areas, further: [{{id: OLD, {NAMES}}}], {NAMES}}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dataflows.yaml").write_text(DATAFLOWS, encoding="utf-8")
    (tmp_path / "published_codelists.yaml").write_text(CODELISTS, encoding="utf-8")
    (tmp_path / "codelists").mkdir()
    shutil.copy(default_root() / "codelists" / "CL_SEX.csv", tmp_path / "codelists")
    return tmp_path


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / f"{name}.yaml"
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), encoding="utf-8")


def test_a_dataflow_is_read_with_its_structure(root: Path) -> None:
    structures = load_dataflows(root)
    structure = structures.dataflows["DF"].structure
    assert structures.agency.id == "OURS"
    assert structure.columns == ("AREA", "TIME_PERIOD", "OBS_VALUE", "NOTE")
    assert [(each.id, each.role, each.codelist, each.attachment, each.is_required) for each in structure] == [
        ("AREA", "dimension", "CL_OWN", None, True),
        ("TIME_PERIOD", "time", "", None, True),
        ("OBS_VALUE", "measure", "", None, False),
        ("NOTE", "attribute", "", "observation", True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "row"),
    [
        ("agency: {id: OURS", "agency: {id: OURS, x: 1", "DEFINITION_KEY_UNKNOWN", 1),
        ("id: NOTE", "id: AREA", "DEFINITION_ID_TWICE", 6),
        ("representation: text", "representation: words", "DEFINITION_VALUE_UNKNOWN", 6),
        ("name: {en: a, fr: b, es: c}, description", "name: {en: a}, description", "DEFINITION_LANGUAGE_MISSING", 3),
        ("dimensions: [AREA]", "dimensions: [ARIA]", "DEFINITION_VALUE_UNKNOWN", 8),
        ("codelists: {AREA", "codelists: {ARIA", "DEFINITION_VALUE_UNKNOWN", 8),
        ("      dataset: []", "      every: []", "DEFINITION_KEY_UNKNOWN", 14),
        ("structure: DSD", "structure: DSX", "DEFINITION_VALUE_UNKNOWN", 18),
    ],
)  # fmt: skip
def test_a_slip_in_dataflows_is_refused_with_its_line(root: Path, old: str, new: str, code: str, row: int) -> None:
    change(root, "dataflows", old, new)
    with pytest.raises(FixTheFile) as refused:
        load_dataflows(root)
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file, problem.place.row) == (code, "dataflows.yaml", row)


def test_code_lists_are_read_whole_with_prefix_and_reserved_codes(root: Path) -> None:
    lists = load_published_codelists(root, load_codelists(root), load_dataflows(root)).lists
    assert [each.id for each in lists["CL_SEX"].codes] == ["SEX_ALL", "SEX_M", "SEX_F", "SEX_U"]
    assert lists["CL_OWN"].codes == (PublishedCode(id="A", name=MultilingualText("a", "b", "c")),)
    assert (lists["CL_AREA"].generated, [each.id for each in lists["CL_AREA"].further]) == ("areas", ["OLD"])


@pytest.mark.parametrize(
    ("old", "new", "code", "row"),
    [
        ("reserved:\n", "reserve:\n", "DEFINITION_KEY_UNKNOWN", 2),
        ("id: CL_SEX", "id: CL_OWN", "DEFINITION_ID_TWICE", 8),
        ("declared: CL_SEX", "declared: CL_SOX", "DEFINITION_VALUE_UNKNOWN", 8),
        ("generated: areas", "generated: planets", "DEFINITION_VALUE_UNKNOWN", 9),
        ("    codes:\n      - {id: A, name: {en: a, fr: b, es: c}}\n", "", "DEFINITION_KEY_MISSING", 4),
        ("id: CL_OWN", "id: CL_OTHER", "DEFINITION_VALUE_UNKNOWN", 4),
    ],
)  # fmt: skip
def test_a_slip_in_code_lists_is_refused_with_its_line(root: Path, old: str, new: str, code: str, row: int) -> None:
    change(root, "published_codelists", old, new)
    with pytest.raises(FixTheFile) as refused:
        load_published_codelists(root, load_codelists(root), load_dataflows(root))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file, problem.place.row) == (code, "published_codelists.yaml", row)


def test_every_concept_has_one_representation_wherever_it_is_used() -> None:
    structures = load().dataflows
    for structure in structures.structures.values():
        for each in structure:
            assert each.representation == structures.concepts[each.id].representation


def test_a_coded_component_has_a_list_and_no_other_has() -> None:
    for structure in load().dataflows.structures.values():
        assert all((each.representation == "code") == bool(each.codelist) for each in structure)
