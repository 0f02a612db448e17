"""A web server for the browser, in a thread of the test process."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import WSGIApplication

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.http import HttpResponse


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()  # the thread ends here, its connections would stay open


class _Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


class InPieces:
    """The product on a slow line: what is not a file comes in two halves, the second a moment later."""

    def __init__(self, *, pause: float):
        self.handler, self.pause = WSGIHandler(), pause

    def __call__(self, environ, start_response):
        answer = self.handler(environ, start_response)
        if not isinstance(answer, HttpResponse):
            return answer  # a file
        body = answer.content
        answer.close()
        return self.halves(body)

    def halves(self, body: bytes) -> Iterator[bytes]:
        middle = len(body) // 2
        yield body[:middle]
        time.sleep(self.pause)
        yield body[middle:]


@contextmanager
def serve(application: WSGIApplication | None = None) -> Iterator[str]:
    """Serve the product on a free port of the loopback interface and yield its address.

    Not pytest-django's live_server, which empties the database afterwards: the application role cannot.
    """
    with make_server("127.0.0.1", 0, application or WSGIHandler(), _Server, _Quiet) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join(timeout=30)
