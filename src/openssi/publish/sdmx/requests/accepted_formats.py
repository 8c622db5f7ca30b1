"""Content negotiation: the header Accept with its weights and versions, over the formats that there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from openssi.publish.sdmx.requests.asked_data import refuse

_PLAIN = {
    "text/csv": "csv",
    "application/csv": "csv",
    "application/json": "json",
    "text/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Types of no standard of statistics, by the extension of what is sent for them."""


class Offered(Protocol):
    """A format of messages of any kind, which has an id, a media type and an extension."""

    @property
    def id(self) -> str:
        """How a parameter names it."""

    @property
    def media_type(self) -> str:
        """As it is negotiated."""

    @property
    def extension(self) -> str:
        """Of a file of it, without the dot."""


AFormat = TypeVar("AFormat", bound=Offered)


@dataclass(frozen=True, slots=True)
class AcceptedType:
    """One type of an Accept header.

    Attributes:
        parameters: Without the weight (`version`, `labels`).
        weight: 0 to 1; 0 where it is refused, or cannot be read.
    """

    media_type: str
    parameters: Mapping[str, str]
    weight: float


def accepted_types(header: str) -> tuple[AcceptedType, ...]:
    """Return the types of an Accept header, the most wanted first, without those that are refused."""
    types = [each for each in map(_accepted, header.split(",")) if each.media_type and each.weight > 0]
    return tuple(sorted(types, key=lambda each: -each.weight))


def _accepted(text: str) -> AcceptedType:
    media_type, *rest = (each.strip() for each in text.split(";"))
    parameters = {name.strip().lower(): value.strip(' "') for name, _, value in (each.partition("=") for each in rest)}
    return AcceptedType(media_type.lower(), parameters, _weight(parameters.pop("q", "1")))


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def accepted_format(
    header: str, formats: Mapping[str, AFormat], preferred: AFormat
) -> tuple[AFormat, Mapping[str, str]]:
    """Return the format that is sent, and what the type that asked for it says beside (`labels`).

    Args:
        header: Accept, empty where there is none.
        formats: Those that there are; of several versions the first is sent where none is asked for.
        preferred: What is sent where anything is accepted.

    Raises:
        FixTheFile: if none of the formats is accepted.
    """
    if not header.strip():
        return preferred, {}
    for accepted in accepted_types(header):
        for each in _fitting(accepted, formats, preferred):
            return each, accepted.parameters
    known = ", ".join(each.media_type for each in formats.values())
    raise refuse("SDMX_FORMAT_NOT_OFFERED", "Accept", asked=header, known=known)


def _fitting(accepted: AcceptedType, formats: Mapping[str, AFormat], preferred: AFormat) -> Iterator[AFormat]:
    kind = accepted.media_type
    if kind in {"*/*", "application/*", "*"}:
        yield preferred
    for each in formats.values():
        own, version = _type_and_version(each)
        is_own = kind == own and _is_version(accepted.parameters.get("version"), version)
        is_plain = _PLAIN.get(kind) == each.extension and "version" not in accepted.parameters
        if is_own or is_plain:
            yield each


def _type_and_version(offered: Offered) -> tuple[str, str]:
    own = _accepted(offered.media_type)
    return own.media_type, own.parameters.get("version", "")


def _is_version(asked: str | None, offered: str) -> bool:
    """Whether a version is the one asked for, or begins with it: 2.0 is 2.0.0."""
    return asked is None or f"{offered}.".startswith(f"{asked.removesuffix('.')}.")
