"""A pulse stops after two waves that under 30% answered, says so, and can be started again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import launch_wave, restart_pulse, schedule_survey
from surveys.models import Invitation, Skip, Survey, Wave
from surveys.periodic import run
from surveys.pulse_email import stopped_context
from surveys.selectors.pulses import unanswered_pulses
from surveys.views.plan_today import StoppedPulses
from tests.factories.programs import make_match, make_participant, make_program
from tests.factories.surveys import make_schedule, make_skip, make_survey_invitation, make_wave
from tests.surveys.conftest import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def waves(organization, program, survey):
    """Make closed waves, the oldest first, with so many answers of so many people."""

    def make(*counts, mode="named", **fields):
        with tenant_scope(organization.id):
            Survey.objects.filter(pk=survey.pk).update(mode=mode)
            survey.refresh_from_db()
            for number, (answered, invited) in enumerate(counts):
                at = NOON - timedelta(days=40 * (len(counts) - number))
                wave = make_wave(
                    survey=survey, mode=mode, state="closed", closed_at=at, opened_at=at, opens_on=at.date(),
                    joins_until=at.date(), closes_on=at.date() + timedelta(days=14), **fields,
                )  # fmt: skip
                for n in range(invited):
                    done = at if n < answered and mode != "anonymous" else None
                    make_survey_invitation(wave=wave, invited_at=at, started_at=done, answered_at=done)

    return make


@pytest.mark.parametrize(
    ("counts", "stops"),
    [
        ([(1, 5), (1, 5)], True),
        ([(4, 5), (1, 5), (0, 6)], True),
        # Exactly 30%, or one good wave among the two, or only one wave.
        ([(3, 10), (1, 10)], False),
        ([(0, 5), (2, 5)], False),
        ([(0, 5)], False),
        # Waves of fewer than five people do not count.
        ([(0, 4), (0, 4), (0, 5)], False),
    ],
)
def test_when_it_stops(organization, survey, waves, counts, stops):
    waves(*counts)
    run(organization.id, now=NOON)
    with tenant_scope(organization.id):
        survey.refresh_from_db()
        assert (survey.stopped_at == NOON) == stops
        assert OutboxMessage.objects.filter(kind="surveys.pulse_stopped").count() == stops


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
@pytest.mark.parametrize(("invited", "stops"), [(5, False), (13, False), (14, True), (16, True)])
def test_that_a_pulse_stops_says_no_more_than_its_results(organization, survey, waves, mode, invited, stops):
    """Results say from five answers on how many there were. Of none to four, this says nothing either."""
    found = set()
    for answered in range(5):
        stored = {"answered": None, "invited": invited} if mode == "anonymous" else {}
        waves((answered, invited), (answered, invited), mode=mode, **stored)
        with tenant_scope(organization.id):
            found.add(survey.pk in {each.pk for each in unanswered_pulses()})
            Wave.objects.filter(survey=survey).delete()
    assert found == {stops}


def test_today_says_so_until_it_is_started_again(
    client_of, administrator, organization, program, survey, waves, by
):
    with tenant_scope(organization.id):
        make_match(program=program, started_on=TODAY)
    waves((1, 5), (1, 5))
    page = f"/o/acme/programs/{program.pk}/"
    step = "Stopped: under 30% answered its last two rounds"
    assert step not in client_of(administrator).get(page).content.decode()
    run(organization.id, now=NOON)
    html = client_of(administrator).get(page).content.decode()
    assert html.count(step) == 1
    assert f'href="{page}surveys/"' in html
    with tenant_scope(organization.id):
        [item] = StoppedPulses().items(program, TODAY)
        assert (item.who, item.since) == (survey.name, TODAY)
        assert StoppedPulses().items(make_program(), TODAY) == []
        restart_pulse(survey, by=by, now=NOON)
        assert StoppedPulses().items(program, TODAY) == []


def test_other_surveys_do_not_stop(organization, survey, waves):
    with tenant_scope(organization.id):
        Survey.objects.filter(pk=survey.pk).update(kind="half_time")
    waves((0, 5), (0, 5))
    run(organization.id, now=NOON)
    with tenant_scope(organization.id):
        survey.refresh_from_db()
        assert survey.stopped_at is None


def test_a_stopped_pulse_sends_nothing_until_it_is_started_again(
    client_of, administrator, organization, program, survey, mentees, waves, by
):
    waves((0, 5), (0, 5))
    with tenant_scope(organization.id):
        schedule_survey(survey, trigger="date", first_on=TODAY, by=by, today=TODAY)
    for _again in range(2):
        run(organization.id, now=NOON)
    with tenant_scope(organization.id):
        assert not Invitation.objects.filter(invited_at=NOON).exists()
        assert OutboxMessage.objects.filter(kind="surveys.pulse_stopped").count() == 1
        with pytest.raises(ValidationError, match="has stopped"):
            launch_wave(survey, organization=organization, by=by, now=NOON)
    page = f"/o/acme/programs/{program.pk}/surveys/"
    client = client_of(administrator)
    assert "Pulse has stopped: under 30% answered its last two rounds." in client.get(page).content.decode()
    client.post(f"{page}{survey.pk}/restart/")
    assert "has stopped" not in client.get(page).content.decode()
    run(organization.id, now=NOON + timedelta(hours=1))
    with tenant_scope(organization.id):
        survey.refresh_from_db()
        assert survey.stopped_at is None
        # The ten of the two waves, and three more.
        assert Invitation.objects.filter(wave__opens_on=TODAY).count() == 13
        assert AuditEvent.objects.filter(action="surveys.restart_pulse").count() == 1


@pytest.mark.parametrize("mode", ["named", "anonymous"])
def test_what_a_stopped_pulse_does_not_send_is_in_the_log_of_skips(
    organization, program, survey, mentees, waves, by, mode
):
    """Once it is too late to send it. Beat twice, and on other days, logs it once."""
    waves((0, 5), (0, 5))
    with tenant_scope(organization.id):
        Survey.objects.filter(pk=survey.pk).update(mode=mode)
        match = make_match(program=program, mentee=mentees[0], started_on=TODAY, overridden_by=None)
        schedule_survey(survey, trigger="match_interval", every=40, by=by, today=TODAY)
    run(organization.id, now=NOON)
    late = 60 if mode == "anonymous" else 30
    run(organization.id, now=NOON + timedelta(days=40 + late))
    with tenant_scope(organization.id):
        assert not Skip.objects.exists()
    for day in (1, 1, 2):
        run(organization.id, now=NOON + timedelta(days=40 + late + day))
    with tenant_scope(organization.id):
        [skip] = Skip.objects.all()
        found = (skip.participant_id, skip.match_id, skip.reason, skip.due_on, skip.round)
        assert found == (mentees[0].pk, match.pk, "pulse_stopped", TODAY + timedelta(days=40), 1)
        assert not Invitation.objects.filter(participant=mentees[0]).exists()


def test_the_log_names_the_reason_on_page_and_in_the_api(
    client_of, administrator, organization, survey, mentees
):
    with tenant_scope(organization.id):
        schedule = make_schedule(survey=survey)
        due_on = timezone.localdate()
        make_skip(schedule=schedule, participant=mentees[0], reason="pulse_stopped", due_on=due_on)
    client = client_of(administrator)
    label = "Pulse had stopped: few people answered"
    assert label in client.get("/o/acme/survey-calendar/").content.decode()
    assert (
        label
        in client.get(f"/o/acme/programs/{survey.program_id}/surveys/{survey.pk}/sending/").content.decode()
    )
    [row] = client.get("/api/v1/o/acme/surveys/skips/").json()["skips"]
    assert (row["reason"], row["label"], row["count"]) == ("pulse_stopped", label, 1)


def test_the_email_says_which_and_nothing_once_it_runs_again(organization, survey, waves, by):
    waves((0, 5), (0, 5))
    run(organization.id, now=NOON)
    with tenant_scope(organization.id):
        [message] = OutboxMessage.objects.filter(kind="surveys.pulse_stopped")
        found = stopped_context(message)
        assert (found["survey"], found["program"]) == ("Pulse", "Rising Leaders")
        restart_pulse(survey, by=by, now=NOON)
        assert stopped_context(message) is None


def test_starting_it_again_counts_from_there(organization, survey, waves, by):
    waves((0, 5), (0, 5))
    run(organization.id, now=NOON)
    with tenant_scope(organization.id):
        restart_pulse(survey, by=by, now=NOON)
        make_participant(program=survey.program, role="mentee")
    run(organization.id, now=NOON + timedelta(hours=1))
    with tenant_scope(organization.id):
        survey.refresh_from_db()
        assert survey.stopped_at is None
