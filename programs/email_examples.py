"""What the automatic emails of a program say with example names, for their previews."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from programs.extensions import EMAIL_EXAMPLES
from programs.models import Program

# Masked in every preview: real links are derived when an email is sent.
EXAMPLE_LINK = "https://example.invalid/"


def did_you_meet(program: Program, today: date) -> Mapping[str, Any]:
    partner, day = _("Sam Sample"), today - timedelta(days=1)
    return {
        "question": _("Did you meet %(name)s?") % {"name": partner},
        "rows": [(partner, day)],
        "is_mentor_of_several": False,
        "until": today + timedelta(days=14),
        "action_url": EXAMPLE_LINK,
        "action_label": _("Answer"),
    }


def review(program: Program, today: date) -> Mapping[str, Any]:
    return {
        "partner": _("Sam Sample"),
        "program": program.name,
        "count": program.review_every,
        "action_url": EXAMPLE_LINK,
        "action_label": _("Answer five questions"),
    }


def still_meeting(program: Program, today: date) -> Mapping[str, Any]:
    return {
        "partner": _("Sam Sample"),
        "program": program.name,
        "since": today - timedelta(days=90),
        "confirm_on": today + timedelta(days=21),
        "action_url": EXAMPLE_LINK,
        "action_label": _("We’re still meeting"),
    }


def invitation(program: Program, today: date) -> Mapping[str, Any]:
    return {
        "program": program.name,
        "organization": program.organization.name,
        "inviter": _("Robin Sample"),
        "expires_at": today + timedelta(days=14),
        "action_url": EXAMPLE_LINK,
        "action_label": _("Accept invitation"),
    }


def application_invitation(program: Program, today: date) -> Mapping[str, Any]:
    return {
        "program": program.name,
        "purpose": program.purpose,
        "is_mentor": False,
        "action_url": EXAMPLE_LINK,
        "action_label": _("Apply"),
    }


def application_received(program: Program, today: date) -> Mapping[str, Any]:
    return {"program": program.name, "action_url": EXAMPLE_LINK, "action_label": _("View application")}


def response_reminder(program: Program, today: date) -> Mapping[str, Any]:
    return {
        "partner": _("Sam Sample"),
        "program": program.name,
        "action_url": EXAMPLE_LINK,
        "action_label": _("Read and accept"),
    }


def briefing_reminder(program: Program, today: date) -> Mapping[str, Any]:
    return {
        "program": program.name,
        "is_mentor": False,
        "action_url": EXAMPLE_LINK,
        "action_label": _("Read the briefing"),
    }


def register() -> None:
    EMAIL_EXAMPLES.register("programs.application_invitation", application_invitation, order=1)
    EMAIL_EXAMPLES.register("programs.application_received", application_received, order=2)
    EMAIL_EXAMPLES.register("programs.invitation", invitation, order=3)
    EMAIL_EXAMPLES.register("programs.invitation_reminder", invitation, order=4)
    EMAIL_EXAMPLES.register("programs.briefing_reminder", briefing_reminder, order=5)
    EMAIL_EXAMPLES.register("programs.response_reminder", response_reminder, order=6)
    EMAIL_EXAMPLES.register("programs.did_you_meet", did_you_meet, order=10)
    EMAIL_EXAMPLES.register("programs.review", review, order=20)
    EMAIL_EXAMPLES.register("programs.still_meeting", still_meeting, order=30)
