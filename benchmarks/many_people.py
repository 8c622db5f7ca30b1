"""Many people who save a cell every two seconds over HTTP, each on a connection: one light process of its own.

`save_cells.py` starts it, tells it on standard input what to do, and reads the waits from its standard output.
"""

import asyncio
import json
import random
import sys
import time
import uuid
from typing import Any

TOKEN = "a" * 32
"""What cookie and header repeat, so that the site knows its own script."""


class Browser:
    """One person’s browser: its cells, the versions that it has seen, and how long it waited."""

    def __init__(self, plan: dict[str, Any], person: dict[str, Any]) -> None:
        self.plan, self.person = plan, person
        self.versions: dict[str, int] = dict(person["versions"])
        self.waits: list[float] = []
        self.errors: list[str] = []
        self.largest = 0

    async def type(self, begins: float, counts: float, ends: float) -> None:
        """Come in some time before the clock counts, and save cell after cell; what was saved before is not noted."""
        await asyncio.sleep(begins - time.monotonic() + random.random() * self.plan["warm"] * 0.8)  # noqa: S311 - no secret
        reader, writer = await asyncio.open_connection(self.plan["host"], self.plan["port"])
        turn = 0
        while time.monotonic() < ends:
            began = time.monotonic()
            key = self.person["cells"][turn % len(self.person["cells"])]
            status, body = await self._save(reader, writer, key, str(2000 + turn))
            took = time.monotonic() - began
            if began >= counts:
                self.waits.append(took)
                self.largest = max(self.largest, len(body))
            if status == 200:
                self.versions[key] = json.loads(body)["saved"][0]["version"]
            else:
                self.errors.append(f"{status}: {body[:200]!r}")
            turn += 1
            await asyncio.sleep(max(0.0, self.plan["every"] - took))
        writer.close()

    async def _save(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, key: str, value: str
    ) -> tuple[int, bytes]:
        change = {"key": key, "value": value, "based_on": self.versions.get(key, 0)}
        body = json.dumps({"changes": [change], "idempotency": str(uuid.uuid4())}).encode()
        head = (
            f"POST {self.person['address']} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nContent-Length: {len(body)}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Cookie: sessionid={self.person['session']}; csrftoken={TOKEN}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = dict(line.lower().split(": ", 1) for line in answer.split("\r\n")[1:] if ": " in line)
        return int(answer.split(" ", 2)[1]), await reader.readexactly(int(lines["content-length"]))


async def main() -> None:
    """Let everybody type and print what they waited."""
    plan = json.load(sys.stdin)
    browsers = [Browser(plan, each) for each in plan["people"]]
    begins = time.monotonic()
    counts = begins + plan["warm"]
    ends = counts + plan["seconds"]
    ended = await asyncio.gather(*(each.type(begins, counts, ends) for each in browsers), return_exceptions=True)
    broken = [repr(each) for each in ended if isinstance(each, BaseException)]
    told = {
        "waits": [wait for each in browsers for wait in each.waits],
        "errors": [*broken, *(error for each in browsers for error in each.errors)],
        "largest": max(each.largest for each in browsers),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main())
