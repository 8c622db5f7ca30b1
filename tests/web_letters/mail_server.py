"""A small mail server that does as it is told: takes letters, refuses them, falls silent, or hangs up."""

import socketserver
import threading
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Literal, Self, cast

Mood = Literal[
    "takes", "silent", "hangs_up", "hangs_up_at_mail", "refuses_reader", "busy_reader", "refuses_sender",
    "refuses_content", "hangs_up_before_content", "hangs_up_after_content", "silent_after_content",
]  # fmt: skip


class MailServer:
    """A server on a free port of this machine.

    Attributes:
        mood: What it does with the next letter.
        letters: Everything that it took.
        during: Called when the content of a letter has come, before it is answered.
    """

    def __init__(self) -> None:
        self.mood: Mood = "takes"
        self.letters: list[EmailMessage] = []
        self.during: Callable[[], None] = lambda: None
        self.over = threading.Event()
        owner = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                _Talk(owner, self).go()

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Refuse every connection from now on."""
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


class _Talk:
    def __init__(self, server: MailServer, handler: socketserver.StreamRequestHandler) -> None:
        self._server, self._handler, self._reader = server, handler, ""

    def go(self) -> None:
        mood = self._server.mood
        if mood == "hangs_up":
            return
        if mood == "silent":
            self._server.over.wait(10)
            return
        self._say("220 test")
        while line := self._handler.rfile.readline():
            if not self._answer(line.decode(), mood):
                return

    def _answer(self, line: str, mood: Mood) -> bool:
        """Answer one command; false ends the talk."""
        word = line[:4].upper().strip()
        if word == "RCPT":
            self._reader = line.partition(":")[2].strip(" <>\r\n")
        replies = {
            ("MAIL", "refuses_sender"): "530 say who you are",
            ("RCPT", "refuses_reader"): "550 5.1.1 <{reader}> nobody of that name",
            ("RCPT", "busy_reader"): "450 come back later",
        }
        if (word, mood) in {("MAIL", "hangs_up_at_mail"), ("DATA", "hangs_up_before_content")}:
            return False
        if word == "DATA":
            return self._content(mood)
        said = replies.get((word, mood), "221 bye" if word == "QUIT" else "250 well")
        self._say(said.format(reader=self._reader))
        return word != "QUIT"

    def _content(self, mood: Mood) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self._handler.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        self._server.during()
        if mood == "refuses_content":
            self._say("554 looks like nothing that is wanted")
            return True
        self._server.letters.append(cast("EmailMessage", message_from_bytes(b"".join(lines), policy=policy.default)))
        if mood == "hangs_up_after_content":
            return False
        if mood == "silent_after_content":
            self._server.over.wait(5)
            return False
        self._say("250 taken")
        return True

    def _say(self, text: str) -> None:
        self._handler.wfile.write(f"{text}\r\n".encode())
        self._handler.wfile.flush()
