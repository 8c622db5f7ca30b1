"""A site that starts sends what waited, under its own address, into the folder of its workspace."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from web_rounds.conftest import make_world

OWN_SETTINGS = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "OPENSSI_WORKSPACE", "OPENSSI_SITE", "EMAIL_URL")
INVITE = """
import sys
from pathlib import Path
from openssi_web.process import open_process
open_process(Path(sys.argv[1]))
import datetime as dt
from openssi_web.accounts.actions import add_person
from openssi_web.accounts.roles import RoleAsked
from openssi_web.rounds.actions import invite_countries, open_round
day = dt.date(2024, 1, 1)
teo = add_person("teo@desk.example", "Teo Lind", role=RoleAsked(role="DESK_OFFICER", first=day))
add_person("cleo@dane.example", "Cleo Dane", language="fr", role=RoleAsked(role="COORD", ref_area="QMA", first=day))
print(invite_countries(teo, open_round(teo, 2024), ["QMA"]).letters)
"""

SERVE = """
import sys
from pathlib import Path
from openssi_web.server import serve
serve(Path(sys.argv[1]), port=0, ready=lambda address: print(address, flush=True))
"""


def test_a_site_that_starts_sends_what_waited(tmp_path: Path) -> None:
    root = tmp_path / "world"
    make_world(root)
    env = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS} | {"OPENSSI_LANG": "en"}
    made = subprocess.run(
        [sys.executable, "-c", INVITE, str(root)], env=env, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == "1"
    assert not (root / "mail").exists()
    command = [sys.executable, "-c", SERVE, str(root)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as site:
        try:
            assert site.stdout is not None
            address = next(found.group() for line in site.stdout if (found := re.search(r"http://\S+", line)))
            written = _written(root / "mail")
        finally:
            site.send_signal(signal.SIGINT)
            site.wait(60)
    assert re.sub(r"=\n", "", written).count(f"{address.rstrip('/')}/fr/") == 2


def _written(folder: Path) -> str:
    """Return the letter as soon as it is there."""
    for _ in range(600):
        found = list(folder.glob("*.eml"))
        if found:
            return found[0].read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError("nothing was sent")
