"""What a release says of its structures is read back as it was."""

from dataclasses import replace

from openssi.definitions import load
from openssi.engine import connect
from openssi.publish.cubes.structure_tables import code_table, component_table, read_structures
from small_release import small_release, structures_of


def test_structures_are_read_back_as_they_were_written() -> None:
    definitions = load()
    with small_release(definitions) as release:
        written = structures_of(release, definitions)
    tables = {"components": component_table(written), "codes": code_table(written.codelists)}
    with connect(**tables) as connection:
        read = read_structures(connection)
    assert read.agency == written.agency
    assert dict(read.dataflows) == dict(written.dataflows)
    assert dict(read.structures) == dict(written.structures)
    assert dict(read.codelists) == dict(written.codelists)


def test_a_list_without_codes_is_a_list() -> None:
    definitions = load()
    with small_release(definitions) as release:
        release.execute("DELETE FROM DF_SDG_0131_SEX_SOC_RT")
        empty = structures_of(release, definitions).codelists["CL_AREA_ILOSTAT"]
    tables = {"components": component_table(definitions.dataflows), "codes": code_table({empty.id: empty})}
    with connect(**tables) as connection:
        assert dict(read_structures(connection).codelists) == {empty.id: empty}
    assert empty.codes == ()


def test_dataflows_that_share_a_structure_share_it_when_they_are_read() -> None:
    definitions = load()
    tables = {"components": component_table(definitions.dataflows), "codes": code_table({})}
    with connect(**tables) as connection:
        read = read_structures(connection)
    assert read.dataflows["DF_INQUIRY"].structure is read.dataflows["DF_CONTEXT"].structure


def test_versions_are_kept() -> None:
    definitions = load()
    flow = definitions.dataflows.dataflows["DF_CONTEXT"]
    newer = replace(flow, version="2.0", structure=replace(flow.structure, version="1.1"))
    structures = replace(definitions.dataflows, dataflows={flow.id: newer})
    with connect(components=component_table(structures), codes=code_table({})) as connection:
        read = read_structures(connection)
    assert read.dataflows["DF_CONTEXT"].version == "2.0"
    assert read.structures["DSD_SSI"].version == "1.1"
