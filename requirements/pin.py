"""Resolve every dependency and write the pins: hashed files for make, constraints for `uv run`.

Run it with `make requirements`. It needs a package index; nothing of its address is written.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parent
UV = Path(sys.executable).with_name("uv")
COMMON = ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet")
MARKERS = ("# pins: written by `make requirements`", "# end of pins")


def compile_to(name: str, *arguments: str, text: str | None = None) -> None:
    """Write one hashed requirements file."""
    command = [str(UV), "pip", "compile", *COMMON, "--output-file", str(HERE / name), *arguments]
    subprocess.run(command, check=True, cwd=PROJECT, input=text, text=True)


def pinned(*names: str) -> list[str]:
    """Return the pins of requirements files as constraints, without hashes."""
    lines = [line for name in names for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    pins = {line.rstrip(" \\") for line in lines if re.match(r"[A-Za-z0-9]", line)}
    return sorted(pins)


def write_constraints(pins: list[str]) -> None:
    """Put pins into pyproject.toml, between their markers; none while everything is resolved anew."""
    path = PROJECT / "pyproject.toml"
    before, _, rest = path.read_text(encoding="utf-8").partition(MARKERS[0])
    _, _, after = rest.partition(MARKERS[1])
    quoted = "".join(f"  {json.dumps(pin)},\n" for pin in pins)
    block = f"{MARKERS[0]}\nconstraint-dependencies = [\n{quoted}]\n{MARKERS[1]}"
    path.write_text(before + block + after, encoding="utf-8")


def main() -> None:
    """Pin everything."""
    write_constraints([])
    compile_to("uv.txt", "-", text="uv\n")
    compile_to("dev.txt", "pyproject.toml", "--group", "dev")
    everything = ("--constraint", str(HERE / "dev.txt"))
    compile_to("build.txt", "-", *everything, text="hatchling\neditables\n")
    compile_to("core.txt", "pyproject.toml", *everything)
    compile_to("spark.txt", "-", *everything, text="pyspark>=4.0,<5\nsqlglot\n")
    write_constraints(pinned("dev.txt", "build.txt", "spark.txt"))


if __name__ == "__main__":
    main()
