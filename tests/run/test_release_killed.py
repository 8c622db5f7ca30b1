"""Whoever kills `openssi release`, at any moment, leaves readers with a whole release."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from openssi.run.site import ReleaseSite
from openssi.store import Workspace

OPENSSI = Path(sys.executable).with_name("openssi")


@pytest.mark.long
def test_the_previous_release_is_served_after_ten_kills_at_random_moments(own_demonstration: Path) -> None:
    moments = random.Random(1952)  # noqa: S311 - moments, not secrets
    releases = Workspace.open(own_demonstration).releases
    before = releases.latest_id()
    began = time.monotonic()
    subprocess.run([str(OPENSSI), "release", "--id", "whole", "--workspace", str(own_demonstration)], check=True)
    needed = time.monotonic() - began
    for number in range(10):
        command = [str(OPENSSI), "release", "--id", f"killed-{number}", "--workspace", str(own_demonstration)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(needed * moments.uniform(0.5, 1.0))
            process.kill()
        latest = releases.latest_id()
        assert latest is not None
        assert latest != before
        assert all(releases.damaged_files(each) == [] for each in releases.ids())
        assert ReleaseSite(own_demonstration).latest().connection().rows("SELECT count(*) AS n FROM aggregates")[0]["n"]
