"""Requests for data in the manner of SDMX REST 2: `data/{context}/{agency}/{id}/{version}/{key}` and its parameters."""

import re

from openssi.publish.sdmx.requests.asked_data import (
    COMMON_PARAMETERS,
    OWN_PARAMETERS,
    AskedData,
    AskedKey,
    AskedTest,
    Pairs,
    key_of,
    once_each,
    refuse,
)

PARAMETERS = ("c", *COMMON_PARAMETERS, "attributes", "measures", "includeHistory", "asOf", *OWN_PARAMETERS)
CONTEXTS = ("dataflow", "datastructure")
ANY = "*"

_COMPONENT = re.compile(r"c\[([^\]]*)\]")
_LATEST = {"*", "~", "+", "latest", "all"}


def asked_in_v2(context: str, flow: tuple[str, str, str], key: str, pairs: Pairs) -> AskedData:
    """Return a request as plain rows.

    Args:
        context: `dataflow`, `datastructure`, or `*`.
        flow: Agency, id and version, each perhaps `*`.
        key: `A.QMA.*`, several with a comma between them, or `*`.
        pairs: The parameters.

    Raises:
        FixTheFile: if a part cannot be read.
    """
    listed = list(pairs)
    tested = [(found[1], value) for name, value in listed if (found := _COMPONENT.fullmatch(name))]
    parameters = once_each([each for each in listed if not _COMPONENT.fullmatch(each[0])], PARAMETERS[1:])
    if context not in {*CONTEXTS, ANY}:
        raise refuse("SDMX_VALUE_UNKNOWN", "context", name="context", value=context, known=", ".join(CONTEXTS))
    agency, dataflow, version = flow
    return AskedData(
        agency=agency,
        dataflow=dataflow,
        is_structure=context == "datastructure",
        version=ANY if version in _LATEST else version.removesuffix("+"),
        any_sign=ANY,
        keys=_keys(key),
        tests=tuple(_test(component, value) for component, value in tested),
        parameters=parameters,
    )


def _keys(key: str) -> tuple[AskedKey, ...]:
    written = tuple(dict.fromkeys(key.split(","))) if key else (ANY,)
    return () if ANY in written else tuple(key_of(each, (ANY, ""), ANY) for each in written)


def _test(component: str, text: str) -> AskedTest:
    place = f"c[{component}]"
    alternatives = tuple(tuple(map(_comparison, each.split("+"))) for each in text.split(","))
    if not all(value for every in alternatives for _, value in every):
        raise refuse("SDMX_TEST_UNREADABLE", place, text=text, example=f"{place}=A,B; {place}=ge:2019+le:2022")
    return AskedTest(place, component, alternatives)


def _comparison(text: str) -> tuple[str, str]:
    operator, colon, value = text.partition(":")
    return (operator, value) if colon else ("eq", text)
