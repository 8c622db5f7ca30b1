"""What a request for structures finds: names, lists, wildcards, references and details."""

from collections.abc import Iterator

import pytest

from openssi.definitions import load
from openssi.engine import Connection
from openssi.publish.sdmx.requests.asked_structures import asked_structures
from openssi.publish.sdmx.requests.found_structures import found_structures, item_ids
from openssi.publish.sdmx.structures.artefacts import Artefacts, artefacts_of
from openssi.publish.sdmx.structures.structure_message import Artefact
from openssi.vocabulary.errors import FixTheFile
from small_release import small_release, structures_of


@pytest.fixture(scope="module")
def release() -> Iterator[Connection]:
    with small_release(load()) as opened:
        yield opened


@pytest.fixture(scope="module")
def artefacts(release: Connection) -> Artefacts:
    return artefacts_of(structures_of(release, load()), release)


@pytest.fixture
def ask(artefacts: Artefacts, release: Connection) -> "Ask":
    return Ask(artefacts, release)


class Ask:
    def __init__(self, artefacts: Artefacts, release: Connection) -> None:
        self._artefacts, self._release = artefacts, release

    def artefacts(self, path: str, between: str = "+", **parameters: str) -> tuple[Artefact, ...]:
        word, *parts = path.split("/")
        asked = asked_structures(word, parts, between, parameters.items())
        return found_structures(asked, self._artefacts, self._release, "2026.1")

    def ids(self, path: str, between: str = "+", **parameters: str) -> list[str]:
        return [each.id for each in self.artefacts(path, between, **parameters)]


@pytest.mark.parametrize(
    ("path", "between", "expected"),
    [
        ("codelist/OPENSSI/CL_SEX/1.0", "+", ["CL_SEX"]),
        ("codelist/all/CL_SEX/latest", "+", ["CL_SEX"]),
        ("codelist/OPENSSI/CL_SEX+CL_AGE", "+", ["CL_AGE", "CL_SEX"]),
        ("codelist/*/CL_SEX,CL_AGE/~", ",", ["CL_AGE", "CL_SEX"]),
        ("codelist/OPENSSI/CL_SEX/1.0+", ",", ["CL_SEX"]),
        ("codelist/OPENSSI/CL_SEX/all", "+", ["CL_SEX"]),
        ("agencyscheme", "+", ["AGENCIES"]),
        ("agencyscheme/SDMX/AGENCIES", "+", ["AGENCIES"]),
        ("organisationscheme", "+", ["AGENCIES"]),
        ("conceptscheme", "+", ["CS_OPENSSI"]),
        ("dataflow/OPENSSI/DF_CONTEXT", "+", ["DF_CONTEXT"]),
        ("contentconstraint/OPENSSI/CR_DF_CONTEXT", "+", ["CR_DF_CONTEXT"]),
        ("dataconstraint/*/CR_DF_CONTEXT/*", ",", ["CR_DF_CONTEXT"]),
        ("conceptscheme,agencyscheme", ",", ["AGENCIES", "CS_OPENSSI"]),
    ],
)
def test_artefacts_are_found_by_their_names(ask: Ask, path: str, between: str, expected: list[str]) -> None:
    assert ask.ids(path, between) == expected


def test_everything_is_found(ask: Ask, artefacts: Artefacts) -> None:
    assert ask.ids("structure") == ask.ids("*", ",") == [each.id for each in artefacts.by_key.values()]


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        ("none", {"DSD_SSI_AGG"}),
        ("parents", {"DSD_SSI_AGG", "DF_AGGREGATES"}),
        ("parentsandsiblings", {"DSD_SSI_AGG", "DF_AGGREGATES"}),
        ("ancestors", {"DSD_SSI_AGG", "DF_AGGREGATES", "CR_DF_AGGREGATES"}),
        ("dataflow", {"DSD_SSI_AGG", "DF_AGGREGATES"}),
        ("conceptscheme", {"DSD_SSI_AGG", "CS_OPENSSI"}),
        ("categoryscheme", {"DSD_SSI_AGG"}),
    ],
)
def test_references_of_a_data_structure(ask: Ask, references: str, expected: set[str]) -> None:
    assert set(ask.ids("datastructure/OPENSSI/DSD_SSI_AGG", references=references)) == expected


def test_children_of_a_data_structure_are_its_concepts_and_code_lists(ask: Ask) -> None:
    structure = load().dataflows.structures["DSD_SSI_AGG"]
    expected = {"DSD_SSI_AGG", "CS_OPENSSI", *(each.codelist for each in structure if each.codelist)}
    assert set(ask.ids("datastructure/OPENSSI/DSD_SSI_AGG", references="children")) == expected


def test_descendants_of_a_dataflow_reach_its_code_lists_and_children_do_not(ask: Ask) -> None:
    assert set(ask.ids("dataflow/OPENSSI/DF_AGGREGATES", references="children")) == {"DF_AGGREGATES", "DSD_SSI_AGG"}
    assert "CL_AREA_GROUP" in ask.ids("dataflow/OPENSSI/DF_AGGREGATES", references="descendants")


def test_all_is_what_is_around_and_below(ask: Ask) -> None:
    found = set(ask.ids("dataflow/OPENSSI/DF_AGGREGATES", references="all"))
    assert {"CR_DF_AGGREGATES", "DSD_SSI_AGG", "CL_AREA_GROUP", "CS_OPENSSI"} <= found
    assert "DF_CONTEXT" not in found


def test_siblings_are_what_a_parent_refers_to(ask: Ask) -> None:
    found = ask.ids("codelist/OPENSSI/CL_AREA_GROUP", references="parentsandsiblings")
    assert {"DSD_SSI_AGG", "CL_GROUPING"} <= set(found)


@pytest.mark.parametrize(
    ("detail", "own", "other"),
    [
        ("full", (False, True), (False, False)),
        ("raw", (False, True), (False, False)),
        ("allstubs", (True, False), (True, False)),
        ("allcompletestubs", (True, True), (True, False)),
        ("referencestubs", (False, True), (True, False)),
        ("referencecompletestubs", (False, True), (True, False)),
    ],
)
def test_details_make_stubs(ask: Ask, detail: str, own: tuple[bool, bool], other: tuple[bool, bool]) -> None:
    flow, structure = ask.artefacts("dataflow/OPENSSI/DF_CONTEXT", references="children", detail=detail)
    assert (flow.is_stub, flow.description is not None) == own
    assert (structure.is_stub, structure.description is not None) == other


def test_partial_code_lists_hold_the_codes_that_the_dataflow_uses(ask: Ask) -> None:
    path = "dataflow/OPENSSI/DF_AGGREGATES"
    whole = {each.id: each for each in ask.artefacts(path, references="descendants")}
    part = {each.id: each for each in ask.artefacts(path, references="descendants", detail="referencepartial")}
    assert item_ids(part["CL_SEX"]) == ("_T",)
    assert part["CL_SEX"].is_partial
    assert item_ids(whole["CL_SEX"]) == ("_T", "M", "F", "_U")
    assert not whole["CL_SEX"].is_partial
    assert "SCHEME" not in item_ids(part["CS_OPENSSI"])
    assert "OBSERVED_SHARE" in item_ids(part["CS_OPENSSI"])


def test_items_are_picked_from_a_scheme(ask: Ask) -> None:
    (codes,) = ask.artefacts("codelist/OPENSSI/CL_SEX/1.0/F+M")
    assert (item_ids(codes), codes.is_partial) == (("M", "F"), True)
    (concepts,) = ask.artefacts("conceptscheme/OPENSSI/CS_OPENSSI/1.0/SEX")
    assert item_ids(concepts) == ("SEX",)
    (agencies,) = ask.artefacts("agencyscheme/SDMX/AGENCIES/1.0/OPENSSI")
    assert item_ids(agencies) == ("OPENSSI",)


def test_a_picked_code_does_not_name_a_parent_that_is_left_out(ask: Ask) -> None:
    (codes,) = ask.artefacts("codelist/OPENSSI/CL_AREA_ILOSTAT/1.0/QMA")
    assert "parent=''" in repr(codes)


@pytest.mark.parametrize(
    ("path", "parameters", "code", "said"),
    [
        ("codelist/NOBODY", {}, "SDMX_AGENCY_UNKNOWN", "OPENSSI"),
        ("codelist/OPENSSI/CL_NONE", {}, "SDMX_ARTEFACT_UNKNOWN", "CL_SEX"),
        ("codelist/OPENSSI/CL_NONE+CL_SEX", {}, "SDMX_ARTEFACT_UNKNOWN", "CL_NONE"),
        ("codelist/OPENSSI/CL_SEX/9.0", {}, "SDMX_VERSION_UNKNOWN", "1.0"),
        ("codelist/OPENSSI/CL_SEX/1.0/X", {}, "SDMX_ITEM_UNKNOWN", "_T, M, F, _U"),
        ("conceptscheme/OPENSSI/CS_OPENSSI/1.0/X", {}, "SDMX_ITEM_UNKNOWN", "REF_AREA"),
        ("dataflow/OPENSSI/DF_CONTEXT/1.0/X", {}, "SDMX_ITEM_UNKNOWN", "X"),
        ("categoryscheme", {}, "SDMX_KIND_NOT_THERE", "dataflow"),
        ("codelists", {}, "SDMX_VALUE_UNKNOWN", "codelist"),
        ("codelist", {"references": "cousins"}, "SDMX_VALUE_UNKNOWN", "descendants"),
        ("codelist", {"references": "none,all"}, "SDMX_VALUE_UNKNOWN", "none"),
        ("codelist", {"detail": "some"}, "SDMX_VALUE_UNKNOWN", "allstubs"),
        ("codelist", {"refrences": "all"}, "SDMX_PARAMETER_UNKNOWN", "references"),
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(
    ask: Ask, path: str, parameters: dict[str, str], code: str, said: str
) -> None:
    with pytest.raises(FixTheFile) as refused:
        ask.ids(path, **parameters)
    (problem,) = refused.value.problems
    assert problem.code == code
    assert said in problem.message("en")
