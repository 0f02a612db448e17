"""The three cases. There are none unless the state allows them, so nothing that prints them can print too much."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from mentoring.ui import formats
from reports.roi.benefits import CASES
from reports.roi.numbers.benefit_numbers import case_label
from reports.roi.numbers.number import RoiNumber, decimal, money, money_exact
from reports.roi.result import RoiResult


def case_numbers(result: RoiResult) -> Iterator[RoiNumber]:
    if result.cases is None:
        return
    currency, as_of = result.inputs.currency, result.inputs.as_of
    for at, case in enumerate(CASES):
        found, name = result.cases[case], case_label(case)
        gained, spent, net = (money_exact(it, currency) for it in (found.benefits, found.costs, found.net))
        amounts = [it.amounts[at] for it in result.benefits if it.is_counted]
        plus = " + ".join(money_exact(amount, currency) for amount in amounts)
        yield RoiNumber(
            f"case.{case}.benefit",
            _("Benefit, %(case)s case") % {"case": name.lower()},
            found.benefits,
            "money",
            money(found.benefits, currency),
            _limit(case),
            gained if len(amounts) == 1 else f"{plus} = {gained}",
            as_of=as_of,
        )
        yield RoiNumber(
            f"case.{case}.net",
            _("Net benefit, %(case)s case") % {"case": name.lower()},
            found.net,
            "money",
            money(found.net, currency),
            _("Benefit less cost."),
            f"{gained} − {spent} = {net}",
            as_of=as_of,
        )
        percent = whole(found.percent)
        yield RoiNumber(
            f"case.{case}.roi",
            _("ROI, %(case)s case") % {"case": name.lower()},
            percent,
            "percent",
            formats.percent(percent / 100),
            _("Return on investment: net benefit divided by cost. It is not the benefit-cost ratio."),
            f"({gained} − {spent}) ÷ {spent} = {formats.percent(percent / 100)}",
            numerator=net,
            denominator=spent,
            as_of=as_of,
        )
        yield RoiNumber(
            f"case.{case}.bcr",
            _("Benefit-cost ratio, %(case)s case") % {"case": name.lower()},
            round(found.ratio, 2),
            "ratio",
            decimal(found.ratio, 2),
            _("Benefit divided by cost: 1 is break-even. It is not the ROI."),
            f"{gained} ÷ {spent} = {decimal(found.ratio, 2)}",
            numerator=gained,
            denominator=spent,
            as_of=as_of,
        )
        if found.payback_months is not None:
            months = decimal(found.payback_months)
            yearly = money_exact(result.inputs.cents(12 * found.costs / found.payback_months), currency)
            yield RoiNumber(
                f"case.{case}.payback",
                _("Payback, %(case)s case") % {"case": name.lower()},
                round(found.payback_months, 1),
                "months",
                months,
                _("Months until the benefit equals the cost, at the benefit of a year."),
                _("12 × %(cost)s ÷ %(benefit)s = %(months)s months") % {
                    "cost": spent, "benefit": yearly, "months": months
                },
                numerator=spent,
                denominator=yearly,
                as_of=as_of,
            )  # fmt: skip


def whole(percent: Decimal) -> Decimal:
    # Without a minus before a zero.
    return round(percent) + Decimal(0)


def _limit(case: str) -> str:
    return {
        "conservative": _(
            "The benefit at the limit of the confidence interval that favors the program least."
        ),
        "central": _("The benefit at the estimate."),
        "optimistic": _("The benefit at the limit of the confidence interval that favors the program most."),
    }[case]
