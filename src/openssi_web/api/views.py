"""Files of releases and of figures. A release never changes, so its files may be kept for ever."""

import json
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from openssi.present import PARAMETERS, parse_selection
from openssi.present.page_model import Selection
from openssi.publish import FORMATS, one_table
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi_web.api.answering import asked_release
from openssi_web.api.figures import FIGURES, KINDS, WIDTHS, drawn
from openssi_web.api.parameters import parts_of_a_selection, query_parameter
from openssi_web.api.plain import address, refuse_unknown
from openssi_web.api.sending import JSON, send_bytes, send_file, send_json
from openssi_web.api.table import indicator_table
from openssi_web.citing import citation
from openssi_web.conditional import unless_unchanged
from openssi_web.method_texts import method_text, name_of_family
from openssi_web.published import WHOLE, published_file
from openssi_web.releases import latest_id_for, releases_for, site

PARQUET = "application/vnd.apache.parquet"
LANG, AS_OF = query_parameter("lang"), query_parameter("as_of")


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


def _held(request: HttpRequest, release: str) -> OpenRelease:
    return asked_release(request, release, request.GET.get("as_of", ""))


@address("releases", "releases", LANG)
def releases(request: HttpRequest) -> HttpResponseBase:
    """List the releases, newest first."""
    refuse_unknown(request, ("lang",))
    language, latest = _language(request), latest_id_for(request)
    listed = [
        {
            "id": each.id,
            "created": each.created,
            "published": each.published_at.isoformat(timespec="seconds"),
            "level": each.level,
            "kind": each.kind,
            "manifest": f"/v1/releases/{each.id}/manifest.json",
            "address": f"/v1/releases/{each.id}",
            "citation": citation(each, language),
        }
        for each in releases_for(request)
    ]
    return send_json({"ok": True, "latest": latest, "releases": listed})


@address("releases/{release}", "release", LANG, AS_OF)
def one_release(request: HttpRequest, release: str) -> HttpResponseBase:
    """Return how a release is cited, its manifest, and where its files and datasets are."""
    refuse_unknown(request, ("lang", "as_of"))
    language, held = _language(request), _held(request, release)
    base = f"/v1/releases/{held.release.id}"
    document = {
        "id": held.release.id,
        "created": held.release.created,
        "kind": held.release.kind,
        "citation": citation(held.release, language),
        "datasets": f"/v1/datasets?release={held.release.id}",
        "whole": {each: f"{base}/{WHOLE}.{each}" for each in FORMATS},
        "files": [{**asdict(each), "address": f"{base}/{each.name}"} for each in held.release.files],
        "manifest": asdict(held.release),
    }
    return unless_unchanged(request, held, lambda: send_json(document), release)


@address("releases/{release}/manifest.json", "manifest", AS_OF)
def manifest(request: HttpRequest, release: str) -> HttpResponseBase:
    """Return the manifest of a release: methods, versions, sources, checksums."""
    refuse_unknown(request, ("as_of",))
    held = _held(request, release)
    return unless_unchanged(request, held, lambda: _manifest(held), release)


def _manifest(held: OpenRelease) -> HttpResponse:
    content = json.dumps(asdict(held.release), ensure_ascii=False, indent=1)
    return HttpResponse(content, content_type=JSON)


@address("methods/{slug:family}.md", "method", LANG)
def method(request: HttpRequest, family: str) -> HttpResponseBase:
    """Return the text of the method of a family of indicators, in Markdown; in English where `lang` has none."""
    refuse_unknown(request, ("lang",))
    language = _language(request)
    texts = {each: method_text(name_of_family(each), language) for each in site().definitions.indicator_families}
    text = texts[_one_of("family", family, tuple(each for each, found in texts.items() if found is not None))]
    content, written_in = (text.markdown, text.language) if text is not None else ("", language)
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers={"Content-Language": written_in})


@address("releases/{release}/{slug:name}.{str:kind}", "file", LANG, AS_OF)
def release_file(request: HttpRequest, release: str, name: str, kind: str) -> HttpResponseBase:
    """Return a whole release in a format (`all.xlsx`), or one of its tables as it lies there (`areas.parquet`)."""
    held = _held(request, release)
    if name == WHOLE:
        return _whole_release(request, held, kind, release)
    refuse_unknown(request, ("as_of",))
    whole = tuple(f"{WHOLE}.{each}" for each in FORMATS)
    wanted = _one_of("file", f"{name}.{kind}", (*whole, *(file.name for file in held.release.files)))
    return unless_unchanged(request, held, lambda: send_file(request, held.folder / wanted, PARQUET, wanted), release)


def _whole_release(request: HttpRequest, held: OpenRelease, kind: str, release: str) -> HttpResponseBase:
    refuse_unknown(request, ("lang", "as_of"))
    language = _language(request)

    def made() -> HttpResponseBase:
        published = published_file(held.release.id, kind, language)
        return send_file(request, published.path, published.media_type, published.path.name)

    return unless_unchanged(request, held, made, release)


@address("releases/{release}/indicators/{slug:indicator}.{str:kind}", "indicator", LANG, AS_OF, *parts_of_a_selection())
def indicator(request: HttpRequest, release: str, indicator: str, kind: str) -> HttpResponseBase:
    """Return the countries and groups of one indicator and year as CSV or Excel."""
    refuse_unknown(request, ("lang", "as_of", *PARAMETERS))
    _one_of("format", kind, tuple(one_table.KINDS))
    held = _held(request, release)

    def made() -> HttpResponseBase:
        selection = _selection(request, held, indicator)
        content = one_table.KINDS[kind].write(indicator_table(held, site().definitions, selection))
        sex = selection.sex.strip("_")
        name = f"openssi-{held.release.id}-{selection.indicator}-{selection.year}-{sex}-{selection.language}.{kind}"
        return send_bytes(content, one_table.KINDS[kind].media_type, name)

    return unless_unchanged(request, held, made, release)


@address(
    "releases/{release}/figures/{slug:indicator}/{slug:figure}.{str:kind}",
    "figure",
    LANG,
    AS_OF,
    query_parameter("width"),
    *parts_of_a_selection(),
)
def figure(request: HttpRequest, release: str, indicator: str, figure: str, kind: str) -> HttpResponseBase:
    """Return a figure as SVG or PNG."""
    refuse_unknown(request, ("lang", "as_of", "width", *PARAMETERS))
    _one_of("figure", f"{figure}.{kind}", tuple(f"{name}.{end}" for name in FIGURES for end in KINDS))
    width = _one_of("width", request.GET.get("width", WIDTHS[0]), WIDTHS)
    held = _held(request, release)

    def made() -> HttpResponseBase:
        selection = _selection(request, held, indicator)
        content = drawn(held.release.id, selection, figure, kind, int(width))
        name = f"openssi-{held.release.id}-{selection.indicator}-{figure}-{selection.year}-{selection.language}.{kind}"
        return send_bytes(content, KINDS[kind], name)

    return unless_unchanged(request, held, made, release)
