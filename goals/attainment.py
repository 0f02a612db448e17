"""When a goal is met and when it is exceeded, and how far it has come. Pure.

Thresholds are generated from measure and target and fixed when the goal is agreed (Goal Attainment Scaling; Kiresuk &
Sherman 1968): met at the target, exceeded from a quarter of the distance beyond it.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from goals.enums import Attainment, MeasureKind

BEYOND = Decimal("0.25")
HUNDRED = Decimal(100)


def exceeded_from(*, kind: str, baseline: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Return the value from which a goal is exceeded, rounded away from the target to the precision of its numbers.

    None where nothing can be beyond: goals that are done or not, and a percentage whose target is its limit.
    """
    if kind == MeasureKind.DONE or baseline is None or target is None:
        return None
    step = Decimal(1).scaleb(min(_exponent(baseline), _exponent(target)))
    distance = (target - baseline) * BEYOND
    rounding = ROUND_CEILING if distance > 0 else ROUND_FLOOR
    threshold = ((target + distance) / step).to_integral_value(rounding) * step
    if kind == MeasureKind.PERCENT:
        threshold = min(HUNDRED, max(Decimal(0), threshold))
    return None if threshold == target else threshold


def attainment_of(value: Decimal, *, baseline: Decimal, target: Decimal, exceeded_at: Decimal | None) -> str:
    """Return the level that a value reaches; a goal whose target lies below its baseline counts downwards."""
    sign = 1 if target > baseline else -1
    if exceeded_at is not None and sign * value >= sign * exceeded_at:
        return Attainment.EXCEEDED.value
    return (Attainment.MET if sign * value >= sign * target else Attainment.NOT_MET).value


def progress_of(value: Decimal, *, baseline: Decimal, target: Decimal) -> int:
    """Return how far a value has come from baseline to target, in whole percent from 0 to 100, rounded down.

    Refuses a target equal to the baseline.
    """
    if target == baseline:
        raise ValueError("The target is the same as the baseline.")
    share = (value - baseline) / (target - baseline) * 100
    return int(max(Decimal(0), min(HUNDRED, share)))


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0
