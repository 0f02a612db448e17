"""The contact budget of a person across programs: who waits, who is skipped, and what never waits."""

from collections import Counter
from datetime import date, timedelta

import pytest

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import create_survey, launch_wave, schedule_survey
from surveys.models import Invitation, PostponedInvitation, Skip, Wave
from surveys.periodic import run
from tests.factories.people import make_person
from tests.factories.programs import make_absence, make_match, make_participant, make_program
from tests.factories.surveys import make_contact_budget, make_survey_invitation
from tests.surveys.conftest import NOON, QUESTIONS, TODAY, noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(organization, mentees):
    """Invite Ana in another program, so many days before TODAY."""

    def invite(days: int, person=None, **fields) -> Invitation:
        with tenant_scope(organization.id):
            participant = make_participant(
                program=make_program(starts_on=date(2026, 8, 10), ends_on=None),
                role="mentee",
                person=person or mentees[0].person,
            )
            return make_survey_invitation(
                participant=participant, invited_at=NOON - timedelta(days=days), **fields
            )

    return invite


@pytest.fixture
def another(organization, program, by):
    """Create a survey of another kind in the program, or in another one with Ana."""

    def create(kind, **fields):
        with tenant_scope(organization.id):
            return create_survey(
                fields.pop("program", program),
                **{"name": kind, "kind": kind, "role": "mentee", "mode": "named", "languages": ["en"],
                   "title": {"en": kind}, "questions": QUESTIONS, "by": by, **fields},
            )  # fmt: skip

    return create


@pytest.fixture
def invited_on(organization):
    """Run on each day and return who was invited on which."""

    def days(first: date, last: date) -> dict[date, int]:
        while first <= last:
            run(organization.id, now=noon(first))
            first += timedelta(days=1)
        with tenant_scope(organization.id):
            found = Invitation.objects.filter(invited_at__gte=NOON).values_list("invited_at", flat=True)
            return Counter(at.date() for at in found)

    return days


def test_over_budget_from_another_program_waits_while_the_wave_can_take_them(
    organization, elsewhere, launched, invited_on
):
    elsewhere(25)
    wave = launched()
    with tenant_scope(organization.id):
        assert wave.invitations.count() == 2
        waiting = PostponedInvitation.objects.get()
        assert (waiting.wave_id, waiting.possible_on) == (wave.pk, date(2026, 11, 7))
        assert OutboxMessage.objects.filter(kind="surveys.invitation").count() == 2
    # November 7 is a Saturday.
    assert invited_on(TODAY, date(2026, 11, 12)) == {TODAY: 2, date(2026, 11, 9): 1}
    with tenant_scope(organization.id):
        assert not PostponedInvitation.objects.exists()
        assert not Skip.objects.exists()
        assert wave.invitations.count() == 3


def test_over_budget_for_longer_than_the_wave_is_skipped_with_the_reason(organization, elsewhere, launched):
    elsewhere(20)
    wave = launched()
    with tenant_scope(organization.id):
        assert wave.invitations.count() == 2
        assert not PostponedInvitation.objects.exists()
        assert [each.reason for each in Skip.objects.all()] == ["budget"]


def test_six_in_a_year(organization, elsewhere, launched):
    for days in (360, 300, 240, 180, 120):
        elsewhere(days)
    elsewhere(60)
    launched()
    with tenant_scope(organization.id):
        assert PostponedInvitation.objects.get().possible_on == TODAY + timedelta(days=5)


def test_reminders_and_other_people_do_not_count(organization, elsewhere, launched):
    elsewhere(31, reminders=2, reminded_at=NOON - timedelta(days=20))
    with tenant_scope(organization.id):
        other = make_person()
    elsewhere(3, person=other)
    wave = launched()
    with tenant_scope(organization.id):
        assert wave.invitations.count() == 3


@pytest.mark.parametrize("kind", ["start", "end"])
def test_start_and_end_surveys_are_never_blocked_and_count(
    organization, another, elsewhere, survey, launched, mentees, by, kind
):
    elsewhere(1)
    with tenant_scope(organization.id):
        wave = launch_wave(another(kind), organization=organization, by=by, now=NOON)
        assert wave.invitations.count() == 3
    launched()
    with tenant_scope(organization.id):
        assert Counter(Skip.objects.values_list("reason", flat=True)) == {"budget": 3}


def test_another_survey_keeps_away_from_an_end_survey_that_is_known(
    organization, another, survey, mentees, by, launched, invited_on
):
    end = another("end")
    with tenant_scope(organization.id):
        schedule_survey(end, trigger="date", first_on=date(2026, 11, 12), by=by, today=TODAY)
    launched()
    assert invited_on(TODAY, date(2026, 11, 30)) == {date(2026, 11, 12): 3}
    with tenant_scope(organization.id):
        assert {each.survey.kind for each in Skip.objects.select_related("survey")} == {"pulse"}


def test_by_match_the_person_stays_due_until_the_budget_is_free(
    organization, program, elsewhere, survey, mentees, by, invited_on
):
    elsewhere(10)
    with tenant_scope(organization.id):
        for mentee in mentees[:2]:
            make_match(program=program, mentee=mentee, started_on=TODAY, overridden_by=None)
        schedule_survey(survey, trigger="match_days", every=3, by=by, today=TODAY)
    # Free on November 22, a Sunday.
    assert invited_on(TODAY, date(2026, 12, 10)) == {date(2026, 11, 5): 1, date(2026, 11, 23): 1}
    with tenant_scope(organization.id):
        assert not Skip.objects.exists()
        assert Wave.objects.filter(survey=survey).count() == 1


def test_by_match_who_would_wait_too_long_is_skipped_and_no_empty_wave_is_opened(
    organization, program, elsewhere, survey, mentees, by, invited_on
):
    for days in (300, 240, 180, 120, 60, 10):
        elsewhere(days)
    with tenant_scope(organization.id):
        make_match(program=program, mentee=mentees[0], started_on=TODAY, overridden_by=None)
        schedule_survey(survey, trigger="match_days", every=3, by=by, today=TODAY)
    assert invited_on(TODAY, date(2026, 11, 10)) == {}
    with tenant_scope(organization.id):
        assert [each.reason for each in Skip.objects.all()] == ["budget"]
        assert not Wave.objects.filter(survey=survey).exists()


def test_of_two_surveys_on_one_day_the_more_important_one_goes_first(
    organization, program, another, survey, mentees, by, invited_on
):
    half_time = another("half_time")
    with tenant_scope(organization.id):
        for each in (survey, half_time):
            schedule_survey(each, trigger="date", first_on=date(2026, 11, 4), by=by, today=TODAY)
    assert invited_on(TODAY, date(2026, 11, 20)) == {date(2026, 11, 4): 3}
    with tenant_scope(organization.id):
        assert {each.wave.survey.kind for each in Invitation.objects.all()} == {"half_time"}


def test_who_waited_in_vain_is_skipped(organization, elsewhere, launched, mentees, invited_on):
    elsewhere(25)
    wave = launched()
    with tenant_scope(organization.id):
        make_absence(participant=mentees[0], starts_on=TODAY, ends_on=date(2026, 12, 30))
    assert invited_on(TODAY, date(2026, 11, 20)) == {TODAY: 2}
    with tenant_scope(organization.id):
        assert wave.invitations.count() == 2
        assert [each.reason for each in Skip.objects.all()] == ["budget"]
        assert not PostponedInvitation.objects.exists()


def test_the_organizations_own_limits_hold(organization, elsewhere, launched):
    with tenant_scope(organization.id):
        make_contact_budget(gap_days=20, per_month=2, per_year=6)
    elsewhere(15)
    wave = launched()
    with tenant_scope(organization.id):
        assert PostponedInvitation.objects.get().possible_on == TODAY + timedelta(days=5)
        assert wave.invitations.count() == 2


def test_from_forty_people_a_pulse_asks_halves_in_turn(organization, program, survey, mentees, by):
    with tenant_scope(organization.id):
        for _n in range(37):
            make_participant(program=program, role="mentee")
        asked = []
        for number in range(2):
            at = NOON + timedelta(days=40 * number)
            wave = launch_wave(survey, organization=organization, by=by, now=at)
            asked.append(set(wave.invitations.values_list("person_id", flat=True)))
            Wave.objects.filter(pk=wave.pk).update(state="closed", closed_at=at)
        assert asked[0] and asked[1]
        assert asked[0] & asked[1] == set()
        assert len(asked[0] | asked[1]) == 40
        assert set(Skip.objects.values_list("reason", flat=True)) == {"other_half"}


def test_other_surveys_and_fewer_people_are_asked_completely(
    organization, program, survey, another, mentees, by
):
    with tenant_scope(organization.id):
        for _n in range(36):
            make_participant(program=program, role="mentee")
        assert launch_wave(survey, organization=organization, by=by, now=NOON).invitations.count() == 39
        make_participant(program=program, role="mentee")
        later = NOON + timedelta(days=40)
        half_time = launch_wave(another("half_time"), organization=organization, by=by, now=later)
        assert half_time.invitations.count() == 40


def test_a_half_can_be_chosen_for_any_survey(organization, program, survey, another, mentees, by):
    with tenant_scope(organization.id):
        for _n in range(17):
            make_participant(program=program, role="mentee")
        wave = launch_wave(another("half_time"), organization=organization, by=by, now=NOON, asks_half=True)
        assert 0 < wave.invitations.count() < 20


@pytest.mark.parametrize("state", ["ended", "paused"])
def test_whose_match_ends_or_pauses_while_they_wait_is_skipped_with_the_reason_once_it_is_too_late(
    organization, program, mentees, elsewhere, survey, by, invited_on, state
):
    """Ana has to wait until November 11. Ben's match is over before he is due."""
    last = TODAY + timedelta(days=33)
    with tenant_scope(organization.id):
        for mentee, started_on, ended_on in [
            (mentees[0], TODAY - timedelta(days=2), TODAY + timedelta(days=4)),
            (mentees[1], TODAY - timedelta(days=2), TODAY),
        ]:
            mentor = make_participant(program=program, role="mentor")
            match = make_match(program=program, mentor=mentor, mentee=mentee, started_on=started_on)
            match.ended_on = ended_on
            match.save()
        schedule_survey(survey, trigger="match_days", every=3, by=by, today=TODAY)
        survey.program.matches.filter(mentee=mentees[1]).update(state="ended")
    elsewhere(21)
    assert invited_on(TODAY, TODAY + timedelta(days=4)) == {}
    with tenant_scope(organization.id):
        ended_on = TODAY + timedelta(days=4) if state == "ended" else None
        survey.program.matches.filter(mentee=mentees[0]).update(state=state, ended_on=ended_on)
    assert invited_on(TODAY + timedelta(days=5), last - timedelta(days=3)) == {}
    with tenant_scope(organization.id):
        assert not Skip.objects.exists()
    invited_on(last - timedelta(days=2), last)
    with tenant_scope(organization.id):
        [skip] = Skip.objects.all()
        assert (skip.reason, skip.participant_id, skip.due_on) == (
            "match_over",
            mentees[0].pk,
            TODAY + timedelta(days=1),
        )
