"""Requests for data in the manner of SDMX REST 1.5: `data/{flow}/{key}/{provider}` and its parameters."""

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

PARAMETERS = ("startPeriod", "endPeriod", *COMMON_PARAMETERS, "detail", "includeHistory", *OWN_PARAMETERS)
ALL = "all"

_BOUNDS = {"startPeriod": "ge", "endPeriod": "le"}
_TIME = "TIME_PERIOD"


def asked_in_v1(flow: str, key: str, provider: str, pairs: Pairs) -> AskedData:
    """Return a request as plain rows.

    Args:
        flow: `DF_INDICATORS`, or agency, id and version with commas.
        key: `A.QMA+QMB..T`, or `all`.
        provider: `all`, or the agency, which provides all data.
        pairs: The parameters.

    Raises:
        FixTheFile: if a part cannot be read.
    """
    parameters = once_each(pairs, PARAMETERS)
    agency, dataflow, version = _reference(flow)
    if provider not in {"", ALL, "*"}:
        agency = provider.rsplit(",", maxsplit=1)[-1] if agency == "*" else agency
    return AskedData(
        agency=agency,
        dataflow=dataflow,
        version=version,
        any_sign="nothing",
        keys=_keys(key),
        tests=tuple(
            AskedTest(name, _TIME, (((operator, parameters[name]),),))
            for name, operator in _BOUNDS.items()
            if name in parameters
        ),
        parameters={name: each for name, each in parameters.items() if name not in _BOUNDS},
    )


def _reference(flow: str) -> tuple[str, str, str]:
    parts = flow.split(",")
    if len(parts) > 3 or not all(parts):
        raise refuse("SDMX_FLOW_UNREADABLE", "flow", text=flow, example="OPENSSI,DF_INDICATORS,1.0")
    agency, dataflow, version = [ALL, *parts, "latest"][-3:] if len(parts) == 1 else [*parts, "latest"][:3]
    return "*" if agency == ALL else agency, dataflow, "*" if version in {ALL, "latest"} else version


def _keys(key: str) -> tuple[AskedKey, ...]:
    return () if key in {"", ALL} else (key_of(key, ("", "*"), "nothing"),)
