"""Twelve goals to start from, one for each growth area. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goals.enums import Direction, MeasureKind


@dataclass(frozen=True)
class StartingPoint:
    """A growth area with an example of a goal that can be told to be met."""

    area: str
    title: str
    measure: str
    kind: str = MeasureKind.NUMBER
    direction: str = Direction.RAISE
    baseline: Decimal | None = Decimal(0)
    target: Decimal | None = None
    unit: str = ""


def starting_points() -> list[StartingPoint]:
    """Return the twelve starting points in the active language."""
    return [
        StartingPoint(
            _("Presenting"),
            _("present our decisions so that other departments can act on them"),
            _("average rating on a feedback card after each talk"),
            baseline=Decimal("2.5"),
            target=Decimal(4),
            unit=_("of 5"),
        ),
        StartingPoint(
            _("Leading people"),
            _("hold a one-on-one with everybody in my team"),
            _("one-on-ones held per month"),
            target=Decimal(6),
        ),
        StartingPoint(
            _("Delegating"),
            _("hand over recurring tasks to two colleagues"),
            _("hours a week spent on recurring tasks"),
            direction=Direction.LOWER,
            baseline=Decimal(10),
            target=Decimal(4),
            unit=_("hours"),
        ),
        StartingPoint(
            _("Strategic thinking"),
            _("write a proposal for next year and discuss it with the head of the department"),
            _("proposal discussed in the planning meeting"),
            kind=MeasureKind.DONE,
            baseline=None,
        ),
        StartingPoint(
            _("Networking"),
            _("get to know people in departments that I work with"),
            _("first conversations with people outside my department"),
            target=Decimal(8),
        ),
        StartingPoint(
            _("Negotiating"),
            _("lead negotiations with suppliers on my own"),
            _("negotiations led on my own"),
            target=Decimal(3),
        ),
        StartingPoint(
            _("Giving feedback"),
            _("give a colleague written feedback after each project"),
            _("written feedback that the colleague found useful"),
            target=Decimal(5),
        ),
        StartingPoint(
            _("Time management"),
            _("finish the weekly report before Thursday noon"),
            _("reports finished in time"),
            kind=MeasureKind.PERCENT,
            baseline=Decimal(40),
            target=Decimal(90),
        ),
        StartingPoint(
            _("Technical depth"),
            _("review changes in the payment system without help"),
            _("reviews done without help"),
            target=Decimal(10),
        ),
        StartingPoint(
            _("Managing conflict"),
            _("talk to the other side within two days when a conflict comes up"),
            _("conflicts addressed within two days"),
            kind=MeasureKind.PERCENT,
            baseline=Decimal(20),
            target=Decimal(80),
        ),
        StartingPoint(
            _("Career planning"),
            _("clarify with my manager what the next level requires"),
            _("written list of criteria agreed with my manager"),
            kind=MeasureKind.DONE,
            baseline=None,
        ),
        StartingPoint(
            _("Work and life"),
            _("leave work on time on days without on-call duty"),
            _("evenings a week that I work late"),
            direction=Direction.LOWER,
            baseline=Decimal(4),
            target=Decimal(1),
            unit=_("evenings"),
        ),
    ]
