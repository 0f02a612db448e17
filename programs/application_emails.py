"""The emails about applications. Their contexts are read when they are sent."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.announcement_text import fill_in
from programs.email_texts import OF_RECIPIENT, EditableText
from programs.enums import ApplicationState, ManagerAnswer
from programs.models import Application, DecisionBatch, Program
from programs.openings import register_opening
from programs.selectors.intake import intake_of, most_hours

APPLICATION_LINK = "programs.application_link"
APPLICATION_RECEIVED = "programs.application_received"
APPLICATION_DECISION = "programs.application_decision"
APPLICATION_INVITATION = "programs.application_invitation"
MANAGER_REQUEST = "programs.manager_request"
PLACEHOLDERS = {
    "first_name": gettext_lazy("The applicant's first name"),
    "name": gettext_lazy("The applicant's full name"),
    "program": gettext_lazy("The name of the program"),
}


def link_to(application: Application, organization: Organization) -> str:
    return LINK_VIEWS["application"].url_to(application, organization)


def application_contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what emails with the link to an application say; outdated once it was withdrawn. Two queries."""
    found = Application.objects.current().select_related("program", "person")
    applications = found.in_bulk([message.about_id for message in messages])
    organization = Organization.objects.get(pk=current_organization_id())
    contexts = {}
    for message in messages:
        it = applications.get(message.about_id)
        if it is None:
            continue
        is_open = it.state == ApplicationState.DRAFT
        # People who have applied in the meantime need no invitation.
        if message.kind == APPLICATION_INVITATION and not is_open:
            continue
        contexts[message.pk] = application_values(it, link=link_to(it, organization))
    return contexts


def application_values(application: Application, *, link: str) -> dict[str, Any]:
    """Return what an email about one application says; the preview of invitations shows the same."""
    is_open = application.state == ApplicationState.DRAFT
    return {
        "program": application.program.name,
        "purpose": application.program.purpose,
        "is_mentor": application.role == "mentor",
        "is_open": is_open,
        "name": application.name,
        "action_url": link,
        "action_label": _("Apply") if is_open else _("View application"),
    }


def decision_contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what emails about decisions say; outdated once the decision was undone. Three queries."""
    found = Application.objects.select_related("program", "person", "decision")
    applications = found.in_bulk([message.about_id for message in messages])
    organization = Organization.objects.get(pk=current_organization_id())
    contexts = {}
    for message in messages:
        it = applications.get(message.about_id)
        if it is not None and it.decision is not None and it.decision.batch_id == message.batch_id:
            link = link_to(it, organization)
            contexts[message.pk] = decision_values(it.decision, it) | {
                "action_url": link,
                "action_label": _("View application"),
            }
    return contexts


def decision_values(decision: DecisionBatch, application: Application) -> dict[str, Any]:
    """Return what one applicant's email about a decision says; the preview shows the same."""
    values = {
        "first_name": first_name_of(application),
        "name": str(application),
        "program": application.program.name,
    }
    body = fill_in(decision.body, values)
    return {
        "decision_subject": fill_in(decision.subject, values),
        "lines": [line.strip() for line in body.splitlines() if line.strip()],
        "program": application.program.name,
    }


def first_name_of(application: Application) -> str:
    person = application.person
    return (person and person.first_name) or str(application).partition(" ")[0]


def manager_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what a line manager is asked: name, program and hours, and nothing else."""
    found = Application.objects.current().select_related("program")
    it = found.filter(pk=message.about_id, manager_answer=ManagerAnswer.ASKED).first()
    if it is None:
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    return {
        "applicant": str(it),
        "program": it.program.name,
        "hours": hours_of(it.program, organization, at=message.created_at),
        "action_url": LINK_VIEWS["manager-approval"].url_to(it, organization),
        "action_label": _("Answer"),
    }


def hours_of(program: Program, organization: Organization, *, at: Any) -> int:
    return most_hours(program, intake_of(program), today=organization.local_date(at))


def register() -> None:
    register_kind(
        MessageKind(
            name=APPLICATION_LINK,
            label=gettext_lazy("Link to an application"),
            category=Category.ACCOUNT,
            template="programs/mail/application_link",
            subject=gettext_lazy("Your application to %(program)s"),
            context=lambda message: application_contexts([message]).get(message.pk),
            contexts=application_contexts,
        )
    )
    register_opening(
        MessageKind(
            name=APPLICATION_RECEIVED,
            label=gettext_lazy("Application received"),
            category=Category.ACCOUNT,
            template="programs/mail/application_received",
            subject="",
            context=lambda message: application_contexts([message]).get(message.pk),
            contexts=application_contexts,
        ),
        EditableText(
            gettext_lazy("Application received"),
            gettext_lazy("To applicants, when they have applied. The link to the application follows."),
            gettext_lazy("We received your application to {program}"),
            gettext_lazy(
                "Your application to {program} has arrived. We will email you when it has been decided."
            ),
            OF_RECIPIENT,
            lambda it: {"program": it["program"]},
        ),
        order=6,
    )
    register_opening(
        MessageKind(
            name=APPLICATION_INVITATION,
            label=gettext_lazy("Invitation to apply"),
            category=Category.MESSAGES,
            template="programs/mail/application_invitation",
            subject="",
            context=lambda message: application_contexts([message]).get(message.pk),
            contexts=application_contexts,
        ),
        EditableText(
            gettext_lazy("Invitation to apply"),
            gettext_lazy(
                "To people from the directory, when they are invited to apply. Role, purpose and link follow."
            ),
            gettext_lazy("Apply for {program}"),
            gettext_lazy("You are invited to apply for {program}."),
            OF_RECIPIENT,
            lambda it: {"program": it["program"]},
        ),
        order=5,
    )
    register_kind(
        MessageKind(
            name=APPLICATION_DECISION,
            label=gettext_lazy("Decision on an application"),
            category=Category.ACCOUNT,
            template="programs/mail/application_decision",
            subject="%(decision_subject)s",
            context=lambda message: decision_contexts([message]).get(message.pk),
            contexts=decision_contexts,
        )
    )
    register_kind(
        MessageKind(
            name=MANAGER_REQUEST,
            label=gettext_lazy("Question to a line manager"),
            category=Category.ACCOUNT,
            template="programs/mail/manager_request",
            subject=gettext_lazy("%(applicant)s would like to take part in %(program)s"),
            context=manager_context,
        )
    )
