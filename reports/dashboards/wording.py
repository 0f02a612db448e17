"""The sentences and steps of strengths and weaknesses, and the headings of dashboards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.ui import formats
from programs.models import Program
from reports.dashboards.areas import Area, AreaFigure, Strengths
from reports.dashboards.match_facts import FIRST_SESSION_DAYS, GOAL_DAYS
from reports.kpis.wording import measurement_text
from reports.outcomes.wording.labels import STATES

AREAS: dict[Area, str | Promise] = {
    Area.FREQUENCY: gettext_lazy("Meeting frequency"),
    Area.FIRST_SESSIONS: gettext_lazy("First sessions"),
    Area.GOALS: gettext_lazy("Goals"),
    Area.GOALS_MET: gettext_lazy("Goals met"),
    Area.PLANS: gettext_lazy("Action plans"),
    Area.RELATIONSHIP: gettext_lazy("Relationship"),
    Area.TRUST: gettext_lazy("Trust"),
    Area.PRODUCTIVITY: gettext_lazy("Productivity"),
    Area.RESPONSE: gettext_lazy("Survey response"),
    Area.RETENTION: gettext_lazy("Retention"),
}
# What a weakness suggests: a label and a page, with its query.
STEPS: dict[Area, tuple[str | Promise, str, dict[str, str]]] = {
    Area.FREQUENCY: (
        gettext_lazy("Write to matches that need attention"),
        "programs:match-list",
        {"health": "attention"},
    ),
    Area.FIRST_SESSIONS: (gettext_lazy("View matches"), "programs:match-list", {}),
    Area.GOALS: (gettext_lazy("View goals"), "goals:goal-list", {}),
    Area.GOALS_MET: (gettext_lazy("View goals"), "goals:goal-list", {}),
    Area.PLANS: (
        gettext_lazy("Remind mentors of their plans"),
        "programs:announcement-create",
        {"group": "plans-stale", "audience": "mentors"},
    ),
    Area.RELATIONSHIP: (gettext_lazy("View surveys"), "surveys:plan", {}),
    Area.TRUST: (gettext_lazy("View surveys"), "surveys:plan", {}),
    Area.PRODUCTIVITY: (gettext_lazy("View surveys"), "surveys:plan", {}),
    Area.RESPONSE: (gettext_lazy("Shorten the next survey"), "surveys:plan", {}),
    Area.RETENTION: (gettext_lazy("View results"), "reports:outcomes", {}),
}
# Strengths have nothing to be done about; they lead to where the figure comes from.
VIEWS: dict[Area, tuple[str | Promise, str]] = {
    Area.FREQUENCY: (gettext_lazy("View matches"), "programs:match-list"),
    Area.FIRST_SESSIONS: (gettext_lazy("View matches"), "programs:match-list"),
    Area.GOALS: (gettext_lazy("View goals"), "goals:goal-list"),
    Area.GOALS_MET: (gettext_lazy("View goals"), "goals:goal-list"),
    Area.PLANS: (gettext_lazy("View action plans"), "goals:plan-list"),
    Area.RELATIONSHIP: (gettext_lazy("View surveys"), "surveys:plan"),
    Area.TRUST: (gettext_lazy("View surveys"), "surveys:plan"),
    Area.PRODUCTIVITY: (gettext_lazy("View surveys"), "surveys:plan"),
    Area.RESPONSE: (gettext_lazy("View surveys"), "surveys:plan"),
    Area.RETENTION: (gettext_lazy("View results"), "reports:outcomes"),
}


@dataclass(frozen=True)
class Finding:
    """A strength or weakness as it is printed: evidence, figure, limit, and a step."""

    area: str
    label: str
    evidence: str
    value: str
    limit: str
    percent: float
    limit_percent: float
    is_weakness: bool
    step: str
    url: str
    state: str = ""


def finding(figure: AreaFigure, program: Program, *, is_staff: bool) -> Finding:
    """Return the texts of an area that is judged."""
    assert figure.measurement is not None, "judged"
    is_weakness = figure.distance < 0
    if is_weakness and is_staff:
        step, name, query = STEPS[figure.area]
    else:
        (step, name), query = VIEWS[figure.area], {}
    arguments = {"slug": program.organization.slug, "program_id": program.pk}
    # Analysts see figures of outcomes, and neither matches nor surveys.
    is_open = is_staff or name == "reports:outcomes"
    url = reverse(name, kwargs=arguments) if is_open else ""
    return Finding(
        area=figure.area.value,
        label=str(AREAS[figure.area]),
        evidence=evidence(figure),
        value=value_of(figure),
        limit=limit_of(figure),
        percent=min(100.0, max(0.0, round(figure.measurement.value or 0, 2))),
        limit_percent=figure.limit.value,
        is_weakness=is_weakness,
        step=str(step) if url else "",
        url=f"{url}?{urlencode(query)}" if url and query else url,
    )


def open_finding(figure: AreaFigure) -> Finding:
    """Return the texts of an area that cannot be judged, with the reason."""
    state = str(STATES[figure.state])
    text = state
    if isinstance(figure.opens_on, date):
        text = _("Results open on %(day)s.") % {"day": formats.date(figure.opens_on, "long")}
    return Finding(
        figure.area.value,
        str(AREAS[figure.area]),
        text,
        "",
        limit_of(figure),
        0,
        0,
        is_weakness=False,
        step="",
        url="",
        state=state,
    )


def value_of(figure: AreaFigure) -> str:
    assert figure.measurement is not None, "judged"
    if figure.area == Area.RETENTION:
        return _("%(points)s points") % {"points": formats.number(round(figure.measurement.value or 0, 1), 1)}
    return measurement_text(figure.measurement, "%")


def limit_of(figure: AreaFigure) -> str:
    if figure.area == Area.RETENTION:
        return _("at least as high as among colleagues")
    words = {"percent": formats.percent(figure.limit.value / 100)}
    return _("at most %(percent)s") % words if figure.limit.is_upper else _("at least %(percent)s") % words


def evidence(figure: AreaFigure) -> str:
    """Return the figure as a sentence with its counts."""
    found = figure.measurement
    assert found is not None, "judged"
    words = {
        "events": formats.number(figure.events) if figure.events is not None else "",
        "n": formats.number(found.n) if found.n is not None else "",
        "value": value_of(figure),
        "days": {Area.GOALS: GOAL_DAYS}.get(figure.area, FIRST_SESSION_DAYS),
    }
    if figure.area == Area.RETENTION:
        limits = {
            "low": formats.number(round(found.low or 0, 1), 1),
            "high": formats.number(round(found.high or 0, 1), 1),
        }
        return (
            _("Difference to colleagues in points: %(low)s to %(high)s, larger than expected by chance.")
            % limits
        )
    if figure.events is None:
        return str(WITHOUT_COUNTS[figure.area]) % words
    return str(WITH_COUNTS[figure.area]) % words


WITH_COUNTS: dict[Area, str | Promise] = {
    Area.FREQUENCY: gettext_lazy("%(events)s of %(n)s matches have not met for more than three weeks."),
    Area.FIRST_SESSIONS: gettext_lazy("%(events)s of %(n)s matches met within %(days)s days."),
    Area.GOALS: gettext_lazy("%(events)s of %(n)s matches agreed on a goal within %(days)s days."),
    Area.GOALS_MET: gettext_lazy("%(events)s of %(n)s closed goals were met."),
    Area.PLANS: gettext_lazy("%(events)s of %(n)s action plans are stale."),
    Area.RELATIONSHIP: gettext_lazy("%(events)s of %(n)s mentees say that the match fits their goals."),
    Area.TRUST: gettext_lazy("%(events)s of %(n)s mentees say that what was agreed in confidence was kept."),
    Area.PRODUCTIVITY: gettext_lazy(
        "%(events)s of %(n)s mentees say that they get work done better or faster."
    ),
    Area.RESPONSE: gettext_lazy("%(events)s of %(n)s mentees answered the newest survey."),
}
WITHOUT_COUNTS: dict[Area, str | Promise] = {
    Area.FREQUENCY: gettext_lazy("%(value)s of matches have not met for more than three weeks."),
    Area.FIRST_SESSIONS: gettext_lazy("%(value)s of matches met within %(days)s days."),
    Area.GOALS: gettext_lazy("%(value)s of matches agreed on a goal within %(days)s days."),
    Area.GOALS_MET: gettext_lazy("%(value)s of closed goals were met."),
    Area.PLANS: gettext_lazy("%(value)s of action plans are stale."),
    Area.RELATIONSHIP: gettext_lazy("%(value)s of mentees say that the match fits their goals."),
    Area.TRUST: gettext_lazy("%(value)s of mentees say that what was agreed in confidence was kept."),
    Area.PRODUCTIVITY: gettext_lazy("%(value)s of mentees say that they get work done better or faster."),
    Area.RESPONSE: gettext_lazy("%(value)s of mentees answered the newest survey."),
}


def headline(found: Strengths) -> str:
    """Return the heading: the greatest strength and the greatest weakness."""
    if found.weaknesses and found.strengths:
        return _("Strongest: %(strength)s. Weakest: %(weakness)s") % {
            "strength": AREAS[found.strengths[0].area],
            "weakness": AREAS[found.weaknesses[0].area],
        }
    if found.weaknesses:
        return _("Weakest: %(weakness)s") % {"weakness": AREAS[found.weaknesses[0].area]}
    if found.strengths:
        return _("No area is outside its limit")
    return _("No area can be assessed yet")


def summary(found: Strengths) -> str:
    """Return how many areas are beyond, inside, and not judged."""
    beyond, inside, unknown = len(found.weaknesses), len(found.strengths), len(found.open)
    parts = []
    if beyond:
        text = ngettext(
            "%(num)s area is outside its limit.", "%(num)s areas are outside their limits.", beyond
        )
        parts.append(text % {"num": formats.number(beyond)})
    if inside:
        text = ngettext("%(num)s area is within its limit.", "%(num)s areas are within their limits.", inside)
        parts.append(text % {"num": formats.number(inside)})
    if unknown:
        text = ngettext(
            "%(num)s area cannot be assessed yet.", "%(num)s areas cannot be assessed yet.", unknown
        )
        parts.append(text % {"num": formats.number(unknown)})
    return " ".join(parts)


def findings(found: Strengths, program: Program, *, is_staff: bool) -> dict[str, Sequence[Finding]]:
    """Return the findings of the page by group."""
    return {
        "weaknesses": [finding(it, program, is_staff=is_staff) for it in found.weaknesses],
        "strengths": [finding(it, program, is_staff=is_staff) for it in found.strengths],
        "open": [open_finding(it) for it in found.open],
    }
