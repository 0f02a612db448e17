"""The texts of Today: heading, sentence, comparison with last week, and tiles with their definitions."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.formats import date as show_day
from mentoring.ui.formats import number, percent
from programs.enums import Health
from programs.health.wording import on_track, reason_clause
from programs.models import Program
from programs.selectors.status import ProgramStatus, WeeklySessions


@dataclass(frozen=True)
class Tile:
    """A figure with its comparison and definition."""

    label: str
    figure: str
    unit: str
    comparison: str
    definition: str


def heading(status: ProgramStatus) -> str:
    if status.is_over:
        return _("This program has ended")
    return on_track(status.counts[Health.ON_TRACK], status.total)


def sentence(program: Program, status: ProgramStatus, *, today: date) -> str:
    """Return the sentence below the heading: what needs attention, why, and up to when sessions are known."""
    if status.is_over:
        return _ending(program, status)
    parts = [_needs_action(status), _too_early(status), last_week(status)]
    if status.known_until and status.known_until < today:
        parts.append(_known_until(status, status.known_until))
    return " ".join(part for part in parts if part)


def _known_until(status: ProgramStatus, day: date) -> str:
    if status.from_files == status.total:
        return _("Session data up to %(day)s.") % {"day": show_day(day)}
    return ngettext(
        "Session data of %(n)s match up to %(day)s.",
        "Session data of %(n)s matches up to %(day)s.",
        status.from_files,
    ) % {"n": number(status.from_files), "day": show_day(day)}


def _needs_action(status: ProgramStatus) -> str:
    attention, risk = status.counts[Health.ATTENTION], status.counts[Health.AT_RISK]
    clauses = []
    if attention:
        clauses.append(
            ngettext("%(n)s needs attention", "%(n)s need attention", attention) % {"n": number(attention)}
        )
    if risk:
        clauses.append(ngettext("%(n)s is at risk", "%(n)s are at risk", risk) % {"n": number(risk)})
    if not clauses:
        return _("No match needs attention.")
    if reason := reason_clause(status.main_reason):
        words = _("mostly because %(reason)s") if _is_most(status) else _("most often because %(reason)s")
        clauses.append(words % {"reason": reason})
    return ", ".join(clauses) + "."


def _is_most(status: ProgramStatus) -> bool:
    return status.main_reason_count * 2 > (status.counts[Health.AT_RISK] or status.counts[Health.ATTENTION])


def _too_early(status: ProgramStatus) -> str:
    unknown = status.counts[Health.UNKNOWN]
    if not unknown:
        return ""
    return ngettext(
        "There is not enough data for %(n)s yet.", "There is not enough data for %(n)s yet.", unknown
    ) % {"n": number(unknown)}


def last_week(status: ProgramStatus) -> str:
    """Return the change in matches on track since the last snapshot as a sentence."""
    if status.last_week is None or not sum(status.last_week.counts.values()):
        return ""
    more = status.counts[Health.ON_TRACK] - status.last_week.counts[Health.ON_TRACK]
    words = {"n": number(abs(more)), "day": show_day(status.last_week.week_ends_on, "short")}
    if more == 0:
        return _("The number of matches on track is the same as on %(day)s.") % words
    if more > 0:
        return (
            ngettext("%(n)s more on track than on %(day)s.", "%(n)s more on track than on %(day)s.", more)
            % words
        )
    return (
        ngettext("%(n)s fewer on track than on %(day)s.", "%(n)s fewer on track than on %(day)s.", -more)
        % words
    )


def _ending(program: Program, status: ProgramStatus) -> str:
    ended = (
        _("It ended on %(day)s.") % {"day": show_day(program.ends_on)}
        if program.ends_on and program.ends_on <= status.day
        else ""
    )
    held = ngettext(
        "%(matches)s match held %(held)s sessions and met %(met)s of %(agreed)s goals.",
        "%(matches)s matches held %(held)s sessions and met %(met)s of %(agreed)s goals.",
        status.total,
    ) % {
        "matches": number(status.total),
        "held": number(status.held),
        "met": number(status.goals_met),
        "agreed": number(status.goals_agreed),
    }
    return f"{ended} {held}".strip()


def context_line(program: Program, status: ProgramStatus) -> str:
    """Return "Week 12 of 26 · 62 matches"."""
    matches = ngettext("%(n)s match", "%(n)s matches", status.total) % {"n": number(status.total)}
    if status.is_over:
        return f"{program.name} · {matches}"
    if status.day < program.starts_on:
        return _("Starts on %(day)s") % {"day": show_day(program.starts_on)} + f" · {matches}"
    week = (status.day - program.starts_on).days // 7 + 1
    if program.ends_on is None:
        return _("Week %(week)s") % {"week": number(week)} + f" · {matches}"
    weeks = max(week, -(-((program.ends_on - program.starts_on).days + 1) // 7))
    return _("Week %(week)s of %(weeks)s") % {"week": week, "weeks": weeks} + f" · {matches}"


def tiles(program: Program, status: ProgramStatus, sessions: WeeklySessions) -> list[Tile]:
    return [
        _held(program, status),
        _with_goal(status),
        _reached(status),
        _last_tile(program, status, sessions),
    ]


def _held(program: Program, status: ProgramStatus) -> Tile:
    if status.expected:
        share = percent(status.held / status.expected)
        words = (
            _("%(share)s of %(expected)s expected")
            if status.is_over
            else _("%(share)s of %(expected)s expected by now")
        )
        comparison = words % {"share": share, "expected": number(status.expected)}
    else:
        comparison = _("None expected yet")
    return Tile(
        _("Sessions held"),
        number(status.held),
        "",
        comparison,
        _(
            "Sessions held by all matches up to %(day)s. One session is expected every %(interval)s days "
            "after the introduction, not counting breaks and absences."
        )
        % {"day": show_day(status.day), "interval": program.meeting_interval_days},
    )


def _with_goal(status: ProgramStatus) -> Tile:
    without = status.total - status.with_goal
    return Tile(
        _("Matches with a goal"),
        number(status.with_goal),
        _("of %(total)s") % {"total": number(status.total)},
        ngettext("%(n)s match without a goal", "%(n)s matches without a goal", without)
        % {"n": number(without)}
        if without
        else _("Every match has a goal"),
        _("Introduced matches with at least one agreed goal."),
    )


def _reached(status: ProgramStatus) -> Tile:
    return Tile(
        _("Goals met"),
        number(status.goals_met),
        _("of %(total)s") % {"total": number(status.goals_agreed)},
        _("%(share)s of agreed goals") % {"share": percent(status.goals_met / status.goals_agreed)}
        if status.goals_agreed
        else _("No goals agreed yet"),
        _("Agreed goals with a progress of 100%. Dropped goals do not count."),
    )


def _last_tile(program: Program, status: ProgramStatus, sessions: WeeklySessions) -> Tile:
    if status.is_over:
        return Tile(
            _("Sessions per match"),
            number(status.held / status.total if status.total else 0, 1),
            "",
            _("%(n)s expected") % {"n": number(status.expected / status.total if status.total else 0, 1)},
            _("Sessions held and expected, divided by the number of matches."),
        )
    more = sessions.last_7 - sessions.previous_7
    if more == 0:
        comparison = _("Same as in the previous 7 days")
    elif more > 0:
        comparison = ngettext(
            "%(n)s more than in the previous 7 days", "%(n)s more than in the previous 7 days", more
        ) % {"n": number(more)}
    else:
        comparison = ngettext(
            "%(n)s fewer than in the previous 7 days", "%(n)s fewer than in the previous 7 days", -more
        ) % {"n": number(-more)}
    return Tile(
        _("Sessions in 7 days"),
        number(sessions.last_7),
        "",
        comparison,
        _("Sessions held in the 7 days up to %(day)s, compared with the previous 7 days.")
        % {"day": show_day(status.day)},
    )
