"""Mails a second: 20,000 messages of the outbox to a mail server on this machine, each committed, none twice.

They go in five rounds of 4,000, in turns with the others, and the median of the rounds is printed.

Ours: two processes, as many as the worker of bin/run has; each claims batches and has one connection.
Floor: a bare smtplib loop that gives one finished mail to the same server over one connection, and remembers nothing.
Peer: a Celery task for each mail, with two worker processes, as most Django applications send; it remembers nothing
either. It is measured on fewer mails, and given for as many.
"""

import os
import signal
import smtplib
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from benchmarks.alternation import ROUNDS, alternate
from benchmarks.figures import print_figure
from mentoring.embedded.parent_death import ask_for_signal

ROOT = Path(__file__).resolve().parents[1]
MAILS = 4_000  # in each of five rounds, after one that does not count
PEER_MAILS = 500
ENDS_WITH_US = ask_for_signal(signal.SIGTERM)  # also when the limit of the whole benchmark ends us
LIMIT = 120  # seconds that any one wait may last
OF_FLOOR = 1 / 3  # at least this share of the floor's rate
TIMES_PEER = 5  # at least so many times the peer's rate
KIND = "bench.note"
PROCESSES = 2
SINK = """
import socket, threading
taken = 0
def converse(connection):
    global taken
    connection.sendall(b"220 sink\\r\\n")
    kept, in_body = b"", False
    while True:
        end = b"\\r\\n.\\r\\n" if in_body else b"\\r\\n"
        at = kept.find(end)
        if at < 0:
            more = connection.recv(65536)
            if not more:
                return
            kept += more
            continue
        line, kept = kept[:at], kept[at + len(end):]
        if in_body:
            in_body = False
            taken += 1
            connection.sendall(b"250 taken\\r\\n")
            continue
        verb = line[:4].upper()
        in_body = verb == b"DATA"
        connection.sendall({b"DATA": b"354 go on\\r\\n", b"EHLO": b"250-sink\\r\\n250 PIPELINING\\r\\n",
            b"QUIT": b"221 bye\\r\\n", b"XCNT": b"250 %d\\r\\n" % taken}.get(verb, b"250 OK\\r\\n"))
        if verb == b"QUIT":
            connection.close()
            return
listener = socket.create_server(("127.0.0.1", 0), backlog=100)
print(listener.getsockname()[1], flush=True)
while True:
    connection, _ = listener.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threading.Thread(target=converse, args=(connection,), daemon=True).start()
"""
# What most applications do: render, connect, send, hang up, for each mail.
PEER = """
import os, django
from celery import Celery
django.setup()
from django.core.mail import EmailMultiAlternatives
from mentoring.mail.rendering import render
app = Celery("peer", broker=os.environ["PEER_BROKER"])
app.conf.update(task_ignore_result=True, task_default_queue="peer", worker_hijack_root_logger=False)
@app.task(name="peer.send")
def send(to):
    values = {"subject": "A note", "organization_name": "Acme", "language_code": "en", "action_url": "",
              "action_label": "", "unsubscribe_url": "https://example.org/unsubscribe"}
    text, html = render("mail/test", values)
    email = EmailMultiAlternatives("A note", text, "Acme <acme@example.org>", [to])
    email.attach_alternative(html, "text/html")
    email.send()
"""


def run() -> bool:
    """Print the one figure and return whether it holds against both."""
    import django  # not for those who only ask which benchmarks there are

    sink = subprocess.Popen([sys.executable, "-c", SINK], stdout=subprocess.PIPE, preexec_fn=ENDS_WITH_US)
    assert sink.stdout is not None
    port = int(sink.stdout.readline())
    os.environ["DJANGO_SETTINGS_MODULE"] = "mentoring.settings"
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
    django.setup()
    try:
        ours = Outbox()
        mail = ours.sample()
        ours.start()
        with peer_workers() as send_all:
            medians = alternate(
                {
                    "ours": ours.deliver,
                    "floor": lambda: bare_loop(port, mail),
                    "peer": lambda: send_all(port) * MAILS / PEER_MAILS,
                }
            )
        ours.stop()
    finally:
        sink.kill()
        sink.wait(timeout=LIMIT)
    return print_figure(
        "mail",
        f"{ROUNDS} x {MAILS} messages",
        unit="s",
        **medians,
        budget=round(min(medians["floor"] / OF_FLOOR, medians["peer"] / TIMES_PEER), 4),
        mails_per_second={name: round(MAILS / value) for name, value in medians.items()},
        bytes_per_mail=len(mail),
        processes=PROCESSES,
    )


def register() -> None:
    from mentoring.mail.enums import Category
    from mentoring.mail.extensions import MessageKind, register_kind

    register_kind(
        MessageKind(
            name=KIND,
            label="Note",
            category=Category.REMINDERS,
            template="mail/test",
            subject="A note",
            context=lambda message: {},
        )
    )


def deliver_what_is_named() -> None:
    """Be one of the processes: deliver what is due of each organization on the standard input, say how much."""
    import django

    django.setup()
    from django.utils import timezone

    from mentoring.mail.actions import UNDO_WINDOW
    from mentoring.mail.delivery import deliver_due

    register()
    for line in sys.stdin:
        taken = deliver_due(UUID(line.strip()), clock=lambda: timezone.now() + UNDO_WINDOW)
        print(taken, flush=True)


class Outbox:
    """An organization of its own whose outbox is filled before each round."""

    def __init__(self) -> None:
        from django.core.management import call_command

        from mentoring.tenancy.models import Organization

        call_command("migrate", interactive=False, verbosity=0)
        register()
        self.organization = Organization.objects.create(name="Acme", slug=f"bench-{uuid4().hex[:8]}")
        self.rounds = 0

    def fill(self, count: int) -> None:
        from django.db import connections

        from mentoring.mail.actions import BulkItem, queue_bulk
        from mentoring.mail.models import OutboxMessage
        from mentoring.mail.recipients import Recipient
        from mentoring.tenancy.actor import Actor
        from mentoring.tenancy.scope import tenant_scope

        self.rounds += 1
        items = [
            BulkItem(Recipient(f"p{n}@example.org", f"Person {n}"), dedup_key=f"{self.rounds}:{n}")
            for n in range(count)
        ]
        with tenant_scope(self.organization.id):
            queue_bulk(KIND, items, by=Actor.system("bench"))
        # As autovacuum does within a minute; the servers of the benchmarks wait an hour with it.
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"ANALYZE {OutboxMessage._meta.db_table}")

    def deliver(self) -> float:
        """Return the seconds that the two processes need for the messages of one round, all due."""
        self.fill(MAILS)
        began = time.perf_counter()
        for process in self.processes:
            process.stdin.write(f"{self.organization.id}\n")
            process.stdin.flush()
        taken = sum(int(process.stdout.readline()) for process in self.processes)
        seconds = time.perf_counter() - began
        assert taken == MAILS, taken
        return seconds

    def start(self) -> None:
        command = [sys.executable, "-m", "benchmarks.mail"]
        self.processes = [
            subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                preexec_fn=ENDS_WITH_US,
            )
            for _ in range(PROCESSES)
        ]

    def stop(self) -> None:
        for process in self.processes:
            process.communicate(timeout=LIMIT)

    def sample(self) -> bytes:
        """Return one of our mails as it goes over the wire, for the floor to send."""
        from django.utils import timezone

        from mentoring.mail.extensions import MESSAGE_KINDS
        from mentoring.mail.mime import to_bytes
        from mentoring.mail.models import OutboxMessage
        from mentoring.mail.rendering import TemplateCache, render_email
        from mentoring.tenancy.scope import tenant_scope

        self.fill(1)
        with tenant_scope(self.organization.id):
            message = OutboxMessage.objects.get()
            kind = MESSAGE_KINDS[KIND]
            email = render_email(
                message, kind, {}, self.organization, at=timezone.now(), cache=TemplateCache()
            )
            message.delete()
        return to_bytes(email)


def bare_loop(port: int, mail: bytes) -> float:
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, timeout=LIMIT) as smtp:
        for number in range(MAILS):
            smtp.sendmail("mentoring@example.org", [f"p{number}@example.org"], mail)
    return time.perf_counter() - began


@contextmanager
def peer_workers():
    """Start two worker processes and give the function that sends PEER_MAILS through them and returns the seconds."""
    from celery import Celery
    from django.conf import settings

    module = Path(os.environ["VAR_DIR"]) / "mail_peer.py"
    module.write_text(PEER)
    environment = {
        **os.environ,
        "PEER_BROKER": settings.CELERY_BROKER_URL,
        "PYTHONPATH": f"{module.parent}{os.pathsep}{ROOT}",
    }
    words = ("worker", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "ERROR")
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "--app", "mail_peer", "--quiet", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        preexec_fn=ENDS_WITH_US,
    )
    producer = Celery("producer", broker=settings.CELERY_BROKER_URL, set_as_current=False)
    producer.conf.task_default_queue = "peer"

    def send_all(port: int) -> float:
        goal = taken(port) + PEER_MAILS
        began = time.perf_counter()
        for number in range(PEER_MAILS):
            producer.send_task("peer.send", [f"p{number}@example.org"], ignore_result=True)
        while taken(port) < goal:
            if time.perf_counter() - began > LIMIT:
                raise TimeoutError(f"The peer has sent {taken(port)} of {goal} mails in {LIMIT} seconds.")
            time.sleep(0.005)
        return time.perf_counter() - began

    try:
        yield send_all
    finally:
        worker.terminate()
        worker.wait(timeout=LIMIT)


def taken(port: int) -> int:
    """Return how many mails the server has taken."""
    with smtplib.SMTP("127.0.0.1", port, timeout=LIMIT) as smtp:
        return int(smtp.docmd("XCNT")[1])


if __name__ == "__main__":
    deliver_what_is_named()
