"""Mail scanners follow links: opening any capability link, however often and by whom, writes nothing."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id, tenant_scope
from tests.factories.goals import make_goal, make_goal_agreement
from tests.factories.mail import make_message
from tests.factories.meetings import make_question
from tests.factories.members import make_invite
from tests.factories.tenancy import make_user

# A target for each purpose. A new purpose without one fails.
TARGETS = {
    "goal": lambda: make_goal_agreement(goal=make_goal(state="proposed"), asked_at="2026-10-01T09:00Z"),
    "invite": make_invite,
    "met": lambda: make_question().inquiry,
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
