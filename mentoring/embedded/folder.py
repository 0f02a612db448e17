"""VAR_DIR: everything the product writes on this machine, used by one launcher at a time."""

import fcntl
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from mentoring.embedded.refusal import Refused

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_PATH = 107  # sockaddr_un holds 108 bytes with the final zero; macOS has 104
HOLDER_GRACE = 12.0  # seconds; the guard of a killed launcher is done by then


@dataclass(frozen=True)
class Folder:
    path: Path

    @classmethod
    def from_environment(cls, default: str = "var") -> "Folder":
        return cls(Path(os.environ.get("VAR_DIR") or ROOT / default).absolute())

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def postgres_socket(self) -> Path:
        """Return the socket inside the data folder, which only its owner may enter."""
        return self.postgres / ".s.PGSQL.5432"

    @property
    def valkey(self) -> Path:
        return self.path / "valkey"

    @property
    def valkey_socket(self) -> Path:
        return self.valkey / "valkey.sock"

    def make(self) -> None:
        """Make the folder, or refuse where it cannot be written or its sockets could not be opened."""
        for socket in (self.postgres_socket, self.valkey_socket):
            if len(os.fsencode(socket)) > LONGEST_SOCKET_PATH:
                raise Refused(
                    f"The path of the socket {socket} is longer than {LONGEST_SOCKET_PATH} bytes; "
                    "set VAR_DIR to a folder with a shorter path."
                )
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            probe = self.path / f".writable-{os.getpid()}"
            probe.touch()
            probe.unlink()
            self.valkey.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Refused(
                f"Nothing can be written into {self.path} ({error.strerror}); set VAR_DIR to a folder of your own."
            ) from error


class Claim:
    """Hold a folder for one launcher; a second one learns who holds it.

    The lock belongs to the open file, so it ends with the last process that has it open: the launcher, or
    the guard that cleans up after a killed launcher.
    """

    def __init__(self, folder: Folder, command: str, address: str = "") -> None:
        self.folder = folder
        self.command = command
        self.address = address
        self.file = (folder.path / "lock").open("a+")

    def try_once(self) -> bool:
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        holder = {"process": os.getpid(), "command": self.command, "address": self.address}
        self.file.seek(0)
        self.file.truncate()
        self.file.write(json.dumps(holder))
        self.file.flush()
        return True

    def __enter__(self) -> "Claim":
        deadline = time.monotonic() + HOLDER_GRACE
        while not self.try_once():
            holder = self.holder()
            # A dead holder's guard is still stopping its servers: that is over in a moment.
            if is_running(holder.get("process")) or time.monotonic() > deadline:
                raise Refused(
                    f"{self.folder.path} is in use by {holder.get('command', 'another command')} "
                    f"(process {holder.get('process', 'unknown')}{', ' if holder.get('address') else ''}"
                    f"{holder.get('address', '')}); stop it, or set VAR_DIR to another folder."
                )
            time.sleep(0.1)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.file.close()

    def holder(self) -> dict:
        try:
            return json.loads((self.folder.path / "lock").read_text())
        except ValueError:
            return {}  # it is just being written


def is_running(process: int | None) -> bool:
    if not process:
        return True  # unknown: do not wait for it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
