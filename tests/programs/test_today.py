"""Today: what it says, what it costs, and that page, file and API never differ."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from programs.actions import override_health
from programs.enums import Health
from programs.health.evaluate import take_snapshot
from programs.models import HealthSnapshot, Match, Participant, Program, Session
from programs.selectors.status import SessionWeek
from programs.today.chart import finding
from tests.factories.programs import make_application, make_introduction, make_match, make_program
from tests.programs.conftest import TODAY
from tests.programs.pages import heading_of, names_on, sentence_of, text_of
from tests.programs.queries import queries_of

pytestmark = pytest.mark.usefixtures("it_is_today")


@pytest.fixture
def url(program):
    return f"/o/acme/programs/{program.pk}/"


def test_today_says_how_many_are_on_track_and_mostly_why_not(client_of, coordinator, held, url):
    held(70, 3, 17, 31)
    held(70, 25, 40)  # a gap of 25 days: needs attention
    held(70)
    held(60)
    answer = client_of(coordinator).get(url)
    assert heading_of(answer) == "1 of 4 matches is on track"
    assert sentence_of(answer) == (
        "1 needs attention, 2 are at risk, mostly because no session has been held."
    )


def test_today_says_up_to_when_sessions_are_known(client_of, coordinator, held, url):
    held(70, 30, 44, sessions_known_until=TODAY - timedelta(days=28))
    client = client_of(coordinator)
    assert sentence_of(client.get(url)).endswith("Session data up to Oct 5, 2026.")
    held(70, 3, 17, sessions_known_until=None)
    assert sentence_of(client.get(url)).endswith("Session data of 1 match up to Oct 5, 2026.")


def test_today_compares_with_the_last_snapshot(client_of, coordinator, organization, program, held, url):
    held(70, 3, 17, 31)
    held(70, 4, 18, 32)
    with tenant_scope(organization.id):
        HealthSnapshot.objects.create(program=program, week_ends_on=date(2026, 11, 1), on_track=1)
    assert "1 more on track than on Nov 1." in sentence_of(client_of(coordinator).get(url))


def test_finished_program_reads_as_finished(client_of, coordinator, organization, program, held, url):
    with tenant_scope(organization.id):
        program.ends_on = date(2026, 10, 1)
        program.save()
    held(70, 40, 55, goals_agreed=2, goals_met=1)
    answer = client_of(coordinator).get(url)
    assert heading_of(answer) == "This program has ended"
    assert sentence_of(answer) == ("It ended on Oct 1, 2026. 1 match held 2 sessions and met 1 of 2 goals.")
    assert "Next steps Nothing to do" in text_of(answer)


def test_match_of_a_finished_program_is_over_since_its_last_day(
    client_of, coordinator, organization, program, held, url
):
    match = held(70, 40, 55)
    with tenant_scope(organization.id):
        program.ends_on = date(2026, 10, 1)
        program.save()
        Match.objects.filter(pk=match.pk).update(health="finished", health_since=date(2026, 11, 2))
    page = text_of(client_of(coordinator).get(f"{url}matches/{match.pk}/"))
    assert "Finished since Oct 1, 2026" in page
    assert "Next session" not in page
    assert "Record absence" not in page


@pytest.mark.parametrize(
    ("held_lately", "now", "at_the_end"),
    [
        (10, "Sessions are on pace", "Sessions were on pace until the end"),
        (
            8,
            "Sessions are slightly behind",
            "Sessions were slightly behind at the end",
        ),
        (7, "Sessions are behind", "Sessions were behind at the end"),
    ],
)
def test_the_chart_of_a_finished_program_speaks_of_the_past(held_lately, now, at_the_end):
    weeks = [SessionWeek(date(2026, 10, 26), held_lately, 10)]
    span = f": {held_lately} of 10 in the last week"
    assert finding(weeks) == now + span
    assert finding(weeks, is_over=True) == at_the_end + span


def test_tiles_say_their_comparison_and_their_definition(client_of, coordinator, held, url):
    held(70, 3, 17, 31, goals_met=1)
    held(70, 8, 9, goals_agreed=0)
    page = text_of(client_of(coordinator).get(url))
    assert "Sessions held 5 50% of 10 expected by now" in page
    assert "Matches with a goal 1 of 2 1 match without a goal" in page
    assert "Goals met 1 of 1 100% of agreed goals" in page
    assert "Sessions in 7 days 1 1 fewer than in the previous 7 days" in page
    assert "One session is expected every 14 days after the introduction" in page


def test_next_steps_come_worst_first_with_fact_and_step(client_of, coordinator, organization, by, held, url):
    fine = held(70, 3, 17, 31)
    attention, risk = held(70, 25, 40), held(70)
    with tenant_scope(organization.id):
        override_health(
            fine,
            health="on_track",
            reason="On leave",
            review_on=TODAY + timedelta(days=1),
            by=by,
            today=TODAY,
        )
        Match.objects.filter(pk=fine.pk).update(override_review_on=TODAY)
    page = client_of(coordinator).get(url).content.decode()
    steps = page[page.index("Next steps") : page.index("Show the numbers")]
    order = [steps.index(str(match.pk)) for match in (risk, fine, attention)]
    assert order == sorted(order)
    said = text_of(client_of(coordinator).get(url))
    assert (
        "No session held 70 days after the introduction on Aug 24 Contact both and offer a re-match" in said
    )
    assert "Override due for review on Nov 2: On leave Review the override" in said
    assert (
        "No session in 25 days; the last one was on Oct 8 Ask both for the date of the next session" in said
    )


def test_at_most_ten_next_steps(client_of, coordinator, organization, held, url):
    for n in range(12):
        held(
            60 + n, health="at_risk", override="at_risk", override_reason="Quarrel", override_review_on=TODAY
        )
    with tenant_scope(organization.id):
        Match.objects.update(override_review_on=TODAY + timedelta(days=9))
    page = client_of(coordinator).get(url).content.decode()
    assert page.count('class="next-step"') == 10
    assert "All 12" in page


def test_approved_matches_are_one_step_until_they_are_introduced(
    client_of, coordinator, organization, program, url
):
    client = client_of(coordinator)
    with tenant_scope(organization.id):
        scheduled = make_introduction(program=program)
        for introduction in (None, None, scheduled):
            match = make_match(program=program, state="approved", overridden_by=None)
            Match.objects.filter(pk=match.pk).update(introduction=introduction)
        make_match(state="approved", overridden_by=None)
    page = client.get(url)
    said = "2 approved matches to introduce Mentor and mentee have not been told yet. Preview introductions"
    assert said in text_of(page)
    assert f'href="{url}introductions/"' in page.content.decode()
    with tenant_scope(organization.id):
        Match.objects.filter(program=program, introduction=None).update(state="active")
    assert "to introduce" not in text_of(client.get(url))


def test_applications_to_decide_are_one_step_and_counted_in_the_menu(
    client_of, coordinator, organization, program, url
):
    client = client_of(coordinator)
    assert "to decide" not in text_of(client.get(url))
    with tenant_scope(organization.id):
        for state in ("draft", "waiting", "accepted"):
            make_application(program=program, state=state)
        make_application(program=make_program())
    assert "to decide" not in text_of(client.get(url))
    assert 'class="side-count"' not in client.get(f"{url}matches/").content.decode()

    with tenant_scope(organization.id):
        for day in (29, 30):
            make_application(program=program, submitted_at=datetime(2026, 10, day, 12, tzinfo=UTC))
    page = client.get(url)
    assert "2 applications to decide The oldest was sent on Oct 29, 2026. Decide" in text_of(page)
    assert f"{url}applications/?state=submitted" in page.content.decode()
    assert '<span class="side-count">2</span>' in client.get(f"{url}matches/").content.decode()

    with tenant_scope(organization.id):
        program.state = "closed"
        program.save()
    assert "to decide" not in text_of(client.get(url))
    assert 'class="side-count"' not in client.get(f"{url}matches/").content.decode()


@pytest.mark.parametrize(
    ("left", "fact"),
    [
        ({"left_on": TODAY - timedelta(days=3)}, "Jon Lind left on Oct 30, 2026."),
        ({"is_departed": True}, "Jon Lind no longer works here."),
        ({}, "Jon Lind has left the program."),
    ],
)
def test_a_mentor_who_left_leads_to_another_mentor(
    client_of, administrator, organization, program, held, url, it_is_today, left, fact
):
    ended, match = held(40, 3), held(70, 3)
    with tenant_scope(organization.id):
        for it in (match, ended):
            Participant.objects.filter(pk=it.mentor_id).update(state="accepted" if left else "left")
            Person.objects.filter(pk=it.mentor.person_id).update(first_name="Jon", last_name="Lind", **left)
        Match.objects.filter(pk=ended.pk).update(state="ended", ended_on=TODAY)
    answer = client_of(administrator).get(url)
    assert text_of(answer).count(fact) == 1
    assert f"{url}matches/{match.pk}/rematch/" in answer.content.decode()
    with tenant_scope(organization.id):
        Program.objects.filter(pk=program.pk).update(state="closed")
    assert fact not in text_of(client_of(administrator).get(url))


def test_today_costs_twenty_one_queries_for_one_match_and_for_many(client_of, coordinator, held, url):
    client = client_of(coordinator)
    client.get(url)
    held(70, 3)
    assert queries_of(client, url) == 21
    for n in range(60):
        held(20 + n, 3)
    assert queries_of(client, url) == 21
    assert queries_of(client, f"{url}?health=at_risk&q=priya&only=no_goal&sort=-held") == 21


def test_list_and_match_cost_few_queries(client_of, coordinator, held, url):
    client = client_of(coordinator)
    match = held(70, *range(1, 60))
    client.get(url)
    assert queries_of(client, f"{url}matches/") == 8
    assert queries_of(client, f"{url}matches/{match.pk}/") == 10
    assert queries_of(client, "/o/acme/programs/") == 6


def test_what_is_of_another_program_is_not_here(client_of, coordinator, organization, held, url):
    with tenant_scope(organization.id):
        elsewhere = make_match(program=make_program())
    held(70)
    client = client_of(coordinator)
    assert client.get(f"{url}matches/{elsewhere.pk}/").status_code == 404
    assert len(names_on(client.get(url))) == 1
    assert client.get(f"/o/acme/programs/{elsewhere.pk}/").status_code == 404


def test_proposals_are_neither_listed_nor_counted(client_of, coordinator, organization, program, held, url):
    proposed = held(70, state="proposed")
    held(70, 3, 17)
    client = client_of(coordinator)
    assert heading_of(client.get(url)).startswith("1 of 1 match")
    assert client.get(f"{url}matches/{proposed.pk}/").status_code == 404


def test_snapshot_counts_what_today_counts(organization, program, held):
    held(70, 3, 17)
    held(70, state="proposed")
    with tenant_scope(organization.id):
        snapshot = take_snapshot(program, week_ends_on=date(2026, 11, 1))
        assert (snapshot.on_track, snapshot.unknown) == (1, 0)
        assert Session.objects.count() == 2
        assert Match.objects.filter(health=Health.UNKNOWN).count() == 1


def test_matches_of_an_empty_program_say_where_they_come_from(client_of, administrator, coordinator, url):
    page = client_of(coordinator).get(f"{url}matches/").content.decode()
    assert "First steps" in page
    assert 'name="health"' not in page  # nothing to filter
    assert "/imports/new/" not in page
    assert "/imports/new/" in client_of(administrator).get(f"{url}matches/").content.decode()
    page = client_of(coordinator).get(f"{url}matches/?q=ann").content.decode()
    assert "No matching results" in page
    assert 'name="health"' in page
