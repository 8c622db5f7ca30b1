"""The plain API described after OpenAPI 3.1, in the language that is asked for."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase

import openssi
from openssi.definitions import load
from openssi.vocabulary.text import LANGUAGES, Language
from openssi_web.api.further_addresses import FURTHER_ADDRESSES, FurtherAddress
from openssi_web.api.parameters import Lang, dimension_names
from openssi_web.api.plain import address, described, refuse_unknown
from openssi_web.api.sending import send_json
from openssi_web.dataset_formats import FORMAT_NAMES
from openssi_web.dataset_formats import MEDIA_TYPES as DATA_MEDIA_TYPES

CHOICES: Mapping[str, tuple[str, ...]] = {"format": FORMAT_NAMES, "lang": LANGUAGES}
"""Values of parameters that are checked where they are read."""

ERRORS = ("400", "401", "404", "406", "413", "501", "503")
OF_PLAIN = ("400", "401", "404", "503")
"""What addresses of our own are refused with; those of a standard also with what the standard has."""


@address("openapi.json", "openapi")
def openapi(request: HttpRequest, lang: Lang = "en") -> HttpResponseBase:
    """Describe this API."""
    refuse_unknown(request, ("lang",))
    return send_json(document(lang))


@lru_cache(maxsize=3)
def document(language: Language) -> Mapping[str, Any]:
    """Return the description of the API in a language."""
    found = described()
    found["info"] = {
        "title": "OpenSSI",
        "version": openssi.__version__,
        "description": _text("about", language),
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    found["servers"] = [{"url": "/"}]
    found["components"] = {"schemas": {"Errors": _errors(language)}}
    plain = {path: {"get": _operation(path, each["get"], language)} for path, each in found["paths"].items()}
    further = {each.path: {"get": _further(each, language)} for each in FURTHER_ADDRESSES}
    paths = {**plain, **further}
    found["paths"] = dict(sorted(paths.items(), key=lambda each: _place(each[1]["get"]["operationId"])))
    return found


def _place(name: str) -> int:
    """Return where an address stands: in the order of the texts about them."""
    return list(load().texts.entries("api")).index(f"addresses.{name}")


def _further(address: FurtherAddress, language: Language) -> dict[str, Any]:
    """Describe an address of a standard; its refusals have the form of that standard."""
    meaning = _text(f"standards.{address.standard}", language)
    given: dict[str, Any] = {"content": {each: {"schema": {}} for each in address.media_types}}
    refused = {each: {"description": _text(f"answers.e{each}", language)} for each in ERRORS}
    return {
        "operationId": address.id,
        "summary": _text(f"addresses.{address.id}", language),
        "parameters": [{**each, "description": meaning} for each in address.parts()],
        "responses": {"200": {"description": _text("answers.given", language), **given}, **refused},
        "tags": [address.standard],
    }


def _operation(path: str, operation: Mapping[str, Any], language: Language) -> dict[str, Any]:
    name = operation["operationId"]
    return {
        "operationId": name,
        "summary": _text(f"addresses.{name}", language),
        "parameters": [_parameter(each, language) for each in operation["parameters"]],
        "responses": {"200": _given(name, language), **_refusals(language)},
        "tags": [path.split("/")[2].partition(".")[0]],
    }


def _parameter(parameter: Mapping[str, Any], language: Language) -> dict[str, Any]:
    name, schema = parameter["name"], {**parameter["schema"]}
    schema.pop("title", None)
    schema.pop("default", None) if schema.get("default") in (None, "") else None
    if "anyOf" in schema:
        schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
    if name in CHOICES:
        schema["enum"] = list(CHOICES[name])
    return {**parameter, "schema": schema, "description": _meaning(name, language)}


def _meaning(name: str, language: Language) -> str:
    if name in dimension_names():
        concept = load().dataflows.concepts[name]
        said = concept.description.in_language(language)
        return f"{said} {_text('codes_with_commas', language)}"
    return _text(f"parameters.{name}", language)


def _given(name: str, language: Language) -> dict[str, Any]:
    content: dict[str, Any] = {each: {"schema": {}} for each in _media_types(name)}
    return {"description": _text("answers.given", language), "content": content}


def _media_types(name: str) -> Iterator[str]:
    if name == "data":
        yield from (each.partition(";")[0] for each in DATA_MEDIA_TYPES.values())
    else:
        yield from MEDIA_TYPES.get(name, ("application/json",))


MEDIA_TYPES: Mapping[str, tuple[str, ...]] = {
    "method": ("text/plain",),
    "file": (
        "application/vnd.apache.parquet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/zip",
    ),
    "indicator": ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "figure": ("image/svg+xml", "image/png"),
}
"""Media types of what is no JSON, by address."""


def _refusals(language: Language) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Errors"}}}
    kept = {"304": {"description": _text("answers.unchanged", language)}}
    return kept | {each: {"description": _text(f"answers.e{each}", language), "content": content} for each in OF_PLAIN}


def _errors(language: Language) -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object",
        "description": _text("errors", language),
        "required": ["ok", "errors"],
        "properties": {
            "ok": {"const": False},
            "errors": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["code", "message", "remedy"],
                    "properties": {"code": text, "place": text, "message": text, "remedy": text},
                },
            },
        },
    }


def _text(key: str, language: Language) -> str:
    return load().texts.get(f"api.{key}", language)
