"""Data of a release in the manner of SDMX REST, in the format that is accepted, sent as it is made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from openssi.publish.sdmx.data.data_formats import DATA_FORMATS
from openssi.publish.sdmx.data.data_messages import DataFormat, DataMessage, Labels
from openssi.publish.sdmx.requests.accepted_formats import accepted_format
from openssi.publish.sdmx.requests.asked_data import AskedData, refuse
from openssi.publish.sdmx.requests.asked_message import AskedMessage, labels_of, language_of, message_of, named_format
from openssi.publish.sdmx.requests.asked_query import dataflow_of, moment, query_of
from openssi.publish.sdmx.requests.data_address_v1 import asked_in_v1
from openssi.publish.sdmx.requests.data_address_v2 import asked_in_v2
from openssi.publish.sdmx.requests.missing_observations import no_observations
from openssi.run.asked_rows import AskedRows, asked_rows
from openssi.run.site import OpenRelease
from openssi.vocabulary.data_query import DataQuery
from openssi.vocabulary.data_structure import PublishedDataflow
from openssi.vocabulary.text import Language
from openssi_web.api.asked_pairs import asked_pairs
from openssi_web.api.gzipped import gzipped
from openssi_web.api.kept_answers import KEPT_AT_MOST, KeptAnswer, kept_answers
from openssi_web.api.sdmx_errors import asked_language, with_sdmx_errors
from openssi_web.conditional import tag_of, unchanged, with_validators
from openssi_web.releases import release_for

FIRST_IN_V1 = ("sdmx-ml-2.1", "sdmx-csv-1.0", "sdmx-json-2.0")
FIRST_IN_V2 = ("sdmx-json-2.0", "sdmx-csv-2.0", "sdmx-ml-3.0")
"""What a name without a version means; the first is sent where anything is accepted."""


def _formats(first: tuple[str, ...]) -> Mapping[str, DataFormat]:
    """Return the formats with some before the others."""
    return {**{name: DATA_FORMATS[name] for name in first if name in DATA_FORMATS}, **DATA_FORMATS}


"""What is sent where anything is accepted, as the standard has it."""

OBSERVATIONS, ESTIMATED_BYTES = "OpenSSI-Observations", "OpenSSI-Estimated-Bytes"
BYTES_OF_AN_OBSERVATION = {"csv": 210, "xml": 450, "json": 160}
"""Of an indicator with all its attributes, by the extension of a format; what is told before a stream begins."""

MOST_IN_ONE_PIECE = {"json": 1_000_000}
"""Observations of formats whose reader has to hold the whole message."""

_EXAMPLES_V1 = "/sdmx/v1/data/DF_INDICATORS, /sdmx/v1/data/DF_INDICATORS/A.QMA..../all"
_EXAMPLES_V2 = "/sdmx/v2/data/dataflow/OPENSSI/DF_INDICATORS/*, /sdmx/v2/data/dataflow/*/DF_INDICATORS/*/A.QMA.*.*.*"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """How an answer is written."""

    format: DataFormat
    labels: Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked of which dataflow, and how it is answered."""

    query: DataQuery
    told: AskedMessage
    dataflow: PublishedDataflow
    language: Language
    wanted: _Wanted
    tag: str


@csrf_exempt
@with_sdmx_errors
def data_v1(request: HttpRequest, flow: str, key: str | None = None, provider: str | None = None) -> HttpResponseBase:
    """Answer `data/{flow}/{key}/{provider}`."""
    asked = asked_in_v1(flow, key or "", provider or "", asked_pairs(request))
    return _answer(request, asked, _formats(FIRST_IN_V1))


@csrf_exempt
@with_sdmx_errors
def data_v2(
    request: HttpRequest,
    context: str,
    agency: str,
    dataflow: str,
    version: str | None = None,
    key: str | None = None,
) -> HttpResponseBase:
    """Answer `data/{context}/{agency}/{id}/{version}/{key}`."""
    asked = asked_in_v2(context, (agency, dataflow, version or "*"), key or "", asked_pairs(request))
    return _answer(request, asked, _formats(FIRST_IN_V2))


def _nothing_at(examples: str) -> Callable[[HttpRequest], HttpResponseBase]:
    @csrf_exempt
    @with_sdmx_errors
    def no_data(_request: HttpRequest) -> HttpResponseBase:
        raise refuse("SDMX_ADDRESS_UNKNOWN", "", known=examples)

    return no_data


no_data_v1, no_data_v2 = _nothing_at(_EXAMPLES_V1), _nothing_at(_EXAMPLES_V2)


def _answer(request: HttpRequest, asked: AskedData, formats: Mapping[str, DataFormat]) -> HttpResponseBase:
    wanted, language = _wanted(request, asked, formats), language_of(asked.parameters, asked_language(request))
    moment(asked, "asOf")
    release_id = asked.parameters.get("release") or None
    held = release_for(request, release_id, asked.parameters.get("asOf"))
    tag = tag_of(request, held.release, wanted.format.id, wanted.labels, language)
    answer: HttpResponseBase | None = unchanged(request, held.release, tag)
    if answer is None:
        dataflow = dataflow_of(asked, held.structures, held.release.id)
        question = _Question(
            query=query_of(asked, dataflow),
            told=message_of(asked, dataflow),
            dataflow=dataflow,
            language=language,
            wanted=wanted,
            tag=tag,
        )
        answer = gzipped(request, _found(request, held, question))
        if "Content-Encoding" in answer.headers:
            tag = f"W/{tag}"
    answer.headers["Content-Language"] = language
    varies = ("Accept", "Accept-Language")
    return with_validators(answer, held.release, tag, is_permanent=release_id is not None, varies=varies)


def _wanted(request: HttpRequest, asked: AskedData, formats: Mapping[str, DataFormat]) -> _Wanted:
    if "format" in asked.parameters:
        chosen = named_format(asked.parameters["format"], formats)
        return _Wanted(format=chosen, labels=labels_of(asked.parameters))
    usual = next(iter(formats.values()))
    chosen, said = accepted_format(request.headers.get("Accept", ""), formats, usual)
    return _Wanted(format=chosen, labels=labels_of({**said, **asked.parameters}))


def _found(request: HttpRequest, held: OpenRelease, question: _Question) -> HttpResponseBase:
    format_ = question.wanted.format
    kept = kept_answers.find(question.tag)
    if kept is None:
        rows = asked_rows(held, question.query, question.told.dataflow)
        if not rows.observations:
            raise no_observations(held.connection(), question.query, question.dataflow, held.release.id)
        _refuse_length(format_, rows.observations)
        message = _message(held, question, rows)
        if rows.observations > KEPT_AT_MOST:
            return _described(_stream(request, format_, message), held, question, rows.observations)
        kept = KeptAnswer(b"".join(format_.write(message)), rows.observations)
        kept_answers.keep(question.tag, kept)
    content = kept.content if request.method == "GET" else b""
    response = HttpResponse(content, content_type=format_.media_type)
    response.headers["Content-Length"] = str(len(kept.content))
    return _described(response, held, question, kept.observations)


def _stream(request: HttpRequest, format_: DataFormat, message: DataMessage) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(content_type=format_.media_type)
    return StreamingHttpResponse(_Begun(format_.write(message)), content_type=format_.media_type)


def _described(
    response: HttpResponseBase, held: OpenRelease, question: _Question, observations: int
) -> HttpResponseBase:
    """Say before the body how much it holds, and what it may be called."""
    extension = question.wanted.format.extension
    response.headers[OBSERVATIONS] = str(observations)
    if "Content-Length" not in response.headers:
        estimated = observations * BYTES_OF_AN_OBSERVATION.get(extension, 300)
        response.headers[ESTIMATED_BYTES] = str(estimated)
    name = f"{question.dataflow.id}-{held.release.id}.{extension}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _message(held: OpenRelease, question: _Question, rows: AskedRows) -> DataMessage:
    years = {"startPeriod": question.query.first_period, "endPeriod": question.query.last_period}
    return DataMessage(
        connection=rows.connection,
        dataflow=question.told.dataflow,
        structures=held.structures,
        statement=rows.statement,
        parameters=rows.parameters,
        release=held.release,
        language=question.language,
        detail=question.told.detail,
        at_observation=question.told.at_observation,
        labels=question.wanted.labels,
        message_id=f"OPENSSI-{question.tag[1:17]}",
        limits={name: str(year) for name, year in years.items() if year is not None},
        types=rows.types,
        unmarked=rows.unmarked,
    )


def _refuse_length(format_: DataFormat, observations: int) -> None:
    most = MOST_IN_ONE_PIECE.get(format_.extension)
    if most is not None and observations > most:
        known = ", ".join(each.id for each in DATA_FORMATS.values() if each.extension not in MOST_IN_ONE_PIECE)
        values = {"observations": observations, "format": format_.id, "most": most, "known": known}
        raise refuse("SDMX_TOO_LARGE", "", **values)


class _Begun(Iterator[bytes]):
    """Pieces of which the first is made: what goes wrong at the beginning is an error and no stream that breaks off.

    Whoever hangs up closes it, and with it the cursor that the pieces are read from.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._whole = chain((next(pieces),), pieces)

    def __next__(self) -> bytes:
        return next(self._whole)

    def close(self) -> None:
        """Stop making pieces."""
        close = getattr(self._pieces, "close", None)
        if close:
            close()
