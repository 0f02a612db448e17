"""Mail scanners follow links: opening any capability link, however often and by whom, writes nothing."""

import re

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id, tenant_scope
from tests.factories.goals import make_action_plan, make_goal, make_goal_agreement
from tests.factories.mail import make_message
from tests.factories.meetings import make_question
from tests.factories.members import make_invite
from tests.factories.programs import make_application, make_participant
from tests.factories.reports import make_outcome_notice
from tests.factories.support import make_review_answer, make_still_meeting_question
from tests.factories.surveys import make_survey_invitation, make_survey_question, make_wave
from tests.factories.tenancy import make_user

# A target for each purpose. A new purpose without one fails.
TARGETS = {
    "application": make_application,
    "manager-approval": lambda: make_application(manager_answer="asked"),
    "briefing": make_participant,
    "check-in": lambda: make_goal(state="agreed"),
    "goal": lambda: make_goal_agreement(goal=make_goal(state="proposed"), asked_at="2026-10-01T09:00Z"),
    "invite": make_invite,
    "objection": make_outcome_notice,
    "met": lambda: make_question().inquiry,
    "plan": make_action_plan,
    "review": make_review_answer,
    "still-meeting": make_still_meeting_question,
    "survey": lambda: make_survey_invitation(wave=make_wave(version=make_survey_question().version)),
    "unsubscribe": lambda: make_message(category="reminders"),
    "mail-events": lambda: Organization.objects.get(pk=current_organization_id()),
}
WRITES = re.compile(r'^\s*(INSERT|UPDATE|DELETE)\b(?!.*"django_session")', re.IGNORECASE)


def purposes() -> list[str]:
    get_resolver().url_patterns  # noqa: B018 - importing the URLs registers the purposes
    return [name for name, _view in LINK_VIEWS.items() if not name.startswith("test-")]


def test_every_purpose_has_a_target():
    assert set(purposes()) == set(TARGETS)


@pytest.mark.parametrize("purpose", sorted(TARGETS))
@pytest.mark.parametrize("is_signed_in", [False, True], ids=["scanner", "signed in"])
def test_following_a_link_twice_changes_nothing(purpose, is_signed_in, organization):
    with tenant_scope(organization.id):
        target = TARGETS[purpose]()
    path = LINK_VIEWS[purpose].path_to(target, organization)
    client = Client()
    if is_signed_in:
        client.force_login(make_user())
    for method in (client.get, client.head, client.get):
        with CaptureQueriesContext(connection) as queries:
            answer = method(path)
        assert answer.status_code in {200, 405}, answer.content[:300]
        assert [q["sql"] for q in queries if WRITES.match(q["sql"])] == []


def opens(path: str) -> bool:
    return Client().get(path).status_code != 404


@pytest.mark.parametrize("purpose", sorted(TARGETS))
def test_link_opens_nothing_but_its_own_target(purpose, organization, other_organization):
    """Its signature under every other purpose, target and organization is no link; 405 would be one for POST."""
    ours, theirs = organization, other_organization
    with tenant_scope(ours.id):
        target = TARGETS[purpose]()
        others = {name: make() for name, make in TARGETS.items()}
    with tenant_scope(theirs.id):
        foreign = TARGETS[purpose]()
    path = LINK_VIEWS[purpose].path_to(target, ours)
    assert opens(path)
    signature = path.split(".")[1].strip("/")
    name = target.pk.hex
    wrong = {
        "another organization": f"/l/{purpose}/{theirs.slug}/{name}.{signature}/",
        "its target there": f"/l/{purpose}/{theirs.slug}/{foreign.pk.hex}.{signature}/",
        "its target here": f"/l/{purpose}/{ours.slug}/{foreign.pk.hex}.{signature}/",
        "the foreign link here": LINK_VIEWS[purpose].path_to(foreign, theirs).replace(theirs.slug, ours.slug),
        "no signature": f"/l/{purpose}/{ours.slug}/{name}/",
        "a shorter signature": f"/l/{purpose}/{ours.slug}/{name}.{signature[:-1]}/",
    }
    for kind, other in others.items():
        if other.pk != target.pk:
            wrong[f"the {kind} of somebody else"] = f"/l/{kind}/{ours.slug}/{other.pk.hex}.{signature}/"
        if kind != purpose:
            wrong[f"as {kind}"] = f"/l/{kind}/{ours.slug}/{name}.{signature}/"
    assert [why for why, other_path in wrong.items() if opens(other_path)] == []


@pytest.mark.parametrize("purpose", sorted(TARGETS))
def test_link_of_another_version_is_dead(purpose, organization, monkeypatch):
    """Where links can be revoked by their target, raising its version does; elsewhere there is none to raise."""
    with tenant_scope(organization.id):
        target = TARGETS[purpose]()
    view = LINK_VIEWS[purpose]
    path = view.path_to(target, organization)
    assert opens(path)
    if hasattr(target, "link_version"):
        with tenant_scope(organization.id):
            type(target).objects.filter(pk=target.pk).update(link_version=F("link_version") + 1)
            target.refresh_from_db()
    else:
        monkeypatch.setattr(view, "version_of", classmethod(lambda cls, target: "revoked"))
    assert not opens(path)
    assert opens(view.path_to(target, organization))
