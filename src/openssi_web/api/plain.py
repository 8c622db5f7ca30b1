"""The plain API: its addresses are declared here once, and served, checked and described from that."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import ValidationError

from openssi.vocabulary.errors import FixTheFile, OpenSSIError
from openssi.vocabulary.observation import Place
from openssi_web.refusals import STATUS, Refused, catalogue_answer, kind_of, script_answer

READS = ["GET", "HEAD"]
VERSION = "1"

View = Callable[..., HttpResponseBase]

api = NinjaAPI(title="OpenSSI", version=VERSION, openapi_url=None, docs_url=None)


def address(path: str, name: str, *further: Mapping[str, Any]) -> Callable[[View], View]:
    """Declare a permanent address.

    Args:
        path: Behind `/v1/`, in Django's words.
        name: By which pages name it, without `v1-`; its texts stand under it in `definitions/interface/api.yaml`.
        further: Parameters that are read from the request by name, as OpenAPI describes them.
    """

    def declared(view: View) -> View:
        extra = {"parameters": list(further)} if further else None
        operation = name.replace("-", "_")
        api.api_operation(READS, path, url_name=f"v1-{name}", operation_id=operation, openapi_extra=extra)(view)
        return view

    return declared


def addresses() -> list[URLPattern]:
    """Return the addresses; what cannot be given under them is said as JSON with code, message and remedy."""
    patterns = [each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"]
    for each in patterns:
        each.callback = _answered(each.callback)
    return patterns


def described() -> dict[str, Any]:
    """Return the addresses as ninja describes them in OpenAPI, each with what it answers to GET."""
    # They are declared where they are answered, which may not have been read yet.
    import_module("openssi_web.api.urls")
    return dict(api.get_openapi_schema(path_prefix="v1/"))


def refuse_unknown(request: HttpRequest, known: tuple[str, ...]) -> None:
    """Refuse parameters that mean nothing: a name that is mistyped must not go unnoticed.

    Raises:
        Refused: if there is one.
    """
    for name in request.GET:
        if name not in known:
            raise Refused("parameter_unknown", 400, name=name, known=", ".join(known) or "–")


def _answered(view: Callable[..., HttpResponseBase]) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:  # noqa: ANN401 - parts of an address
        try:
            response = view(request, *arguments, **named)
        except Refused as refused:
            return script_answer(request, refused.kind, refused.status, **refused.values)
        except OpenSSIError as error:
            return catalogue_answer(request, error, STATUS[kind_of(error)])
        if response.status_code == STATUS["method_not_allowed"]:
            refusal = script_answer(request, "method_not_allowed", response.status_code)
            refusal.headers["Allow"] = ", ".join(READS)
            return refusal
        return response

    return answered


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: Exception) -> HttpResponseBase:
    """Refuse a value that a parameter cannot have, and say which it can."""
    assert isinstance(error, ValidationError)  # noqa: S101 - registered for it
    name = str(error.errors[0]["loc"][-1])
    value = request.GET.get(name, "")
    raise FixTheFile.because("VALUE_NOT_ALLOWED", Place(item=name), value=value, option=name, allowed=_allowed(name))


def _allowed(name: str) -> str:
    """Return what a parameter may be, as it is described."""
    found = next((each for each in _parameters() if each["name"] == name), {})
    schema: dict[str, Any] = found.get("schema", {})
    for each in (schema, *schema.get("anyOf", ())):
        if "enum" in each:
            return ", ".join(map(str, each["enum"]))
        if "minimum" in each:
            return f"{each['minimum']}–{each['maximum']}"
        if each.get("type") == "boolean":
            return "true, false"
    return "–"


def _parameters() -> Iterator[dict[str, Any]]:
    for path in described()["paths"].values():
        for each in path.values():
            yield from each["parameters"]
