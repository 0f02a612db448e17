"""`bin/manage` and `bin/bench`: a command in the environment of bin/run, with servers behind it."""

import fcntl
import os
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mentoring.embedded.environment import embeds_postgres, embeds_valkey
from mentoring.embedded.folder import ROOT, Claim, Folder
from mentoring.embedded.foreground import become, run_in_foreground
from mentoring.embedded.refusal import Refused
from mentoring.embedded.stack import SECONDS_TO_START, Stack
from mentoring.embedded.supervisor import Died, Stopped, Supervisor, wait_until


def manage(current: str, words: list[str]) -> int:
    """Run a management command in the folder where it was typed."""
    name = " ".join(["bin/manage", *words[:1]])
    return Behind(name, [sys.executable, str(ROOT / "manage.py"), *words], Path(current)).run()


@dataclass(frozen=True)
class Behind:
    """A command that needs the servers: those that run already, or its own for as long as it lasts."""

    name: str
    command: list[str]
    current: Path

    def run(self) -> int:
        folder = Folder.from_environment()
        folder.make()
        stack = Stack.make(folder, os.environ)
        if not (embeds_postgres(os.environ) or embeds_valkey(os.environ)):
            become(self.command, stack.environment, self.current)
        claim = Claim(folder, self.name)
        with (folder.path / "visitors").open("w") as visitors, closing(claim.file):
            if not claim.try_once():
                # Waits here while another bin/manage is stopping its servers; then they are ours to start.
                fcntl.flock(visitors, fcntl.LOCK_SH)
                if not claim.try_once():
                    self.visit(stack, visitors.fileno())
            return self.with_own_servers(stack, visitors.fileno())

    def visit(self, stack: Stack, visitors: int) -> None:
        """Use the servers of another launcher. A bin/manage that owns them waits for its visitors."""
        os.set_inheritable(visitors, True)
        if not wait_until(lambda: all(s.is_ready() for s in stack.servers()), seconds=SECONDS_TO_START):
            raise Refused(
                f"The servers of {stack.folder.path} do not answer; stop bin/run and start it again."
            )
        become(self.command, stack.environment, self.current)

    def with_own_servers(self, stack: Stack, visitors: int) -> int:
        supervisor = Supervisor(quiet=True)
        try:
            stack.start_servers(supervisor)
            stack.wait_for_servers(supervisor)
            if embeds_postgres(stack.given) and not has_database(stack.environment["DATABASE_URL"]):
                supervisor.run(stack.preparation(["roles"]))
            code = run_in_foreground(self.command, supervisor, stack.environment, self.current)
            fcntl.flock(visitors, fcntl.LOCK_EX)
            return code
        except Stopped:
            return 130
        except Died as died:
            print(died, file=sys.stderr)
            return 1
        finally:
            supervisor.stop()


def has_database(url: str) -> bool:
    import psycopg2  # not needed by bin/run, whose launcher should stay small

    try:
        with closing(psycopg2.connect(url)):
            return True
    except psycopg2.OperationalError:
        return False
