"""After a match has ended, its two people say how each goal ended."""

from datetime import date
from decimal import Decimal

import pytest

from mentoring.tenancy.scope import tenant_scope
from programs.models import Match
from tests.factories.goals import make_goal
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture


@pytest.mark.parametrize(
    ("given", "attainment"),
    [({"state": "met"}, "met"), ({"state": "dropped", "reason": "The match ended"}, "not_met")],
)
def test_goal_of_an_ended_match_gets_its_last_attainment(
    client_of,
    mentee,
    pair,  # noqa: F811
    organization,
    given,
    attainment,
):
    value = Decimal(4 if given["state"] == "met" else 2)
    with tenant_scope(organization.id):
        goal = make_goal(
            match=pair, state="agreed", target=Decimal(4), baseline=Decimal(0), current_value=value
        )
        Match.objects.filter(pk=pair.pk).update(state="ended", ended_on=date(2026, 11, 2))
    page = f"/o/acme/my/matches/{pair.pk}/"
    url = f"{page}goals/{goal.pk}/"
    assert f"{page}goals/" in client_of(mentee).get(page).content.decode()
    assert url in client_of(mentee).get(f"{page}goals/").content.decode()
    assert f"{url}close/" in client_of(mentee).get(url).content.decode()
    assert client_of(mentee).post(f"{url}close/", given).status_code == 302
    with tenant_scope(organization.id):
        goal.refresh_from_db()
    assert (goal.state, goal.attainment) == (given["state"], attainment)
