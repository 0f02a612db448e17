"""Links in "Did you meet?" emails: revoked for a match, and renewed by email when they have expired."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.scope import tenant_scope
from programs.actions import renew_inquiry_link
from programs.models import Match, MeetingInquiry, MeetingQuestion
from programs.views.meeting_inquiries import MetLink
from tests.factories.goals import make_action_plan, make_goal, make_goal_agreement
from tests.factories.meetings import make_inquiry, make_question
from tests.factories.programs import make_match, make_session
from tests.factories.support import make_review, make_review_answer, make_still_meeting_question

NEW_LINK = {"new-link": "1"}
SYSTEM = Actor.system("test")


@pytest.fixture
def ask(organization):
    """Ask a mentee of a new match; return the inquiry, whose link expired so many days ago."""

    def make(*, days: int = 1, role: str = "mentee", match: Match | None = None) -> MeetingInquiry:
        with tenant_scope(organization.id):
            session = make_session(state="planned", **({"match": match} if match else {}))
            person = getattr(session.match, role).person
            expires_at = timezone.now() - timedelta(days=days)
            inquiry = make_inquiry(person=person, expires_at=expires_at)
            make_question(session=session, inquiry=inquiry, role=role)
        return inquiry

    return make


@pytest.fixture
def link(organization):
    return lambda inquiry: MetLink.path_to(inquiry, organization)


def emails(organization) -> list[OutboxMessage]:
    with tenant_scope(organization.id):
        return list(OutboxMessage.objects.filter(kind="programs.new_meeting_link"))


def test_expired_link_is_good_for_one_new_link_by_email(ask, link, client, organization):
    asked = ask()
    old = link(asked)
    page = client.get(old).content.decode()
    assert "Links in emails expire after two weeks. We can email you a new one." in page
    assert emails(organization) == []
    for _twice in range(2):
        answer = client.post(old, NEW_LINK)
        assert (answer.status_code, "Check your inbox" in answer.content.decode()) == (200, True)
    (email,) = emails(organization)
    with tenant_scope(organization.id):
        asked.refresh_from_db()
        assert email.recipient_email == MeetingInquiry.objects.get().person.email
        action_url = MESSAGE_KINDS[email.kind].context(email)["action_url"]
        assert list(AuditEvent.objects.values_list("action", flat=True)) == ["programs.renew_inquiry_link"]
    assert link(asked) in action_url
    assert client.get(link(asked)).status_code == 200
    assert client.get(old).status_code == 404


def test_answers_sent_to_an_expired_link_save_nothing(ask, link, client, organization):
    asked = ask()
    with tenant_scope(organization.id):
        prefix = f"m{MeetingQuestion.objects.get().pk.hex}"
    assert client.post(link(asked), {f"{prefix}-met": "not_yet"}).status_code == 404
    with tenant_scope(organization.id):
        assert MeetingQuestion.objects.get().answer == ""
    assert emails(organization) == []


def test_new_link_needs_the_csrf_token(ask, link, organization):
    assert Client(enforce_csrf_checks=True).post(link(ask()), NEW_LINK).status_code == 403
    assert emails(organization) == []


WHY = ("revoked", "forged", "unknown", "foreign", "nowhere", "answered", "ended", "no address", "long ago")


@pytest.mark.parametrize("why", WHY)
def test_no_other_link_is_renewed_and_the_answer_is_the_same(
    why, ask, link, client, organization, other_organization
):
    asked, good = ask(days=61 if why == "long ago" else 1), ask()
    path = link(asked)
    with tenant_scope(organization.id):
        question = MeetingQuestion.objects.filter(inquiry=asked)
        if why == "revoked":
            MeetingInquiry.objects.filter(pk=asked.pk).update(link_version=1)
        if why == "answered":
            question.update(answer="yes", answered_at=timezone.now())
        if why == "ended":
            Match.objects.filter(pk=question.get().match_id).update(state="ended", ended_on=date(2026, 11, 2))
        if why == "no address":
            asked.person.email = ""
            asked.person.save(update_fields=["email", "email_norm"])
    path = {
        "forged": f"{path[:-2]}{'A' if path[-2] != 'A' else 'B'}/",
        "unknown": path.replace(asked.pk.hex, uuid4().hex),
        "foreign": path.replace("/acme/", f"/{other_organization.slug}/"),
        "nowhere": path.replace("/acme/", "/no-such-organization/"),
    }.get(why, path)
    pages = [visible(client.get(path)), visible(client.post(path, NEW_LINK))]
    assert emails(organization) == []
    assert pages == [visible(client.get(link(good))), visible(client.post(link(good), NEW_LINK))]
    assert len(emails(organization)) == 1


def visible(answer) -> tuple[int, str]:
    """Return the page without its token, which differs each time."""
    return answer.status_code, re.sub(r'value="\w{64}"', "", answer.content.decode())


def test_link_that_works_is_not_renewed(ask, organization):
    asked = ask(days=-3)
    with tenant_scope(organization.id):
        assert not renew_inquiry_link(asked, by=SYSTEM, now=datetime.now(UTC))
    assert emails(organization) == []


def test_links_of_a_match_are_revoked_together(ask, link, client, administrator, client_of, organization):
    mentee = ask(days=-3)
    with tenant_scope(organization.id):
        match = MeetingQuestion.objects.get().match
    links = [link(mentee), link(ask(days=-3, role="mentor", match=match))]
    others = link(ask(days=-3))
    assert [client.get(path).status_code for path in links] == [200, 200]
    page = f"/o/acme/programs/{match.program_id}/matches/{match.pk}/"
    staff = client_of(administrator)
    assert "Revoke links" in staff.get(page).content.decode()
    assert "Links revoked." in staff.post(f"{page}links/revoke/", follow=True).content.decode()
    assert [client.get(path).status_code for path in (*links, others)] == [404, 404, 200]
    assert client.post(links[0], NEW_LINK).status_code == 200
    assert emails(organization) == []


@pytest.mark.parametrize("purpose", ["check-in", "goal", "plan", "review", "still-meeting"])
def test_every_link_to_a_match_is_revoked_from_its_page(
    purpose, client, administrator, client_of, organization, program
):
    with tenant_scope(organization.id):
        match, other = make_match(program=program), make_match(program=program)
        make = {
            "check-in": lambda match: make_goal(match=match, state="agreed"),
            "goal": lambda match: make_goal_agreement(
                goal=make_goal(match=match, state="proposed"), asked_at="2026-10-01T09:00Z"
            ),
            "plan": lambda match: make_action_plan(match=match),
            "review": lambda match: make_review_answer(review=make_review(match=match)),
            "still-meeting": lambda match: make_still_meeting_question(match=match),
        }[purpose]
        paths = [LINK_VIEWS[purpose].path_to(make(each), organization) for each in (match, other)]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    page = f"/o/acme/programs/{program.pk}/matches/{match.pk}/"
    client_of(administrator).post(f"{page}links/revoke/")
    assert [client.get(path).status_code for path in paths] == [404, 200]
    with tenant_scope(organization.id):
        assert AuditEvent.objects.filter(action="programs.revoke_match_links").count() == 1
