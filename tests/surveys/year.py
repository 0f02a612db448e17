"""A made-up year of programs, day by day."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from mentoring.mail.models import MailPreference, OutboxMessage
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.actions import close_program, reopen_program
from programs.models import Match, Participant, Program, Session
from surveys.actions import QuestionSpec, create_survey, record_answers, schedule_survey
from surveys.answer_values import AnswerValue
from surveys.models import Invitation, PostponedInvitation, Skip
from surveys.periodic import run
from tests.factories.people import make_person
from tests.factories.programs import make_break, make_participant, make_program

BY = Actor.system("simulation")
MONDAY = date(2026, 1, 5)
BY_END = ("closing", "months_after")
# Role, trigger, number, kind.
PLAN = [
    ("mentee", "match_days", 3, "start"),
    ("mentee", "match_interval", 45, "pulse"),
    ("mentee", "sessions", 6, "half_time"),
    ("mentee", "closing", 0, "end"),
    ("mentor", "months_after", 2, "six_months"),
    ("mentor", "calendar", 2, "mentors"),
]


@dataclass
class Pair:
    """A match and what happens to it: [first, last] of a pause, and the days of its sessions."""

    match: Match
    starts_on: date
    ends_on: date | None
    paused: tuple[date, date] | None
    sessions: list[date] = field(default_factory=list)

    def is_active(self, day: date) -> bool:
        if day < self.starts_on or (self.ends_on and day >= self.ends_on):
            return False
        return not (self.paused and self.paused[0] <= day <= self.paused[1])


class Year:
    """Matches begin, meet, pause and end; emails are stopped; some days nothing runs, on others much runs twice."""

    def __init__(
        self,
        organization: Organization,
        *,
        programs: int,
        matches: int,
        days: int,
        seed: int,
        shared: int = 0,
        plan: Sequence[tuple[str, str, int, str]] = (),
        pace: int = 1,
        closings: Sequence[tuple[int, int]] = (),
        answering: float = 0.05,
    ):
        """`shared` people are in every program; beat runs on every so many days.

        `answering` is the share of the open invitations that are answered each day.

        `closings` are (day on which every program is closed, day on which it is reopened), by number.
        """
        self.organization, self.days, self.rng = organization, days, random.Random(seed)
        self.plan, self.pace, self.answering = plan or PLAN, pace, answering
        self.closings = [(MONDAY + timedelta(first), MONDAY + timedelta(last)) for first, last in closings]
        self.pairs: dict[UUID, list[Pair]] = {}
        self.ran: set[date] = set()
        with tenant_scope(organization.id):
            self.people = [self._person() for _ in range(shared)]
            self.programs = [self._program(number, matches) for number in range(programs)]
            self._analyze()

    def _analyze(self) -> None:
        """Give the planner the statistics that autovacuum cannot: all happens in the test's transaction."""
        tables = (Match, Participant, Person)
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in tables)}")
            cursor.execute(f'SET ROLE "{settings.DATABASES["default"]["APPLICATION_ROLE"]}"')

    def _person(self):
        zones = ("Europe/Berlin", "Asia/Singapore", "America/Chicago")
        return make_person(time_zone=self.rng.choice(zones))

    def _program(self, number: int, matches: int) -> Program:
        program = make_program(name=f"Program {number}", starts_on=MONDAY, ends_on=None)
        make_break(program=program, starts_on=MONDAY + timedelta(40), ends_on=MONDAY + timedelta(47))
        question = QuestionSpec("met", "yes_no", {"en": {"text": "Have you met?"}})
        for role, trigger, every, kind in self.plan:
            survey = create_survey(
                program,
                name=f"{role} {trigger}",
                kind=kind,
                role=role,
                mode=self.rng.choice(["named", "confidential"]),
                languages=["en"],
                title={"en": "How is it going?"},
                questions=[question],
                by=BY,
            )
            first_on = MONDAY + timedelta(self.rng.randrange(30)) if trigger == "calendar" else None
            schedule_survey(survey, trigger=trigger, every=every, first_on=first_on, by=BY, today=MONDAY)
        pairs = []
        # Shared people are mentees in one program and mentors in the next.
        known = self.people[:matches]
        for n in range(matches):
            one = known[n] if n < len(known) else self._person()
            people = [self._person(), one] if number % 2 == 0 else [one, self._person()]
            mentor = make_participant(program=program, role="mentor", person=people[0])
            mentee = make_participant(program=program, role="mentee", person=people[1])
            pairs.append(self._pair(program, mentor, mentee))
        self.pairs[program.pk] = pairs
        return program

    def _pair(self, program: Program, mentor, mentee) -> Pair:
        rng = self.rng
        starts_on = MONDAY + timedelta(rng.randrange(self.days * 2 // 3))
        ends_on = starts_on + timedelta(rng.randint(20, self.days)) if rng.random() < 0.5 else None
        paused = None
        if rng.random() < 0.2:
            first = starts_on + timedelta(rng.randint(1, 60))
            paused = (first, first + timedelta(rng.randint(3, 40)))
        match = Match(program=program, mentor=mentor, mentee=mentee, started_on=starts_on, state="proposed")
        match.save()
        pair = Pair(match, starts_on, ends_on, paused)
        day = starts_on + timedelta(rng.randint(1, 10))
        while day < MONDAY + timedelta(self.days) and (ends_on is None or day < ends_on):
            pair.sessions.append(day)
            day += timedelta(rng.randint(5, 20))
        return pair

    def live(self) -> None:
        """Live through the year."""
        for number in range(self.days):
            day = MONDAY + timedelta(number)
            with tenant_scope(self.organization.id):
                self._happen(day)
            if number % self.pace or self.rng.random() < 0.06:
                continue  # a day of downtime
            self.ran.add(day)
            for _again in range(self.rng.choice((1, 1, 1, 2))):
                hour, minute = self.rng.randrange(5, 22), self.rng.randrange(60)
                run(
                    self.organization.id, now=datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
                )
            with tenant_scope(self.organization.id):
                self._answer(datetime(day.year, day.month, day.day, 23, tzinfo=UTC))

    def closed_on(self, day: date) -> date | None:
        """Return since when the programs are closed on that day."""
        return next((first for first, last in self.closings if first <= day < last), None)

    def _close_or_reopen(self, day: date) -> None:
        for program in Program.objects.order_by("pk"):
            if any(day == first for first, _last in self.closings):
                close_program(program, reason="as_planned", tells_people=False, by=BY, today=day)
            elif any(day == last for _first, last in self.closings):
                reopen_program(program, by=BY, today=day)

    def _happen(self, day: date) -> None:
        if self.closings:
            self._close_or_reopen(day)
        sessions = []
        for pairs in self.pairs.values():
            for pair in pairs:
                state = "active" if pair.is_active(day) else "paused"
                if day < pair.starts_on:
                    state = "proposed"
                if pair.ends_on and day >= pair.ends_on:
                    state, pair.match.ended_on = "ended", pair.ends_on
                held = sum(1 for each in pair.sessions if each <= day)
                if (state, held) == (pair.match.state, pair.match.held_count):
                    continue
                if held > pair.match.held_count:
                    sessions.append(
                        Session(match=pair.match, program=pair.match.program, happens_on=day, state="held")
                    )
                pair.match.state, pair.match.held_count = state, held
                pair.match.save(update_fields=["state", "held_count", "ended_on"])
        Session.objects.bulk_create(sessions)
        if self.rng.random() < 0.1:
            pair = self.rng.choice(self.rng.choice(list(self.pairs.values())))
            email = pair.match.mentee.person.email
            MailPreference.objects.get_or_create(
                email_norm=email,
                category="surveys",
                defaults={"is_wanted": False, "changed_at": datetime(2026, 1, 1, tzinfo=UTC)},
            )

    def _answer(self, now: datetime) -> None:
        for invitation in Invitation.objects.unanswered().filter(closes_at__gt=now, wave__state="open"):
            if self.rng.random() < self.answering:
                value = AnswerValue(number=self.rng.randrange(2))
                record_answers(invitation, {"met": value}, by=BY, now=now, is_last=True)


def check_budgets() -> int:
    """Assert the limits for every invitation that is not to a start or end survey; return how many there are."""
    by_person: dict[UUID, list[tuple[date, str]]] = defaultdict(list)
    rows = Invitation.objects.order_by("invited_at").values_list("person", "invited_at", "wave__survey__kind")
    for person, at, kind in rows:
        by_person[person].append((at.date(), kind))
    checked = 0
    for sent in by_person.values():
        for number, (day, kind) in enumerate(sent):
            if kind in ("start", "end"):
                continue
            # Of the same day, start and end surveys are sent first.
            ages = [(day - earlier).days for earlier, _kind in sent[:number]]
            assert all(age >= 14 for age in ages), sent
            assert sum(age < 30 for age in ages) == 0, sent
            assert sum(age < 365 for age in ages) <= 5, sent
            checked += 1
    return checked


def outcomes() -> Counter:
    """Return how often each (schedule, participant, match, round) was invited or skipped."""
    invited = Invitation.objects.filter(wave__schedule__isnull=False).values_list(
        "wave__schedule", "participant", "match", "wave__round"
    )
    skipped = Skip.objects.values_list("schedule", "participant", "match", "round")
    postponed = PostponedInvitation.objects.values_list(
        "wave__schedule", "participant", "match", "wave__round"
    )
    return Counter([*invited, *skipped, *postponed])


def emails() -> Counter:
    """Return how many emails of each kind there are about each invitation."""
    return Counter(OutboxMessage.objects.values_list("kind", "about_id"))
