"""Files of releases and of figures. A release never changes, so its files may be kept for ever."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse

from openssi.present import PARAMETERS, parse_selection
from openssi.present.page_model import Selection
from openssi.publish import FORMATS, one_table
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile, OpenSSIError
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi_web.api.figures import FIGURES, KINDS, WIDTHS, drawn
from openssi_web.api.table import indicator_table
from openssi_web.method_texts import method_text
from openssi_web.published import WHOLE, published_file
from openssi_web.refusals import STATUS, Refused, catalogue_answer, kind_of, script_answer
from openssi_web.releases import latest_id_for, release_for, releases_for, site

FOR_EVER = "public, max-age=31536000, immutable"
PARQUET = "application/vnd.apache.parquet"

Arguments = ParamSpec("Arguments")
Download = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def as_json(view: Download[Arguments]) -> Download[Arguments]:
    """Answer a problem as JSON that a script can read: code, message and remedy, in the language of `lang`."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: Arguments.args, **named: Arguments.kwargs) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except Refused as refused:
            return script_answer(request, refused.kind, refused.status, **refused.values)
        except OpenSSIError as error:
            return catalogue_answer(request, error, STATUS[kind_of(error)])

    return answered  # type: ignore[return-value]  # the names of the parameters are kept


def _refuse_unknown(request: HttpRequest, *known: str) -> None:
    for name in request.GET:
        if name not in known:
            raise Refused("parameter_unknown", 400, name=name, known=", ".join(known) or "–")


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        listed = ", ".join(allowed)
        raise FixTheFile.because("VALUE_NOT_ALLOWED", Place(item=option), value=value, option=option, allowed=listed)
    return value


def _language(request: HttpRequest) -> Language:
    return as_language(_one_of("lang", request.GET.get("lang", "en"), LANGUAGES))


def _selection(request: HttpRequest, held: OpenRelease, indicator: str) -> Selection:
    address = {name: request.GET.get(name, "") for name in PARAMETERS} | {"indicator": indicator}
    return parse_selection(held.connection(), site().definitions, _language(request), address)


def _sent(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = FOR_EVER
    return response


def _held(request: HttpRequest, release: str) -> OpenRelease:
    return release_for(request, release, request.GET.get("as_of"))


@as_json
def releases(request: HttpRequest) -> HttpResponse:
    """List the releases, newest first."""
    _refuse_unknown(request)
    listed = [
        {
            "id": each.id,
            "created": each.created,
            "published": each.published_at.isoformat(timespec="seconds"),
            "level": each.level,
            "kind": each.kind,
            "manifest": f"/v1/releases/{each.id}/manifest.json",
        }
        for each in releases_for(request)
    ]
    return JsonResponse({"ok": True, "latest": latest_id_for(request), "releases": listed})


@as_json
def manifest(request: HttpRequest, release: str) -> HttpResponse:
    """Return the manifest of a release: methods, versions, sources, checksums."""
    _refuse_unknown(request, "as_of")
    content = json.dumps(asdict(_held(request, release).release), ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = FOR_EVER
    return response


@as_json
def method(request: HttpRequest, family: str) -> HttpResponse:
    """Return the text of the method of a family of indicators, in Markdown."""
    _refuse_unknown(request)
    known = tuple(each for each in site().definitions.indicator_families if method_text(each) is not None)
    content = method_text(_one_of("family", family, known))
    return HttpResponse(content or "", content_type="text/plain; charset=utf-8")


@as_json
def release_file(request: HttpRequest, release: str, name: str, kind: str) -> HttpResponse:
    """Return a whole release in a format (`all.xlsx`), or one of its tables as it lies there (`areas.parquet`)."""
    held = _held(request, release)
    if name == WHOLE:
        return _whole_release(request, held, kind)
    _refuse_unknown(request, "as_of")
    whole = tuple(f"{WHOLE}.{each}" for each in FORMATS)
    wanted = _one_of("file", f"{name}.{kind}", (*whole, *(file.name for file in held.release.files)))
    return _sent((held.folder / wanted).read_bytes(), PARQUET, wanted)


def _whole_release(request: HttpRequest, held: OpenRelease, kind: str) -> HttpResponse:
    _refuse_unknown(request, "lang", "as_of")
    published = published_file(held.release.id, kind, _language(request))
    return _sent(published.path.read_bytes(), published.media_type, published.path.name)


@as_json
def indicator(request: HttpRequest, release: str, indicator: str, kind: str) -> HttpResponse:
    """Return the countries and groups of one indicator and year as CSV or Excel."""
    _refuse_unknown(request, "lang", "as_of", *PARAMETERS)
    _one_of("format", kind, tuple(one_table.KINDS))
    held = _held(request, release)
    selection = _selection(request, held, indicator)
    content = one_table.KINDS[kind].write(indicator_table(held, site().definitions, selection))
    sex = selection.sex.strip("_")
    name = f"openssi-{held.release.id}-{selection.indicator}-{selection.year}-{sex}-{selection.language}.{kind}"
    return _sent(content, one_table.KINDS[kind].media_type, name)


@as_json
def figure(request: HttpRequest, release: str, indicator: str, figure: str, kind: str) -> HttpResponse:
    """Return a figure as SVG or PNG."""
    _refuse_unknown(request, "lang", "width", "as_of", *PARAMETERS)
    _one_of("figure", f"{figure}.{kind}", tuple(f"{name}.{end}" for name in FIGURES for end in KINDS))
    width = _one_of("width", request.GET.get("width", WIDTHS[0]), WIDTHS)
    held = _held(request, release)
    selection = _selection(request, held, indicator)
    content = drawn(held.release.id, selection, figure, kind, int(width))
    name = f"openssi-{held.release.id}-{selection.indicator}-{figure}-{selection.year}-{selection.language}.{kind}"
    return _sent(content, KINDS[kind], name)
