"""The command line starts with what `make demo` installs: extras are imported when they are used, never before."""

import subprocess
import sys

EXTRAS = ("scipy", "numba", "datasketches", "splink", "sqlglot", "pyspark", "polars", "docx", "psycopg", "svy")


def test_the_command_line_starts_without_the_extras() -> None:
    program = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({EXTRAS!r}))\n"
        "import openssi.run.cli\n"
        "from typer.main import get_command\n"
        "print(sorted(get_command(openssi.run.cli.app).commands))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "'demo'" in done.stdout
    assert "'survey'" in done.stdout
