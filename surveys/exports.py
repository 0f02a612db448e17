"""Tables of surveys: the results of a wave with definition, n, state and date; the calendar; who was not invited."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mentoring.ui.tabular import Table
from surveys.models import WaveResult
from surveys.presentation import PresentedFigure, WaveReport, wave_report
from surveys.presentation.mentors import MentorReport
from surveys.selectors.calendar import SkipCount, SurveyCalendar


def results_table(result: WaveResult) -> Table:
    """Return one row for each number and each answer that was counted."""
    heads = [
        _("Figure"),
        _("Measure"),
        _("Question or group"),
        _("Question"),
        _("Status"),
        _("Result"),
        _("n"),
        _("Left out"),
        _("Number"),
        _("Label"),
        _("Value"),
        _("Count"),
        _("Unit"),
        _("As printed"),
        _("As of"),
        _("Definition"),
    ]
    return Table(heads, [row for figure in _figures(wave_report(result)) for row in figure])


def _figures(report: WaveReport) -> list[list[list[object]]]:
    found = [_rows(figure) for figure in report.figures]
    for group in report.comments:
        for number, comment in enumerate(group.comments or [], 1):
            found.append(
                [["comment", _("Comment"), group.text, group.text, "", "", None, None, f"comment.{number}", "", None,
                  None, "", comment, None, ""]]
            )  # fmt: skip
    return found


def _rows(figure: PresentedFigure) -> list[list[object]]:
    start = [
        figure.key,
        figure.measure_label,
        figure.title,
        figure.text,
        figure.state_label,
        figure.conclusion,
        figure.n,
        figure.left_out,
    ]
    end = [figure.as_of, figure.definition]
    rows = [
        [*start, number.name, number.label, number.value, None, number.unit, number.text, *end]
        for number in figure.numbers
    ]
    rows += [
        [*start, f"answer.{cell.value}", cell.label, cell.share, cell.count, "share", cell.text, *end]
        for cell in figure.cells
    ]
    return rows or [[*start, "", "", None, None, "", figure.state_label, *end]]


def mentor_results_table(report: MentorReport) -> Table:
    """Return one row for each mentor and question."""
    heads = [
        _("Mentor"),
        _("Question"),
        _("Text"),
        _("n"),
        _("Value"),
        _("Bound"),
        _("From"),
        _("To"),
        _("As printed"),
        _("First answers"),
        _("Last answers"),
    ]
    return Table(
        heads,
        [
            [it.mentor, it.label, it.text, it.n, it.share, it.bound, it.low, it.high, it.favorable, it.first_on,
             it.last_on]
            for it in report.results
        ],
    )  # fmt: skip


def calendar_table(calendar: SurveyCalendar) -> Table:
    """Return one row for each survey, day and kind of email. Reminders have no number."""
    kinds = {
        "invitation": _("Invitation"),
        "reminder": _("Reminder"),
        "over_budget": _("Over the contact budget"),
    }
    heads = [_("Date"), _("Program"), _("Survey"), _("Type"), _("People")]
    return Table(
        heads,
        [
            [each.on, each.survey.program.name, each.survey.name, kinds[each.kind], each.count]
            for each in calendar.emails
        ],
    )


def skips_table(counts: Sequence[SkipCount]) -> Table:
    heads = [_("Program"), _("Survey"), _("Reason"), _("Code"), _("People")]
    return Table(
        heads,
        [
            [each.survey.program.name, each.survey.name, each.label, each.reason, each.count]
            for each in counts
        ],
    )
