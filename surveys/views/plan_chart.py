"""The plan on one time axis: when the program runs, what was sent, and when the next surveys are expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel import dates
from markupsafe import Markup

from mentoring.ui import formats
from mentoring.ui.charts.svg import clean, element, group
from programs.models import Program
from surveys.enums import WaveState
from surveys.selectors.plan import Plan, PlanRow

HEIGHT = 40
NARROWEST = 1.4  # percent
MOST_LABELS = 8


@dataclass(frozen=True)
class PlanAxis:
    """Days as percent of the width, with a margin on both sides."""

    starts_on: date
    ends_on: date
    program: Program
    breaks: Sequence[tuple[date, date]]
    today: date

    def at(self, day: date) -> float:
        days = max(1, (self.ends_on - self.starts_on).days)
        return 1 + 98 * min(1.0, max(0.0, (day - self.starts_on).days / days))

    def months(self) -> Iterator[date]:
        """Yield the first days of months that are labeled, evenly, at most eight."""
        count = (self.ends_on.year - self.starts_on.year) * 12 + self.ends_on.month - self.starts_on.month
        step = max(1, -(-count // MOST_LABELS))
        month = self.starts_on.year * 12 + self.starts_on.month
        for n in range(month, month + count, step):
            yield date(n // 12, n % 12 + 1, 1)

    def head(self) -> Markup:
        parts = [_text(self.at(day), 14, _month(day)) for day in self.months()]
        parts.append(_text(self.at(self.today), 32, formats.date(self.today, "day"), class_="strong"))
        return element("svg", group(parts), class_="chart", width="100%", height="36", aria_hidden="true")

    def track(self, row: PlanRow) -> Markup:
        """Return the line of one survey; the texts beside it say the same."""
        parts = [*self._background()]
        for wave in row.waves:
            tone = "closed" if wave.state == WaveState.CLOSED else "planned"
            parts.append(self._window(wave.opens_on, wave.closes_on, tone))
        parts += [
            self._window(day, day + timedelta(days=14), "planned")
            for day in row.expected_on
            if day > self.today
        ]
        return element(
            "svg",
            group(parts),
            class_="chart track-line",
            width="100%",
            height=str(HEIGHT),
            aria_hidden="true",
        )

    def _background(self) -> Iterator[Markup]:
        yield self._rect(self.program.starts_on, self.program.ends_on or self.ends_on, "period", 0, HEIGHT)
        for start, end in self.breaks:
            yield self._rect(start, end, "break", 0, HEIGHT)
        x = _percent(self.at(self.today))
        yield element("line", class_="today", x1=x, x2=x, y1="0", y2=str(HEIGHT))

    def _window(self, start: date, end: date, tone: str) -> Markup:
        return self._rect(start, end, f"window {tone}", 13, 14, rx="3")

    def _rect(self, start: date, end: date, class_: str, y: int, height: int, **more: str) -> Markup:
        x = self.at(start)
        width = max(NARROWEST, self.at(end) - x) if "window" in class_ else max(0.0, self.at(end) - x)
        return element(
            "rect", class_=class_, x=_percent(min(x, 99 - width)), width=_percent(width), y=str(y),
            height=str(height), **more,
        )  # fmt: skip


def plan_axis(program: Program, plan: Plan, *, today: date) -> PlanAxis:
    """Return the axis from the first to the last day of the program, its waves and what is expected. One query."""
    breaks = list(program.breaks.values_list("starts_on", "ends_on"))
    days = [program.starts_on, program.ends_on or today, today]
    for row in plan.rows:
        days += [day for wave in row.waves for day in (wave.opens_on, wave.closes_on)]
        days += [day + timedelta(days=14) for day in row.expected_on]
    return PlanAxis(min(days), max(days), program, breaks, today)


def _month(day: date) -> str:
    pattern = "MMM yyyy" if day.month == 1 else "MMM"
    return str(dates.format_date(day, pattern, locale=formats.current_locale()))


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def _text(x: float, y: float, label: str, *, class_: str = "") -> Markup:
    anchor = "end" if x > 90 else "middle" if x > 8 else ""
    return element("text", clean(label), x=_percent(x), y=float(y), class_=class_, text_anchor=anchor)
