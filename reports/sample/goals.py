"""Goals in every state for one match of the made-up organization, with numbers and check-ins, through the actions."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from goals.actions import (
    add_milestone,
    agree_goal,
    close_goal,
    complete_milestone,
    create_goal,
    propose_goal,
    record_check_in,
)
from goals.enums import GoalState, Pace
from goals.models import Goal
from mentoring.tenancy.actor import Actor
from programs.enums import ParticipantRole
from programs.health.evaluate import evaluate_program
from programs.models import Match
from programs.selectors.parties import Party

# Title, measure, from, to, growth area, values week by week, how it ended and why.
HISTORIES = (
    ("Hold the sprint review without my manager", "sprint reviews held alone", 0, 4, "Presenting",
     (1, 2, 4), GoalState.MET, ""),
    ("Answer support tickets of my team faster", "median days until the first answer", 9, 3, "Organizing",
     (6, 3, 1), GoalState.MET, ""),
    ("Write a weekly newsletter for the site", "issues sent", 0, 8, "Writing",
     (1, 1), GoalState.REPLACED, "Two longer posts reach more people."),
    ("Take part in the hiring interviews in Lisbon", "interviews", 0, 3, "Hiring",
     (0,), GoalState.DROPPED, "The positions were not approved."),
    ("Present our roadmap to the sales team without slides", "average rating on the feedback card", 2, 5,
     "Presenting", (3, 4), GoalState.AGREED, ""),
)  # fmt: skip
PACES = (
    (Pace.ON_TRACK, ""),
    (Pace.ON_TRACK, "One more than last week."),
    (Pace.SLOWER, "The release took all week."),
)
MILESTONES = ("Outline of the talk", "Rehearsal with two colleagues", "Ten minutes at the town hall")
RELEVANCE = "The review in the next quarter decides on the new platform."


def add_goals(match: Match, *, today: date) -> None:
    """Add the histories, a goal that waits for the mentor, and a draft of the mentee."""
    party, by = Party(match, ParticipantRole.MENTEE), Actor.system("sample")
    for title, measure, baseline, target, skill, values, state, reason in HISTORIES:
        start = today - timedelta(weeks=len(values) + 1)
        goal = _draft(party, start, by, title, measure, baseline, target, skill)
        propose_goal(goal, party=party, by=by, now=_at(start), today=start)
        goal = agree_goal(goal, role=ParticipantRole.MENTOR, by=by, now=_at(start), today=start)
        for week, value in enumerate(values, 1):
            day = start + timedelta(weeks=week)
            pace, note = PACES[week % len(PACES)]
            record_check_in(goal, value=Decimal(value), pace=pace, note=note, by=by, now=_at(day),
                            today=day, by_mentor=week < len(values))  # fmt: skip
        if state == GoalState.AGREED:
            for number, milestone in enumerate(MILESTONES):
                day = start + timedelta(weeks=1 + 2 * number)
                added = add_milestone(goal, title=milestone, due_on=day, by=by, today=start)
                if day < today:
                    complete_milestone(added, by=by, today=day)
        goal.refresh_from_db()
        if state != GoalState.AGREED and goal.state == GoalState.AGREED:
            closed = today - timedelta(days=6)
            close_goal(goal, state=state, reason=reason, by=by, now=_at(closed), today=closed)
    proposed = _draft(party, today, by, "Publish two posts on the engineering blog", "posts", 0, 2, "Writing")
    propose_goal(proposed, party=party, by=by, now=_at(today), today=today)
    create_goal(party, values={"title": "Chair the meeting of the architects"}, by=by, today=today)
    evaluate_program(match.program, today=today, match_ids=[match.pk])


def _draft(party: Party, start: date, by: Actor, *answers: Any) -> Goal:
    names = ("title", "measure", "baseline", "target", "skill")
    values = dict(zip(names, answers, strict=True))
    values |= {"baseline": Decimal(values["baseline"]), "target": Decimal(values["target"])}
    values["direction"] = "raise" if values["target"] > values["baseline"] else "lower"
    values |= {"relevance": RELEVANCE, "in_reach": "yes", "support": "My mentor listens to a rehearsal."}
    due = party.match.program.ends_on
    return create_goal(party, values=values | {"due_on": due}, by=by, today=start)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
