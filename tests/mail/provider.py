"""A mail provider on loopback that speaks as Postmark does, and answers what it is told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

INACTIVE = (
    "You tried to send to a recipient that has been marked as inactive. Found inactive addresses: "
    "{to}. Inactive recipients are ones that have generated a hard bounce."
)


class Provider(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[dict[str, Any]] = []
        # Recipient to (status, what the answer holds besides), or "hang up".
        self.answers: dict[str, tuple[int, dict[str, Any]] | str] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Conversation(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        mail = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        address = mail["To"].partition("<")[2].rstrip(">") or mail["To"]
        answer = self.server.answers.get(address, (200, {"ErrorCode": 0, "Message": "OK"}))
        if answer == "hang up":
            self.close_connection = True
            return
        status, values = answer
        if status == 200:
            self.server.mails.append(mail)
        body = json.dumps({"To": mail["To"], "MessageID": "b7bc2f4a", **values}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def provider_server() -> Iterator[Provider]:
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(timeout=30)
