"""Two later cohorts of the made-up organization, with costs, assumptions and benefits of all that have finished.

One cohort alone is too small to measure a return; both together with the first are not. Who takes part is drawn from
those who volunteered, and most of them stayed: made up, like everything here.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from programs.actions import create_program
from programs.enums import MeetingInterval, ProgramState
from programs.models import Participant, Program
from reports.enums import AssumptionKey, BenefitKind, CostKind, LeaveKind
from reports.outcomes.actions import decide_outcome_plan
from reports.roi.actions import close_costs, record_benefit, record_cost, update_assumption
from reports.roi.level_counts import store_levels

Bring = Callable[..., None]
LENGTH = timedelta(weeks=26)
MENTORS = 24
# Weeks before today, who stayed for a year, and who left.
COHORTS = (("Early Careers, cohort 1", 74, 60, 5), ("Early Careers, cohort 2", 68, 170, 2))
ASSUMPTIONS: tuple[tuple[AssumptionKey, str, str, str, str, str], ...] = (
    (AssumptionKey.HOURLY_RATE, "", "48", "54", "60", "Finance, rate card"),
    (AssumptionKey.HOURLY_RATE, "5", "70", "78", "86", "Finance, rate card"),
    (AssumptionKey.ANNUAL_PAY, "", "60000", "66000", "74000", "Pay bands"),
    (AssumptionKey.REPLACEMENT, "", "0.2", "0.4", "0.5", "Finance memo, agency fees and vacancy"),
)
COSTS: tuple[tuple[CostKind, str, dict[str, Any]], ...] = (
    (CostKind.SOFTWARE, "License", {"amount": 12400, "prorated_by": "months", "whole": 12, "part": 6}),
    (CostKind.COORDINATOR, "Coordinator", {"hours": 120, "hourly_rate": 54}),
    (CostKind.TRAINING, "Trainer for mentors", {"amount": 2800}),
    (
        CostKind.TRAINING,
        "E-learning, design",
        {"amount": 8000, "prorated_by": "people", "whole": 400, "part": 90},
    ),
    (CostKind.EVENTS, "Kick-off and closing", {"amount": 2150}),
    (CostKind.EVALUATION, "Evaluation", {"hours": 20, "hourly_rate": 54}),
)


def add_cohorts(bring: Bring, *, today: date, by: Actor) -> None:
    """Add the later cohorts through the import."""
    rng = random.Random(19)  # noqa: S311 - made-up people, no secrets
    taken = set(Participant.objects.values_list("person_id", flat=True))
    for name, weeks, staying, leaving in COHORTS:
        start = today - timedelta(weeks=weeks)
        mentees = _draw(rng, taken, start, staying, leaving)
        mentors = _mentors(taken, start)
        taken |= {it.pk for it in (*mentees, *mentors)}
        program = create_program(
            name=name, purpose="Give people in their first years a start.", starts_on=start, ends_on=start + LENGTH,
            meeting_interval_days=MeetingInterval.THREE_WEEKS, state=ProgramState.CLOSED, by=by,
        )  # fmt: skip
        decide_outcome_plan(program, leave_kind=LeaveKind.ALL, by=by)
        pairs = [(mentors[n % len(mentors)], mentee) for n, mentee in enumerate(mentees)]
        ids = [*((it, "mentor") for it in mentors), *((it, "mentee") for it in mentees)]
        bring("participants", "participants.csv", program=program.pk, content=_csv(
            ["employee_id", "role", "capacity"],
            ((it.employee_id, role, 8 if role == "mentor" else "") for it, role in ids),
        ))  # fmt: skip
        bring("matches", "matches.csv", program=program.pk, content=_csv(
            ["mentor_id", "mentee_id", "started_on"],
            ((mentor.employee_id, mentee.employee_id, start) for mentor, mentee in pairs),
        ))  # fmt: skip
        bring("sessions", "sessions.csv", program=program.pk, content=_csv(
            ["mentor_id", "mentee_id", "date", "state", "minutes"],
            (
                (mentor.employee_id, mentee.employee_id, start + timedelta(weeks=3 * n, days=rng.randint(2, 9)), "held",
                 rng.choice([30, 45, 60, ""]))
                for mentor, mentee in pairs
                for n in range(rng.randint(3, 6))
            ),
        ))  # fmt: skip


def _draw(rng: random.Random, taken: set[UUID], start: date, staying: int, leaving: int) -> list[Person]:
    """Return people below level 4 who were employed on the first day: so many who stayed, so many who left."""
    year = start + timedelta(days=365)
    here = list(
        Person.objects.employed(start)
        .with_attributes(start)
        .filter(level__in=["1", "2", "3"], hired_on__lt=start)
        .exclude(pk__in=taken)
        .order_by("employee_id")
    )
    rng.shuffle(here)
    stayed = [it for it in here if it.left_on is None or it.left_on > year]
    left = [it for it in here if it.left_on is not None and it.left_on <= year]
    return [*_balanced(stayed, here, staying), *left[:leaving]]


def _balanced(people: Sequence[Person], everybody: Sequence[Person], count: int) -> list[Person]:
    """Return so many people, with each department and location as large among them as among everybody."""
    shares = Counter((it.department, it.location) for it in everybody)
    found: list[Person] = []
    counts: Counter[tuple[str, str]] = Counter()
    waiting = list(people)
    while len(found) < count and waiting:
        lacking = max(shares, key=lambda it: shares[it] / len(everybody) * (len(found) + 1) - counts[it])
        person = next((it for it in waiting if (it.department, it.location) == lacking), waiting[0])
        waiting.remove(person)
        counts[person.department, person.location] += 1
        found.append(person)
    return found


def _mentors(taken: set[UUID], start: date) -> list[Person]:
    here = Person.objects.employed(start).with_attributes(start).filter(level__in=["4", "5", "6"])
    return list(here.exclude(pk__in=taken).order_by("employee_id")[:MENTORS])


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(header)
    writer.writerows(rows)
    return sheet.getvalue().encode()


def add_money(*, today: date, by: Actor, owner: str) -> None:
    """Add costs and assumptions of every program that has ended, and close its costs."""
    # Yesterday: what is changed in the sample is then newer, at any hour.
    now = datetime.combine(today - timedelta(days=1), time(9), tzinfo=ZoneInfo("Europe/Berlin"))
    for program in Program.objects.filter(ends_on__lt=today).order_by("starts_on"):
        closed_on = min(today, program.starts_on + timedelta(days=365))
        for key, level, low, best, high, source in ASSUMPTIONS:
            update_assumption(
                program, key, level=level, low=Decimal(low), best=Decimal(best), high=Decimal(high), source=source,
                owner=owner, by=by, now=now, today=today,
            )  # fmt: skip
        for kind, description, values in COSTS:
            amounts = {
                name: Decimal(value) if name in ("amount", "hours", "hourly_rate") else value
                for name, value in values.items()
            }
            entry = {"kind": kind, "description": description, "incurred_on": program.starts_on, **amounts}
            record_cost(program, values=entry, by=by)
        for name, source in (
            ("Participants keep what they agreed between them", "End survey"),
            ("Mentors say that they lead better", "Interviews"),
        ):
            values = {"kind": BenefitKind.INTANGIBLE, "name": name, "source": source}
            record_benefit(program, values=values, by=by)
        close_costs(program, on=closed_on, by=by, today=today)
        store_levels(program, today=today)
