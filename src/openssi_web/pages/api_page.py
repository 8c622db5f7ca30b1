"""The page of the API: what its OpenAPI description says, for people."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse

from openssi.vocabulary.text import Language
from openssi_web.pages.dashboards.kept_pages import kept_for_strangers
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import page, spoken

LEAST_TOGETHER = 5
"""Parameters that a reader opens where there are more."""


@explained
@kept_for_strangers
def api_page(request: HttpRequest, language: str) -> HttpResponse:
    """Show every address with its parameters and what it answers."""
    described = _described(spoken(language))
    shown = {
        "about": described["info"]["description"],
        "groups": _groups(described["paths"]),
        "machine": f"{reverse('v1-openapi')}?lang={language}",
    }
    return page(request, "api.html", language, "data", shown)


@lru_cache(maxsize=3)
def _described(language: Language) -> Mapping[str, Any]:
    """Return the description, as a program is given it under its address."""
    asked = HttpRequest()
    asked.method, asked.path = "GET", reverse("v1-openapi")
    asked.GET = QueryDict(f"lang={language}")
    answer = resolve(asked.path).func(asked)
    return dict(json.loads(answer.content))


def _groups(paths: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in paths.items():
        operation = methods["get"]
        parameters = [_parameter(each) for each in operation["parameters"]]
        shown = {
            "id": operation["operationId"],
            "path": path,
            "summary": operation["summary"],
            "parameters": parameters,
            "is_long": len(parameters) > LEAST_TOGETHER,
            "answers": [{"status": status, **each} for status, each in operation["responses"].items()],
            "media_types": list(operation["responses"]["200"].get("content", {})),
        }
        groups.setdefault(operation["tags"][0], []).append(shown)
    return groups


def _parameter(parameter: Mapping[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    values = ", ".join(map(str, schema.get("enum", ())))
    if "minimum" in schema:
        values = f"{schema['minimum']}–{schema['maximum']}"
    if schema.get("type") == "boolean":
        values = "true, false"
    return {
        "name": parameter["name"],
        "is_part": parameter["in"] == "path",
        "values": values,
        "meaning": parameter.get("description", ""),
    }
