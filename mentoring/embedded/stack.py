"""The servers and the product's processes, as programs for the supervisor."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentoring.embedded.environment import admin_url, bind_address, complete, embeds_postgres, embeds_valkey
from mentoring.embedded.folder import ROOT, Folder
from mentoring.embedded.postgres import Postgres
from mentoring.embedded.program import Program
from mentoring.embedded.supervisor import Supervisor
from mentoring.embedded.valkey import Valkey

SECONDS_TO_START = 60.0


@dataclass(frozen=True)
class Stack:
    """One installation on this machine: its folder, and the environment that its processes read."""

    folder: Folder
    given: Mapping[str, str]
    environment: Mapping[str, str]
    durable: bool = True

    @classmethod
    def make(
        cls, folder: Folder, given: Mapping[str, str], *, port: int | None = None, durable: bool = True
    ) -> "Stack":
        return cls(folder, given, complete(given, folder, port=port), durable)

    def servers(self) -> list[Postgres | Valkey]:
        """Return the servers that are not given by the environment."""
        servers: list[Postgres | Valkey] = []
        if embeds_valkey(self.given):
            servers.append(Valkey(self.folder, durable=self.durable))
        if embeds_postgres(self.given):
            servers.append(Postgres(self.folder, durable=self.durable))
        return servers

    def start_servers(self, supervisor: Supervisor) -> None:
        servers = self.servers()
        for server in servers:
            if isinstance(server, Postgres):
                server.initialize()
            supervisor.start(server.program())

    def wait_for_servers(self, supervisor: Supervisor) -> None:
        for server in self.servers():
            supervisor.wait_for(server.is_ready, seconds=SECONDS_TO_START)

    def preparation(self, steps: Sequence[str]) -> Program:
        """Return the program that does those steps of mentoring.embedded.preparation."""
        environment = dict(self.environment)
        if embeds_postgres(self.given):
            environment["DATABASE_ADMIN_URL"] = admin_url(self.folder)
        else:
            # The roles of someone else's server are theirs to make: bin/manage create_database_roles.
            steps = [step for step in steps if step not in ("roles", "test-roles")]
        return self.python("prepare", "mentoring.embedded.preparation", *steps, environment=environment)

    def product(self, *, reload: bool = False) -> list[Program]:
        """Return the product's processes. With `reload`, the web server starts anew when a module has changed."""
        port = self.environment["PORT"]
        bind = bind_address(self.environment)
        # Django's checks would load every page into processes that serve none; bin/test runs them.
        celery = ("celery", "--app", "mentoring", "--quiet", "--skip-checks")
        # Two processes for tasks; no gossip between workers, for there is one.
        queues = ("--queues", "celery,mail")
        worker = (*celery, "worker", *queues, "--concurrency", "2", "--without-gossip", "--without-mingle")
        schedule = str(self.folder.path / "beat-schedule")
        beat = (*celery, "beat", "--schedule", schedule, "--pidfile", "")
        web = ("--bind", bind, "--port", port, *(["--reload"] if reload else []))
        return [
            self.python("web", "mentoring.embedded.web", *web),
            self.python("worker", *worker, "--loglevel", "WARNING"),
            self.python("beat", *beat, "--loglevel", "WARNING"),
        ]

    def python(
        self, name: str, module: str, *words: str, environment: Mapping[str, str] | None = None
    ) -> Program:
        # Celery warns of root at length; here root is who has started bin/run, and nobody is told anything new.
        command = [sys.executable, "-W", "ignore:You're running the worker", "-m", module, *words]
        return Program(name=name, command=command, folder=ROOT, environment=environment or self.environment)
