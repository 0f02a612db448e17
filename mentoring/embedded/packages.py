"""Install a lock with pip. Nothing but the standard library may be used here: nothing is installed yet."""

import os
import shutil
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path

from mentoring.embedded.refusal import Refused

# pip spends most of its time on comparing every file of every index page with this machine, on one core.
# A lock names every package and its hashes, so parts of it can be installed side by side.
AT_ONCE = min(4, os.cpu_count() or 1)
STARTS = ("Collecting ", "Requirement already satisfied: ")


def entries(lock: str) -> list[str]:
    """Return the lock's entries, each a requirement with the hashes and comments that follow it."""
    found: list[str] = []
    for line in lock.splitlines(keepends=True):
        if line[0].isalnum():
            found.append(line)
        elif found:
            found[-1] += line
    return found


class Installation:
    """One lock on its way into an environment."""

    def __init__(self, environment: Path, lock: Path) -> None:
        self.environment = environment
        self.entries = entries(lock.read_text())
        self.seen = 0
        self.showing = threading.Lock()

    def run(self) -> None:
        """Install every entry, or refuse with what pip said about the first that could not be."""
        parts = [Part(self, number) for number in range(AT_ONCE)]
        for part in parts:
            part.start()
        failed = [part for part in parts if not part.succeeds()]
        if sys.stdout.isatty():
            print()
        if failed:
            sys.stdout.writelines(failed[0].last_lines)
            raise Refused(
                "The packages could not be installed; the lines above say why. Start again to go on."
            )

    def show(self, line: str) -> None:
        """Show progress: one line that is overwritten on a terminal, every tenth in a log."""
        for start in STARTS:
            if line.startswith(start):
                with self.showing:
                    self.seen += 1
                    name = line.removeprefix(start).split()[0]
                    text = f"  {self.seen} of at most {len(self.entries)}: {name}"
                    if sys.stdout.isatty():
                        width = shutil.get_terminal_size().columns - 1
                        print(f"\r{text[:width]:<{width}}", end="", flush=True)
                    elif self.seen % 10 == 0:
                        print(text, flush=True)


class Part(threading.Thread):
    """One pip with its share of the lock."""

    def __init__(self, installation: Installation, number: int) -> None:
        super().__init__(daemon=True)
        self.installation = installation
        self.last_lines: deque[str] = deque(maxlen=15)
        file = installation.environment / f"part-{number}.txt"
        file.write_text("".join(installation.entries[number::AT_ONCE]))
        python = installation.environment / "bin" / "python"
        command: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            "--require-hashes",
            "--no-deps",
            "-r",
            file,
        ]
        # Python compiles what it imports; compiling all of it now would take as long as installing.
        command += ["--no-compile", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        self.pip = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"},
        )

    def run(self) -> None:
        for line in self.pip.stdout or []:
            self.last_lines.append(line)
            self.installation.show(line)

    def succeeds(self) -> bool:
        self.join()
        return self.pip.wait() == 0
