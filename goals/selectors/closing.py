"""Goals that are still open when a program is closed."""

from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from goals.enums import GoalState
from goals.models import Goal
from programs.extensions import OpenItem
from programs.models import Program


def agreed_goals(program: Program, today: date) -> OpenItem:
    """Count the goals that are agreed and neither met nor dropped."""
    count = Goal.objects.filter(match__program=program, state=GoalState.AGREED).count()
    url = reverse("goals:goal-list", kwargs={"slug": program.organization.slug, "program_id": program.pk})
    text = ngettext(
        "%(num)s goal is agreed and not closed.", "%(num)s goals are agreed and not closed.", count
    )
    return OpenItem(count, text % {"num": count}, url)
