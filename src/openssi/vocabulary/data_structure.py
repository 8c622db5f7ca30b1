"""Data structures, dataflows, concepts and code lists as they are published, after the SDMX information model.

A published code is fit for a key of SDMX: letters, digits and `_ @ $ -`. The names of the inquiry are brought into that
shape by `published_code`, so that `B.AMT_AVG` is `B_AMT_AVG` in every file that leaves.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from openssi.vocabulary.structure import Dataflow, columns
from openssi.vocabulary.text import LANGUAGES, MultilingualText

Role = Literal["dimension", "time", "measure", "attribute"]
Attachment = Literal["dataset", "series", "observation"]
Representation = Literal["code", "text", "number", "integer", "year", "date"]
CodesOfRelease = Literal[
    "areas",
    "area_groups",
    "ilostat_areas",
    "groupings",
    "schemes",
    "benefits",
    "items",
    "indicators",
    "breakdowns",
    "units",
]

TOTAL, NOT_APPLICABLE, UNKNOWN = "_T", "_Z", "_U"

_NOT_IN_A_CODE = re.compile(r"[^A-Za-z0-9_@$-]")


def published_code(name: str) -> str:
    """Return a name of the inquiry as a code of SDMX: `B_AMT_AVG` for `B.AMT_AVG`, `PT` for `%`."""
    return _NOT_IN_A_CODE.sub("_", name.replace("+", "-").replace("%", "PT"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCode:
    """A code of a published list."""

    id: str
    name: MultilingualText
    description: MultilingualText | None = None
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class PublishedCodeList:
    """A code list as a release holds it: what occurs in the release, in the order of the definitions."""

    id: str
    name: MultilingualText
    codes: tuple[PublishedCode, ...]
    version: str = "1.0"

    @cached_property
    def by_id(self) -> Mapping[str, PublishedCode]:
        """The codes by id."""
        return {each.id: each for each in self.codes}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredCodeList:
    """A code list as the definitions declare it.

    Attributes:
        codes: Its codes, published whole; none where a release says them.
        generated: What of a release its codes are.
        further: Codes that a release may use and does not name itself.
    """

    id: str
    name: MultilingualText
    codes: tuple[PublishedCode, ...] = ()
    further: tuple[PublishedCode, ...] = ()
    generated: CodesOfRelease | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredCodeLists:
    """The code lists that machines ask for, by id.

    Attributes:
        reserved: Codes of SDMX that stand in any list in which they occur (`_T`, `_U`, `_Z`).
    """

    reserved: tuple[PublishedCode, ...]
    lists: Mapping[str, DeclaredCodeList]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A dimension, the time, the measure or an attribute of a data structure; its id is that of its concept.

    Attributes:
        codelist: Id of the list its codes come from, empty where it has none.
        attachment: What an attribute is said of; none for all others.
        is_required: Whether it has a value wherever it is attached.
    """

    id: str
    role: Role
    representation: Representation
    name: MultilingualText
    description: MultilingualText
    codelist: str = ""
    attachment: Attachment | None = None
    is_required: bool = False


@dataclass(frozen=True, kw_only=True)
class DataStructure:
    """The components of a dataflow in the order of its columns: dimensions, time, measure, attributes."""

    id: str
    name: MultilingualText
    components: tuple[Component, ...]
    version: str = "1.0"

    @cached_property
    def dimensions(self) -> tuple[Component, ...]:
        """The dimensions without the time, in the order of the key."""
        return tuple(each for each in self.components if each.role == "dimension")

    @cached_property
    def time(self) -> Component:
        """The time dimension."""
        return next(each for each in self.components if each.role == "time")

    @cached_property
    def measure(self) -> Component:
        """The primary measure."""
        return next(each for each in self.components if each.role == "measure")

    @cached_property
    def attributes(self) -> tuple[Component, ...]:
        """The attributes in the order of the columns."""
        return tuple(each for each in self.components if each.role == "attribute")

    def attached_to(self, attachment: Attachment) -> tuple[Component, ...]:
        """Return the attributes that are said of a dataset, a series or an observation."""
        return tuple(each for each in self.attributes if each.attachment == attachment)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The ids of the components in order: the columns of the table of a dataflow."""
        return tuple(each.id for each in self.components)

    def __getitem__(self, component: str) -> Component:
        for each in self.components:
            if each.id == component:
                return each
        raise KeyError(component)

    def __iter__(self) -> Iterator[Component]:
        return iter(self.components)


@dataclass(frozen=True, kw_only=True)
class PublishedDataflow:
    """A dataflow that machines ask for (`DF_INDICATORS`): in a release it is a table of this name."""

    id: str
    name: MultilingualText
    description: MultilingualText
    structure: DataStructure
    version: str = "1.0"


@dataclass(frozen=True, kw_only=True)
class Agency:
    """Who maintains the structures."""

    id: str
    name: MultilingualText


@dataclass(frozen=True, kw_only=True)
class PublishedStructures:
    """Everything that explains the dataflows of a release.

    Attributes:
        codelists: Published code lists by id; empty as long as no release says which codes occur.
    """

    agency: Agency
    dataflows: Mapping[str, PublishedDataflow]
    codelists: Mapping[str, PublishedCodeList] = field(default_factory=dict)

    @cached_property
    def structures(self) -> Mapping[str, DataStructure]:
        """The data structures by id."""
        return {each.structure.id: each.structure for each in self.dataflows.values()}

    @cached_property
    def concepts(self) -> Mapping[str, Component]:
        """The concepts by id, each as the first component that uses it."""
        concepts: dict[str, Component] = {}
        for structure in self.structures.values():
            for each in structure:
                concepts.setdefault(each.id, each)
        return concepts


CONCEPT_SCHEME = "CS_OPENSSI"


def _in_languages(name: str, what: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((f"{name}_{each}", "VARCHAR", f"{what} ({each})") for each in LANGUAGES)


COMPONENTS = Dataflow(
    "components",
    "Components of the dataflows that machines ask for, as they were when the release was made",
    columns(
        ("dataflow", "VARCHAR", "DF_INDICATORS, ..."),
        ("dataflow_version", "VARCHAR", "Its version"),
        *_in_languages("dataflow_name", "Its name"),
        *_in_languages("dataflow_description", "What it holds"),
        ("structure", "VARCHAR", "DSD_SSI_IND, ..."),
        ("structure_version", "VARCHAR", "Its version"),
        *_in_languages("structure_name", "Its name"),
        ("position", "INTEGER", "Order of the columns, the first being 1"),
        ("component", "VARCHAR", "REF_AREA, ...: concept and column"),
        ("role", "VARCHAR", "dimension, time, measure or attribute"),
        ("representation", "VARCHAR", "code, text, number, integer, year or date"),
        ("codelist", "VARCHAR", "Code list, or empty"),
        ("attachment", "VARCHAR", "dataset, series or observation for an attribute, else empty"),
        ("is_required", "BOOLEAN", "Whether it has a value wherever it is attached"),
        *_in_languages("name", "Name of the concept"),
        *_in_languages("description", "What the concept means"),
        ("agency", "VARCHAR", "Who maintains it"),
        *_in_languages("agency_name", "Name of the agency"),
    ),
)

CODES = Dataflow(
    "codes",
    "Code lists with the codes that occur in the release, as they were named when it was made",
    columns(
        ("codelist", "VARCHAR", "CL_SEX, ..."),
        ("codelist_version", "VARCHAR", "Its version"),
        *_in_languages("codelist_name", "Its name"),
        ("position", "INTEGER", "Order in the list, the first being 1"),
        ("code", "VARCHAR", "Code as it stands in the dataflows"),
        ("parent", "VARCHAR", "Code that it is part of, or empty"),
        *_in_languages("name", "Name"),
        *_in_languages("description", "What it means, or empty"),
    ),
)
