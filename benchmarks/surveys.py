"""Surveys: 100,000 invitations, in five rounds of 20,000, and answers that are durable.

Invitations. Ours: launch a wave and deliver its emails with two processes to a mail server on this machine.
Peer: a Celery task for each email with two worker processes, as most Django applications send. It finds the
invitations made already, is measured on fewer of them, and given for as many.

Answers: see survey_answers. With BENCH_DURABLE=1, only they are measured, against their budget. Results: see
survey_results. With BENCH_RESULTS=1, only they are measured.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from benchmarks.alternation import ROUNDS, alternate
from benchmarks.figures import print_figure
from benchmarks.mail import SINK, taken
from benchmarks.survey_answers import answers_hold
from benchmarks.survey_results import results_hold
from mentoring.embedded.parent_death import ask_for_signal

ROOT = Path(__file__).resolve().parents[1]
PEOPLE, PEER_EMAILS = 20_000, 300
ENDS_WITH_US = ask_for_signal(signal.SIGTERM)
LIMIT = 300
TIMES_PEER = 10
PROCESSES = 2
# A Wednesday at noon: emails of a weekend would be due on Monday.
NOW = datetime(2099, 11, 4, 12, tzinfo=UTC)
PEER = """
import os, django
from uuid import UUID
from celery import Celery
django.setup()
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
timezone.now = lambda: timezone.datetime.fromisoformat(os.environ["PEER_NOW"])
from mentoring.mail.models import OutboxMessage
from mentoring.mail.rendering import render
from mentoring.tenancy.scope import tenant_scope
from surveys.emails import INVITATION, context
app = Celery("peer", broker=os.environ["PEER_BROKER"])
app.conf.update(task_ignore_result=True, task_default_queue="peer", worker_hijack_root_logger=False)
@app.task(name="peer.send")
def send(organization_id, invitation_id, to):
    with tenant_scope(organization_id):
        message = OutboxMessage(about_id=UUID(invitation_id), kind=INVITATION, language="en")
        values = {"organization_name": "Acme", "language_code": "en", "unsubscribe_url": "https://example.org/u",
                  **context(message)}
    values["subject"] = values["subject_line"]
    text, html = render("surveys/mail/invitation", values)
    email = EmailMultiAlternatives(values["subject"], text, "Acme <acme@example.org>", [to])
    email.attach_alternative(html, "text/html")
    email.send()
"""


def run() -> bool:
    """Print both figures and return whether they hold."""
    import django  # not for those who only ask which benchmarks there are

    sink = subprocess.Popen([sys.executable, "-c", SINK], stdout=subprocess.PIPE, preexec_fn=ENDS_WITH_US)
    assert sink.stdout is not None
    port = int(sink.stdout.readline())
    os.environ["DJANGO_SETTINGS_MODULE"] = "mentoring.settings"
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
    django.setup()
    if os.environ.get("BENCH_RESULTS"):
        sink.kill()
        sink.wait(timeout=LIMIT)
        mailing = Mailing()
        return results_hold(mailing.organization, mailing.program, mailing.by)
    if os.environ.get("BENCH_DURABLE"):
        sink.kill()
        sink.wait(timeout=LIMIT)
        mailing = Mailing()
        mailing.launch()
        return answers_hold(mailing.organization, mailing.wave)
    try:
        mailing = Mailing()
        mailing.start()
        with peer_workers(mailing) as send_all:
            medians = alternate({"ours": mailing.send, "peer": lambda: send_all(port) * PEOPLE / PEER_EMAILS})
        mailing.stop()
    finally:
        sink.kill()
        sink.wait(timeout=LIMIT)
    holds = print_figure(
        "surveys",
        f"{ROUNDS} x {PEOPLE} invitations",
        unit="s",
        **medians,
        budget=round(medians["peer"] / TIMES_PEER, 4),
        emails_per_second={name: round(PEOPLE / value) for name, value in medians.items()},
        processes=PROCESSES,
    )
    results = results_hold(mailing.organization, mailing.program, mailing.by)
    return answers_hold(mailing.organization, mailing.wave) and results and holds


def deliver_what_is_named() -> None:
    """Be one of the processes: deliver what is due of each organization on the standard input, say how much."""
    import django

    django.setup()
    from django.utils import timezone

    from mentoring.mail.delivery import deliver_due

    at = NOW + timedelta(minutes=3)
    timezone.now = lambda: at
    for line in sys.stdin:
        print(deliver_due(UUID(line.strip()), clock=lambda: at), flush=True)


class Mailing:
    """A program of 20,000 mentees, and a survey that is sent to all of them in each round."""

    def __init__(self) -> None:
        from django.core.management import call_command

        from mentoring.mail.models import OutboxMessage
        from mentoring.people.models import Person
        from mentoring.tenancy.actor import Actor
        from mentoring.tenancy.bulk import insert_rows, tell_planner_of_rows
        from mentoring.tenancy.keys import new_ids
        from mentoring.tenancy.models import Organization
        from mentoring.tenancy.scope import tenant_scope
        from programs.models import Participant, Program
        from surveys.actions import QuestionSpec, create_survey

        call_command("migrate", interactive=False, verbosity=0)
        self.by, self.outbox = Actor.system("bench"), OutboxMessage
        self.organization = Organization.objects.create(name="Acme", slug=f"bench-{uuid4().hex[:8]}")
        texts = (("meetings", "Meetings happen as planned."), ("fit", "The match fits my goals."))
        questions = [QuestionSpec(key, "agreement5", {"en": {"text": text}}) for key, text in texts]
        questions.append(QuestionSpec("recommend", "scale0to10", {"en": {"text": "Would you recommend it?"}}))
        with tenant_scope(self.organization.id):
            program = self.program = Program.objects.create(
                name="Rising Leaders", starts_on=date(2099, 8, 1), state="running"
            )
            people, participants = new_ids(PEOPLE), new_ids(PEOPLE)
            insert_rows(
                Person,
                ("id", "employee_id", "first_name", "name_norm", "email", "email_norm"),
                [
                    (pk, f"E{n}", f"Person {n}", f"person {n}", f"p{n}@example.org", f"p{n}@example.org")
                    for n, pk in enumerate(people)
                ],
            )
            insert_rows(
                Participant,
                ("id", "program", "person", "role", "state"),
                [
                    (pk, program.pk, person, "mentee", "accepted")
                    for pk, person in zip(participants, people, strict=True)
                ],
            )
            self.survey = create_survey(
                program,
                name="Pulse",
                # Never blocked by the contact budget: the same people are invited in each round.
                kind="start",
                role="mentee",
                mode="confidential",
                languages=["en"],
                title={"en": "How is your mentoring going?"},
                questions=questions,
                by=self.by,
            )
            tell_planner_of_rows([Person, Participant])

    def send(self) -> float:
        """Return the seconds to invite everybody and to deliver the emails."""
        from django.db import connections

        from mentoring.tenancy.scope import tenant_scope
        from surveys.actions import close_wave
        from surveys.models import Invitation

        with tenant_scope(self.organization.id):
            for wave in self.survey.waves.open():
                close_wave(wave, by=self.by, now=NOW)
            self.outbox.objects.all().delete()  # the weekly cap would hold back the emails of the next round
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"ANALYZE {self.outbox._meta.db_table}, {Invitation._meta.db_table}")
        began = time.perf_counter()
        self.launch()
        sent = last = self._deliver()
        while sent < PEOPLE and last:  # a process stops where the other holds the rest
            last = self._deliver()
            sent += last
        seconds = time.perf_counter() - began
        assert sent == PEOPLE, sent
        return seconds

    def launch(self) -> None:
        from mentoring.tenancy.scope import tenant_scope
        from surveys.actions import launch_wave

        with at_noon(), tenant_scope(self.organization.id):
            self.wave = launch_wave(self.survey, organization=self.organization, by=self.by, now=NOW)

    def _deliver(self) -> int:
        for process in self.processes:
            process.stdin.write(f"{self.organization.id}\n")
            process.stdin.flush()
        return sum(int(process.stdout.readline()) for process in self.processes)

    def start(self) -> None:
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.surveys"],
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


@contextmanager
def at_noon():
    """Let it be NOW for what is queued."""
    from django.utils import timezone

    real, timezone.now = timezone.now, lambda: NOW
    try:
        yield
    finally:
        timezone.now = real


@contextmanager
def peer_workers(mailing: Mailing):
    """Start two worker processes and give the function that sends PEER_EMAILS through them and returns the seconds."""
    from celery import Celery
    from django.conf import settings

    from mentoring.tenancy.scope import tenant_scope

    module = Path(os.environ["VAR_DIR"]) / "surveys_peer.py"
    module.write_text(PEER)
    environment = {
        **os.environ,
        "PEER_NOW": NOW.isoformat(),
        "PEER_BROKER": settings.CELERY_BROKER_URL,
        "PYTHONPATH": f"{module.parent}{os.pathsep}{ROOT}",
    }
    words = ("worker", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "ERROR")
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "--app", "surveys_peer", "--quiet", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        preexec_fn=ENDS_WITH_US,
    )
    producer = Celery("producer", broker=settings.CELERY_BROKER_URL, set_as_current=False)
    producer.conf.task_default_queue = "peer"

    def send_all(port: int) -> float:
        with tenant_scope(mailing.organization.id):
            rows = list(
                mailing.wave.invitations.order_by("pk").values_list("pk", "person__email")[:PEER_EMAILS]
            )
        goal = taken(port) + PEER_EMAILS
        began = time.perf_counter()
        for pk, email in rows:
            arguments = [str(mailing.organization.id), str(pk), email]
            producer.send_task("peer.send", arguments, ignore_result=True)
        while taken(port) < goal:
            if time.perf_counter() - began > LIMIT:
                raise TimeoutError(f"The peer has sent {taken(port)} of {goal} emails in {LIMIT} seconds.")
            time.sleep(0.005)
        return time.perf_counter() - began

    try:
        yield send_all
    finally:
        worker.terminate()
        worker.wait(timeout=LIMIT)


if __name__ == "__main__":
    deliver_what_is_named()
