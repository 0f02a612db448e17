"""Anonymous answers: sent once, closed, and sealed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import close_wave, record_answers, submit_anonymous_answers, update_survey
from surveys.answer_values import AnswerValue
from surveys.models import Answer, AnswerToken, Invitation, Response, Wave
from tests.surveys.anonymous import CLOSED_AT, answer, invitations_of, make_anonymous_survey, open_anonymous
from tests.surveys.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(organization, program, by) -> Wave:
    return open_anonymous(organization, program, by)


def test_a_wave_has_one_token_per_invitation_and_one_last_day(organization, wave):
    with tenant_scope(organization.id):
        invitations = invitations_of(wave)
        tokens = AnswerToken.objects.values_list("invitation_id", flat=True)

        assert len(invitations) == 12
        assert sorted(tokens) == sorted(each.pk for each in invitations)
        assert {each.closes_at for each in invitations} == {datetime(2026, 11, 17, tzinfo=UTC)}
        assert wave.segments == ["department"]
        assert {each.segments["department"] for each in invitations} == {"Sales", "IT"}


def test_answers_are_stored_without_person_and_time_and_once(organization, wave):
    with tenant_scope(organization.id):
        first, *_rest = invitations_of(wave)
        events = AuditEvent.objects.count()
        answer(first, 1, text="The lunch")

        response = Response.objects.get()
        assert (response.person_id, response.person_key, response.started_at, response.submitted_at) == (
            None,
            "",
            None,
            None,
        )
        assert response.segments == {"department": "Sales"}
        assert sorted(Answer.objects.values_list("question__key", flat=True)) == ["keep", "meetings_happen"]
        assert not AnswerToken.objects.filter(invitation=first).exists()
        assert AuditEvent.objects.count() == events
        again = Invitation.objects.get(pk=first.pk)
        assert (again.started_at, again.answered_at, again.declined_at) == (None, None, None)
        with pytest.raises(ValidationError, match="have been received, or this survey is closed"):
            answer(first, 2)
        assert Response.objects.count() == 1


def test_nothing_is_stored_after_the_last_day_and_the_token_stays(organization, wave):
    with tenant_scope(organization.id):
        first, *_rest = invitations_of(wave)
        with pytest.raises(ValidationError, match="is closed"):
            answer(first, 1, now=first.closes_at)

        assert not Response.objects.exists()
        assert AnswerToken.objects.count() == 12


def test_no_answers_do_not_use_up_the_token(organization, wave):
    with tenant_scope(organization.id):
        first, *_rest = invitations_of(wave)
        with pytest.raises(ValidationError, match="at least one question"):
            submit_anonymous_answers(first, {"other": AnswerValue(text="x"), "keep": None}, now=NOON)

        assert AnswerToken.objects.count() == 12


def test_anonymous_answers_are_never_saved_as_linked_ones(organization, wave):
    with tenant_scope(organization.id):
        first, *_rest = invitations_of(wave)
        with pytest.raises(ValueError, match="Nothing identifies"):
            record_answers(first, {"keep": AnswerValue(text="x")}, by=None, now=NOON)


def test_the_close_counts_deletes_tokens_and_stores_everything_anew(organization, by, wave):
    with tenant_scope(organization.id):
        for n, invitation in enumerate(invitations_of(wave)[:8]):
            answer(invitation, n, text=f"Comment {n}")
        before = set(Response.objects.values_list("pk", flat=True)) | set(
            Answer.objects.values_list("pk", flat=True)
        )
        given = sorted(Answer.objects.values_list("question__key", "number", "text"), key=str)
        closed = close_wave(wave, by=by, now=CLOSED_AT)

        assert (closed.invited, closed.answered) == (12, 8)
        # Two of IT answered: not counted, and not stored with their answers, nor with those of three of Sales.
        assert closed.participation == {"department": {"Sales": {"invited": 6, "answered": 6}}}
        assert sorted(each.segments == {} for each in Response.objects.all()) == [True] * 8
        assert not AnswerToken.objects.exists()
        after = set(Response.objects.values_list("pk", flat=True)) | set(
            Answer.objects.values_list("pk", flat=True)
        )
        assert not before & after
        assert sorted(Answer.objects.values_list("question__key", "number", "text"), key=str) == given


def test_closing_twice_changes_nothing(organization, by, wave):
    with tenant_scope(organization.id):
        for n, invitation in enumerate(invitations_of(wave)[:6]):
            answer(invitation, n)
        close_wave(wave, by=by, now=CLOSED_AT)
        before = set(Answer.objects.values_list("pk", flat=True))
        close_wave(wave, by=by, now=CLOSED_AT + timedelta(hours=1))

        assert set(Answer.objects.values_list("pk", flat=True)) == before
        assert Wave.objects.get(pk=wave.pk).answered == 6


def test_under_five_answers_are_deleted_and_not_counted(organization, by, wave):
    with tenant_scope(organization.id):
        for n, invitation in enumerate(invitations_of(wave)[:4]):
            answer(invitation, n)
        closed = close_wave(wave, by=by, now=CLOSED_AT)

        assert (closed.invited, closed.answered, closed.participation) == (12, None, {})
        assert not Response.objects.exists()
        assert not Answer.objects.exists()
        assert not AnswerToken.objects.exists()


def test_a_closed_wave_takes_no_answers(organization, by, wave):
    with tenant_scope(organization.id):
        invitations = invitations_of(wave)
        close_wave(wave, by=by, now=NOON + timedelta(hours=1))
        with pytest.raises(ValidationError, match="is closed"):
            answer(invitations[0], 1)

        assert not Response.objects.exists()


def test_under_ten_people_no_breakdown_is_stored(organization, program, by):
    wave = open_anonymous(organization, program, by, number=9)
    with tenant_scope(organization.id):
        assert wave.segments == []
        assert all(each.segments == {} for each in invitations_of(wave))


def test_under_five_people_are_not_asked_anonymously(organization, program, by):
    with pytest.raises(ValidationError, match="needs at least 5 people"):
        open_anonymous(organization, program, by, number=4)
    with tenant_scope(organization.id):
        assert not Wave.objects.exists()
        assert not AnswerToken.objects.exists()


def test_a_wave_of_many_people_is_opened_with_the_same_rows(organization, program, by):
    wave = open_anonymous(organization, program, by, number=104)
    with tenant_scope(organization.id):
        assert AnswerToken.objects.count() == 104
        assert {each.segments.get("department") for each in invitations_of(wave)} == {"Sales", "IT"}


@pytest.mark.parametrize("mode", ["confidential", "named"])
def test_an_anonymous_survey_that_was_sent_is_never_relaxed(organization, by, wave, mode):
    with tenant_scope(organization.id), pytest.raises(ValidationError, match="cannot be relaxed"):
        update_survey(wave.survey, {"mode": mode}, by=by)


def test_breakdowns_are_by_attributes_of_the_directory_only(organization, program, by):
    with (
        tenant_scope(organization.id),
        pytest.raises(ValidationError, match="department, level and location"),
    ):
        make_anonymous_survey(program, by, segments=["gender"])
