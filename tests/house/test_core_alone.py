"""The command line starts with what `make demo` installs: extras are imported when they are used, never before."""

import subprocess
import sys
from importlib import import_module
from importlib.metadata import entry_points

import typer

from openssi.run.cli import ADDED_BY, FLOW, REGISTERED

EXTRAS = ("scipy", "numba", "datasketches", "splink", "sqlglot", "pyspark", "polars", "docx", "psycopg", "svy")


def test_the_command_line_starts_without_the_extras() -> None:
    program = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({EXTRAS!r}))\n"
        "import openssi.run.cli\n"
        "from typer.main import get_command\n"
        "print(sorted(get_command(openssi.run.cli.whole()).commands))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "'demo'" in done.stdout
    assert "'survey'" in done.stdout


def test_every_command_of_the_flow_is_added_by_the_modules_that_are_imported_for_it() -> None:
    registered = {each.name for each in entry_points(group=REGISTERED)}
    assert {*ADDED_BY} | registered == {*FLOW}
    for command, modules in ADDED_BY.items():
        alone = typer.Typer(callback=lambda: None)
        for each in modules:
            import_module(f"openssi.run.commands.{each}").add_to(alone)
        assert command in typer.main.get_group(alone).commands


def test_a_command_on_surveys_starts_without_the_site() -> None:
    program = (
        "import sys\nfrom openssi.run import cli\nsys.argv[1:] = ['survey', 'measures']\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "print('django' in sys.modules, 'openssi_web' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False"
