"""The directory as of a day: who works here, what is known of them, and nothing that lies ahead."""

from datetime import date

import pytest

from mentoring.people.import_kinds.known import names_of
from mentoring.people.models import Person
from mentoring.people.selectors import PeopleFilters, attribute_choices, history_of, people_on
from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership
from tests.factories.people import make_attributes, make_event, make_person

TODAY, EARLIER, LATER = date(2026, 11, 2), date(2026, 3, 1), date(2026, 12, 31)
pytestmark = pytest.mark.usefixtures("scope")


def owner() -> Membership:
    """Return somebody who sees everybody; not stored, because only the role is read."""
    return Membership(role=Role.OWNER)


def names(day: date = TODAY, **filters) -> list[str]:
    return [
        person.first_name for person in people_on(day, PeopleFilters(**filters), membership=owner()).by_name()
    ]


def named(first_name: str, **fields) -> Person:
    return make_person(first_name=first_name, last_name="Raman", **fields)


def test_people_who_have_left_are_separate_from_current_ones():
    named("Ann", left_on=TODAY)
    named("Bob", left_on=LATER)
    named("Cem", is_departed=True)
    named("Dia")
    named("Eve", hired_on=LATER)  # begins later, and has not left
    assert (names(), names(has_left=True)) == (["Bob", "Dia", "Eve"], ["Ann", "Cem"])
    assert (names(LATER), names(LATER, has_left=True)) == (["Dia", "Eve"], ["Ann", "Bob", "Cem"])


def test_employed_people_have_started_and_not_left():
    named("Ann", hired_on=TODAY)
    named("Bob", hired_on=LATER)
    named("Cem", left_on=TODAY)
    named("Dia", is_departed=True)
    assert [person.first_name for person in Person.objects.employed(TODAY)] == ["Ann"]


@pytest.mark.parametrize(
    ("q", "found"),
    [("jon", ["Jón"]), ("raman", ["Jón", "Zoë"]), ("ZOË R", ["Zoë"]), ("on", []), ("  ", ["Jón", "Zoë"])],
)
def test_name_is_found_by_the_beginning_of_a_word(q, found):
    named("Jón")
    named("Zoë")
    assert names(q=q) == found


def test_attributes_are_those_of_the_day():
    person = named("Ann")
    make_attributes(person=person, manager=named("Boss"), valid_from=EARLIER, department="Sales", level="2")
    make_attributes(person=person, manager=None, valid_from=TODAY, department="Finance", level="3")

    def on(day: date) -> tuple:
        found = people_on(day, PeopleFilters(q="ann"), membership=owner()).get()
        return found.department, found.level

    assert on(date(2026, 2, 28)) == (None, None)
    assert on(EARLIER) == ("Sales", "2")
    assert on(date(2026, 11, 1)) == ("Sales", "2")
    assert on(TODAY) == ("Finance", "3")
    assert names(department="Sales") == []
    assert names(date(2026, 11, 1), department="Sales") == ["Ann"]
    assert names(department="Finance", level="3", location="Berlin") == ["Ann"]
    assert names(department="Finance", level="2") == []


def test_choices_are_the_values_of_that_day_without_duplicates(django_assert_num_queries):
    for department, location in (("Sales", "Berlin"), ("Sales", ""), ("Finance", "Berlin")):
        make_attributes(department=department, location=location, valid_from=EARLIER)
    make_attributes(department="Of tomorrow", valid_from=LATER)
    with django_assert_num_queries(1):
        found = attribute_choices(TODAY, membership=owner())
    assert found == {"department": ["Finance", "Sales"], "level": ["2"], "location": ["Berlin"]}


def test_history_is_newest_first_and_ends_on_that_day(django_assert_num_queries):
    person, manager = named("Ann"), named("Boss")
    for day in (EARLIER, TODAY, LATER):
        make_attributes(person=person, manager=manager, valid_from=day)
        make_event(person=person, happened_on=day)
    make_event(happened_on=EARLIER)  # of somebody else
    with django_assert_num_queries(2):
        history = history_of(person, day=TODAY)
        assert [row.manager.name for row in history.attributes] == ["Boss Raman", "Boss Raman"]
    assert [row.valid_from for row in history.attributes] == [TODAY, EARLIER]
    assert [event.happened_on for event in history.events] == [TODAY, EARLIER]


def test_cell_that_the_database_cannot_store_is_nobodys_id():
    person = make_person(employee_id="E1")
    assert names_of({"E1", "\x00", "E1\x00", "\ud800"}) == {"E1": person.name}
