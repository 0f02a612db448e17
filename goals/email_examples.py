"""What the automatic emails about goals and action plans say with example names, for their previews."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from programs.email_examples import EXAMPLE_LINK
from programs.extensions import EMAIL_EXAMPLES
from programs.models import Program


def quiet_goal(program: Program, today: date) -> Mapping[str, Any]:
    return {
        "goals": [
            {
                "title": _("Speak at the all-hands"),
                "since": today - timedelta(days=30),
                "latest": "",
                "url": EXAMPLE_LINK,
            }
        ],
        "program": program.name,
        "action_url": EXAMPLE_LINK,
        "action_label": _("Check in"),
    }


def plan_reminder(program: Program, today: date) -> Mapping[str, Any]:
    plan = {
        "mentee": _("Sam Sample"),
        "revised_on": today - timedelta(days=80),
        "due_on": today + timedelta(days=10),
        "is_stale": False,
        "url": EXAMPLE_LINK,
    }
    return {
        "plans": [plan],
        "program": program.name,
        "action_url": EXAMPLE_LINK,
        "action_label": _("Confirm or change"),
    }


def register() -> None:
    EMAIL_EXAMPLES.register("goals.quiet_goal", quiet_goal, order=40)
    EMAIL_EXAMPLES.register("goals.plan_reminder", plan_reminder, order=50)
