"""The numbers of each benefit: the measured difference, its units and its money."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui import formats
from reports.enums import BenefitKind, Isolation
from reports.roi.benefits import CASES, Benefit
from reports.roi.numbers.number import RoiNumber, decimal, money, money_exact, points
from reports.roi.result import RoiResult

# States in which outcomes allow a difference to be printed as a number.
INTERVAL_STATES = ("not_comparable", "no_detectable_difference", "detectable_difference")


def case_label(case: str) -> str:
    return {"conservative": _("Conservative"), "central": _("Central"), "optimistic": _("Optimistic")}[case]


def benefit_label(benefit: Benefit) -> str:
    """Return the name of a benefit: its own, or that of its type."""
    if benefit.entry.name:
        return benefit.entry.name
    return _("Departures prevented among mentees")


def benefit_numbers(result: RoiResult) -> Iterator[RoiNumber]:
    yield from _expected(result)
    for n, benefit in enumerate(result.benefits):
        yield from _effect(result, benefit, f"benefit.{n}")
        if benefit.is_counted:
            for at, case in enumerate(CASES):
                yield from _amount(result, benefit, f"benefit.{n}", at, case)


def _effect(result: RoiResult, benefit: Benefit, key: str) -> Iterator[RoiNumber]:
    effect = benefit.effect
    if effect is None or not effect.has_interval or effect.state not in INTERVAL_STATES:
        return
    is_rate = effect.measure != "change"
    labels = {
        "low": _("Difference: from"),
        "point": _("Difference"),
        "high": _("Difference: to"),
    }
    how = (
        _("Adjusted difference between participants and their comparison group, in favor of the participants, with "
          "its 95% confidence interval. It is associated with the program; other causes are not excluded.")
        if effect.is_adjusted
        else _("Difference between participants and their comparison group, in favor of the participants, with its "
               "95% confidence interval. It is associated with the program; other causes are not excluded.")
    )  # fmt: skip
    for name in ("point", "low", "high"):
        value = getattr(effect, name)
        text = points(value) if is_rate else money(value, result.inputs.currency)
        yield RoiNumber(
            key=f"{key}.difference" + ("" if name == "point" else f".{name}"),
            label=f"{benefit_label(benefit)}: {labels[name]}",
            value=value,
            unit="points" if is_rate else "money",
            text=text,
            definition=how,
            formula=_("From the outcomes of this program, rounded as printed."),
            numerator=_people(effect.people, _("participants")),
            denominator=_people(effect.comparison_people, _("in the comparison group")),
            as_of=effect.as_of,
        )


def _people(count: int | None, who: str) -> str:
    return "" if count is None else f"{formats.number(count)} {who}"


def _amount(result: RoiResult, benefit: Benefit, key: str, at: int, case: str) -> Iterator[RoiNumber]:
    currency, entry = result.inputs.currency, benefit.entry
    units, amount = benefit.units[at], benefit.amounts[at]
    label = f"{benefit_label(benefit)}: {case_label(case)}"
    if entry.kind in (BenefitKind.DEPARTURES, BenefitKind.FILLS):
        yield RoiNumber(
            key=f"{key}.units.{case}",
            label=_("%(benefit)s, number") % {"benefit": label},
            value=units,
            unit="departures" if entry.kind == BenefitKind.DEPARTURES else "units",
            text=decimal(units),
            definition=_method(benefit),
            formula=_units_formula(benefit, at),
            as_of=result.inputs.as_of,
        )
    yield RoiNumber(
        key=f"{key}.amount.{case}",
        label=label,
        value=amount,
        unit="money",
        text=money(amount, currency),
        definition=f"{_method(benefit)} {_of_kind(benefit)}".strip(),
        formula=f"{_money_formula(result, benefit, at)} = {money_exact(amount, currency)}",
        numerator=_people(benefit.people, _("participants")),
        as_of=result.inputs.as_of,
    )


def _method(benefit: Benefit) -> str:
    """Return in a sentence how the program's part was isolated, and by whom if it is an estimate."""
    entry = benefit.entry
    if benefit.is_self_reported:
        return _("Self-reported: estimate × contribution of the program × confidence in the estimate. Estimated by "
                 "%(who)s.") % {"who": entry.estimated_by}  # fmt: skip
    if benefit.effect is not None:
        return _("Number of participants × difference to the comparison group.")
    return _("Difference to the trend line. Source: %(source)s.") % {"source": entry.source}


def _of_kind(benefit: Benefit) -> str:
    kind = benefit.entry.kind
    if kind == BenefitKind.DEPARTURES:
        return _("Each is worth annual pay × replacement cost.")
    if kind == BenefitKind.FILLS:
        return _("Each saves the cost of an external hire less that of an internal move.")
    return _("Source: %(source)s. Only the first year counts.") % {"source": benefit.entry.source}


def _units_formula(benefit: Benefit, at: int) -> str:
    entry, units = benefit.entry, benefit.units[at]
    if benefit.effect is not None and benefit.people:
        each = points(units / benefit.people)
        return _("%(people)s × %(points)s points = %(units)s") % {
            "people": formats.number(benefit.people), "points": each, "units": decimal(units, 2)
        }  # fmt: skip
    if entry.isolation == Isolation.ESTIMATE:
        return f"{_estimate(benefit)} = {decimal(units, 2)}"
    return decimal(units, 2)


def _estimate(benefit: Benefit, currency: str = "") -> str:
    entry = benefit.entry
    assert entry.quantity is not None, "an estimate has a quantity"
    start = money_exact(entry.quantity, currency) if currency else formats.number(entry.quantity, 2)
    shares = [
        formats.percent(share, 0) for share in (entry.contribution, entry.confidence) if share is not None
    ]
    return " × ".join([start, *shares])


def _money_formula(result: RoiResult, benefit: Benefit, at: int) -> str:
    currency, entry = result.inputs.currency, benefit.entry
    assert benefit.each is not None, "a counted benefit has a value"
    if entry.kind == BenefitKind.PRODUCTIVITY:
        return _productivity_formula(result, benefit, at)
    if entry.kind == BenefitKind.FILLS:
        each = (
            f"({money_exact(entry.external_cost, currency)} − {money_exact(entry.internal_cost, currency)})"
            if entry.external_cost is not None and entry.internal_cost is not None
            else money_exact(benefit.each, currency)
        )
        return f"{decimal(benefit.units[at], 2)} × {each}"
    if benefit.effect is not None and benefit.people:
        start = _("%(people)s × %(points)s points") % {
            "people": formats.number(benefit.people),
            "points": points(benefit.units[at] / benefit.people),
        }
        return f"{start} × {money_exact(benefit.each, currency)}"
    return f"{decimal(benefit.units[at], 2)} × {money_exact(benefit.each, currency)}"


def _productivity_formula(result: RoiResult, benefit: Benefit, at: int) -> str:
    currency, entry = result.inputs.currency, benefit.entry
    if benefit.effect is not None and benefit.people:
        parts = [money_exact(benefit.units[at] / benefit.people, currency), formats.number(benefit.people)]
    elif entry.isolation == Isolation.ESTIMATE:
        parts = [_estimate(benefit, currency), *([formats.number(entry.people)] if entry.people else [])]
    else:
        parts = [
            money_exact(benefit.units[at], currency),
            *([formats.number(entry.people)] if entry.people else []),
        ]
    if entry.months:
        parts.append(ngettext("%(n)s month", "%(n)s months", entry.months) % {"n": entry.months})
    if entry.margin is not None:
        parts.append(_("%(share)s margin") % {"share": formats.percent(entry.margin)})
    return " × ".join(parts)


def _expected(result: RoiResult) -> Iterator[RoiNumber]:
    expected = result.expected
    if expected is None:
        return
    yield RoiNumber(
        key="departures.expected",
        label=_("Departures to be expected"),
        value=expected.number,
        unit="departures",
        text=formats.number(round(expected.number)),
        definition=_("How many participants would have left at the comparison group’s rate. In 95 of 100 cases, "
                     "chance alone gives %(low)s to %(high)s.")
        % {"low": formats.number(expected.low), "high": formats.number(expected.high)},
        formula=f"{formats.number(expected.people)} × {formats.percent(expected.number / expected.people, 2)} = "
        f"{decimal(expected.number)}",
        numerator=_people(expected.people, _("participants")),
        as_of=result.inputs.as_of,
    )  # fmt: skip
