"""What others see of goals: rows of “What can my administrator see about me?”."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.enums import Sees
from programs.extensions import VISIBILITY, VisibleItem
from programs.selectors.parties import Party


def _counts(party: Party) -> str:
    match = party.match
    return _("%(agreed)s agreed, %(met)s met") % {"agreed": match.goals_agreed, "met": match.goals_met}


def register() -> None:
    yes, no = Sees.YES, Sees.NO
    VISIBILITY.register(
        "goal_titles",
        VisibleItem(
            gettext_lazy("Title and measure of a goal"),
            yes,
            yes,
            Sees.IF_PROGRAM_SAYS_SO,
            no,
            fields=("goals.goal.title", "goals.goal.measure"),
        ),
        order=42,
    )
    VISIBILITY.register(
        "goals",
        VisibleItem(
            gettext_lazy("Goals"),
            yes,
            yes,
            yes,
            Sees.TOTALS,
            detail=gettext_lazy("growth area, objective, dates and numbers"),
            fields=("goals.goal.skill",),
            now=_counts,
        ),
        order=41,
    )
    VISIBILITY.register(
        "goal_words",
        VisibleItem(
            gettext_lazy("The other words of a goal, its milestones and check-ins"),
            yes,
            yes,
            no,
            no,
            fields=(
                "goals.goal.relevance",
                "goals.goal.support",
                "goals.goal.obstacles",
                "goals.goal.close_reason",
                "goals.milestone.title",
                "goals.checkin.note",
            ),
        ),
        order=43,
    )
    VISIBILITY.register(
        "plan",
        VisibleItem(
            gettext_lazy("Action plan"),
            yes,
            yes,
            yes,
            Sees.TOTALS,
            detail=gettext_lazy("age, dates and counts"),
        ),
        order=44,
    )
    VISIBILITY.register(
        "plan_words",
        VisibleItem(
            gettext_lazy("The words of the action plan"),
            yes,
            yes,
            no,
            no,
            fields=("goals.planaction.title",),
        ),
        order=45,
    )
