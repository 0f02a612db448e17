"""Ask people whether they met, and revoke what was asked."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from mentoring.audit.actions import record
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from programs.extensions import MATCH_LINKS
from programs.meeting_email import queue_inquiries, queue_renewed
from programs.models import Match, MeetingInquiry, MeetingQuestion, Review, ReviewAnswer, StillMeetingQuestion
from programs.selectors.meeting_inquiries import DueQuestion, due_questions, local_day
from programs.selectors.meeting_pages import questions_of

EXPIRES_AFTER = timedelta(days=14)


@transaction.atomic
def ask_whether_met(
    person_ids: Iterable[UUID], *, organization: Organization, by: Actor, now: datetime
) -> list[MeetingInquiry]:
    """Ask these people about all of their matches that are due, and queue an email for each; return what was asked.

    Asking again asks nothing more: who is due is read after the people are locked.
    """
    # Two beat processes may both have found these people due; the second waits here and then finds nobody.
    locked = Person.objects.select_for_update().filter(pk__in=list(person_ids)).order_by("pk")
    people = {person.pk: person for person in locked}
    due = due_questions(organization, now=now, person_ids=people.keys())
    inquiries = {
        MeetingInquiry(
            person=people[pk],
            asked_on=local_day(questions[0].party, organization, now),
            asked_at=now,
            expires_at=now + EXPIRES_AFTER,
        ): questions
        for pk, questions in due.items()
    }
    MeetingInquiry.objects.bulk_create(list(inquiries))
    asked = {inquiry: _questions(inquiry, questions) for inquiry, questions in inquiries.items()}
    MeetingQuestion.objects.bulk_create([question for each in asked.values() for question in each])
    queue_inquiries(asked, by=by)
    return list(asked)


def _questions(inquiry: MeetingInquiry, due: Sequence[DueQuestion]) -> list[MeetingQuestion]:
    return [
        MeetingQuestion(
            inquiry=inquiry,
            match=question.party.match,
            role=question.party.role,
            session=question.session,
            about_on=question.session.happens_on if question.session else None,
        )
        for question in due
    ]


@transaction.atomic
def revoke_links_of_match(match: Match, *, by: Actor, now: datetime) -> int:
    """Revoke all links to the match in emails to mentor and mentee; return how many.

    The same questions stay on their home pages.
    """
    asked = MeetingQuestion.objects.filter(match=match).values("inquiry")
    count = sum(
        rows.update(link_version=F("link_version") + 1)
        for rows in (
            MeetingInquiry.objects.open(now).filter(pk__in=asked),
            ReviewAnswer.objects.filter(review__in=Review.objects.filter(match=match)),
            StillMeetingQuestion.objects.filter(match=match),
        )
    )
    count += sum(revoke(match.pk) for revoke in MATCH_LINKS)
    record("programs.revoke_match_links", match, by=by)
    return count


@transaction.atomic
def renew_inquiry_link(inquiry: MeetingInquiry, *, by: Actor, now: datetime) -> bool:
    """Email the person a new link in place of one that has expired, if anything is still to be answered.

    The expired link stays dead, so that it is good for one new link.
    """
    # Of two requests at once, the second waits here and then finds a link that has not expired.
    found = MeetingInquiry.objects.select_for_update(of=["self"]).select_related("person").renewable(now)
    renewed = found.filter(pk=inquiry.pk).first()
    if (
        renewed is None
        or not renewed.person.email
        or not questions_of([inquiry.pk]).filter(answer="").exists()
    ):
        return False
    renewed.expires_at = now + EXPIRES_AFTER
    renewed.link_version += 1
    renewed.save(update_fields=["expires_at", "link_version"])
    queue_renewed(renewed, by=by)
    record("programs.renew_inquiry_link", renewed, by=by)
    return True
