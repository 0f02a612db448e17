from datetime import UTC, date, datetime
from itertools import count

from programs.models import (
    Absence,
    AgreementAcceptance,
    Announcement,
    Application,
    Break,
    Briefing,
    BriefingReading,
    DailyCount,
    DecisionBatch,
    EmailText,
    HealthSnapshot,
    Intake,
    Introduction,
    Match,
    MatchChange,
    MatchMessage,
    Note,
    Participant,
    ProfileQuestion,
    Program,
    ProgramCoordinator,
    Resource,
    SavedView,
    Session,
    Topic,
)
from tests.factories import makes
from tests.factories.people import make_person
from tests.factories.tenancy import make_membership

NUMBERS = count(1)
APPLIED_AT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


@makes(Program)
def make_program(*, mark: str = "", **fields) -> Program:
    return Program.objects.create(
        **{
            "name": mark or f"Rising Leaders {next(NUMBERS)}",
            "starts_on": date(2026, 8, 1),
            "ends_on": date(2027, 2, 1),
            "meeting_interval_days": 14,
            "state": "running",
            **fields,
        }
    )


@makes(ProgramCoordinator)
def make_program_coordinator(*, mark: str = "", **fields) -> ProgramCoordinator:
    member = fields.pop("membership", None) or make_membership(role="coordinator")
    return ProgramCoordinator.objects.create(program=_program(fields), membership=member, **fields)


def _program(fields: dict) -> Program:
    return fields.pop("program", None) or make_program()


@makes(Break)
def make_break(*, mark: str = "", **fields) -> Break:
    return Break.objects.create(
        program=_program(fields),
        **{"starts_on": date(2026, 12, 21), "ends_on": date(2027, 1, 3), "reason": mark, **fields},
    )


@makes(Participant)
def make_participant(*, mark: str = "", **fields) -> Participant:
    person = fields.pop("person", None) or make_person(mark=mark)
    return Participant.objects.create(
        program=_program(fields),
        person=person,
        **{"role": "mentee", "topics": [mark] if mark else [], **fields},
    )


@makes(Absence)
def make_absence(*, mark: str = "", **fields) -> Absence:
    participant = fields.pop("participant", None) or make_participant()
    return Absence.objects.create(
        participant=participant, **{"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 14), **fields}
    )


@makes(Match)
def make_match(*, mark: str = "", **fields) -> Match:
    program = _program(fields)
    mentor = fields.pop("mentor", None) or make_participant(program=program, role="mentor", mark=mark)
    mentee = fields.pop("mentee", None) or make_participant(program=program, role="mentee", mark=mark)
    return Match.objects.create(
        program=program,
        mentor=mentor,
        mentee=mentee,
        **{"started_on": date(2026, 8, 10), "overridden_by": make_membership(), **fields},
    )


@makes(Introduction)
def make_introduction(*, mark: str = "", **fields) -> Introduction:
    """Introductions that are planned."""
    return Introduction.objects.create(
        program=_program(fields), **{"planned_for": datetime(2099, 1, 5, 9, tzinfo=UTC), **fields}
    )


@makes(EmailText)
def make_email_text(*, mark: str = "Your mentor", **fields) -> EmailText:
    return EmailText.objects.create(
        program=_program(fields),
        **{
            "name": "introduction_mentee",
            "language": "en",
            "subject": mark,
            "body": "Hello {first_name}",
            **fields,
        },
    )


@makes(MatchChange)
def make_match_change(*, mark: str = "busy", **fields) -> MatchChange:
    match = fields.pop("match", None) or make_match()
    return MatchChange.objects.create(
        match=match,
        **{
            "kind": "paused",
            "changed_on": date(2026, 9, 1),
            "until": date(2026, 9, 14),
            "reason": mark,
            "made_at": datetime(2026, 9, 1, 9, 0, tzinfo=UTC),
            **fields,
        },
    )


@makes(Session)
def make_session(*, mark: str = "", **fields) -> Session:
    match = fields.pop("match", None) or make_match()
    return Session.objects.create(
        match=match,
        program=match.program,
        **{"happens_on": date(2026, 9, 1), "state": "held", "minutes": 60, "agenda": mark, **fields},
    )


@makes(DailyCount)
def make_daily_count(*, mark: str = "", **fields) -> DailyCount:
    return DailyCount.objects.create(
        program=_program(fields), **{"day": date(2026, 9, 1), "held": 1, **fields}
    )


@makes(HealthSnapshot)
def make_health_snapshot(*, mark: str = "", **fields) -> HealthSnapshot:
    return HealthSnapshot.objects.create(
        program=_program(fields), **{"week_ends_on": date(2026, 9, 6), **fields}
    )


@makes(SavedView)
def make_saved_view(*, mark: str = "mine", **fields) -> SavedView:
    membership = fields.pop("membership", None) or make_membership()
    return SavedView.objects.create(
        program=_program(fields),
        membership=membership,
        **{"name": mark[:60], "query": "health=at_risk", **fields},
    )


@makes(AgreementAcceptance)
def make_acceptance(*, mark: str = "", **fields) -> AgreementAcceptance:
    match = fields.pop("match", None) or make_match()
    return AgreementAcceptance.objects.create(
        match=match,
        **{
            "role": "mentee",
            "text": mark or "We meet as agreed.",
            "contact": mark or "Teams chat",
            "reply_within_days": 2,
            "wishes": mark,
            "accepted_at": datetime(2026, 9, 14, 9, 0, tzinfo=UTC),
            **fields,
        },
    )


@makes(Note)
def make_note(*, mark: str = "Bring slides", **fields) -> Note:
    match = fields.pop("match", None) or make_match()
    note = Note(
        match=match,
        **{"author": match.mentor, "written_at": datetime(2026, 9, 14, 9, 0, tzinfo=UTC), **fields},
    )
    note.write(mark)
    note.save()
    return note


@makes(MatchMessage)
def make_match_message(*, mark: str = "", **fields) -> MatchMessage:
    match = fields.pop("match", None) or make_match()
    return MatchMessage.objects.create(
        match=match,
        **{
            "role": "mentor",
            "body": mark or "Hello",
            "sent_at": datetime(2026, 9, 14, 9, 0, tzinfo=UTC),
            **fields,
        },
    )


@makes(Announcement)
def make_announcement(*, mark: str = "", **fields) -> Announcement:
    return Announcement.objects.create(
        program=_program(fields),
        **{
            "audience": "both",
            "subject": mark or "Hello",
            "body": mark or "Hello {first_name}",
            "sent_at": datetime(2026, 9, 14, 9, 0, tzinfo=UTC),
            "recipients": 2,
            **fields,
        },
    )


@makes(Topic)
def make_topic(*, mark: str = "", **fields) -> Topic:
    name = fields.pop("name", None) or mark or f"Topic {next(NUMBERS)}"
    return Topic.objects.create(name=name, name_norm=name.casefold(), **fields)


@makes(ProfileQuestion)
def make_profile_question(*, mark: str = "", **fields) -> ProfileQuestion:
    number = next(NUMBERS)
    return ProfileQuestion.objects.create(
        program=_program(fields),
        **{
            "key": f"question-{number}",
            "kind": "text",
            "text": mark or f"Question {number}",
            "position": number,
            **fields,
        },
    )


@makes(Intake)
def make_intake(*, mark: str = "", **fields) -> Intake:
    return Intake.objects.create(
        program=_program(fields), **{"slug": f"program-{next(NUMBERS)}", "whom_for": mark, **fields}
    )


@makes(DecisionBatch)
def make_decision_batch(*, mark: str = "", **fields) -> DecisionBatch:
    return DecisionBatch.objects.create(
        program=_program(fields),
        **{
            "decision": "accept",
            "subject": mark or "You are in",
            "body": mark or "Welcome",
            "decided_at": APPLIED_AT,
            **fields,
        },
    )


@makes(Application)
def make_application(*, mark: str = "", **fields) -> Application:
    """Make an application that was submitted, of a guest unless `person` is given."""
    number = next(NUMBERS)
    email = fields.pop("email", f"applicant{number}@example.org")
    return Application.objects.create(
        program=_program(fields),
        **{
            "role": "mentee",
            "name": mark or f"Ada Applicant {number}",
            "email": email,
            "email_norm": email,
            "state": "submitted",
            "answers": {"why": mark} if mark else {},
            "created_at": APPLIED_AT,
            "submitted_at": APPLIED_AT,
            **fields,
        },
    )


@makes(Briefing)
def make_briefing(*, mark: str = "Read this.", **fields) -> Briefing:
    return Briefing.objects.create(
        program=_program(fields), **{"role": "mentor", "language": "en", "text": mark, **fields}
    )


@makes(BriefingReading)
def make_briefing_reading(*, mark: str = "", **fields) -> BriefingReading:
    participant = fields.pop("participant", None) or make_participant()
    return BriefingReading.objects.create(participant=participant, **{"read_at": APPLIED_AT, **fields})


@makes(Resource)
def make_resource(*, mark: str = "", **fields) -> Resource:
    """Make a link; with `content`, a file."""
    number = next(NUMBERS)
    content = fields.get("content")
    return Resource.objects.create(
        program=_program(fields),
        **{
            "stage": "before",
            "title": mark or f"Resource {number}",
            "description": mark,
            "url": "" if content else "https://example.org/guide",
            "file_name": f"{mark or 'guide'}.pdf" if content else "",
            "size": len(content or b""),
            "position": number,
            **fields,
        },
    )
