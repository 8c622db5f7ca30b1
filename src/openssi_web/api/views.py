"""Files of releases and of figures. A release never changes, so its files may be kept for ever."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse

from openssi.present import PARAMETERS, parse_selection
from openssi.publish import FORMATS, publish_one_file
from openssi.vocabulary.errors import FixTheFile, OpenSSIError
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi_web.api.figures import FIGURES, KINDS, drawn
from openssi_web.api.table import indicator_table
from openssi_web.releases import release_named, site

FOR_EVER = "public, max-age=31536000, immutable"

Arguments = ParamSpec("Arguments")
Download = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def as_json(view: Download[Arguments]) -> Download[Arguments]:
    """Answer a problem as JSON that a script can read: code, message, remedy included, in English."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: Arguments.args, **named: Arguments.kwargs) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except OpenSSIError as error:
            language = as_language(request.GET.get("lang", "en"))
            found = [{"code": each.code, "message": each.message(language)} for each in error.problems]
            unknown = {"RELEASE_UNKNOWN", "INDICATOR_UNKNOWN", "FIGURE_UNKNOWN"}
            status = 404 if any(each.code in unknown for each in error.problems) else 400
            return JsonResponse({"ok": False, "errors": found}, status=status)

    return answered  # type: ignore[return-value]  # the names of the parameters are kept


def _refuse_unknown(request: HttpRequest, *known: str) -> None:
    for name in request.GET:
        if name not in known:
            place = Place(item=name)
            raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=name, option="?", allowed=", ".join(known))


def _language(request: HttpRequest) -> Language:
    wanted = request.GET.get("lang", "en")
    if wanted not in LANGUAGES:
        place = Place(item="lang")
        raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=wanted, option="lang", allowed=", ".join(LANGUAGES))
    return as_language(wanted)


def _sent(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = FOR_EVER
    return response


@as_json
def releases(request: HttpRequest) -> HttpResponse:
    """List the releases, newest first."""
    _refuse_unknown(request)
    listed = [
        {"id": each.id, "created": each.created, "kind": each.kind, "manifest": f"/v1/releases/{each.id}/manifest.json"}
        for each in site().releases()
    ]
    return JsonResponse({"ok": True, "latest": site().latest().release.id, "releases": listed})


@as_json
def manifest(request: HttpRequest, release: str) -> HttpResponse:
    """Return the manifest of a release: methods, versions, sources, checksums."""
    _refuse_unknown(request)
    content = json.dumps(asdict(release_named(release).release), ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = FOR_EVER
    return response


@as_json
def release_file(request: HttpRequest, release: str, name: str) -> HttpResponse:
    """Return a Parquet file of a release as it lies there."""
    _refuse_unknown(request)
    held = release_named(release)
    known = [file.name for file in held.release.files]
    if name not in known:
        raise FixTheFile.because(
            "VALUE_NOT_ALLOWED", Place(item=name), value=name, option="file", allowed=", ".join(known)
        )
    return _sent((held.folder / name).read_bytes(), "application/vnd.apache.parquet", name)


@as_json
def release_format(request: HttpRequest, release: str, name: str) -> HttpResponse:
    """Return a whole release in one of the formats, as one file."""
    _refuse_unknown(request, "lang")
    held = release_named(release)
    format_id = name.partition(".")[0]
    path = _format_file(str(site().workspace.root), held.release.id, format_id, _language(request))
    media_type = FORMATS[format_id].media_type if path.suffix == ".xlsx" else "application/zip"
    return _sent(path.read_bytes(), media_type, path.name)


@lru_cache(maxsize=64)
def _format_file(workspace: str, release: str, format_id: str, language: Language) -> Path:
    held = release_named(release)
    folder = Path(workspace) / "publications" / release
    return publish_one_file(held.connection(), held.release, format_id, folder, language, site().definitions)


@as_json
def indicator_csv(request: HttpRequest, release: str, indicator: str) -> HttpResponse:
    """Return the countries and groups of one indicator and year as CSV."""
    _refuse_unknown(request, "lang", *PARAMETERS)
    held = release_named(release)
    language = _language(request)
    address = {name: request.GET.get(name, "") for name in PARAMETERS} | {"indicator": indicator}
    selection = parse_selection(held.connection(), site().definitions, language, address)
    content = indicator_table(held, site().definitions, selection)
    name = f"openssi-{release}-{selection.indicator}-{selection.year}-{selection.sex.strip('_')}-{language}.csv"
    return _sent(content.encode("utf-8-sig"), "text/csv; charset=utf-8", name)


@as_json
def figure(request: HttpRequest, release: str, indicator: str, figure: str, kind: str) -> HttpResponse:
    """Return a figure as SVG or PNG."""
    _refuse_unknown(request, "lang", "width", *PARAMETERS)
    if figure not in FIGURES or kind not in KINDS:
        allowed = ", ".join(f"{name}.{end}" for name in FIGURES for end in KINDS)
        place = Place(item=figure)
        raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=f"{figure}.{kind}", option="figure", allowed=allowed)
    held = release_named(release)
    language = _language(request)
    address = {name: request.GET.get(name, "") for name in PARAMETERS} | {"indicator": indicator}
    selection = parse_selection(held.connection(), site().definitions, language, address)
    width = 358 if request.GET.get("width") == "358" else 720
    content = drawn(held.release.id, selection, figure, kind, width)
    name = f"openssi-{release}-{selection.indicator}-{figure}-{selection.year}-{language}.{kind}"
    return _sent(content, KINDS[kind], name)
