"""Requests for structures as plain rows: which artefacts, with which others, and how much of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from openssi.publish.sdmx.requests.asked_data import Pairs, once_each, refuse
from openssi.publish.sdmx.structures.structure_message import ArtefactKind

KINDS: Mapping[str, tuple[ArtefactKind, ...]] = MappingProxyType(
    {
        "agencyscheme": ("agencyscheme",),
        "organisationscheme": ("agencyscheme",),
        "codelist": ("codelist",),
        "conceptscheme": ("conceptscheme",),
        "datastructure": ("datastructure",),
        "dataflow": ("dataflow",),
        "contentconstraint": ("contentconstraint",),
        "actualconstraint": ("contentconstraint",),
        "dataconstraint": ("contentconstraint",),
        "availabilityconstraint": ("contentconstraint",),
    }
)
"""What is kept, by the words of both manners of SDMX REST."""

NONE_OF_THEM = frozenset(
    [
        "allowedconstraint",
        "attachmentconstraint",
        "categorisation",
        "categoryscheme",
        "categoryschememap",
        "codelistmap",
        "conceptschememap",
        "customtypescheme",
        "dataconsumerscheme",
        "dataproviderscheme",
        "geocodelist",
        "geogridcodelist",
        "geographiccodelist",
        "hierarchicalcodelist",
        "hierarchy",
        "hierarchyassociation",
        "metadataconstraint",
        "metadataflow",
        "metadataprovisionagreement",
        "metadataproviderscheme",
        "metadatastructure",
        "namepersonalisationscheme",
        "organisationschememap",
        "organisationunitscheme",
        "process",
        "provisionagreement",
        "reportingtaxonomy",
        "reportingtaxonomymap",
        "representationmap",
        "rulesetscheme",
        "structuremap",
        "structureset",
        "transformationscheme",
        "userdefinedoperatorscheme",
        "valuelist",
        "vtlmappingscheme",
    ]
)
"""Words of the standard for what no release has."""

REFERENCES = ("none", "parents", "parentsandsiblings", "ancestors", "children", "descendants", "all")
DETAILS = (
    "full", "allstubs", "referencestubs", "allcompletestubs", "referencecompletestubs", "referencepartial", "raw",
)  # fmt: skip
PARAMETERS = ("references", "detail", "format", "lang", "release", "asOf")

_ANY = frozenset({"", "all", "*"})
_ANY_VERSION = frozenset({*_ANY, "latest", "~", "+"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedStructures:
    """A request for structures.

    Attributes:
        kinds: What is asked for; everything where there are none.
        word: How the request names it.
        agencies: Whose, ids, versions and items: any where there are none.
        references: One of `REFERENCES`, or words of `KINDS`.
        detail: One of `DETAILS`.
        parameters: What else is asked.
    """

    kinds: tuple[ArtefactKind, ...]
    word: str
    agencies: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    references: tuple[str, ...] = ("none",)
    detail: str = "full"
    parameters: Mapping[str, str] = field(default_factory=dict)


def asked_structures(word: str, parts: Sequence[str], between: str, pairs: Pairs) -> AskedStructures:
    """Return a request as plain rows.

    Args:
        word: The kind of structure, several with a comma between them; `structure` or `*` for all.
        parts: Agency, id, version and items, as many as there are.
        between: What stands between alternatives: a plus sign in the older addresses, a comma in the newer.
        pairs: The parameters.

    Raises:
        FixTheFile: if a word is not known.
    """
    parameters = once_each(pairs, PARAMETERS)
    agency, identity, version, item = [*parts, "", "", "", ""][:4]
    return AskedStructures(
        kinds=_kinds(word),
        word=word,
        agencies=_listed(agency, between, _ANY),
        ids=_listed(identity, between, _ANY),
        versions=tuple(each.replace("+", "") for each in _listed(version, between, _ANY_VERSION)),
        items=_listed(item, between, _ANY),
        references=_references(parameters.get("references", "none")),
        detail=_one_of(parameters.get("detail", "full"), DETAILS, "detail"),
        parameters=parameters,
    )


def _kinds(word: str) -> tuple[ArtefactKind, ...]:
    if word in {"structure", "*"}:
        return ()
    return tuple(kind for each in word.split(",") for kind in kinds_of(each, "structure"))


def kinds_of(word: str, place: str) -> tuple[ArtefactKind, ...]:
    """Return the kinds that a word of the standard means, none where no release has any.

    Raises:
        FixTheFile: if it is no word of the standard.
    """
    if word in KINDS:
        return KINDS[word]
    if word not in NONE_OF_THEM:
        raise refuse("SDMX_VALUE_UNKNOWN", place, name=place, value=word, known=", ".join(KINDS))
    return ()


def _references(text: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(text.split(",")))
    if len(words) == 1 and words[0] in REFERENCES:
        return words
    for each in words:
        if each not in KINDS and each not in NONE_OF_THEM:
            known = ", ".join((*REFERENCES, *KINDS))
            raise refuse("SDMX_VALUE_UNKNOWN", "references", name="references", value=each, known=known)
    return words


def _listed(text: str, between: str, any_: frozenset[str]) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(text.split(between))) if text not in any_ else ()
    return () if any_ & set(parts) else parts


def _one_of(value: str, known: Sequence[str], name: str) -> str:
    if value not in known:
        raise refuse("SDMX_VALUE_UNKNOWN", name, name=name, value=value, known=", ".join(known))
    return value
