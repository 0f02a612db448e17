"""What the emails of surveys say with an example survey, for their previews."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from programs.email_examples import EXAMPLE_LINK
from programs.extensions import EMAIL_EXAMPLES
from programs.models import Program
from surveys.asking import PROMISES, YES_NO, length_text
from surveys.enums import SurveyMode


def survey(program: Program, today: date) -> dict[str, Any]:
    return {
        "title": _("How is your mentoring going?"),
        "intro": _("Your answers help to improve the program."),
        "program": program.name,
        "length": length_text(5, 2),
        "promise": str(PROMISES[SurveyMode.CONFIDENTIAL]),
        "until": today + timedelta(days=14),
        "action_url": EXAMPLE_LINK,
        "action_label": _("Start the survey"),
        "unsubscribe_label": _("Stop survey emails"),
    }


def reminder(program: Program, today: date) -> Mapping[str, Any]:
    question = _("Do you meet regularly?")
    return {
        **survey(program, today),
        "subject_line": question,
        "question": question,
        "answers": [(str(label), EXAMPLE_LINK) for label in YES_NO.values()],
        "action_label": _("Open the survey"),
    }


def anonymous_reminder(program: Program, today: date) -> Mapping[str, Any]:
    example = survey(program, today)
    return {
        **example,
        "subject_line": _("Reminder: %(title)s") % {"title": example["title"]},
        "question": "",
        "answers": [],
        "promise": str(PROMISES[SurveyMode.ANONYMOUS]),
        "action_label": _("Open the survey"),
    }


def register() -> None:
    EMAIL_EXAMPLES.register("surveys.invitation", survey, order=60)
    EMAIL_EXAMPLES.register("surveys.reminder", reminder, order=61)
    EMAIL_EXAMPLES.register("surveys.anonymous_reminder", anonymous_reminder, order=62)
