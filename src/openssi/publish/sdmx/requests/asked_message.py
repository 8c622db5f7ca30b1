"""How a request wants its data told: which attributes, in which format, in which language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, get_args

from openssi.publish.sdmx.data.data_messages import ALL_DIMENSIONS, Detail, Labels
from openssi.publish.sdmx.requests.accepted_formats import AFormat
from openssi.publish.sdmx.requests.asked_data import AskedData, refuse
from openssi.vocabulary.data_structure import Component, DataStructure, PublishedDataflow
from openssi.vocabulary.text import LANGUAGES, Language

Word = TypeVar("Word", bound=str)

_DETAILS = get_args(Detail)
_LEVELS = {"dataset": "dataset", "series": "series", "obs": "observation"}
_EVERY = {"dsd", "all"}
_NONE = {"none", "msd"}
"""Reference metadata are told by addresses of their own, so that there are none beside the attributes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMessage:
    """How data are told.

    Attributes:
        dataflow: With the attributes that are asked for.
        at_observation: Dimension under which observations stand.
    """

    dataflow: PublishedDataflow
    detail: Detail
    at_observation: str


def message_of(asked: AskedData, dataflow: PublishedDataflow) -> AskedMessage:
    """Return how the data of a request are told.

    Raises:
        FixTheFile: if a parameter has a value that it cannot have.
    """
    if asked.parameters.get("includeHistory", "false") not in {"false", "true"}:
        value = asked.parameters["includeHistory"]
        raise refuse("SDMX_VALUE_UNKNOWN", "includeHistory", name="includeHistory", value=value, known="false, true")
    if asked.parameters.get("includeHistory") == "true":
        raise refuse("SDMX_HISTORY_NOT_KEPT", "includeHistory")
    structure = dataflow.structure
    at_observation = asked.parameters.get("dimensionAtObservation", structure.time.id)
    known = (structure.time.id, ALL_DIMENSIONS, *(each.id for each in structure.dimensions))
    one_word(at_observation, known, "dimensionAtObservation")
    reduced, detail = _told(asked, structure)
    return AskedMessage(dataflow=replace(dataflow, structure=reduced), detail=detail, at_observation=at_observation)


def _told(asked: AskedData, structure: DataStructure) -> tuple[DataStructure, Detail]:
    if "attributes" not in asked.parameters and "measures" not in asked.parameters:
        return structure, one_word(asked.parameters.get("detail", "full"), _DETAILS, "detail")
    attributes = _attributes(asked.parameters.get("attributes", "dsd"), structure)
    has_values = _has_values(asked.parameters.get("measures", "all"), structure)
    kept = tuple(each for each in structure if each.role != "attribute" or each in attributes)
    reduced = structure if len(attributes) in {0, len(structure.attributes)} else replace(structure, components=kept)
    if attributes:
        return reduced, "full" if has_values else "nodata"
    return structure, "dataonly" if has_values else "serieskeysonly"


def _attributes(text: str, structure: DataStructure) -> tuple[Component, ...]:
    named = [each.id for each in structure.attributes]
    words = [one_word(each, (*_EVERY, *_NONE, *_LEVELS, *named), "attributes") for each in text.split(",")]
    if _EVERY & set(words):
        return structure.attributes
    levels = {_LEVELS[each] for each in words if each in _LEVELS}
    return tuple(each for each in structure.attributes if each.id in words or each.attachment in levels)


def _has_values(text: str, structure: DataStructure) -> bool:
    words = [one_word(each, ("all", "none", structure.measure.id), "measures") for each in text.split(",")]
    return words != ["none"]


def one_word(value: str, known: Sequence[Word], name: str) -> Word:
    """Return the word of a parameter.

    Raises:
        FixTheFile: if it is none of those that are known.
    """
    found = next((each for each in known if each == value), None)
    if found is None:
        raise refuse("SDMX_VALUE_UNKNOWN", name, name=name, value=value, known=", ".join(known))
    return found


def labels_of(parameters: Mapping[str, str]) -> Labels:
    """Return whether codes, names or both are told.

    Raises:
        FixTheFile: if it is something else.
    """
    return one_word(parameters.get("labels", "id"), get_args(Labels), "labels")


def language_of(parameters: Mapping[str, str], accepted: Language) -> Language:
    """Return the language of the parameter `lang`, else the one that is accepted.

    Raises:
        FixTheFile: if it is none of ours.
    """
    return one_word(parameters["lang"], LANGUAGES, "lang") if "lang" in parameters else accepted


CUSTOMARY_NAMES = {
    "jsondata": "json",
    "csvdata": "csv",
    "csvfile": "csv",
    "structurespecificdata": "xml",
    "structure": "xml",
}
"""What other services of SDMX call a format, by the extension of what is sent for it."""


def named_format(name: str, formats: Mapping[str, AFormat]) -> AFormat:
    """Return the format of the parameter `format`: by its id, its media type, its extension, or a customary name.

    Args:
        name: `sdmx-csv-2.0`, `csv`, `jsondata`.
        formats: Those that there are; of several that the name fits, the first is meant.

    Raises:
        FixTheFile: if there is none.
    """
    plain = CUSTOMARY_NAMES.get(name.lower(), name.lower())
    for each in formats.values():
        if name in {each.id, each.media_type} or plain == each.extension:
            return each
    raise refuse("SDMX_FORMAT_NOT_OFFERED", "format", asked=name, known=", ".join(formats))
