"""The send calendar: every automatic email of a program that is planned for the next 30 days."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.functional import Promise

from mentoring.mail.enums import MessageState
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.quiet_hours import zone
from mentoring.mail.selectors import is_paused, listed_messages, paused_kinds
from mentoring.tenancy.models import Organization
from programs.extensions import SEND_FORECASTS, PlannedSends
from programs.models import Program

DAYS = 30


@dataclass(frozen=True)
class SendKind:
    """A kind of automatic email of the program, and whether it is paused there."""

    name: str
    label: str | Promise
    is_paused: bool
    planned: int


@dataclass(frozen=True)
class SendCalendar:
    first: date
    last: date
    kinds: Sequence[SendKind]
    days: Sequence[tuple[date, Sequence[PlannedSends]]]
    labels: Mapping[str, str | Promise]

    @property
    def total(self) -> int:
        return sum(kind.planned for kind in self.kinds if not kind.is_paused)


def send_calendar(program: Program, organization: Organization, *, now: datetime) -> SendCalendar:
    """Return what is planned, by day. What waits in the outbox is certain, the rest an estimate."""
    first = organization.local_date(now)
    last = first + timedelta(days=DAYS - 1)
    found = [*_waiting(program, organization, first, last)]
    names = {planned.kind for planned in found}
    for forecast in SEND_FORECASTS:
        found += forecast.planned(program, first=first, last=last, today=first)
        names |= set(forecast.kinds)
    paused = paused_kinds()
    by_day: dict[date, list[PlannedSends]] = defaultdict(list)
    totals: dict[str, int] = defaultdict(int)
    for planned in found:
        by_day[planned.on].append(planned)
        totals[planned.kind] += planned.count
    known = {name: MESSAGE_KINDS[name].label for name in names if name in MESSAGE_KINDS}
    kinds = [
        SendKind(name, label, is_paused(name, program.pk, paused), totals[name])
        for name, label in sorted(known.items(), key=lambda item: str(item[1]))
        if MESSAGE_KINDS[name].is_automatic
    ]
    return SendCalendar(first, last, kinds, sorted(by_day.items()), known)


def _waiting(program: Program, organization: Organization, first: date, last: date) -> Sequence[PlannedSends]:
    """Return what waits in the outbox for the program, by kind and day of the organization."""
    on = TruncDate("due_at", tzinfo=zone(organization.time_zone))
    rows = (
        listed_messages()
        .filter(scope_id=program.pk, state=MessageState.WAITING, is_automatic=True)
        .values_list("kind", on)
        .annotate(count=Count("id"))
        .order_by("kind")
    )
    return [
        PlannedSends(max(day, first), kind, count, is_estimate=False)
        for kind, day, count in rows
        if day <= last
    ]
