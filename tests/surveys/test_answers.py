"""What an answer stores, and what says whose it is."""

from datetime import date, timedelta
from decimal import Decimal
from functools import reduce

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.audit.selectors import field_labels
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import (
    close_wave,
    destroy_linking_secret,
    record_answers,
    replace_questions,
    update_survey,
)
from surveys.answer_values import AnswerValue, read_answer, written_answer
from surveys.models import Answer, Invitation, LinkingSecret, Response, SurveyVersion
from surveys.selectors.answering import NEEDED, OPEN_INVITATION, open_invitations
from surveys.selectors.linked_answers import answers_of
from tests.surveys.conftest import NOON, QUESTIONS

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def answer(organization, invitation):
    def save(values, now=NOON, of=invitation, **options):
        with tenant_scope(organization.id):
            return record_answers(of, values, by=Actor.link("survey", of.pk), now=now, **options)

    return save


def test_answers_are_saved_one_by_one_and_can_be_changed(organization, invitation, answer):
    answer({"meetings_happen": AnswerValue(number=Decimal(4))})
    answer({"recommend": AnswerValue(number=Decimal(9))})
    answer({"meetings_happen": AnswerValue(number=Decimal(2))}, now=LATER, is_last=True)
    with tenant_scope(organization.id):
        rows = Answer.objects.values_list("question__key", "number").order_by("question__key")
        assert list(rows) == [("meetings_happen", Decimal(2)), ("recommend", Decimal(9))]
        assert Response.objects.get().submitted_at == LATER
        invitation.refresh_from_db()
        assert (invitation.started_at, invitation.answered_at) == (NOON, LATER)


def test_a_confidential_response_names_nobody(organization, mentees, answer):
    answer({"meetings_happen": AnswerValue(number=Decimal(4))})
    with tenant_scope(organization.id):
        response = Response.objects.get()
        assert response.person_id is None
        assert len(response.person_key) == 64
        assert mentees[0].person_id.hex not in response.person_key


def test_a_named_response_names_the_person(organization, survey, by, mentees, launched):
    with tenant_scope(organization.id):
        update_survey(survey, {"mode": "named"}, by=by)
    wave = launched()
    with tenant_scope(organization.id):
        invitation = Invitation.objects.get(wave=wave, person=mentees[1].person)
        record_answers(invitation, {"recommend": AnswerValue(number=Decimal(9))}, by=by, now=NOON)
        assert Response.objects.get().person_id == mentees[1].person_id
        assert not LinkingSecret.objects.exists()


def test_answers_are_refused_after_the_close(organization, invitation, answer, by):
    with pytest.raises(ValidationError, match="This survey is closed"):
        answer({"recommend": AnswerValue(number=Decimal(9))}, now=invitation.closes_at)
    with tenant_scope(organization.id):
        close_wave(invitation.wave, by=by, now=LATER)
    with pytest.raises(ValidationError, match="This survey is closed"):
        answer({"recommend": AnswerValue(number=Decimal(9))})
    with tenant_scope(organization.id):
        assert not Response.objects.exists()


def test_the_first_answer_makes_the_next_edit_a_new_version(organization, survey, by, answer):
    with tenant_scope(organization.id):
        replace_questions(survey, QUESTIONS[:2], by=by)
        assert list(SurveyVersion.objects.values_list("number", flat=True)) == [1]
    answer({"meetings_happen": AnswerValue(number=Decimal(4))})
    with tenant_scope(organization.id):
        replace_questions(survey, QUESTIONS[:1], by=by)
        counts = [(v.number, v.questions.count()) for v in SurveyVersion.objects.order_by("number")]
    assert counts == [(1, 2), (2, 1)]


def test_a_change_with_questions_is_one_audit_event(organization, survey, by):
    with tenant_scope(organization.id):
        before = set(AuditEvent.objects.values_list("pk", flat=True))
        update_survey(survey, {"name": "Pulse 2"}, questions=QUESTIONS[:2], by=by)
        event = AuditEvent.objects.exclude(pk__in=before).get()
    assert (event.action, event.fields) == ("surveys.update_survey", ["name", "questions"])
    assert field_labels(event) == ["name", "Questions"]


def test_the_mode_cannot_be_relaxed_after_the_first_answer(organization, survey, by, answer):
    answer({"meetings_happen": AnswerValue(number=Decimal(4))})
    with tenant_scope(organization.id):
        with pytest.raises(ValidationError, match="cannot be relaxed"):
            update_survey(survey, {"mode": "named"}, by=by)
        assert update_survey(survey, {"mode": "anonymous"}, by=by).mode == "anonymous"


def test_answers_of_finds_confidential_answers_until_the_secret_is_destroyed(
    organization, invitation, mentees, by, answer
):
    answer({"recommend": AnswerValue(number=Decimal(9)), "meetings_happen": AnswerValue("prefer_not")})
    people = [mentee.person_id for mentee in mentees]
    with tenant_scope(organization.id):
        found = answers_of("recommend", people, date(2026, 11, 2))
        assert {pk: each.number for pk, each in found.items()} == {mentees[0].person_id: Decimal(9)}
        assert answers_of("meetings_happen", people, date(2026, 11, 2)) == {}
        assert answers_of("recommend", people, date(2026, 11, 1)) == {}
        with pytest.raises(ValidationError, match="is open"):
            destroy_linking_secret(LinkingSecret.objects.get(), by=by, now=LATER)
        close_wave(invitation.wave, by=by, now=LATER)
        destroy_linking_secret(LinkingSecret.objects.get(), by=by, now=LATER)
        assert answers_of("recommend", people, date(2026, 11, 2)) == {}


def test_no_time_links_responses_once_the_secret_is_destroyed(organization, invitation, by, answer):
    answer({"recommend": AnswerValue(number=Decimal(9))}, is_last=True)
    with tenant_scope(organization.id):
        response, answered = Response.objects.get(), Invitation.objects.get(pk=invitation.pk)
        assert (response.started_at, response.submitted_at) == (answered.started_at, answered.answered_at)
        close_wave(invitation.wave, by=by, now=LATER)
        destroy_linking_secret(LinkingSecret.objects.get(), by=by, now=LATER)
        response.refresh_from_db()
        assert (response.started_at, response.submitted_at) == (None, None)


@pytest.mark.parametrize(
    ("type", "written", "value"),
    [
        ("agreement5", "4", AnswerValue(number=Decimal(4))),
        ("scale0to10", "0", AnswerValue(number=Decimal(0))),
        ("yes_no", "yes", AnswerValue(number=Decimal(1))),
        ("one_choice", "b", AnswerValue(choices=["b"])),
        ("several_choices", ["b", "a"], AnswerValue(choices=["a", "b"])),
        ("short_text", "More time", AnswerValue(text="More time")),
        ("number", "12,5", AnswerValue(number=Decimal("12.50"))),
        ("date", "2026-11-02", AnswerValue(day=date(2026, 11, 2))),
        ("date", "prefer_not", AnswerValue("prefer_not")),
        ("agreement5", "not_applicable", AnswerValue("not_applicable")),
    ],
)
def test_each_type_reads_what_it_writes(type, written, value):
    read = read_answer(type, written, option_keys=["a", "b"])
    assert read == value
    assert read_answer(type, written_answer(type, read), option_keys=["a", "b"]) == value


@pytest.mark.parametrize(
    ("type", "written"),
    [
        ("agreement5", "6"),
        ("agreement5", "0"),
        ("agreement5", "3.5"),
        ("scale0to10", "11"),
        ("yes_no", "2"),
        ("one_choice", "c"),
        ("one_choice", ["a", "b"]),
        ("several_choices", ["a", "c"]),
        ("number", "twelve"),
        ("number", "1e30"),
        ("number", "NaN"),
        ("date", "2026-02-30"),
        ("date", "0026-02-03"),
        ("date", "2201-01-01"),
        ("short_text", "x" * 2001),
        ("short_text", "a\x00b"),
    ],
)
def test_what_is_not_an_answer_is_refused(type, written):
    with pytest.raises(ValidationError):
        read_answer(type, written, option_keys=["a", "b"])


def test_the_prepared_invitation_is_what_the_queryset_finds(organization, other_organization, invitation, by):
    def get():
        return OPEN_INVITATION.get(organization.id, invitation.pk, LATER)

    with tenant_scope(organization.id):
        expected = open_invitations(LATER).get(pk=invitation.pk)
        found = get()
        for path in ("", *NEEDED):
            one, other = (reduce(getattr, path.split("__") if path else [], row) for row in (found, expected))
            assert one == other
            names = [field.attname for field in one._meta.concrete_fields]
            assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
        assert OPEN_INVITATION.get(organization.id, invitation.pk, found.closes_at) is None
        assert OPEN_INVITATION.get(other_organization.id, invitation.pk, LATER) is None
        close_wave(found.wave, by=by, now=LATER)
        assert get() is None
