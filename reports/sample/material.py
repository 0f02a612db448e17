"""What mentors and mentees of the made-up organization are given to read: a briefing, links and a file."""

from datetime import datetime

from mentoring.tenancy.actor import Actor
from programs.actions.briefings import mark_briefing_read
from programs.actions.certificates import offer_certificates
from programs.actions.resources import add_resource
from programs.enums import Audience, ParticipantState, Stage
from programs.models import Participant, Program

RESOURCES = (
    (
        Stage.BEFORE,
        Audience.BOTH,
        "How mentoring works here",
        "The page of this program on the intranet.",
        "https://example.org/mentoring",
    ),
    (
        Stage.FIRST,
        Audience.MENTEES,
        "Questions for the first session",
        "One page, to choose from.",
        "https://example.org/mentoring/first-session",
    ),
    (
        Stage.HALF_TIME,
        Audience.BOTH,
        "Looking back at half-time",
        "What has changed, and what comes next?",
        "https://example.org/mentoring/half-time",
    ),
    (
        Stage.CLOSING,
        Audience.MENTORS,
        "A good last session",
        "How to end well and stay in touch.",
        "https://example.org/mentoring/last-session",
    ),
)
CHECKLIST = (Stage.FIRST, Audience.MENTORS, "Checklist for mentors", "Before, during and after a session.")
PAGE = """
#set document(title: "Checklist for mentors")
= Checklist for mentors
- Before: read what you agreed last time.
- During: ask first, advise later.
- After: note the next step and the next date.
"""
EVERY_THIRD = 3


def add_material(program: Program, *, at: datetime) -> None:
    """Add resources to a program, offer certificates, and let two of three participants have read the briefing."""
    by = Actor.system("sample")
    for stage, audience, title, description, url in RESOURCES:
        values = {"stage": stage, "audience": audience, "title": title, "description": description}
        add_resource(program, values={**values, "url": url}, by=by)
    stage, audience, title, description = CHECKLIST
    values = {"stage": stage, "audience": audience, "title": title, "description": description}
    add_resource(program, values=values, file=("checklist-for-mentors.pdf", _pdf()), by=by)
    offer_certificates(program, is_offered=True, by=by)
    people = Participant.objects.filter(program=program, state=ParticipantState.ACCEPTED)
    for number, participant in enumerate(people.order_by("person__name_norm", "id")):
        if number % EVERY_THIRD:
            mark_briefing_read(participant, by=by, at=at)


def _pdf() -> bytes:
    import typst  # 20 MB, which nothing else of the sample needs

    return bytes(typst.compile(PAGE.encode()))
