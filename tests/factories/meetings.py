from datetime import UTC, date, datetime

from programs.models import Feedback, HelpRequest, MeetingInquiry, MeetingQuestion
from tests.factories import makes
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_session

ASKED_AT = datetime(2026, 9, 2, 7, tzinfo=UTC)


@makes(MeetingInquiry)
def make_inquiry(*, mark: str = "", **fields) -> MeetingInquiry:
    person = fields.pop("person", None) or make_person(mark=mark)
    return MeetingInquiry.objects.create(
        person=person,
        **{
            "asked_on": date(2026, 9, 2),
            "asked_at": ASKED_AT,
            "expires_at": datetime(2099, 9, 16, tzinfo=UTC),
            **fields,
        },
    )


@makes(MeetingQuestion)
def make_question(*, mark: str = "", **fields) -> MeetingQuestion:
    """Make a question to the mentee about a planned session of the day before."""
    session = fields.pop("session", None) or make_session(mark=mark, state="planned")
    match, role = session.match, fields.pop("role", "mentee")
    inquiry = fields.pop("inquiry", None) or make_inquiry(person=getattr(match, role).person)
    return MeetingQuestion.objects.create(
        inquiry=inquiry,
        match=match,
        role=role,
        **{"session": session, "about_on": session.happens_on, **fields},
    )


@makes(Feedback)
def make_feedback(*, mark: str = "", **fields) -> Feedback:
    session = fields.pop("session", None) or make_session(mark=mark)
    return Feedback.objects.create(
        session=session,
        match=session.match,
        **{"role": "mentee", "rating": 5, "given_on": session.happens_on, **fields},
    )


@makes(HelpRequest)
def make_help_request(*, mark: str = "", **fields) -> HelpRequest:
    match = fields.pop("match", None) or make_match(mark=mark)
    text = fields.pop("text", mark)
    request = HelpRequest(
        match=match,
        **{
            "role": "mentee",
            "requested_at": ASKED_AT,
            "requested_on": date(2026, 9, 2),
            "resolved_by": None,
            **fields,
        },
    )
    if text:
        request.write(text)
    request.save()
    return request
