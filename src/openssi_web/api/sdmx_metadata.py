"""Reference metadata of a release in the manner of SDMX REST 2.x, sent set by set."""

from dataclasses import replace
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from openssi.publish.sdmx.metadata.metadata_formats import METADATA_FORMATS
from openssi.publish.sdmx.metadata.metadata_json import write_metadata_structures
from openssi.publish.sdmx.metadata.metadata_sets import (
    FLOWS,
    MSD,
    SET_VERSION,
    VERSION,
    MetadataFormat,
    MetadataMessage,
    metadata_sets,
    set_id,
)
from openssi.publish.sdmx.requests.accepted_formats import accepted_format
from openssi.publish.sdmx.requests.asked_data import refuse
from openssi.publish.sdmx.requests.asked_message import named_format
from openssi.run.site import OpenRelease
from openssi_web.api.asked_pairs import asked_value
from openssi_web.api.sdmx_errors import with_sdmx_errors
from openssi_web.conditional import tag_of, unchanged, with_validators
from openssi_web.releases import release_for, site

STRUCTURE_JSON = "application/vnd.sdmx.structure+json;version=2.0.0"

EXAMPLES = (
    "/sdmx/v2/metadata/structure/dataflow/OPENSSI/DF_INDICATORS, /sdmx/v2/metadata/metadataflow/OPENSSI/MDF_ESMS, "
    "/sdmx/v2/metadata/metadataset/OPENSSI/MDS_DF_INDICATORS"
)
_ANY, _LATEST = "*", frozenset({"*", "+", "~", "", VERSION, SET_VERSION, "latest"})


@csrf_exempt
@with_sdmx_errors
def of_structure(
    request: HttpRequest, kind: str, agency: str = _ANY, identity: str = _ANY, version: str = _ANY
) -> HttpResponseBase:
    """Answer `metadata/structure/{kind}/{agency}/{id}/{version}`: what is said of dataflows, or of all."""
    if kind not in {"dataflow", _ANY}:
        raise refuse("SDMX_VALUE_UNKNOWN", "", name="artefactType", value=kind, known="dataflow, *")
    held = _held(request, agency, version)
    _known(identity, "dataflow", tuple(held.structures.dataflows))
    return _sets(request, held, "scope = 'dataflow' AND ($asked = '*' OR target = $asked)", identity)


@csrf_exempt
@with_sdmx_errors
def of_flow(
    request: HttpRequest, agency: str = _ANY, identity: str = _ANY, version: str = _ANY, provider: str = _ANY
) -> HttpResponseBase:
    """Answer `metadata/metadataflow/{agency}/{id}/{version}/{provider}`."""
    held = _held(request, agency, version)
    _held(request, provider, version)
    _known(identity, "metadataflow", tuple(FLOWS))
    scopes = [scope for flow, listed in FLOWS.items() if identity in {_ANY, flow} for scope in listed]
    named = ", ".join(f"'{each}'" for each in scopes)
    return _sets(request, held, f"scope IN ({named}) AND $asked = $asked", identity)


@csrf_exempt
@with_sdmx_errors
def of_set(request: HttpRequest, provider: str, identity: str, version: str = _ANY) -> HttpResponseBase:
    """Answer `metadata/metadataset/{provider}/{id}/{version}`."""
    held = _held(request, provider, version)
    rows = held.connection().rows("SELECT DISTINCT target FROM reference_metadata")
    targets = {set_id(row["target"]): row["target"] for row in rows}
    if identity != _ANY and identity not in targets:
        raise refuse("SDMX_METADATA_UNKNOWN", "", asked=identity, release=held.release.id, known=_some(targets))
    return _sets(request, held, "$asked = '*' OR target = $asked", targets.get(identity, identity))


@csrf_exempt
@with_sdmx_errors
def structures(
    request: HttpRequest, kind: str, agency: str = _ANY, identity: str = _ANY, version: str = _ANY
) -> HttpResponseBase:
    """Answer `structure/metadatastructure/...` with its concepts and `structure/metadataflow/...`, as SDMX-JSON."""
    held = _held(request, agency, version)
    known = tuple(FLOWS) if kind == "metadataflow" else (MSD,)
    _known(identity, kind, known)
    _format(request, {"sdmx-json-2.0": replace(METADATA_FORMATS["sdmx-json-2.0"], media_type=STRUCTURE_JSON)})
    tag = tag_of(request, held.release, "metadata-structure")
    answer: HttpResponseBase | None = unchanged(request, held.release, tag)
    if answer is None:
        flows = [each for each in known if identity in {_ANY, each}] if kind == "metadataflow" else []
        headings, agencies = site().definitions.reference_metadata.headings, held.structures.agency
        content = write_metadata_structures(headings, flows, held.release, agencies, _message_id("STRUCTURES", tag))
        answer = HttpResponse(content, content_type=STRUCTURE_JSON)
    return _validated(request, answer, held, tag)


@csrf_exempt
@with_sdmx_errors
def nothing(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 - every view is given it
    """Say which addresses there are."""
    raise refuse("SDMX_ADDRESS_UNKNOWN", "", known=EXAMPLES)


def _held(request: HttpRequest, agency: str, version: str) -> OpenRelease:
    held = release_for(request, asked_value(request, "release") or None, asked_value(request, "asOf") or None)
    own = held.structures.agency.id
    if agency not in {_ANY, "", own}:
        raise refuse("SDMX_AGENCY_UNKNOWN", "", agency=agency, known=own)
    if version not in _LATEST:
        raise refuse("SDMX_VALUE_UNKNOWN", "", name="version", value=version, known=f"{VERSION}, *, ~")
    return held


def _known(asked: str, kind: str, known: tuple[str, ...]) -> None:
    if asked not in {_ANY, *known}:
        raise refuse("SDMX_VALUE_UNKNOWN", "", name=kind, value=asked, known=", ".join((*known, _ANY)))


def _some(targets: dict[str, str]) -> str:
    return ", ".join([*sorted(targets)[:6], "…"])


def _format(request: HttpRequest, formats: dict[str, MetadataFormat]) -> MetadataFormat:
    if named := asked_value(request, "format"):
        return named_format(named, formats)
    return accepted_format(request.headers.get("Accept", ""), formats, next(iter(formats.values())))[0]


def _sets(request: HttpRequest, held: OpenRelease, where: str, asked: str) -> HttpResponseBase:
    chosen = _format(request, dict(METADATA_FORMATS))
    tag = tag_of(request, held.release, "metadata", chosen.id)
    answer: HttpResponseBase | None = unchanged(request, held.release, tag)
    if answer is None:
        headings, parameters = site().definitions.reference_metadata.headings, {"asked": asked}
        if not held.connection().rows(f"SELECT 1 FROM reference_metadata WHERE {where} LIMIT 1", parameters):  # noqa: S608 - conditions of this module
            raise refuse("SDMX_METADATA_UNKNOWN", "", asked=asked, release=held.release.id, known=EXAMPLES)
        message = MetadataMessage(
            sets=metadata_sets(held.connection(), held.structures, headings, where, parameters),
            agency=held.structures.agency,
            release=held.release,
            message_id=_message_id("METADATA", tag),
        )
        answer = StreamingHttpResponse(chosen.write(message), content_type=chosen.media_type)
        name = f"metadata-{held.release.id}.{chosen.extension}"
        answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return _validated(request, answer, held, tag)


def _message_id(kind: str, tag: str) -> str:
    return f"{kind}-{sha256(tag.encode()).hexdigest()[:16]}"


def _validated(request: HttpRequest, answer: HttpResponseBase, held: OpenRelease, tag: str) -> HttpResponseBase:
    is_permanent = bool(asked_value(request, "release"))
    return with_validators(answer, held.release, tag, is_permanent=is_permanent, varies=("Accept",))
