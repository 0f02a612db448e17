"""The numbers of the cost: each line, each type, the total and what follows from it."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui import formats
from reports.enums import CostKind, Proration
from reports.roi.costing import MENTEE_TIME, MENTOR_TIME, CostLine, average_pay, charged
from reports.roi.inputs import CostEntry
from reports.roi.numbers.number import RoiNumber, decimal, money, money_exact
from reports.roi.result import RoiResult

KINDS = (MENTOR_TIME, MENTEE_TIME, *CostKind.values)


def kind_label(kind: str) -> str:
    """Return the label of a type of cost, of which time is counted and never entered."""
    if kind == MENTOR_TIME:
        return _("Mentors’ time")
    if kind == MENTEE_TIME:
        return _("Mentees’ time")
    return str(CostKind(kind).label)


def cost_numbers(result: RoiResult) -> list[RoiNumber]:
    return [*_kinds(result), *_totals(result)]


def line_formula(line: CostLine, currency: str, precision: int = 2) -> str:
    """Return how the amount of a line follows from what was entered or counted."""
    if line.entry is not None:
        return entry_formula(line.entry, currency, precision)
    assert line.minutes is not None, "time has minutes"
    assert line.rate is not None, "time has a rate"
    return _("%(minutes)s min ÷ 60 × %(rate)s = %(amount)s") % {
        "minutes": formats.number(line.minutes, 2),
        "rate": money_exact(line.rate, currency),
        "amount": money_exact(line.amount, currency),
    }


def entry_formula(entry: CostEntry, currency: str, precision: int = 2) -> str:
    amount = charged(entry, precision)
    start = (
        f"{formats.number(entry.hours, 2)} h × {money_exact(entry.hourly_rate or Decimal(0), currency)}"
        if entry.amount is None
        else money_exact(entry.amount, currency)
    )
    values = {
        "start": start,
        "whole": entry.whole,
        "part": entry.part,
        "amount": money_exact(amount, currency),
    }
    if entry.prorated_by == Proration.PEOPLE:
        values["each"] = money_exact(amount / (entry.part or 1), currency)
        return _("%(start)s ÷ %(whole)s people = %(each)s each, × %(part)s = %(amount)s") % values
    if entry.prorated_by == Proration.MONTHS:
        return _("%(start)s × %(part)s of %(whole)s months = %(amount)s") % values
    return f"{start} = {values['amount']}" if entry.amount is None else start


def _kinds(result: RoiResult) -> Iterator[RoiNumber]:
    inputs, currency = result.inputs, result.inputs.currency
    for kind in KINDS:
        lines = result.costs_of(kind)
        if not lines:
            continue
        amount = sum((line.amount for line in lines), Decimal(0))
        parts = [line_formula(line, currency, inputs.programs[0].precision) for line in lines[:12]]
        if len(lines) > 12:
            parts.append("…")
        total = "" if len(lines) == 1 else f"{_('Sum')} = {money_exact(amount, currency)}"
        yield RoiNumber(
            key=f"cost.{kind}",
            label=kind_label(kind),
            value=amount,
            unit="money",
            text=money(amount, currency),
            definition=_time_definition(lines)
            if kind in (MENTOR_TIME, MENTEE_TIME)
            else _("All entries of this type in the cost ledger. Of one-off costs, this program’s part."),
            formula="\n".join([*parts, *([total] if total else [])]),
            numerator=_entries(lines),
            as_of=inputs.as_of,
        )


def _time_definition(lines: list[CostLine]) -> str:
    estimated = sum(line.estimated_sessions for line in lines)
    text = _("Time in sessions that were held, at the loaded hourly rate assumed for the level on that day. Planned, "
             "missed and cancelled sessions do not count.")  # fmt: skip
    if not estimated:
        return text
    more = ngettext(
        "%(n)s session without a duration counts %(minutes)s minutes.",
        "%(n)s sessions without a duration count %(minutes)s minutes each.",
        estimated,
    ) % {"n": formats.number(estimated), "minutes": formats.number(lines[0].session_minutes, 2)}
    return f"{text} {more}"


def _entries(lines: list[CostLine]) -> str:
    sessions = sum(line.sessions for line in lines)
    if sessions:
        text = ngettext("%(n)s session", "%(n)s sessions", sessions)
        return text % {"n": formats.number(sessions)}
    text = ngettext("%(n)s entry", "%(n)s entries", len(lines))
    return text % {"n": formats.number(len(lines))}


def _totals(result: RoiResult) -> Iterator[RoiNumber]:
    inputs, currency = result.inputs, result.inputs.currency
    by_kind = [sum((it.amount for it in result.costs_of(kind)), Decimal(0)) for kind in KINDS]
    plus = " + ".join(money_exact(amount, currency) for amount in by_kind if amount)
    yield RoiNumber(
        key="cost.total",
        label=_("Cost"),
        value=result.cost,
        unit="money",
        text=money(result.cost, currency),
        definition=_("All money and time spent on the program, fully loaded.")
        if not result.missing
        else _("Money spent on the program, without the time for which there is no hourly rate."),
        formula=f"{plus} = {money_exact(result.cost, currency)}"
        if plus
        else money_exact(result.cost, currency),
        numerator=_entries([it for it in result.lines if it.entry is not None]),
        as_of=inputs.as_of,
    )
    people = formats.number(inputs.participants)
    if result.cost_per_participant is not None:
        yield RoiNumber(
            key="cost.per_participant",
            label=_("Cost per participant"),
            value=result.cost_per_participant,
            unit="money",
            text=money(result.cost_per_participant, currency),
            definition=_("Cost divided by everybody who enrolled, matched or not."),
            formula=f"{money_exact(result.cost, currency)} ÷ {people} = "
            f"{money_exact(result.cost_per_participant, currency)}",
            numerator=money_exact(result.cost, currency),
            denominator=ngettext("%(n)s participant", "%(n)s participants", inputs.participants)
            % {"n": people},
            as_of=inputs.as_of,
        )
    if result.each is not None:
        yield _value_of_departure(result)
    if result.break_even is not None and result.each is not None:
        exact = decimal(result.cost / result.each)
        yield RoiNumber(
            key="break_even",
            label=_("Breaks even at"),
            value=Decimal(result.break_even),
            unit="departures",
            text=formats.number(result.break_even),
            definition=_(
                "The number of departures that must be prevented for the benefit to equal the cost."
            ),
            formula=_("%(cost)s ÷ %(each)s = %(exact)s, rounded up to %(n)s")
            % {
                "cost": money_exact(result.cost, currency),
                "each": money_exact(result.each, currency),
                "exact": exact,
                "n": formats.number(result.break_even),
            },
            numerator=money_exact(result.cost, currency),
            denominator=money_exact(result.each, currency),
            as_of=inputs.as_of,
        )


def _value_of_departure(result: RoiResult) -> RoiNumber:
    inputs, currency = result.inputs, result.inputs.currency
    assert result.each is not None, "checked by the caller"
    parts = []
    for program in inputs.programs:
        pay, share = average_pay(program, "mentee"), program.assumed("replacement_share")
        if pay is not None and share is not None:
            parts.append(f"{money_exact(pay, currency)} × {formats.percent(share.best, 1)}")
    if len(parts) == 1:
        formula = f"{parts[0]} = {money_exact(result.each, currency)}"
    else:
        formula = _("Average over the mentees of %(parts)s = %(each)s") % {
            "parts": "; ".join(parts),
            "each": money_exact(result.each, currency),
        }
    return RoiNumber(
        key="departure.value",
        label=_("Value of one departure prevented"),
        value=result.each,
        unit="money",
        text=money(result.each, currency),
        definition=_("Assumed annual pay × replacement cost. Pay is assumed for levels and averaged over the mentees; "
                     "it is never a person’s salary."),
        formula=formula,
        as_of=inputs.as_of,
    )  # fmt: skip
