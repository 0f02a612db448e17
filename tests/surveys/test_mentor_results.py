"""Results by mentor: pooled over waves and programs of confidential surveys, the same in page, files and API."""

from datetime import date

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import close_wave, destroy_linking_secret
from surveys.models import Invitation, LinkingSecret, MentorResult, MentorResultMentee, Wave
from surveys.results.mentor_pools import PublishedTotal
from surveys.selectors.mentor_answers import answers_about, mentors_of
from tests.exported import as_text, csv_rows, excel_rows
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.factories.surveys import make_mentor_result
from tests.surveys.anonymous import CLOSED_AT, invitations_of, open_anonymous
from tests.surveys.anonymous import answer as answer_anonymously
from tests.surveys.answered import answer, closed_wave, mentees_of, result_of, survey_of
from tests.surveys.test_results import words

pytestmark = pytest.mark.django_db
PAGE = "/o/acme/mentor-results/"
BEGAN = date(2026, 1, 10)


@pytest.fixture
def mentor(organization):
    with tenant_scope(organization.id):
        return make_person(first_name="Jonas", last_name="Weber")


@pytest.fixture
def close(organization, program, by, mentor):
    """Close a wave of a program: the mentor's first mentees and those of others answered it."""

    def close(
        own: int, others: int, *, of=program, mark="End", opens_on=date(2026, 9, 1), people=None
    ) -> Wave:
        with tenant_scope(organization.id):
            people = people or mentees_of(of, own + others)
            mine = make_participant(program=of, role="mentor", person=mentor)
            for number, mentee in enumerate(people):
                about = mine if number < own else make_participant(program=of, role="mentor")
                make_match(program=of, mentor=about, mentee=mentee, started_on=BEGAN, state="active")
            survey = survey_of(of, by=by, name=mark)
            wave = closed_wave(survey, people, [answer(n) for n in range(len(people))], opens_on=opens_on)
            result_of(wave, organization)
            return wave

    return close


@pytest.fixture
def cohorts(organization, close):
    """Three mentees in one program and four in the next: five are reached together."""
    with tenant_scope(organization.id):
        second = make_program(name="Second cohort", starts_on=date(2026, 1, 1), ends_on=None)
    close(3, 12)
    close(4, 12, of=second)


def of_question(mentor, key="as-planned") -> list[tuple[int, int]]:
    return list(MentorResult.objects.filter(mentor=mentor, question_key=key).values_list("n", "favorable"))


def test_mentees_of_two_programs_are_pooled(organization, mentor, cohorts):
    with tenant_scope(organization.id):
        # Answers 1, 2, 3 and 1, 2, 3, 4 to the first question, 3, 4, 5 and 3, 4, 5, 3 to the second.
        assert of_question(mentor) == [(7, 1)]
        assert of_question(mentor, "match-fit") == [(7, 4)]
        assert set(MentorResult.objects.values_list("mentor", "question_key")) == {
            (mentor.pk, "as-planned"),
            (mentor.pk, "match-fit"),
        }
        assert MentorResultMentee.objects.filter(result__question_key="as-planned").count() == 7


def test_page_files_and_api_show_the_same_and_say_who_is_missing(
    client_of, administrator, organization, cohorts
):
    client = client_of(administrator)
    page = words(client.get(f"{PAGE}?question=match-fit"))
    csv = csv_rows(client.post(f"{PAGE}export/", {"format": "csv"}))
    excel = excel_rows(client.post(f"{PAGE}export/", {"format": "xlsx"}))
    api = client.get("/api/v1/o/acme/surveys/mentor-results/").json()["results"]
    assert "Jonas Weber 7 mentees" in page and "57%" in page and "fewer than five mentees" in page
    assert [row["As printed"] for row in csv] == [each["favorable"] for each in api]
    assert as_text(excel) == as_text(csv)
    assert {each["label"]: (each["n"], each["favorable"]) for each in api} == {
        "Meetings as planned": (7, "14%"),
        "Match fits": (7, "57%"),
    }
    exported = client.get("/api/v1/o/acme/surveys/mentor-results/export/").json()
    assert exported["rows"] == 2 and "57%" in exported["csv"]
    with tenant_scope(organization.id):
        assert AuditEvent.objects.filter(action="surveys.export_mentor_results").count() == 3


def test_four_mentees_are_not_shown(client_of, administrator, organization, mentor, close):
    close(4, 12)
    with tenant_scope(organization.id):
        assert of_question(mentor) == []
        assert not MentorResultMentee.objects.exists()
    page = words(client_of(administrator).get(PAGE))
    assert "No results by mentor yet" in page and "Weber" not in page


def test_a_mentor_is_hidden_where_the_rest_of_the_wave_would_be_under_five(organization, mentor, close):
    close(6, 4)
    with tenant_scope(organization.id):
        assert of_question(mentor) == []


def test_the_same_mentees_in_the_next_wave_change_nothing(organization, program, mentor, close, by):
    close(6, 12)
    with tenant_scope(organization.id):
        before = of_question(mentor)
        people = list(program.participants.filter(role="mentee").order_by("person__first_name", "pk"))
        survey = survey_of(program, by=by, name="Again")
        wave = closed_wave(
            survey, people, [answer(n + 3) for n in range(len(people))], opens_on=date(2026, 12, 1)
        )
        result_of(wave, organization)
        assert of_question(mentor) == before == [(6, 2)]


def test_what_is_in_the_result_of_another_mentor_is_known(organization, mentor, close):
    """Otherwise nobody would notice that what is left of a wave is alike."""
    wave = close(6, 12)
    with tenant_scope(organization.id):
        [other, *_others] = mentors_of(wave) - {mentor.pk}
        assert of_question(mentor) == [(6, 2)]
        total = PublishedTotal(18, 6, taken=6, taken_favorable=2)
        assert answers_about({other}).totals["as-planned"] == {(wave.pk, ""): total}
        Invitation.objects.get(wave=wave, person=MentorResultMentee.objects.first().person).delete()
        gone = answers_about({other}).totals["as-planned"][wave.pk, ""]
        assert (gone.taken, gone.taken_unknown) == (6, 1)


def test_nothing_is_added_once_the_answers_cannot_be_linked(organization, mentor, close, by):
    with tenant_scope(organization.id):
        second = make_program(name="Second cohort", starts_on=date(2026, 1, 1), ends_on=None)
    wave = close(3, 12)
    with tenant_scope(organization.id):
        destroy_linking_secret(LinkingSecret.objects.get(), by=by, now=wave.closed_at)
    close(4, 12, of=second)
    with tenant_scope(organization.id):
        assert of_question(mentor) == []


def test_anonymous_answers_are_about_no_mentor(organization, program, by, mentor):
    wave = open_anonymous(organization, program, by)
    with tenant_scope(organization.id):
        mine = make_participant(program=program, role="mentor", person=mentor)
        for number, invitation in enumerate(invitations_of(wave)):
            make_match(program=program, mentor=mine, mentee=invitation.participant, started_on=BEGAN)
            answer_anonymously(invitation, number)
        close_wave(wave, by=by, now=CLOSED_AT)
        result_of(wave, organization)
        assert Wave.objects.get(pk=wave.pk).answered == 12
        assert not MentorResult.objects.exists()


def test_administrators_see_no_results_about_themselves(client_of, administrator, organization):
    with tenant_scope(organization.id):
        make_mentor_result(mentor=make_person(first_name="Ada", last_name="Self", membership=administrator))
        make_mentor_result(mentor=make_person(first_name="Ben", last_name="Other"))
    client = client_of(administrator)
    page = words(client.get(PAGE))
    api = client.get("/api/v1/o/acme/surveys/mentor-results/").json()["results"]
    assert "Ben Other" in page and "Ada Self" not in page
    assert [each["mentor"] for each in api] == ["Ben Other"]
