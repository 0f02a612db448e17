"""What was due in a made-up year, by a second, slow calculation."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from programs.models import Participant
from surveys.models import Invitation, Schedule
from tests.surveys.year import BY_END, MONDAY, Pair, Year


def all_due(year: Year) -> dict[tuple[UUID, UUID, UUID | None, int], date]:
    """Return the days of (schedule, participant, match, round) of everything that had to be sent or skipped."""
    return dict(_due(year))


def _due(year: Year) -> Iterator[tuple[tuple[UUID, UUID, UUID | None, int], date]]:
    last = MONDAY + timedelta(year.days - 1)
    for schedule in Schedule.objects.select_related("survey"):
        role = schedule.survey.role
        pairs = year.pairs[schedule.survey.program_id]
        if schedule.trigger == "calendar":
            for round, day in _calendar(schedule, last):
                if _was_run(year, day, last, _condition(year)):
                    for pair in pairs:
                        yield (schedule.pk, getattr(pair.match, f"{role}_id"), None, round), day
            continue
        for pair in pairs:
            if schedule.trigger in BY_END:
                if day := _due_after_end(year, schedule, pair):
                    yield (schedule.pk, getattr(pair.match, f"{role}_id"), pair.match.pk, 1), day
                continue
            for round, day in _days(schedule, pair):
                if day <= last and _was_run(year, day, last, _condition(year, pair)):
                    yield (schedule.pk, getattr(pair.match, f"{role}_id"), pair.match.pk, round), day


def _condition(year: Year, pair: Pair | None = None):
    return lambda day: (pair is None or pair.is_active(day)) and year.closed_on(day) is None


def _due_after_end(year: Year, schedule: Schedule, pair: Pair) -> date | None:
    """Return the day of the first end, as it stood when it ran, that was 90 days old at most."""
    for ran in sorted(year.ran):
        end, closed_on = (
            pair.ends_on if pair.ends_on and pair.ends_on <= ran else None,
            year.closed_on(ran),
        )
        if closed_on and pair.starts_on <= closed_on and (end is None or closed_on < end):
            end = closed_on
        if end is None:
            continue
        due_on = _months_after(end, schedule.every) if schedule.trigger == "months_after" else end
        if due_on <= ran and _was_run(year, due_on, ran, lambda day, ran=ran: day == ran):
            return due_on
    return None


def _was_run(year: Year, due_on: date, last: date, is_open) -> bool:
    """Return whether there was a working day outside the break, up to 90 days later, on which it ran."""
    for number in range(min(90, (last - due_on).days) + 1):
        day = due_on + timedelta(number)
        in_break = MONDAY + timedelta(40) <= day <= MONDAY + timedelta(47)
        if day in year.ran and day.weekday() < 5 and not in_break and is_open(day):
            return True
    return False


def _calendar(schedule: Schedule, last: date) -> Iterator[tuple[int, date]]:
    months, round = schedule.first_on.month - 1, 1
    while True:
        year, month = divmod(months + schedule.every * (round - 1), 12)
        try:
            day = date(2026 + year, month + 1, schedule.first_on.day)
        except ValueError:  # no such day in that month
            day = date(2026 + year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(1)
        if day > last:
            return
        yield round, day
        round += 1


def _days(schedule: Schedule, pair: Pair) -> list[tuple[int, date]]:
    if schedule.trigger == "match_days":
        return [(1, pair.starts_on + timedelta(schedule.every))]
    if schedule.trigger == "match_interval":
        return [(n, pair.starts_on + timedelta(n * schedule.every)) for n in range(1, 10)]
    if schedule.trigger == "sessions":
        return [(1, day) for day in pair.sessions[schedule.every - 1 : schedule.every]]
    raise AssertionError(schedule.trigger)


def _months_after(end: date, months: int) -> date:
    month = end.month - 1 + months
    year, month = end.year + month // 12, month % 12 + 1
    day = end.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def has_stopped(schedule: Schedule, day: date) -> bool:
    """Return whether nothing is sent on that day because few people answered the pulse before."""
    stopped_at = schedule.survey.stopped_at
    return stopped_at is not None and day >= stopped_at.date()


def waiting(year: Year, keys: set) -> set:
    """Return those of the keys that may still be sent: it was not too late yet when it ran for the last time, and the
    person was over budget when it was due, or the pulse had stopped before it could be sent."""
    days, found = all_due(year), set()
    people = dict(Participant.objects.values_list("pk", "person"))
    schedules = {each.pk: each for each in Schedule.objects.select_related("survey")}
    pairs = {pair.match.pk: pair for some in year.pairs.values() for pair in some}
    last = MONDAY + timedelta(year.days - 1)
    contacts: dict[UUID, list[date]] = defaultdict(list)
    for person, at in Invitation.objects.values_list("person", "invited_at"):
        contacts[person].append(at.date())
    for key in keys:
        schedule, day = schedules[key[0]], days[key]
        late = 60 if schedule.trigger == "sessions" else 30
        if schedule.survey.kind in ("start", "end"):
            continue
        ages = [(day - contact).days for contact in contacts[people[key[1]]]]
        over = any(-late <= age < 30 for age in ages) or sum(-late <= age < 365 for age in ages) >= 6
        was_too_late = any(
            late < (ran - day).days <= 90 and ran.weekday() < 5 and year.closed_on(ran) is None
            for ran in year.ran
        )
        is_open = _condition(year, pairs.get(key[2]))
        could_be_sent = _was_run(
            year,
            day,
            last,
            lambda ran, at=schedule, is_open=is_open: is_open(ran) and not has_stopped(at, ran),
        )
        if (over or not could_be_sent) and not was_too_late:
            found.add(key)
    return found
