"""What a writer of a structure message is given: artefacts of SDMX, each whole or as a stub."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from openssi.publish.cubes.availability import Availability
from openssi.vocabulary.data_structure import (
    CONCEPT_SCHEME,
    Component,
    DataStructure,
    PublishedCode,
    PublishedDataflow,
    PublishedStructures,
)
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

VERSION = "1.0"
"""Version of the schemes that a release does not declare: agencies and concepts."""

ArtefactKind = Literal["agencyscheme", "codelist", "conceptscheme", "datastructure", "dataflow", "contentconstraint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """Something that an agency maintains.

    Attributes:
        is_stub: Whether its content is left out; `is_complete_stub` keeps the description.
        is_partial: Whether an item scheme holds only some of its items.
    """

    kind: ArtefactKind
    id: str
    agency: str
    version: str
    name: MultilingualText
    description: MultilingualText | None = None
    is_stub: bool = False
    is_partial: bool = False

    @property
    def reference(self) -> tuple[ArtefactKind, str]:
        """Kind and id, by which it is found among the artefacts of a release."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyScheme(Artefact):
    """The agencies."""

    kind: ArtefactKind = "agencyscheme"
    agencies: tuple[PublishedCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes(Artefact):
    """A code list."""

    kind: ArtefactKind = "codelist"
    codes: tuple[PublishedCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts(Artefact):
    """A concept scheme; a concept is told by a component that uses it."""

    kind: ArtefactKind = "conceptscheme"
    concepts: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure(Artefact):
    """A data structure with the concept scheme of its components.

    Attributes:
        concept_version: Version of that scheme.
    """

    kind: ArtefactKind = "datastructure"
    structure: DataStructure
    concept_scheme: str = CONCEPT_SCHEME
    concept_version: str = VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Artefact):
    """A dataflow."""

    kind: ArtefactKind = "dataflow"
    flow: PublishedDataflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(Artefact):
    """What a dataflow holds in the release."""

    kind: ArtefactKind = "contentconstraint"
    availability: Availability


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureMessage:
    """Artefacts on their way out.

    Attributes:
        structures: Those of the release: who maintains them, and the versions of what is referred to.
        release: The release that they are of; its `created` is the moment at which the message was prepared, so that
            the bytes of a message never change.
        languages: The languages in which names are told.
    """

    artefacts: tuple[Artefact, ...]
    structures: PublishedStructures
    release: Release
    languages: tuple[Language, ...] = LANGUAGES
    message_id: str = "OPENSSI"

    @property
    def prepared(self) -> str:
        """The moment at which the release was made, as an ISO time."""
        return self.release.created

    def codelist_version(self, codelist: str) -> str:
        """Return the version of a code list, that of a list which the release does not use included."""
        known = self.structures.codelists.get(codelist)
        return known.version if known else VERSION


WritesStructure = Callable[[StructureMessage], bytes]


@dataclass(frozen=True, slots=True)
class StructureFormat:
    """A format of structure messages.

    Attributes:
        id: As a command or the parameter `format` names it (`sdmx-ml-2.1`).
        media_type: As it is negotiated (`application/vnd.sdmx.structure+xml;version=2.1`).
        extension: Of a file of it, without the dot.
    """

    id: str
    media_type: str
    extension: str
    write: WritesStructure
