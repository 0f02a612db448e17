"""Sample charts for the style guide: one of each kind, and one without data."""

from .charts import (
    Bar,
    BarChart,
    BulletChart,
    BulletRow,
    Chart,
    FunnelChart,
    Interval,
    IntervalChart,
    LineChart,
    Series,
    Slope,
    SlopeChart,
    StackedBarChart,
    StackedRow,
    Stage,
    SurvivalChart,
    SurvivalCurve,
    TornadoChart,
    TornadoRow,
    WaterfallChart,
    WaterfallStep,
)
from .charts.scale import decimals, share


def sessions() -> Chart:
    held = [9, 14, 18, 22, 21, 25, 24, 28, 27, 31, 29, 34]
    return LineChart(
        heading="Sessions passed the expected pace in week 8",
        title="Sessions held per week",
        description="Rising from 9 in week 1 to 34 in week 12. 26 a week are expected.",
        x_labels=[str(week) for week in range(1, 13)],
        x_name="week",
        series=[Series("held", held)],
        expected=Series("expected", [26] * 12),
    )


def ratings() -> Chart:
    return SlopeChart(
        heading="Feedback skills grew most",
        title="Self-rating, 1 to 5",
        show=decimals(1),
        before_label="Before",
        after_label="After",
        slopes=[Slope("Feedback", 2.6, 4.1), Slope("Delegieren", 3.0, 3.2), Slope("Focus", 3.1, 3.4)],
    )


def answers() -> Chart:
    return StackedBarChart(
        heading="Most mentees find their sessions useful",
        title="How useful was your last session?",
        names=["Very useful", "Useful", "A little", "Not useful"],
        rows=[StackedRow("Mentees", [41, 33, 9, 3]), StackedRow("Mentors", [28, 40, 12, 2])],
        as_share=True,
    )


def all_kinds() -> list[Chart]:
    return [
        sessions(),
        LineChart(
            heading="Four lines end close together and stay readable",
            title="Share of matches that met",
            x_labels=["Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026", "Jun 2026"],
            series=[
                Series("Berlin", [0.4, 0.5, 0.55, 0.6, 0.66, 0.7]),
                Series("München", [0.3, 0.42, None, 0.58, 0.64, 0.69]),
                Series("Produktionsplanung", [0.5, 0.52, 0.6, 0.61, 0.66, 0.71]),
                Series("Wien", [0.2, 0.25, 0.31, 0.3, 0.33, 0.36]),
            ],
            show=share,
        ),
        BarChart(
            heading="Scheduling is what people ask for most",
            title="Comments by theme",
            bars=[
                Bar("Finding time", 34),
                Bar("Goals", 21),
                Bar("Distance", 12),
                Bar("Other", 4, is_quiet=True),
            ],
        ),
        BarChart(
            heading="Long names stand above their bars",
            title="Hours given, against last year",
            bars=[Bar("Unternehmenskommunikation und Öffentlichkeitsarbeit", 140), Bar("Einkauf", -35)],
        ),
        answers(),
        BulletChart(
            heading="Two of three objectives are within reach",
            title="Objectives",
            rows=[
                BulletRow("Stay two years", 0.83, 0.9, 0.71),
                BulletRow("Filled from inside", 0.64, 0.6, 0.5),
                BulletRow("Not measured", None, 0.4),
            ],
            show=share,
        ),
        ratings(),
        IntervalChart(
            heading="Retention is higher among participants; the other two are open",
            title="Difference to comparable people",
            intervals=[
                Interval("Retention", 0.08, 0.02, 0.14),
                Interval("Promotion", 0.03, -0.04, 0.1),
                Interval("Zufriedenheit", -0.01, -0.09, 0.07),
            ],
            reference_label="no difference",
            show=share,
        ),
        SurvivalChart(
            heading="After two years 84% of mentees are still here",
            title="Share still employed",
            x_name="months",
            curves=[
                SurvivalCurve(
                    "mentees",
                    [3, 7, 12, 18, 24],
                    [0.98, 0.95, 0.92, 0.88, 0.84],
                    [0.95, 0.91, 0.86, 0.8, 0.75],
                    [1.0, 0.99, 0.97, 0.95, 0.92],
                    [131, 126, 118, 96, 61],
                ),
                SurvivalCurve(
                    "others",
                    [2, 6, 11, 17, 24],
                    [0.96, 0.9, 0.84, 0.78, 0.72],
                    [0.92, 0.84, 0.77, 0.7, 0.63],
                    [0.99, 0.95, 0.91, 0.86, 0.81],
                    [131, 119, 108, 88, 55],
                ),
            ],
            risk_times=[0, 6, 12, 18, 24],
        ),
        FunnelChart(
            heading="Half of those invited are matched",
            title="From invitation to match",
            stages=[
                Stage("Invited", 260),
                Stage("Applied", 171),
                Stage("Accepted", 150),
                Stage("Matched", 131),
            ],
        ),
        TornadoChart(
            heading="Turnover cost matters most",
            title="Net benefit in thousand euros",
            base=120,
            rows=[
                TornadoRow("Mentor hours", 140, 95),
                TornadoRow("Turnover cost", 40, 210),
                TornadoRow("Effect", 62, 180),
            ],
        ),
        WaterfallChart(
            heading="The benefit exceeds the cost",
            title="Thousand euros",
            steps=[
                WaterfallStep("Mentors’ time", -77),
                WaterfallStep("Software", -10),
                WaterfallStep("Departures prevented", 288),
                WaterfallStep("Net benefit", 201, is_total=True),
            ],
        ),
        BarChart(
            heading="No answers yet", title="Answers", bars=[], empty_text="Results appear from five answers."
        ),
    ]
