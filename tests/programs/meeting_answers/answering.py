"""Post answers to "Did you meet?", and read all that they may change."""

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.models import Feedback, HelpRequest, Match, MeetingQuestion, Note, Session


def questions(inquiry) -> list[MeetingQuestion]:
    return list(
        inquiry.questions.select_related("match", "session").order_by("match__mentee__person__first_name")
    )


def answer(question, **fields) -> dict[str, str]:
    return {f"m{question.pk.hex}-{name}": str(value) for name, value in fields.items()}


def state(organization) -> dict[str, list]:
    """Return all that an answer may change."""
    with tenant_scope(organization.id):
        return {
            "sessions": sorted(Session.objects.values_list("id", "happens_on", "state", "minutes")),
            "notes": sorted(
                (note.session_ref, note.author_id, note.is_private, note.read())
                for note in Note.objects.filter(deleted_at=None)
            ),
            "feedback": sorted(Feedback.objects.values_list("session", "role", "rating", "fit", "given_on")),
            "help": sorted(
                (it.match_id, it.role, it.sealed and it.read()) for it in HelpRequest.objects.all()
            ),
            "matches": sorted(Match.objects.values_list("id", "held_count", "last_held_on", "health")),
            "answers": sorted(MeetingQuestion.objects.values_list("id", "answer", "answered_at")),
        }


def events(organization) -> int:
    with tenant_scope(organization.id):
        return AuditEvent.objects.count()
