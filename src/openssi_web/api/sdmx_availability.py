"""What a dataflow holds within a selection, in the manner of SDMX REST."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from openssi.publish.cubes.availability import Availability, Mode, availability
from openssi.publish.sdmx.requests.asked_data import AskedData, Pairs, once_each, refuse
from openssi.publish.sdmx.requests.asked_message import one_word
from openssi.publish.sdmx.requests.asked_query import dataflow_of, query_of
from openssi.publish.sdmx.requests.asked_structures import KINDS, NONE_OF_THEM
from openssi.publish.sdmx.requests.data_address_v1 import asked_in_v1
from openssi.publish.sdmx.requests.data_address_v2 import asked_in_v2
from openssi.publish.sdmx.requests.found_structures import with_codes
from openssi.publish.sdmx.requests.missing_observations import no_observations
from openssi.publish.sdmx.structures.artefacts import constraint_of
from openssi.publish.sdmx.structures.structure_message import Artefact, Structure
from openssi.run.site import OpenRelease
from openssi.vocabulary.data_structure import PublishedDataflow
from openssi_web.api.asked_pairs import asked_pairs
from openssi_web.api.sdmx_errors import with_sdmx_errors
from openssi_web.api.sdmx_structure import PREFERRED_IN_V1, PREFERRED_IN_V2, answered, wanted_of
from openssi_web.releases import release_for

_OWN = ("mode", "references", "asOf")
_COMMON = ("updatedAfter", "format", "lang", "release")
_BOUNDS = ("startPeriod", "endPeriod")
_MODES: tuple[Mode, ...] = ("exact", "available")


@dataclass(frozen=True, slots=True)
class _Asked:
    data: AskedData
    components: tuple[str, ...]
    mode: Mode
    references: str
    as_of: str | None


@csrf_exempt
@with_sdmx_errors
def available_v1(
    request: HttpRequest,
    flow: str,
    key: str | None = None,
    provider: str | None = None,
    component: str | None = None,
) -> HttpResponseBase:
    """Answer `availableconstraint/{flow}/{key}/{provider}/{component}`."""
    own, rest = _divided(asked_pairs(request), (*_COMMON, *_BOUNDS))
    data = asked_in_v1(flow, key or "", provider or "", rest)
    return _answer(request, _asked(data, component, "+", own), PREFERRED_IN_V1)


@csrf_exempt
@with_sdmx_errors
def available_v2(
    request: HttpRequest,
    context: str,
    agency: str,
    dataflow: str,
    version: str | None = None,
    key: str | None = None,
    component: str | None = None,
) -> HttpResponseBase:
    """Answer `availability/{context}/{agency}/{id}/{version}/{key}/{component}`."""
    own, rest = _divided(asked_pairs(request), _COMMON)
    data = asked_in_v2(context, (agency, dataflow, version or "*"), key or "", rest)
    return _answer(request, _asked(data, component, ",", own), PREFERRED_IN_V2)


def _divided(pairs: Pairs, others: Sequence[str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the parameters of availability, and those that data have as well."""
    listed = list(pairs)
    for name, _ in listed:
        if name not in {*_OWN, *others} and not name.startswith("c["):
            raise refuse("SDMX_PARAMETER_UNKNOWN", "", name=name, known=", ".join((*_OWN, *others)))
    own = once_each([each for each in listed if each[0] in _OWN], _OWN)
    return own, [each for each in listed if each[0] not in _OWN]


def _asked(data: AskedData, component: str | None, between: str, own: dict[str, str]) -> _Asked:
    components = () if component in {None, "", "all", "*"} else tuple(str(component).split(between))
    mode = one_word(own.get("mode", "exact"), _MODES, "mode")
    references = own.get("references", "none")
    for each in references.split(","):
        one_word(each, ("none", "all", *KINDS, *sorted(NONE_OF_THEM)), "references")
    return _Asked(data, components, mode, references, own.get("asOf"))


def _answer(request: HttpRequest, asked: _Asked, preferred: str) -> HttpResponseBase:
    held = release_for(request, asked.data.parameters.get("release") or None, asked.as_of)
    return answered(request, held, wanted_of(request, preferred), lambda: _found(asked, held))


def _found(asked: _Asked, held: OpenRelease) -> tuple[Artefact, ...]:
    flow = dataflow_of(asked.data, held.structures, held.release.id)
    query = query_of(asked.data, flow)
    connection = held.connection()
    found = availability(connection, flow, query, asked.mode, _dimensions(asked, flow))
    if not found.observations:
        raise no_observations(connection, query, flow, held.release.id)
    return (constraint_of(found, held.structures.agency.id), *_references(asked, found, held))


def _dimensions(asked: _Asked, flow: PublishedDataflow) -> tuple[str, ...]:
    known = [each.id for each in flow.structure.dimensions]
    for each in asked.components:
        if each not in {*known, flow.structure.time.id}:
            listed = ", ".join((*known, flow.structure.time.id))
            raise refuse("SDMX_COMPONENT_UNKNOWN", "component", dataflow=flow.id, component=each, known=listed)
    return asked.components


def _references(asked: _Asked, found: Availability, held: OpenRelease) -> tuple[Artefact, ...]:
    """Return the dataflow and what explains it; code lists with the codes that are available."""
    artefacts, words = held.artefacts, asked.references.split(",")
    kinds = {kind for word in words for kind in KINDS.get(word, ())}
    structure = artefacts.by_key["datastructure", found.flow.structure.id]
    keys = [("dataflow", found.flow.id), structure.reference, *artefacts.children[structure.reference]]
    told = [artefacts.by_key[key] for key in keys if words == ["all"] or key[0] in kinds]
    structures = [structure] if isinstance(structure, Structure) else []
    return with_codes(told, structures, found.codes)
