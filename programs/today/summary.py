"""What Today says of a program: the sentence, the comparison with last week, and the tiles with their definitions."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.formats import date as show_day
from mentoring.ui.formats import number, percent
from programs.enums import Health
from programs.health.wording import because, on_track
from programs.models import Program
from programs.selectors.status import Sessions, Standing


@dataclass(frozen=True)
class Tile:
    """One figure with its comparison, and what it counts."""

    label: str
    figure: str
    unit: str
    comparison: str
    definition: str


def heading(now: Standing) -> str:
    if now.is_over:
        return _("This program has ended")
    return on_track(now.counts[Health.ON_TRACK], now.total)


def sentence(program: Program, now: Standing, *, today: date) -> str:
    """Return what stands beside the heading: what to look at and why, and since when that is known."""
    parts = [_ending(program, now)] if now.is_over else [_to_look_at(now), _too_early(now), last_week(now)]
    if not now.is_over and now.day < today:
        parts.append(_("Session data up to %(day)s.") % {"day": show_day(now.day)})
    return " ".join(part for part in parts if part)


def _to_look_at(now: Standing) -> str:
    attention, risk = now.counts[Health.ATTENTION], now.counts[Health.AT_RISK]
    clauses = []
    if attention:
        clauses.append(
            ngettext("%(n)s needs attention", "%(n)s need attention", attention) % {"n": number(attention)}
        )
    if risk:
        clauses.append(ngettext("%(n)s is at risk", "%(n)s are at risk", risk) % {"n": number(risk)})
    if not clauses:
        return _("None needs attention.")
    if reason := because(now.main_reason):
        words = _("mostly because %(reason)s") if _is_most(now) else _("most often because %(reason)s")
        clauses.append(words % {"reason": reason})
    return ", ".join(clauses) + "."


def _is_most(now: Standing) -> bool:
    return now.main_reason_count * 2 > (now.counts[Health.AT_RISK] or now.counts[Health.ATTENTION])


def _too_early(now: Standing) -> str:
    unknown = now.counts[Health.UNKNOWN]
    if not unknown:
        return ""
    return ngettext("%(n)s does not have enough data yet.", "%(n)s do not have enough data yet.", unknown) % {
        "n": number(unknown)
    }


def last_week(now: Standing) -> str:
    """Return the change in matches on track against the last snapshot, in words."""
    if now.last_week is None:
        return ""
    more = now.counts[Health.ON_TRACK] - now.last_week.counts[Health.ON_TRACK]
    words = {"n": number(abs(more)), "day": show_day(now.last_week.week_ends_on, "short")}
    if more == 0:
        return _("As many on track as on %(day)s.") % words
    if more > 0:
        return (
            ngettext("%(n)s more on track than on %(day)s.", "%(n)s more on track than on %(day)s.", more)
            % words
        )
    return (
        ngettext("%(n)s fewer on track than on %(day)s.", "%(n)s fewer on track than on %(day)s.", -more)
        % words
    )


def _ending(program: Program, now: Standing) -> str:
    ended = (
        _("It ended on %(day)s.") % {"day": show_day(program.ends_on)}
        if program.ends_on and program.ends_on <= now.day
        else ""
    )
    held = ngettext(
        "%(matches)s match held %(held)s sessions and reached %(achieved)s of %(agreed)s goals.",
        "%(matches)s matches held %(held)s sessions and reached %(achieved)s of %(agreed)s goals.",
        now.total,
    ) % {
        "matches": number(now.total),
        "held": number(now.held),
        "achieved": number(now.goals_achieved),
        "agreed": number(now.goals_agreed),
    }
    return f"{ended} {held}".strip()


def context_line(program: Program, now: Standing) -> str:
    """Return "Week 12 of 26 · 62 matches"."""
    matches = ngettext("%(n)s match", "%(n)s matches", now.total) % {"n": number(now.total)}
    if now.is_over:
        return f"{program.name} · {matches}"
    if now.day < program.starts_on:
        return _("Starts on %(day)s") % {"day": show_day(program.starts_on)} + f" · {matches}"
    week = (now.day - program.starts_on).days // 7 + 1
    if program.ends_on is None:
        return _("Week %(week)s") % {"week": number(week)} + f" · {matches}"
    weeks = max(week, -(-((program.ends_on - program.starts_on).days + 1) // 7))
    return _("Week %(week)s of %(weeks)s") % {"week": week, "weeks": weeks} + f" · {matches}"


def tiles(program: Program, now: Standing, sessions: Sessions) -> list[Tile]:
    return [_held(program, now), _with_goal(now), _reached(now), _last_tile(program, now, sessions)]


def _held(program: Program, now: Standing) -> Tile:
    if now.expected:
        share = percent(now.held / now.expected)
        words = (
            _("%(share)s of %(expected)s expected")
            if now.is_over
            else _("%(share)s of %(expected)s expected by now")
        )
        comparison = words % {"share": share, "expected": number(now.expected)}
    else:
        comparison = _("None due yet")
    return Tile(
        _("Sessions held"),
        number(now.held),
        "",
        comparison,
        _(
            "Sessions held by all matches of the program, up to %(day)s. One session is expected "
            "every %(cadence)s days after each introduction, not counting breaks and absences."
        )
        % {"day": show_day(now.day), "cadence": program.cadence_days},
    )


def _with_goal(now: Standing) -> Tile:
    without = now.total - now.with_goal
    return Tile(
        _("Matches with a goal"),
        number(now.with_goal),
        _("of %(total)s") % {"total": number(now.total)},
        ngettext("%(n)s match without a goal", "%(n)s matches without a goal", without)
        % {"n": number(without)}
        if without
        else _("All matches have a goal"),
        _("Matches with at least one agreed goal, as a share of all introduced matches."),
    )


def _reached(now: Standing) -> Tile:
    return Tile(
        _("Goals reached"),
        number(now.goals_achieved),
        _("of %(total)s") % {"total": number(now.goals_agreed)},
        _("%(share)s of agreed goals") % {"share": percent(now.goals_achieved / now.goals_agreed)}
        if now.goals_agreed
        else _("No goals agreed yet"),
        _("Goals at 100 percent, as a share of all agreed goals. Dropped goals are not counted."),
    )


def _last_tile(program: Program, now: Standing, sessions: Sessions) -> Tile:
    if now.is_over:
        return Tile(
            _("Sessions per match"),
            number(now.held / now.total if now.total else 0, 1),
            "",
            _("%(n)s expected") % {"n": number(now.expected / now.total if now.total else 0, 1)},
            _("Sessions held and expected, divided by the number of matches."),
        )
    more = sessions.last_7 - sessions.previous_7
    if more == 0:
        comparison = _("As many as in the 7 days before")
    elif more > 0:
        comparison = ngettext(
            "%(n)s more than in the 7 days before", "%(n)s more than in the 7 days before", more
        ) % {"n": number(more)}
    else:
        comparison = ngettext(
            "%(n)s fewer than in the 7 days before", "%(n)s fewer than in the 7 days before", -more
        ) % {"n": number(-more)}
    return Tile(
        _("Sessions in 7 days"),
        number(sessions.last_7),
        "",
        comparison,
        _("Sessions held in the seven days up to %(day)s, compared with the seven days before.")
        % {"day": show_day(now.day)},
    )
