"""The emails of surveys: the invitation and the reminder. Links are derived when an email is sent."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.mail.actions import BulkItem, queue_bulk
from mentoring.mail.enums import Category, Priority
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from mentoring.ui.formats import date
from programs.email_texts import OF_RECIPIENT, EditableText
from programs.openings import opened_for, register_opening
from surveys.answer_values import text_in
from surveys.asking import PROMISES, asked_question, length_text
from surveys.enums import QuestionType, SurveyMode
from surveys.library import estimated_minutes
from surveys.models import Invitation, Question, Survey, Wave
from surveys.program_settings import open_days_in
from surveys.selectors.answering import last_day
from surveys.working_hours import next_working_hour

INVITATION, REMINDER, TEST = "surveys.invitation", "surveys.reminder", "surveys.test"
# A kind of its own, because no list may say who got one: those who had not answered.
ANONYMOUS_REMINDER = "surveys.anonymous_reminder"


def queue_invitations(
    invitations: Sequence[Invitation], *, wave: Wave, organization: Organization, by: Actor, now: datetime
) -> None:
    """Queue one email for each invitation, in working hours where the person is."""
    _queue(INVITATION, invitations, wave=wave, organization=organization, by=by, now=now)


def queue_reminders(
    invitations: Sequence[Invitation], *, wave: Wave, organization: Organization, by: Actor, now: datetime
) -> None:
    """Queue the reminder whose number each invitation has."""
    kind = ANONYMOUS_REMINDER if wave.mode == SurveyMode.ANONYMOUS else REMINDER
    _queue(kind, invitations, wave=wave, organization=organization, by=by, now=now)


def _queue(
    kind: str,
    invitations: Sequence[Invitation],
    *,
    wave: Wave,
    organization: Organization,
    by: Actor,
    now: datetime,
) -> None:
    items = []
    for invitation in invitations:
        person = invitation.person
        number = f":{invitation.reminders}" if kind != INVITATION else ""
        items.append(
            BulkItem(
                Recipient(person.email, person.name, person.language, person.time_zone),
                f"{kind}:{invitation.pk.hex}{number}",
                invitation.pk,
                due_at=next_working_hour(now, person.time_zone or organization.time_zone),
                scope_id=wave.survey.program_id,
            )
        )
    if items:
        queue_bulk(kind, items, by=by)


def contexts(messages: Sequence[OutboxMessage]) -> dict[UUID, dict[str, Any]]:
    """Return what each email says; nothing for one that is answered, declined or closed. A fixed number of queries.

    An invitation lists the surveys that were merged with it, and is about the first of them once its own is done.
    One to an anonymous survey says the same after the answer: administrators can preview it, and see if it was sent.
    """
    about: dict[UUID, list[OutboxMessage]] = defaultdict(list)
    for message in messages:
        if message.about_id:
            about[message.about_id].append(message)
    open_ones = Invitation.objects.open(timezone.now()).filter(answered_at=None, declined_at=None)
    with_token = Exists(Invitation.objects.with_token().filter(pk=OuterRef("pk")))
    invitations = open_ones.annotate(is_waiting=with_token).filter(
        Q(pk__in=list(about)) | Q(merged_with__in=list(about))
    )
    fields = ("wave_id", "closes_at", "link_version", "merged_with_id", "person__time_zone")
    found = list(invitations.select_related("person").only(*fields).order_by("invited_at", "pk"))
    waves = Wave.objects.select_related("survey__program").in_bulk({each.wave_id for each in found})
    questions: dict[UUID, list[Question]] = defaultdict(list)
    asked = Question.objects.filter(version__in={wave.version_id for wave in waves.values()}, is_hidden=False)
    for question in asked.order_by("position", "pk"):
        questions[question.version_id].append(question)
    organization = Organization.objects.get(pk=current_organization_id())
    shared: dict[tuple[str, UUID, str], _Shared] = {}
    found_contexts = {}
    listed: dict[UUID, list[Invitation]] = defaultdict(list)
    for invitation in sorted(found, key=lambda it: it.merged_with_id is not None):
        invitation.wave = waves[invitation.wave_id]
        listed[invitation.merged_with_id or invitation.pk].append(invitation)
        if invitation.merged_with_id:
            listed[invitation.pk].append(invitation)

    def texts(message: OutboxMessage, wave: Wave) -> _Shared:
        key = (message.kind, wave.pk, message.language)
        if key not in shared:
            with translation.override(message.language):
                shared[key] = _shared(message, wave, questions[wave.version_id])
        return shared[key]

    for about_id, messages_about in about.items():
        for message in messages_about:
            together = listed[about_id] if message.kind == INVITATION else listed[about_id][:1]
            if not together:
                continue
            first = together[0]
            if message.kind != INVITATION and not (first.pk == about_id and first.is_waiting):
                continue
            contexts_of = [_context(each, texts(message, each.wave), organization) for each in together]
            found_contexts[message.pk] = {**contexts_of[0], "others": contexts_of[1:]}
    return found_contexts


def context(message: OutboxMessage) -> dict[str, Any] | None:
    return contexts([message]).get(message.pk)


@dataclass(frozen=True)
class _Shared:
    """What the emails of one kind and wave say in a language. `choices` are (what is sent, label) of a reminder."""

    values: Mapping[str, Any]
    key: str
    choices: Sequence[tuple[str, str]]


def _shared(message: OutboxMessage, wave: Wave, questions: Sequence[Question]) -> _Shared:
    """Return the texts in the active language, the message's."""
    survey, language = wave.survey, message.language
    first = asked_question(questions[0], language)
    title = text_in(survey.title, language)
    length = length_text(len(questions), estimated_minutes(question.type for question in questions))
    is_invitation = message.kind == INVITATION
    # A link with an answer would disclose it to mail gateways and logs.
    is_anonymous = wave.mode == SurveyMode.ANONYMOUS
    is_agreement = first.type == QuestionType.AGREEMENT
    asking = gettext("%(question)s Do you agree?") if is_agreement else "%(question)s"
    subject = asking % {"question": first.text}
    if is_invitation:
        subject = f"{title} ({length})"
    elif is_anonymous:
        subject = gettext("Reminder: %(title)s") % {"title": title}
    values = {
        "title": title,
        "intro": text_in(survey.intro, language),
        "program": survey.program.name,
        "length": length,
        "promise": str(PROMISES[wave.mode]),
        "subject_line": subject,
        "question": "" if is_anonymous else first.text,
        "action_label": gettext("Start the survey") if is_invitation else gettext("Open the survey"),
        "unsubscribe_label": gettext("Stop survey emails"),
    }
    choices = [] if is_invitation or is_anonymous else [(value, str(label)) for value, label in first.choices]
    return _Shared(values, first.key, choices)


def _context(invitation: Invitation, shared: _Shared, organization: Organization) -> dict[str, Any]:
    url = LINK_VIEWS["survey"].url_to(invitation, organization)
    return {
        **shared.values,
        "until": last_day(invitation, organization),
        "answers": [(label, f"{url}?{urlencode({shared.key: value})}") for value, label in shared.choices],
        "action_url": url,
    }


def test_context(message: OutboxMessage) -> dict[str, Any] | None:
    """Return what the invitation says in this program, with a link to the preview of the first question."""
    survey = Survey.objects.select_related("program").filter(pk=message.about_id).first()
    version = survey.versions.order_by("-number").first() if survey else None
    questions = list(version.questions.filter(is_hidden=False).order_by("position", "pk")) if version else []
    if survey is None or survey.program is None or not questions:
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    language = message.language
    path = reverse(
        "surveys:preview",
        kwargs={
            "slug": organization.slug,
            "program_id": survey.program_id,
            "survey_id": survey.pk,
            "key": questions[0].key,
        },
    )
    with translation.override(language):
        values = {
            "title": text_in(survey.title, language),
            "intro": text_in(survey.intro, language),
            "program": survey.program.name,
            "length": length_text(len(questions), estimated_minutes(question.type for question in questions)),
            "until": organization.local_date(message.created_at)
            + timedelta(days=open_days_in(survey.program)),
            "promise": str(PROMISES.get(survey.mode, "")),
            "action_url": f"{settings.BASE_URL}{path}?{urlencode({'language': language})}",
            "action_label": gettext("Open the preview"),
        }
        to = Recipient(message.recipient_email_norm, message.recipient_name, language)
        opened = opened_for(INVITATION, values, survey.program, to)
        return {**opened, "subject_line": gettext("Test: %(title)s") % {"title": opened["text_subject"]}}


def register() -> None:
    register_kind(
        MessageKind(
            name=TEST,
            label=_("Test of a survey email"),
            category=Category.ACCOUNT,
            template="surveys/mail/invitation",
            subject="%(subject_line)s",
            context=test_context,
        )
    )
    register_opening(
        MessageKind(
            name=INVITATION,
            label=_("Invitation to a survey"),
            category=Category.SURVEYS,
            template="surveys/mail/invitation",
            subject="",
            context=context,
            contexts=contexts,
            is_automatic=True,
            priority=Priority.SURVEY,
            expires_after=timedelta(days=10),
        ),
        EditableText(
            _("Invitation to a survey"),
            _("To everybody who is asked. Who sees the answers, how long it takes and the last day follow."),
            "{survey} ({length})",
            "{introduction}",
            {
                **OF_RECIPIENT,
                "survey": _("The title of the survey"),
                "length": _("The number of questions and minutes"),
                "introduction": _("The introduction of the survey, which can be changed with its questions"),
            },
            lambda it: {
                "program": it["program"],
                "survey": it["title"],
                "length": it["length"],
                "introduction": it["intro"],
            },
        ),
        order=60,
    )
    for order, name, label in (
        (61, REMINDER, _("Reminder of a survey")),
        (62, ANONYMOUS_REMINDER, _("Reminder of an anonymous survey")),
    ):
        register_opening(
            MessageKind(
                name=name,
                label=label,
                category=Category.SURVEYS,
                template="surveys/mail/reminder",
                subject="",
                context=context,
                contexts=contexts,
                is_automatic=True,
                is_unlisted=name == ANONYMOUS_REMINDER,
                priority=Priority.REMINDER,
                expires_after=timedelta(days=3),
            ),
            EditableText(
                label,
                _(
                    "To everybody who has not answered yet. The first question, or the length of the survey, follows."
                ),
                "{question}",
                _("The survey “{survey}” is open until the end of {date}."),
                {
                    **OF_RECIPIENT,
                    "survey": _("The title of the survey"),
                    "question": _("The first question; of anonymous surveys “Reminder” and the title"),
                    "date": _("The last day to answer"),
                },
                lambda it: {
                    "program": it["program"],
                    "survey": it["title"],
                    "question": it["subject_line"],
                    "date": date(it["until"], "full"),
                },
            ),
            order=order,
        )
