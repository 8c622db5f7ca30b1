"""Read data messages with a library of others, in a process of its own, and print their observations as JSON.

python read_message.py pysdmx|sdmx1 FILE ...
"""

import json
import math
import sys
from pathlib import Path
from typing import Any


def with_pysdmx(path: Path) -> list[dict[str, Any]]:
    """Return the observations as pysdmx reads them, after it checked the message."""
    from pysdmx.io import read_sdmx

    (data,) = read_sdmx(path, validate=True).data
    rows: list[dict[str, Any]] = data.data.to_dict("records")
    return rows


def with_sdmx1(path: Path) -> list[dict[str, Any]]:
    """Return the observations as sdmx1 reads them."""
    import sdmx

    (data,) = sdmx.read_sdmx(path).data
    return [
        {
            **{name: str(value.value) for name, value in each.key.values.items()},
            "OBS_VALUE": each.value,
            **{name: str(value.value) for name, value in each.attached_attribute.items()},
        }
        for each in data.obs
    ]


def main(library: str, paths: list[Path]) -> None:
    """Print the observations of each message by the name of its file."""
    read = {"pysdmx": with_pysdmx, "sdmx1": with_sdmx1}[library]
    sys.stdout.write(json.dumps({path.name: [_told(each) for each in read(path)] for path in paths}))


def _told(row: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if value not in ("", None) and not _is_nan(value)}


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


if __name__ == "__main__":
    main(sys.argv[1], [Path(each) for each in sys.argv[2:]])
