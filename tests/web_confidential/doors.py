"""Every address of the site: those through which a figure of a submission could leave, and those about none."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from openssi_web.rounds.forms.form import form_of
from openssi_web.rounds.workspace import inquiry
from web_confidential.conftest import ADMIN, COVERED, LAST_YEAR, MEN, People
from web_rounds.cast import PENSIONERS, RECEIPTS, WOMEN

CELLS = (RECEIPTS, WOMEN, MEN, PENSIONERS, ADMIN, COVERED, LAST_YEAR)

Ask = tuple[str, str, dict[str, Any]]
"""How, where, and what is sent."""


def _get(*paths: str) -> list[Ask]:
    return [("get", path, {}) for path in paths]


def _tables(base: str, people: People) -> list[Ask]:
    wanted = {(each.table, each.scheme) for each in form_of(inquiry(), people.draft, "en").outline}
    shown = sorted((table, scheme) for table, scheme in wanted if scheme in {"QMA01", "_Z"})
    names = (f"{base}{'country' if scheme == '_Z' else scheme}/{table}" for table, scheme in shown)
    return _get(*(f"{name}{plain}" for name in names for plain in ("", "?plain")))


def _saving(base: str, _: People) -> list[Ask]:
    changes = [{"key": str(key), "value": "1", "status": "A", "note": "", "based_on": 0} for key in (RECEIPTS, COVERED)]
    bodies = [{"changes": [each], "idempotency": f"door-{number}"} for number, each in enumerate(changes)]
    return [("json", f"{base}cells", {"body": json.dumps(body)}) for body in bodies]


DOORS: dict[str, Callable[[str, People], list[Ask]]] = {
    "round": lambda base, _: _get(base, f"{base}?findings=all&changes=all"),
    "round-table": _tables,
    "round-cells": _saving,
    "round-history": lambda base, _: _get(
        *(f"{base}history?cell={key}{more}" for key in CELLS for more in ("", "&format=csv"))
    ),
    "round-queries": lambda base, _: _get(*(f"{base}queries?show={show}" for show in ("left", "answered", "all"))),
    "round-query": lambda base, people: _get(f"{base}queries/{people.number}"),
    "round-query-new": lambda base, _: _get(*(f"{base}queries/new?cell={key}" for key in CELLS)),
    "round-totals": lambda base, _: _get(f"{base}totals", f"{base}totals?show=H.COV_OLD"),
    "round-workbook": lambda base, _: _get(f"{base}workbook"),
    "round-workbook-compare": lambda base, _: _get(f"{base}workbook/compare"),
    "round-files": lambda base, _: _get(f"{base}files", *(f"{base}files?cell={key}" for key in CELLS)),
    "round-file": lambda base, people: _get(f"{base}files/{people.attachment.pk}/{people.attachment.name}"),
    "round-file-withdraw": lambda base, people: [
        ("post", f"{base}files/{people.attachment.pk}/withdraw", {"reason": ""})
    ],
    "round-move": lambda base, _: [("post", f"{base}move", {"move": "nothing"})],
    "round-letters": lambda base, _: _get(f"{base}letters"),
    "round-people": lambda base, _: _get(f"{base}people"),
    "round-confirmation": lambda base, _: _get(f"{base}confirmation", f"{base}confirmation?cells=all"),
    "round-sources": lambda base, _: _get(f"{base}sources"),
    "round-sources-file": lambda base, _: _get(
        *(f"{base}sources/{kind}.csv" for kind in ("sources", "values", "searches"))
    ),
    "work": lambda base, _: _get(f"{base.partition('/round/')[0]}/work"),
    "rounds": lambda base, _: _get(f"{base.partition('/round/')[0]}/rounds"),
    "monitor": lambda base, _: _get(f"{base.partition('/round/')[0]}/rounds/2024"),
    "monitor-file": lambda base, _: _get(
        *(f"{base.partition('/round/')[0]}/rounds/2024/countries.{kind}" for kind in ("csv", "xlsx"))
    ),
}
"""What is asked of each address, by its name; `test_published.py` asks those of releases."""

OF_RELEASES: dict[str, tuple[str, ...]] = {
    "front-door": (),
    "overview": ("/en/?release={release}", "/fr/?release={release}&year=2023"),
    "chosen-indicator": ("/en/indicators/?release={release}",),
    "indicator": ("/en/indicators/SDG_1_3_1_OLD_AGE?release={release}",),
    "walk": ("/en/indicators/SDG_1_3_1_OLD_AGE/walk?release={release}",),
    "countries": ("/en/countries?release={release}",),
    "country": ("/en/countries/QMA?release={release}",),
    "cell": ("/en/cell/QMA.2023.S_REC_TOTAL.QMA01._Z._T._T._Z._Z?release={release}",),
    "data": ("/en/data?release={release}",),
    "methods": ("/en/methods?release={release}",),
    "method": ("/en/methods/sdg-1-3-1?release={release}", "/fr/methods/registers?release={release}"),
    "releases": (),
    "release": ("/en/releases/{release}", "/es/releases/{release}"),
    "difference": ("/en/releases/open/{release}", "/en/releases/{release}/open"),
    "v1-releases": (),
    "v1-method": (),
    "v1-manifest": ("/v1/releases/{release}/manifest.json",),
    "v1-file": (
        "/v1/releases/{release}/areas.parquet",
        "/v1/releases/{release}/DF_INQUIRY.parquet",
        "/v1/releases/{release}/all.csv",
    ),
    "v1-indicator": ("/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv",),
    "v1-figure": ("/v1/releases/{release}/figures/SDG_1_3_1_OLD_AGE/tiles.svg",),
    "metadata": ("/en/metadata/DF_INDICATORS?release={release}", "/fr/metadata/DF_INQUIRY?release={release}"),
    "metadata-first": ("/en/metadata?release={release}",),
    "country-metadata": ("/en/countries/QMA/metadata?release={release}",),
    "indicator-metadata": ("/en/indicators/SDG_1_3_1_OLD_AGE/metadata?release={release}",),
    "v1-metadata": ("/v1/releases/{release}/metadata/DF_INQUIRY.json",),
    "v1-metadata-country": ("/v1/releases/{release}/metadata/countries/QMA.json",),
    "v1-metadata-indicator": ("/v1/releases/{release}/metadata/indicators/SDG_1_3_1_OLD_AGE.json",),
    "sdmx-v2-metadata-of": ("/sdmx/v2/metadata/structure/dataflow/OPENSSI/DF_INQUIRY?release={release}",),
    "sdmx-v2-metadata-flow": ("/sdmx/v2/metadata/metadataflow/OPENSSI/MDF_ESMS_YEAR?release={release}",),
    "sdmx-v2-metadata-set": ("/sdmx/v2/metadata/metadataset/OPENSSI/MDS_DF_INQUIRY?release={release}",),
    "sdmx-v2-metadata-structure": ("/sdmx/v2/structure/metadatastructure/OPENSSI?release={release}",),
    "sdmx-v2-no-metadata": (),
    "sdmx-v1-data": ("/sdmx/v1/data/DF_INDICATORS/A.QMA...?release={release}",),
    "sdmx-v1-no-data": (),
    "sdmx-v2-data": ("/sdmx/v2/data/dataflow/OPENSSI/DF_INDICATORS/1.0/A.QMA.*.*.*?release={release}",),
    "sdmx-v2-no-data": (),
    "sdmx-v1-structure": ("/sdmx/v1/codelist/OPENSSI/CL_SCHEME?release={release}",),
    "sdmx-v1-no-structure": (),
    "sdmx-v1-availability": ("/sdmx/v1/availableconstraint/DF_INDICATORS/A.QMA...?release={release}",),
    "sdmx-v2-structures": ("/sdmx/v2/structure?release={release}",),
    "sdmx-v2-structure": ("/sdmx/v2/structure/codelist/OPENSSI/CL_SCHEME?release={release}",),
    "sdmx-v2-no-structure": (),
    "sdmx-v2-schema": ("/sdmx/v2/schema/dataflow/OPENSSI/DF_INDICATORS?release={release}",),
    "sdmx-v2-availability": ("/sdmx/v2/availability/dataflow/OPENSSI/DF_INDICATORS/1.0/*?release={release}",),
    "bulk-contents": ("/bulk/table_of_contents_indicator_en.csv?release={release}",),
    "bulk-contents-in-folder": ("/bulk/indicator/table_of_contents_en.csv?release={release}",),
    "bulk-indicator": ("/bulk/indicator/SDG_0131_SEX_SOC_RT_A.csv.gz?release={release}",),
    "bulk-area": ("/bulk/ref_area/QMA_A.csv.gz?release={release}",),
    "bulk-names": ("/bulk/dic/sex_en.csv?release={release}",),
    "bulk-asked": ("/bulk/data/indicator/?id=SDG_0131_SEX_SOC_RT_A&release={release}",),
    "bulk-contents-asked": ("/bulk/metadata/toc/indicator/?release={release}",),
    "bulk-names-asked": ("/bulk/metadata/dic/?var=sex&release={release}",),
    "dashboards": ("/en/dashboards/?release={release}",),
    "dashboard": (
        "/en/dashboards/world?release={release}",
        "/fr/dashboards/map?release={release}",
        "/es/dashboards/region?group=NREACH&release={release}",
    ),
    "dashboard-figure": (
        "/en/dashboards/world/contingencies.csv?release={release}",
        "/en/dashboards/map/map.csv?release={release}",
    ),
    "compare": ("/en/compare?release={release}",),
    "region": (),
    "to-country": (),
    "search": ("/en/search?q=QMA01&release={release}", "/fr/search?q=pension&release={release}"),
    "definitions": ("/en/definitions?release={release}",),
    "v1-search": ("/v1/search?q=QMA&release={release}",),
    "v1-release": ("/v1/releases/{release}",),
    "v1-datasets": ("/v1/datasets?release={release}",),
    "v1-dataset": ("/v1/datasets/DF_INQUIRY?release={release}",),
    "v1-codes": ("/v1/datasets/DF_INQUIRY/codes/SCHEME?release={release}",),
    "v1-data": ("/v1/datasets/DF_INQUIRY/data?REF_AREA=QMA&release={release}",),
    "v1-indicators": ("/v1/indicators?release={release}",),
    "v1-countries": ("/v1/countries?release={release}",),
    "v1-openapi": (),
    "dataset": ("/en/data/DF_INQUIRY?release={release}",),
    "api": (),
    "v1-differences": (
        "/v1/releases/open/differences/{release}.csv",
        "/v1/releases/{release}/differences/open.json",
    ),
}
"""Addresses that read what was published, and no submission: those that name a release, with its place.

`test_release_doors.py` asks each of them of releases of every level.
"""

OF_PEOPLE = re.compile(r"people|person|correspondence(-\w+)?|notebooks?(-[\w-]+)?")
"""Addresses of people, letters and missions, which read no answer."""

OF_ACCOUNTS = re.compile(r"account(_\w+)?|mfa_\w+")
"""Addresses of people who sign in."""


def patterns() -> Iterator[tuple[str, str]]:
    """Iterate over name and route of every address of the site."""

    def below(found: list[Any], route: str) -> Iterator[tuple[str, str]]:
        for each in found:
            here = f"{route}{each.pattern}"
            if isinstance(each, URLResolver):
                yield from below(each.url_patterns, here)
            elif isinstance(each, URLPattern):
                yield each.name or "", here

    return below(get_resolver().url_patterns, "")


def asked(client: Client, ask: Ask) -> HttpResponseBase:
    """Ask and return the answer."""
    how, path, data = ask
    if how == "json":
        return client.post(path, data["body"], content_type="application/json")
    return client.post(path, data) if how == "post" else client.get(path)


def told(response: HttpResponseBase) -> str:
    """Return everything that an answer tells, the parts of a workbook unpacked, and where it leads to."""
    parts = [response.content] if not response.streaming else list(response.streaming_content)  # type: ignore[attr-defined]
    content = b"".join(each if isinstance(each, bytes) else str(each).encode() for each in parts)
    found = [f"{name}: {value}" for name, value in response.headers.items()]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found += [package.read(name).decode(errors="replace") for name in package.namelist()]
    else:
        found.append(content.decode(errors="replace"))
    return "\n".join(found)


_BETWEEN = re.compile(r"(?<=\d)(?:[.,'’_\s\u00a0\u202f\u2009]|&nbsp;|&#160;|&#x27;|%20|\+)(?=\d)")


def digits_in(text: str) -> str:
    """Return a text in which the digits of each number stand together, however it is written."""
    return _BETWEEN.sub("", text)


def bare(number: str) -> str:
    """Return the digits of a number."""
    return number.replace(".", "")
