"""Suggested mentors: no suggestion ever breaks a hard rule, in any organization."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.tenancy.scope import tenant_scope
from programs.enums import LeftOut
from programs.models import Absence, Match, Participant
from programs.selectors.drafts import drafts_of
from programs.selectors.mentors import free_places, mentor_choices, unmatched_mentees
from programs.suggestions import MenteeFacts, MentorFacts, compare, suggestions
from tests.examples import examples
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_absence, make_match, make_participant, make_program
from tests.programs.conftest import TODAY

WORLDS = settings(
    max_examples=examples(60),
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PEOPLE = 6
people = st.lists(
    st.fixed_dictionaries(
        {
            "manager": st.none() | st.integers(0, PEOPLE - 1),
            "roles": st.sets(st.sampled_from(["mentor", "mentee"]), min_size=1),
            "state": st.sampled_from(["accepted", "accepted", "accepted", "declined", "left"]),
            "capacity": st.integers(0, 2),
            "left": st.sampled_from([None, None, None, -1, 30]),
            "away": st.booleans(),
            "topics": st.sets(st.sampled_from(["finance", "writing", "conflict"])),
            "time_zone": st.sampled_from(["", "Asia/Kathmandu", "America/New_York"]),
        }
    ),
    min_size=PEOPLE,
    max_size=PEOPLE,
)
matches = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.integers(0, PEOPLE - 1),
        st.sampled_from(["proposed", "approved", "active", "paused", "ended"]),
    ),
    max_size=4,
    unique_by=lambda it: it[:2],
)


def build(program, facts, pairs) -> None:
    made = [
        make_person(time_zone=it["time_zone"], left_on=it["left"] and TODAY + timedelta(days=it["left"]))
        for it in facts
    ]
    for person, it in zip(made, facts, strict=True):
        if it["manager"] is not None:
            make_attributes(person=person, manager=made[it["manager"]])
        for role in sorted(it["roles"]):
            participant = make_participant(
                program=program,
                person=person,
                role=role,
                state=it["state"],
                capacity=it["capacity"],
                topics=sorted(it["topics"]),
            )
            if it["away"]:
                make_absence(participant=participant, starts_on=TODAY, ends_on=TODAY)
    taking_part = {(it.person_id, it.role): it for it in Participant.objects.filter(program=program)}
    for one, other, state in pairs:
        mentor = taking_part.get((made[one].pk, "mentor"))
        mentee = taking_part.get((made[other].pk, "mentee"))
        if mentor and mentee and one != other:
            make_match(program=program, mentor=mentor, mentee=mentee, state=state, overridden_by=None)


def line_of(person) -> set:
    """Everybody above a person, one step after the other."""
    found, at = set(), person
    while (
        (row := at.attributes.order_by("-valid_from").first()) and row.manager and row.manager_id not in found
    ):
        found.add(row.manager_id)
        at = row.manager
    return found


@pytest.mark.django_db
@WORLDS
@given(facts=people, pairs=matches)
def test_suggestion_never_breaks_a_hard_rule(organization, facts, pairs):
    with tenant_scope(organization.id), transaction.atomic():
        program = make_program()
        program.organization = organization
        build(program, facts, pairs)
        mentees = list(unmatched_mentees(program, today=TODAY))
        choices = mentor_choices(program, mentees, today=TODAY)
        mentors = Participant.objects.filter(program=program, role="mentor", state="accepted")
        for mentee in mentees:
            above = line_of(mentee.person)
            for it in choices[mentee.pk].ranked:
                mentor = it.mentor.row
                assert mentor.person_id != mentee.person_id
                assert mentor.state == "accepted"
                assert not mentor.person.has_left(TODAY)
                assert mentor.person_id not in above
                assert mentee.person_id not in line_of(mentor.person)
                assert not Match.objects.filter(mentor=mentor, mentee=mentee).exists()
                assert not Absence.objects.filter(participant=mentor).exists()
                taken = Match.objects.filter(mentor=mentor).exclude(state="ended").count()
                assert it.mentor.free == mentor.capacity - taken > 0
            # Nobody is left out without a reason.
            left_out = sum(choices[mentee.pk].left_out.values())
            assert len(choices[mentee.pk].ranked) + left_out == mentors.count()
        transaction.set_rollback(True)


@pytest.mark.usefixtures("scope")
class TestRules:
    def test_whole_reporting_line_is_left_out_in_both_directions(self, program):
        top, middle, report = (make_person() for _n in range(3))
        mentee = make_participant(program=program)
        make_attributes(person=mentee.person, manager=middle)
        make_attributes(person=middle, manager=top)
        make_attributes(person=report, manager=mentee.person)
        for person in (top, middle, report):
            make_participant(program=program, person=person, role="mentor")
        choice = mentor_choices(program, [mentee], today=TODAY)[mentee.pk]
        assert (choice.ranked, choice.left_out) == ([], {LeftOut.REPORTING_LINE: 3})

    def test_pair_that_ended_for_a_reason_elsewhere_is_left_out(self, program):
        earlier = make_program()
        mentor, mentee = make_person(), make_person()
        for person, reason in ((mentor, "No shared time"), (make_person(), "")):
            make_match(
                program=earlier,
                mentor=make_participant(program=earlier, person=person, role="mentor"),
                mentee=Participant.objects.filter(program=earlier, person=mentee).first()
                or make_participant(program=earlier, person=mentee),
                state="ended",
                end_reason=reason,
            )
            make_participant(program=program, person=person, role="mentor")
        mine = make_participant(program=program, person=mentee)
        choice = mentor_choices(program, [mine], today=TODAY)[mine.pk]
        assert [it.mentor.person_id == mentor.pk for it in choice.ranked] == [False]
        assert choice.left_out == {LeftOut.KNOWN: 1}

    def test_drafts_take_places_and_mentees_with_one_are_not_listed(self, program):
        mentor = make_participant(program=program, role="mentor", capacity=3)
        make_match(program=program, mentor=mentor, state="approved")
        waiting = make_participant(program=program)
        make_participant(program=program, person=make_person(left_on=TODAY))
        assert list(unmatched_mentees(program, today=TODAY)) == [waiting]
        assert free_places(program, today=TODAY) == 2

    def test_draft_whose_place_is_gone_says_so(self, program):
        mentor = make_participant(program=program, role="mentor", capacity=1)
        make_match(program=program, mentor=mentor, state="proposed")
        assert [it.broken for it in drafts_of(program, today=TODAY)] == [None]
        make_match(program=program, mentor=mentor)
        assert [it.broken for it in drafts_of(program, today=TODAY)] == [LeftOut.NO_PLACE]

    def test_number_of_queries_does_not_depend_on_the_number_of_people(
        self, program, django_assert_num_queries
    ):
        for _n in range(3):
            make_participant(program=program, role="mentor", topics=["finance"])
        mentees = [make_participant(program=program) for _n in range(3)]
        make_match(program=program, state="proposed")
        for some in (mentees[:1], mentees):
            with django_assert_num_queries(3):
                mentor_choices(program, some, today=TODAY)
        with django_assert_num_queries(4):
            drafts_of(program, today=TODAY)


def mentor(number: int, **fields) -> MentorFacts:
    return MentorFacts(**{"person_id": number, "name": f"Mentor {number}", "free": 1, **fields})


def test_order_is_topics_then_language_then_time_zone_then_places():
    mentee = MenteeFacts(person_id=0, name="Mia", topics=["Finance", "writing"], language="de")
    found, _left_out = suggestions(
        mentee,
        [
            mentor(1, free=9),
            mentor(2, language="de"),
            mentor(3, language="de", utc_offset=60),
            mentor(4, language="de", free=2),
            mentor(5, topics=["finance"]),
            mentor(6, topics=["finance", "Writing"]),
        ],
    )
    assert [it.mentor.person_id for it in found] == [6, 5, 4, 2, 3, 1]


def test_thirteen_hours_ahead_are_eleven_behind():
    mentee = MenteeFacts(person_id=0, name="Mia", utc_offset=-60)
    assert compare(mentor(1, utc_offset=12 * 60), mentee).hours_apart == 11
    assert "11 hours apart." in compare(mentor(1, utc_offset=12 * 60), mentee).reason
    assert "1 hour apart." in compare(mentor(1), mentee).reason


def test_introduction_says_what_both_share_and_nothing_else():
    mentee = MenteeFacts(person_id=0, name="Mia", topics=["Finance"], language="de")
    assert compare(mentor(1), mentee).in_common.startswith("No shared topic. Different languages. ")
    assert compare(mentor(1), mentee).for_both == "Same time zone."
    alike = compare(mentor(2, topics=["finance"], language="de"), mentee)
    assert alike.for_both.startswith("1 shared topic: ") and "Same language." in alike.for_both
