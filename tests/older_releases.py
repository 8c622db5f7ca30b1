"""Releases as an older program would have written them."""

import hashlib
import json
from pathlib import Path


def say_what_is_there(folder: Path) -> None:
    """Make the manifest of a release say what its folder holds, after a test took something away."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    there = [each for each in manifest["files"] if (folder / each["name"]).is_file()]
    for each in there:
        content = (folder / each["name"]).read_bytes()
        each.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    path.write_text(json.dumps({**manifest, "files": there}), "utf-8")
