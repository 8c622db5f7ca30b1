"""Addresses whose parts and parameters are those of a standard, as OpenAPI describes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openssi.publish.ilostat.bulk_files import ENDINGS, MEDIA_TYPES
from openssi.publish.sdmx.data.data_formats import DATA_FORMATS
from openssi.publish.sdmx.requests import data_address_v1, data_address_v2
from openssi_web.api.bulk import OF_A_FILE, OF_A_QUERY, OF_A_RELEASE, SEGMENTS
from openssi_web.api.parameters import query_parameter

SDMX, BULK = "sdmx", "bulk"


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherAddress:
    """An address of a standard.

    Attributes:
        id: Its texts stand under it in `definitions/interface/api.yaml`.
        standard: `sdmx` or `bulk`, which says what its parts and parameters mean.
        path: With its parts in braces.
        examples: An example of each part.
        parameters: Names of its parameters.
        media_types: Of what it gives.
    """

    id: str
    standard: str
    path: str
    examples: Mapping[str, str]
    parameters: tuple[str, ...]
    media_types: tuple[str, ...]

    def parts(self) -> Iterator[dict[str, Any]]:
        """Iterate over its parts and parameters."""
        for name, example in self.examples.items():
            yield {"in": "path", "name": name, "required": True, "schema": {"type": "string"}, "example": example}
        yield from map(query_parameter, self.parameters)


_OF_SDMX = tuple(each.media_type for each in DATA_FORMATS.values())
_OF_BULK = tuple(each.partition(";")[0] for each in MEDIA_TYPES.values())
_FILE = {"name": "SDG_0131_SEX_SOC_RT_A", "ending": ENDINGS[0]}

FURTHER_ADDRESSES = (
    FurtherAddress(
        id="sdmx_data_v1",
        standard=SDMX,
        path="/sdmx/v1/data/{flow}/{key}",
        examples={"flow": "DF_INDICATORS", "key": "all"},
        parameters=data_address_v1.PARAMETERS,
        media_types=_OF_SDMX,
    ),
    FurtherAddress(
        id="sdmx_data_v2",
        standard=SDMX,
        path="/sdmx/v2/data/{context}/{agency}/{dataflow}/{version}/{key}",
        examples={
            "context": "dataflow",
            "agency": "OPENSSI",
            "dataflow": "DF_SDG_0131_SEX_SOC_RT",
            "version": "*",
            "key": "*",
        },
        parameters=data_address_v2.PARAMETERS,
        media_types=_OF_SDMX,
    ),
    FurtherAddress(
        id="bulk_indicator",
        standard=BULK,
        path="/bulk/indicator/{name}.{ending}",
        examples=_FILE,
        parameters=OF_A_FILE,
        media_types=_OF_BULK,
    ),
    FurtherAddress(
        id="bulk_area",
        standard=BULK,
        path="/bulk/ref_area/{name}.{ending}",
        examples={**_FILE, "name": "QMA_A"},
        parameters=OF_A_FILE,
        media_types=_OF_BULK,
    ),
    FurtherAddress(
        id="bulk_contents",
        standard=BULK,
        path="/bulk/table_of_contents_{segment}_{language}.{ending}",
        examples={"segment": SEGMENTS[0], "language": "en", "ending": "csv"},
        parameters=OF_A_RELEASE,
        media_types=_OF_BULK,
    ),
    FurtherAddress(
        id="bulk_asked",
        standard=BULK,
        path="/bulk/data/{segment}",
        examples={"segment": SEGMENTS[0]},
        parameters=OF_A_QUERY,
        media_types=_OF_BULK,
    ),
)
