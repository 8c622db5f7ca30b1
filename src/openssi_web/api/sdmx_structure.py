"""Structures of a release in the manner of SDMX REST, in the format and the languages that are accepted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from openssi.publish.sdmx.requests.accepted_formats import accepted_format
from openssi.publish.sdmx.requests.asked_data import refuse
from openssi.publish.sdmx.requests.asked_message import named_format, one_word
from openssi.publish.sdmx.requests.asked_structures import AskedStructures, asked_structures
from openssi.publish.sdmx.requests.found_structures import found_structures
from openssi.publish.sdmx.structures.structure_formats import STRUCTURE_FORMATS
from openssi.publish.sdmx.structures.structure_message import Artefact, StructureFormat, StructureMessage
from openssi.run.site import OpenRelease
from openssi.vocabulary.text import LANGUAGES, Language
from openssi_web.api.asked_pairs import asked_pairs, asked_value
from openssi_web.api.sdmx_errors import with_sdmx_errors
from openssi_web.conditional import tag_of, unchanged, with_validators
from openssi_web.releases import release_for

PREFERRED_IN_V1, PREFERRED_IN_V2 = "sdmx-ml-2.1", "sdmx-json-2.0"
"""What is sent where anything is accepted, as the standard has it."""

_CONTEXTS = ("dataflow", "datastructure")
_OF_SCHEMAS = frozenset({"dimensionAtObservation", "explicitMeasure", "deletion"})
"""Parameters of schemas that change nothing of the structures."""

_EXAMPLES_V1 = "/sdmx/v1/dataflow, /sdmx/v1/datastructure/OPENSSI/DSD_SSI_IND/latest?references=children"
_EXAMPLES_V2 = "/sdmx/v2/structure/dataflow, /sdmx/v2/structure/datastructure/OPENSSI/DSD_SSI_IND/~?references=children"


@csrf_exempt
@with_sdmx_errors
def structures_v1(request: HttpRequest, kind: str, parts: str = "") -> HttpResponseBase:
    """Answer `{kind}/{agency}/{id}/{version}/{item}`."""
    return _structures(request, kind, _parts(parts, _EXAMPLES_V1), "+", PREFERRED_IN_V1)


@csrf_exempt
@with_sdmx_errors
def structures_v2(request: HttpRequest, kind: str = "*", parts: str = "") -> HttpResponseBase:
    """Answer `structure/{kind}/{agency}/{id}/{version}/{item}`."""
    return _structures(request, kind or "*", _parts(parts, _EXAMPLES_V2), ",", PREFERRED_IN_V2)


@csrf_exempt
@with_sdmx_errors
def schema(request: HttpRequest, context: str, parts: str = "") -> HttpResponseBase:
    """Answer `schema/{context}/{agency}/{id}/{version}` with everything that the data of a dataflow are written by."""
    one_word(context, _CONTEXTS, "context")
    pairs = [each for each in asked_pairs(request) if each[0] not in _OF_SCHEMAS]
    asked = asked_structures(context, _parts(parts, _EXAMPLES_V2), ",", pairs)
    asked = replace(asked, references=("descendants",), detail="referencepartial")
    return _answer(request, asked, PREFERRED_IN_V2)


def nothing_at(examples: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return a view that says which addresses there are."""

    @csrf_exempt
    @with_sdmx_errors
    def no_structure(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 - every view is given it
        raise refuse("SDMX_ADDRESS_UNKNOWN", "", known=examples)

    return no_structure


no_structure_v1, no_structure_v2 = nothing_at(_EXAMPLES_V1), nothing_at(_EXAMPLES_V2)


def _parts(text: str, examples: str) -> list[str]:
    parts = text.strip("/").split("/") if text.strip("/") else []
    if len(parts) > 4:
        raise refuse("SDMX_ADDRESS_UNKNOWN", "", known=examples)
    return parts


def _structures(request: HttpRequest, kind: str, parts: list[str], between: str, preferred: str) -> HttpResponseBase:
    return _answer(request, asked_structures(kind, parts, between, asked_pairs(request)), preferred)


def _answer(request: HttpRequest, asked: AskedStructures, preferred: str) -> HttpResponseBase:
    held = release_for(request, asked.parameters.get("release") or None, asked.parameters.get("asOf"))
    return answered(
        request,
        held,
        wanted_of(request, preferred),
        lambda: found_structures(asked, held.artefacts, held.connection(), held.release.id),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """How structures are told."""

    format: StructureFormat
    languages: tuple[Language, ...]


def wanted_of(request: HttpRequest, preferred: str) -> Wanted:
    """Return the format and the languages that a request accepts.

    Raises:
        FixTheFile: if none of the formats is accepted, or the language of the parameter `lang` is none of ours.
    """
    named = asked_value(request, "format")
    if named:
        return Wanted(named_format(named, STRUCTURE_FORMATS), _languages(request))
    accept = request.headers.get("Accept", "")
    chosen, _ = accepted_format(accept, STRUCTURE_FORMATS, STRUCTURE_FORMATS[preferred])
    return Wanted(chosen, _languages(request))


def _languages(request: HttpRequest) -> tuple[Language, ...]:
    """Return the languages that are asked for, the most wanted first; all where none of ours is."""
    named = asked_value(request, "lang")
    if named and named not in LANGUAGES:
        raise refuse("SDMX_VALUE_UNKNOWN", "lang", name="lang", value=named, known=", ".join(LANGUAGES))
    weighed = [_weighed(each) for each in (named or request.headers.get("Accept-Language", "")).split(",")]
    wanted = [tag.split("-")[0] for tag, weight in sorted(weighed, key=lambda each: -each[1]) if weight > 0]
    ours = tuple(dict.fromkeys(each for tag in wanted for each in LANGUAGES if tag == each))
    return ours if ours and "*" not in wanted else LANGUAGES


def _weighed(text: str) -> tuple[str, float]:
    tag, _, rest = text.strip().lower().partition(";")
    try:
        return tag.strip(), float(rest.partition("q=")[2] or 1)
    except ValueError:
        return tag.strip(), 0.0


def answered(
    request: HttpRequest, held: OpenRelease, wanted: Wanted, find: Callable[[], tuple[Artefact, ...]]
) -> HttpResponseBase:
    """Return artefacts as a message, or nothing where the reader has it already.

    Args:
        request: Who asks.
        held: The release.
        wanted: How it is told.
        find: Finds the artefacts; it is not asked where the reader has the message.
    """
    tag = tag_of(request, held.release, "structure", wanted.format.id, *wanted.languages)
    answer: HttpResponseBase | None = unchanged(request, held.release, tag)
    if answer is None:
        message = StructureMessage(
            artefacts=find(),
            structures=held.structures,
            release=held.release,
            languages=wanted.languages,
            message_id=f"STRUCTURES-{sha256(tag.encode()).hexdigest()[:16]}",
        )
        answer = HttpResponse(wanted.format.write(message), content_type=wanted.format.media_type)
        name = f"structures-{held.release.id}.{wanted.format.extension}"
        answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Content-Language"] = ", ".join(wanted.languages)
    is_permanent = bool(asked_value(request, "release"))
    return with_validators(answer, held.release, tag, is_permanent=is_permanent, varies=("Accept", "Accept-Language"))
