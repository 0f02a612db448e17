"""Reviews: asked after every few sessions, read by both once both have answered, and totals that reveal nobody."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from mentoring.audit.models import AuditEvent
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.reviews import answer_review, open_due_reviews
from programs.models import Match, Review, ReviewAnswer
from programs.review_periods import FEWEST_PEOPLE, Answered, periods_of
from programs.selectors.parties import parties_in
from programs.selectors.reviews import reviews_of
from programs.views.reviews import ReviewLink, ReviewSteps
from tests.crawling import all_pages
from tests.dump import dump_of_everything
from tests.factories.programs import make_absence, make_match
from tests.factories.support import REVIEW, make_review, make_review_answer
from tests.programs import test_notes as notes
from tests.rendered import text_of_email

pair = notes.pair
TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
BY = Actor.system("test")
FORM = {name: str(value) for name, value in REVIEW.items()}


@pytest.fixture
def met(pair, organization):
    """Set the number of sessions held: met(3)."""

    def hold(count: int, **fields) -> Match:
        with tenant_scope(organization.id):
            values = {"held_count": count, "last_held_on": TODAY - timedelta(days=1), **fields}
            Match.objects.filter(pk=pair.pk).update(**values)
        return pair

    return hold


def opened(program, organization, today: date = TODAY) -> list[int]:
    with tenant_scope(organization.id):
        return [review.number for review in open_due_reviews(program, by=BY, today=today)]


@pytest.mark.parametrize(("held", "numbers"), [(0, []), (2, []), (3, [1]), (5, [1]), (6, [2]), (20, [6])])
def test_review_opens_after_every_three_sessions(met, program, organization, held, numbers):
    met(held)
    assert opened(program, organization) == numbers
    assert opened(program, organization) == []
    with tenant_scope(organization.id):
        assert ReviewAnswer.objects.count() == 2 * len(numbers)
        assert OutboxMessage.objects.filter(kind="programs.review").count() == 2 * len(numbers)


def test_review_opens_again_after_three_more_and_as_often_as_the_program_says(met, program, organization):
    met(3)
    assert opened(program, organization) == [1]
    met(5)
    assert opened(program, organization) == []
    met(6)
    assert opened(program, organization) == [2]
    program.review_every = 5
    met(9)
    assert opened(program, organization) == []


@pytest.mark.parametrize("why", ["paused", "ended", "long ago", "absent", "program closed"])
def test_review_is_not_asked_for(met, program, organization, why):
    match = met(3)
    with tenant_scope(organization.id):
        if why == "long ago":
            Match.objects.update(last_held_on=TODAY - timedelta(days=31))
        elif why == "absent":
            make_absence(participant=match.mentee, starts_on=TODAY, ends_on=TODAY)
        elif why == "program closed":
            program.state = "closed"
        else:
            Match.objects.update(state=why)
    assert opened(program, organization) == []


def sides(organization) -> dict[str, ReviewAnswer]:
    with tenant_scope(organization.id):
        people = ("review__match__program", "review__match__mentor__person", "review__match__mentee__person")
        return {it.role: it for it in ReviewAnswer.objects.select_related(*people)}


def test_both_read_both_answers_once_both_have_answered(
    met, program, organization, client_of, mentor, mentee, client
):
    match = met(3)
    opened(program, organization)
    answers = sides(organization)
    page = f"/o/acme/my/matches/{match.pk}/reviews/"
    with tenant_scope(organization.id):
        party = parties_in(Match.objects.with_people().select_related("program").get(pk=match.pk))[1]
        party.match.program.organization = organization
        assert ReviewSteps().steps([party], now=NOW)[match.pk].heading == "How is it going with Max?"
    saved = client_of(mentee).post(
        f"{page}{answers['mentee'].pk}/", {**FORM, "change": "MARK-mentee"}, follow=True
    )
    assert "Review saved." in saved.content.decode()
    # The author reads their own answers while changing them; the partner nothing yet.
    assert "MARK-mentee" in client_of(mentee).get(f"{page}{answers['mentee'].pk}/").content.decode()
    assert "MARK-mentee" not in client_of(mentor).get(page).content.decode()
    assert client_of(mentor).get(f"{page}{answers['mentee'].pk}/").status_code == 404
    # The mentor answers by the link of the email, without signing in.
    link = ReviewLink.path_to(answers["mentor"], organization)
    assert client.get(link).status_code == 200
    done = client.post(link, {**FORM, "change": "MARK-mentor"}).content.decode()
    assert "Thank you" in done
    assert "MARK-" not in done + client.get(link).content.decode()
    for member in (mentor, mentee):
        text = client_of(member).get(page).content.decode()
        assert "MARK-mentor" in text
        assert "MARK-mentee" in text
    again = client_of(mentee).post(f"{page}{answers['mentee'].pk}/", FORM)
    assert "can no longer be changed" in again.content.decode()


@pytest.mark.parametrize("missing", ["frequency", "engagement", "receives", "gives"])
def test_answer_is_required(met, program, organization, client_of, mentee, missing):
    match = met(3)
    opened(program, organization)
    answer = sides(organization)["mentee"]
    page = f"/o/acme/my/matches/{match.pk}/reviews/{answer.pk}/"
    assert client_of(mentee).post(page, {**FORM, missing: ""}).status_code == 422
    with tenant_scope(organization.id):
        with pytest.raises(ValidationError):
            answer_review(answer, {**REVIEW, missing: None}, by=BY, at=NOW, today=TODAY)
        assert not ReviewAnswer.objects.exclude(answered_at=None).exists()


@pytest.mark.raw_sql
def test_marked_answers_are_nowhere_but_with_the_two(
    met, program, organization, client_of, mentor, mentee, owner, administrator, analyst, caplog
):
    match = met(3)
    opened(program, organization)
    with tenant_scope(organization.id):
        for role, answer in sides(organization).items():
            answer_review(answer, {**REVIEW, "change": f"MARK-{role}"}, by=BY, at=NOW, today=TODAY)
        for message in OutboxMessage.objects.all():
            message_text = str(vars(message))
            assert "MARK-" not in message_text
        assert "MARK-" not in str(list(AuditEvent.objects.values()))
    for member in (owner, administrator, analyst):
        base = f"/o/acme/programs/{program.pk}/"
        pages = all_pages(client_of(member), "acme", also=(f"{base}reviews/", f"{base}matches/{match.pk}/"))
        assert [address for address, text in pages.items() if "MARK-" in text] == []
    assert "MARK-" not in dump_of_everything()
    assert "MARK-" not in caplog.text


def test_email_asks_and_is_outdated_once_answered(met, program, organization):
    met(3)
    opened(program, organization)
    with tenant_scope(organization.id):
        messages = {it.about_id: it for it in OutboxMessage.objects.filter(kind="programs.review")}
        answer = sides(organization)["mentee"]
        assert "You have met 3 times." in text_of_email(messages[answer.pk])
        answer_review(answer, REVIEW, by=BY, at=NOW, today=TODAY)
        assert MESSAGE_KINDS["programs.review"].context(messages[answer.pk]) is None


def test_administrator_sees_totals_from_five_people_and_no_single_answer(
    organization, program, administrator, client_of, it_is_today
):
    with tenant_scope(organization.id):
        for number in range(4):
            review = make_review(match=make_match(program=program, overridden_by=None))
            make_review_answer(
                review=review, answers={"engagement": 5}, answered_on=date(2026, 9, 1 + number)
            )
    client, page = client_of(administrator), f"/o/acme/programs/{program.pk}/reviews/"
    api = f"/api/v1/o/acme/programs/{program.pk}/reviews/summary/"
    assert "Totals appear once five people have answered" in client.get(page).content.decode()
    assert client.get(api).json() == {"periods": []}
    with tenant_scope(organization.id):
        review = make_review(match=make_match(program=program, overridden_by=None))
        make_review_answer(review=review, answers={"engagement": 1}, answered_on=date(2026, 10, 2))
    [period] = client.get(api).json()["periods"]
    assert period == {
        "first_month": "2026-09-01",
        "last_month": "2026-10-01",
        "answers": 5,
        "too_rarely": 0,
        "right": 5,
        "too_often": 0,
        "engagement": 4.2,
        "receives": 4.0,
        "gives": 4.0,
    }
    assert "Sep 2026 – Oct 2026" in client.get(page).content.decode()


ANSWERS = st.lists(
    st.builds(
        Answered,
        author=st.integers(0, 8),
        on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        frequency=st.sampled_from(["too_rarely", "right", "too_often"]),
        engagement=st.integers(1, 5),
        receives=st.integers(1, 5),
        gives=st.integers(1, 5),
    ),
    max_size=40,
)


@given(answers=ANSWERS, today=st.dates(date(2026, 1, 1), date(2027, 3, 1)))
def test_periods_hold_five_people_each_and_no_answer_twice(answers, today):
    periods = periods_of(answers, today=today)
    counted = 0
    for period in periods:
        inside = [it for it in answers if period.first <= it.on.replace(day=1) <= period.last]
        assert len(inside) == period.answers == sum(period.frequency.values())
        assert len({it.author for it in inside}) >= FEWEST_PEOPLE
        assert Counter(it.frequency for it in inside) == period.frequency
        counted += period.answers
    assert counted <= len([it for it in answers if it.on < today.replace(day=1)])


@given(answers=ANSWERS, later=ANSWERS, today=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_what_was_shown_never_changes_so_that_differences_say_nothing(answers, later, today):
    """Answers come in only later than today: what was shown stays the first part of what is shown."""
    before = periods_of([it for it in answers if it.on <= today], today=today)
    new = [it for it in later if it.on > today]
    after = periods_of([*[it for it in answers if it.on <= today], *new], today=date(2027, 3, 1))
    assert after[: len(before)] == before


def test_unreadable_answers_say_so(met, program, organization, client_of, mentor):
    match = met(3)
    with tenant_scope(organization.id):
        review = make_review(match=match)
        for role in ("mentor", "mentee"):
            make_review_answer(review=review, role=role, answers={})
        ReviewAnswer.objects.update(sealed="1.000000000000.AAAA")
    page = client_of(mentor).get(f"/o/acme/my/matches/{match.pk}/reviews/")
    assert page.status_code == 200
    assert "These answers can no longer be read" in page.content.decode()


def test_reviews_of_a_match_cost_two_queries(met, organization, django_assert_num_queries):
    match = met(3)
    with tenant_scope(organization.id):
        for count in (1, 6):
            Review.objects.all().delete()
            for number in range(count):
                make_review_answer(review=make_review(match=match, number=number + 1), answers={})
            with django_assert_num_queries(2):
                reviews_of(parties_in(match)[0])
