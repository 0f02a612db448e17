"""Send the invitation to oneself, to see it before anybody else does."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import queue_message
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from surveys.emails import TEST
from surveys.models import Survey


@transaction.atomic
def send_survey_test(survey: Survey, membership: Membership, *, by: Actor) -> OutboxMessage:
    """Queue the survey's invitation to the member's own address. Its link opens the preview, which saves nothing."""
    version = survey.versions.order_by("-number").first()
    if version is None or not version.questions.filter(is_hidden=False).exists():
        raise ValidationError(_("This survey has no questions yet."))
    user = membership.user
    message = queue_message(
        TEST,
        recipient=Recipient(user.email, user.name, user.language, user.time_zone),
        about=survey,
        dedup_key=f"{TEST}:{uuid4().hex}",
        by=by,
        scope_id=survey.program_id,
    )
    assert message is not None  # the key is new
    record("surveys.send_survey_test", survey, by=by, label=survey.name)
    return message
