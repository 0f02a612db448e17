"""Cost of a program: the ledger, and the time of mentors and mentees in the sessions that were held."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from mentoring.statistics import prorated, time_cost
from reports.enums import AssumptionKey, Proration
from reports.roi.inputs import (
    CENTRAL,
    FEWEST_OF_A_LEVEL,
    AssumedValue,
    Choices,
    CostEntry,
    LevelTime,
    ProgramInputs,
    RoiInputs,
    rounded,
)

MENTOR_TIME, MENTEE_TIME = "mentor_time", "mentee_time"
TIME_OF = {"mentor": MENTOR_TIME, "mentee": MENTEE_TIME}


@dataclass(frozen=True)
class CostLine:
    """One amount of the total, in the smallest units of the currency. Time has `minutes` and a `rate`."""

    kind: str
    label: str
    amount: Decimal
    program: str
    entry: CostEntry | None = None
    minutes: Decimal | None = None
    rate: Decimal | None = None
    level: str = ""
    sessions: int = 0
    estimated_sessions: int = 0
    session_minutes: Decimal | None = None
    id: UUID | None = None


def charged(entry: CostEntry, precision: int = 2) -> Decimal:
    """Return what this program bears of the entry.

    By people, the cost per person is rounded to whole units of currency first, as Phillips does: 56,000 over 110 people
    is 509 each, 12,725 for 25.
    """
    if entry.amount is None:
        assert entry.hours is not None and entry.hourly_rate is not None, "an amount, or hours and a rate"
        amount = time_cost(entry.hours, entry.hourly_rate)
    else:
        amount = entry.amount
    if entry.prorated_by and entry.whole and entry.part:
        amount = (
            prorated(amount, over=entry.whole, charged=entry.part)
            if entry.prorated_by == Proration.PEOPLE
            else amount * entry.part / entry.whole
        )
    return rounded(amount, precision)


def bands(program: ProgramInputs, role: str, key: str) -> list[tuple[str, list[LevelTime]]]:
    """Return the levels of a role that have a value of their own, and the others together under "".

    Nothing is calculated for one to four people: such levels count among the others and, where the others would be so
    few, so does the smallest level that has a value.
    """
    own = {it.level for it in program.assumptions if it.key == key and it.level}
    found: dict[str, list[LevelTime]] = {}
    for time in program.times:
        if time.role == role:
            has_own = time.level in own and time.people >= FEWEST_OF_A_LEVEL
            found.setdefault(time.level if has_own else "", []).append(time)
    named = sorted((times[0].people, level) for level, times in found.items() if level)
    while named and 0 < sum(time.people for time in found.get("", [])) < FEWEST_OF_A_LEVEL:
        found[""] += found.pop(named.pop(0)[1])
    return sorted(found.items())


def cost_lines(inputs: RoiInputs, choices: Choices = CENTRAL) -> list[CostLine]:
    """Return every line of the total, time first. Time at a missing rate has no line: see missing_rates."""
    found: list[CostLine] = []
    for program in inputs.programs:
        found += [line for role in TIME_OF for line in _time_lines(program, role, choices)]
    found += [
        CostLine(
            entry.kind, entry.description, charged(entry, program.precision), program.name, entry, id=entry.id
        )
        for program in inputs.programs
        for entry in program.costs
    ]
    return found


def total(lines: Sequence[CostLine]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def missing_rates(inputs: RoiInputs) -> list[tuple[str, str]]:
    """Return (program, level) of time without an hourly rate."""
    return [
        (program.name, level)
        for program in inputs.programs
        for role in TIME_OF
        for level, times in bands(program, role, AssumptionKey.HOURLY_RATE)
        if any(time.sessions for time in times) and program.assumed(AssumptionKey.HOURLY_RATE, level) is None
    ]


def _time_lines(program: ProgramInputs, role: str, choices: Choices) -> list[CostLine]:
    length = program.assumed(AssumptionKey.SESSION_MINUTES)
    lines = []
    for level, times in bands(program, role, AssumptionKey.HOURLY_RATE):
        rate = program.assumed(AssumptionKey.HOURLY_RATE, level)
        sessions, unrecorded = sum(t.sessions for t in times), sum(t.unrecorded for t in times)
        if rate is None or not sessions:
            continue
        minutes = Decimal(sum(time.minutes for time in times))
        assumed = length.chosen(choices) if length else Decimal(0)
        minutes += unrecorded * assumed
        lines.append(
            CostLine(
                TIME_OF[role],
                "",
                rounded(minutes * rate.chosen(choices) / 60, program.precision),
                program.name,
                minutes=minutes,
                rate=rate.chosen(choices),
                level=level,
                sessions=sessions,
                estimated_sessions=unrecorded,
                session_minutes=assumed,
            )
        )
    return lines


def average_pay(program: ProgramInputs, role: str, choices: Choices = CENTRAL) -> Decimal | None:
    """Return the assumed annual pay of the role's people, in whole units; None where a level has none.

    Whole, because the page prints whole units and its readers calculate with them.
    """
    people, pay = 0, Decimal(0)
    for level, times in bands(program, role, AssumptionKey.ANNUAL_PAY):
        assumed: AssumedValue | None = program.assumed(AssumptionKey.ANNUAL_PAY, level)
        count = sum(time.people for time in times)
        if assumed is None:
            if count:
                return None
            continue
        people, pay = people + count, pay + count * assumed.chosen(choices)
    if people:
        return rounded(pay / people, 0)
    assumed = program.assumed(AssumptionKey.ANNUAL_PAY)
    return rounded(assumed.chosen(choices), 0) if assumed else None


def value_of_departure(inputs: RoiInputs, role: str, choices: Choices = CENTRAL) -> Decimal | None:
    """Return what one departure prevented is worth: annual pay x replacement share, over all programs."""
    people, value = 0, Decimal(0)
    for program in inputs.programs:
        pay = average_pay(program, role, choices)
        share = program.assumed(AssumptionKey.REPLACEMENT)
        if pay is None or share is None:
            return None
        count = program.people_of(role) or 1
        people, value = people + count, value + count * pay * share.chosen(choices)
    return inputs.cents(value / people)
