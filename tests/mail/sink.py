"""SMTP servers on loopback for tests: aiosmtpd, and one of our own that pipelines and can be told how to misbehave."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


class Keep:
    """Keeps what aiosmtpd has received."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}  # recipient to the answer it gets

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def aiosmtpd_server() -> Iterator[tuple[Keep, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    keep = Keep()
    controller = Controller(keep, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield keep, port
    finally:
        controller.stop()


class PipeliningSink(socketserver.ThreadingTCPServer):
    """Takes pipelined commands, and does at DATA what `at_data` says for the recipient's local part."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.connections = 0
        self.answers: dict[tuple[str, str], str] = {}  # (command, recipient) to answer or "hang up"
        self.most_per_connection = 1_000_000
        self.waiting_at_yes: list[bool] = []  # at each yes, whether the client has sent more already

    @property
    def port(self) -> int:
        return self.server_address[1]


class Conversation(socketserver.StreamRequestHandler):
    server: PipeliningSink

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.server.connections += 1
        self.say("220 sink")
        self.recipient = ""
        taken = 0
        while line := self.rfile.readline():
            verb = line[:4].upper().decode()
            if verb == "RCPT":
                self.recipient = line.decode().partition("<")[2].partition(">")[0]
            if verb == "MAIL" and taken >= self.server.most_per_connection:
                self.say("421 enough")
                return
            answer = self.server.answers.get((verb, self.recipient))
            if answer == "hang up":
                return
            if answer:
                self.say(answer)
            elif verb == "EHLO":
                self.say("250-sink\r\n250 PIPELINING")
            elif verb == "DATA":
                self.say("354 go on")
                if not self.body():
                    return
                taken += 1
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 OK")

    def body(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        answer = self.server.answers.get(("BODY", self.recipient))
        if answer == "hang up":
            return False
        if not answer or answer.startswith("250"):
            self.server.raw.append(b"".join(lines))
            self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if answer == "250 and hang up":
            return False  # taken, but nobody learns of it
        self.server.waiting_at_yes.append(self.has_more())
        self.say(answer or "250 taken")
        return True

    def has_more(self) -> bool:
        """Return whether there is something to read, in the buffer or in the socket."""
        self.connection.setblocking(False)
        try:
            return bool(self.rfile.peek(1))
        finally:
            self.connection.setblocking(True)


@contextmanager
def pipelining_server() -> Iterator[PipeliningSink]:
    with PipeliningSink() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(timeout=30)
