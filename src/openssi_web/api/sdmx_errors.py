"""What an SDMX address cannot give, as the error message of SDMX: XML or JSON, with a code of the standard.

The text is that of the catalogue: what is wrong, then what to change.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from openssi.publish.sdmx.requests.asked_data import shortened
from openssi.vocabulary.errors import FixTheFile, OpenSSIError, Problem, TellUs
from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi_web.api.asked_pairs import asked_value
from openssi_web.refusals import STATUS, cause_and_remedy, kind_of

XML, JSON = "application/vnd.sdmx.error+xml;version=2.1", "application/vnd.sdmx.error+json;version=2.0.0"

NO_RESULTS, UNAUTHORIZED, TOO_LARGE, SYNTAX, SEMANTIC = 100, 110, 130, 140, 150
SERVER_ERROR, NOT_IMPLEMENTED, NOT_AVAILABLE = 500, 501, 503
HTTP_STATUS = {
    NO_RESULTS: 404,
    UNAUTHORIZED: 401,
    TOO_LARGE: 413,
    SYNTAX: 400,
    SEMANTIC: 400,
    SERVER_ERROR: 500,
    NOT_IMPLEMENTED: 501,
    NOT_AVAILABLE: 503,
}
"""HTTP status by code of the standard."""

SDMX_CODES = {
    "SDMX_DATAFLOW_UNKNOWN": NO_RESULTS,
    "SDMX_AGENCY_UNKNOWN": NO_RESULTS,
    "SDMX_VERSION_UNKNOWN": NO_RESULTS,
    "SDMX_CODE_NOT_THERE": NO_RESULTS,
    "SDMX_YEARS_NOT_THERE": NO_RESULTS,
    "SDMX_NO_RESULTS": NO_RESULTS,
    "SDMX_KIND_NOT_THERE": NO_RESULTS,
    "SDMX_ARTEFACT_UNKNOWN": NO_RESULTS,
    "SDMX_ITEM_UNKNOWN": NO_RESULTS,
    "SDMX_DATAFLOW_EMPTY": NO_RESULTS,
    "SDMX_ADDRESS_UNKNOWN": NO_RESULTS,
    "SDMX_METADATA_UNKNOWN": NO_RESULTS,
    "SDMX_TOO_LARGE": TOO_LARGE,
    "SDMX_COMPONENT_UNKNOWN": SEMANTIC,
    "SDMX_OPERATOR_UNKNOWN": SEMANTIC,
    "SDMX_PERIODS_CROSSED": SEMANTIC,
    "SDMX_VALUE_UNKNOWN": SEMANTIC,
    "SDMX_ONE_DATAFLOW": NOT_IMPLEMENTED,
    "SDMX_HISTORY_NOT_KEPT": NOT_IMPLEMENTED,
    "SDMX_FORMAT_NOT_OFFERED": NOT_IMPLEMENTED,
    "SDMX_METHOD_UNKNOWN": NOT_IMPLEMENTED,
    "SDMX_FAILED": SERVER_ERROR,
}
"""Code of the standard by code of the catalogue; those of other rooms follow from the kind of problem."""

_OF_KIND = {
    "not_found": NO_RESULTS,
    "sign_in": UNAUTHORIZED,
    "bad_request": SYNTAX,
    "not_ready": NOT_AVAILABLE,
    "server_error": SERVER_ERROR,
}
_OWN_STATUS = {"SDMX_FORMAT_NOT_OFFERED": 406, "SDMX_METHOD_UNKNOWN": 405}

_ERROR = """<?xml version="1.0" encoding="UTF-8"?>
<mes:Error xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" \
xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
{messages}</mes:Error>
"""
_MESSAGE = """ <mes:ErrorMessage code="{code}">
  <com:Text xml:lang={language}>{text}</com:Text>
 </mes:ErrorMessage>
"""

MOST_PROBLEMS = 20
"""Problems that one message tells."""

_log = logging.getLogger("django.request")

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def with_sdmx_errors(view: View[Arguments]) -> View[Arguments]:
    """Answer whatever a view cannot give as an SDMX error message."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: Arguments.args, **named: Arguments.kwargs) -> HttpResponseBase:
        try:
            if request.method not in {"GET", "HEAD"}:
                return sdmx_error(request, FixTheFile.because("SDMX_METHOD_UNKNOWN", method=request.method))
            return view(request, *arguments, **named)
        except OpenSSIError as error:
            return sdmx_error(request, error)
        except Exception:  # noqa: BLE001 - a client of SDMX reads no page of the site
            _log.exception("%s", request.get_full_path())
            return sdmx_error(request, TellUs.because("SDMX_FAILED"))

    return answered  # type: ignore[return-value]  # the names of the parameters are kept


def sdmx_error(request: HttpRequest, error: OpenSSIError) -> HttpResponse:
    """Return the error message of SDMX for the problems of an error, in the language and format asked for."""
    language, first = asked_language(request), error.problems[0].code
    code = SDMX_CODES.get(first, _OF_KIND[kind_of(error)])
    status = _OWN_STATUS.get(first) or (HTTP_STATUS[code] if first in SDMX_CODES else STATUS[kind_of(error)])
    problems = tuple(map(_shortened, error.problems[:MOST_PROBLEMS]))
    if _prefers_json(request):
        content, media_type = _json(problems, code, language), JSON
    else:
        content, media_type = _xml(problems, code, language), XML
    response = HttpResponse(content, status=status, content_type=media_type)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept, Accept-Language"
    if first == "SDMX_METHOD_UNKNOWN":
        response.headers["Allow"] = "GET, HEAD"
    return response


def asked_language(request: HttpRequest) -> Language:
    """Return the language of the parameter `lang`, else the most wanted one of Accept-Language, else English."""
    asked = asked_value(request, "lang")
    if asked:
        return as_language(asked)
    wanted = sorted(_weighed(request.headers.get("Accept-Language", "")), key=lambda each: -each[1])
    ours = (as_language(tag) for tag, weight in wanted if weight > 0 and tag.split("-")[0].lower() in LANGUAGES)
    return next(ours, "en")


def _weighed(header: str) -> list[tuple[str, float]]:
    return [(name, _weight(rest)) for each in header.split(",") for name, _, rest in [each.strip().partition(";")]]


def _weight(text: str) -> float:
    try:
        return float(text.partition("q=")[2] or 1)
    except ValueError:
        return 0.0


def _prefers_json(request: HttpRequest) -> bool:
    """Whether JSON is named before XML, or what is asked for by `format` is JSON."""
    asked = (asked_value(request, "format") + " " + request.headers.get("Accept", "")).lower()
    places = {kind: asked.find(kind) for kind in ("json", "xml")}
    return places["json"] >= 0 and not 0 <= places["xml"] < places["json"]


def _xml(problems: tuple[Problem, ...], code: int, language: Language) -> str:
    said = (
        _MESSAGE.format(code=code, language=quoteattr(language), text=escape(e.message(language))) for e in problems
    )
    return _ERROR.format(messages="".join(said))


def _json(problems: tuple[Problem, ...], code: int, language: Language) -> str:
    errors = [{"code": code, **_titled(each, language)} for each in problems]
    return json.dumps({"errors": errors}, ensure_ascii=False, indent=1)


def _titled(problem: Problem, language: Language) -> dict[str, object]:
    cause, remedy = cause_and_remedy(problem, language)
    place, mark = problem.place.in_words(language), "\u00a0: " if language == "fr" else ": "
    title = f"{place}{mark}{cause} [{problem.code}]" if place else f"{cause} [{problem.code}]"
    return {"title": title, "detail": remedy} if remedy != cause else {"title": title}


def _shortened(problem: Problem) -> Problem:
    """Return a problem that repeats no more of the request than a person reads."""
    values = {name: shortened(each) for name, each in problem.values.items()}
    return replace(problem, values=values, place=replace(problem.place, item=shortened(problem.place.item)))
