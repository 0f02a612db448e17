"""Promotions, moves and departures from a file."""

from datetime import date

import pytest

from mentoring.people.models import EmploymentEvent, Person
from tests.factories.people import make_person
from tests.imports.importing import bring_in, counts, faults, undo

DAY = date(2026, 3, 1)
pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture(autouse=True)
def ann(scope) -> Person:
    return make_person(employee_id="E1", first_name="Ann", last_name="Raman", email="ann@x.example")


def bring(*rows: str):
    return bring_in("\n".join(["employee_id,event,date,detail", *rows]) + "\n", kind="employment-events")


@pytest.mark.parametrize(
    ("event", "detail", "kept"),
    [
        ("promotion", "2 to 3", ("promotion", "2", "3", "", "")),
        ("Befördert", "von 2 auf 3", ("promotion", "2", "3", "", "")),
        ("grade change", "from 2 -> 3", ("promotion", "2", "3", "", "")),
        ("promoted", "Senior", ("promotion", "", "Senior", "", "")),
        ("transfer", "Finance", ("move", "", "", "Finance", "")),
        ("exit", "Resigned", ("exit", "", "", "", "resignation")),
        ("Austritt", "Ruhestand", ("exit", "", "", "", "retirement")),
        ("termination", "laid off", ("exit", "", "", "", "dismissal")),
        ("left", "moved abroad", ("exit", "", "", "", "other")),
        ("left", "", ("exit", "", "", "", "")),
    ],
)
def test_event_and_its_detail_are_read(event, detail, kept):
    assert counts(bring(f"E1,{event},2026-03-01,{detail}")) == (1, 0, 0, 0)
    columns = ("kind", "from_level", "to_level", "to_department", "exit_reason")
    assert EmploymentEvent.objects.values_list(*columns).get() == kept


@pytest.mark.parametrize("person", ["E1", "ann@x.example", "Ann Raman", '"Raman, Ann"'])
def test_person_is_found_by_id_address_or_name(ann, person):
    bring(f"{person},promotion,2026-03-01,2 to 3")
    assert EmploymentEvent.objects.get().person_id == ann.pk


@pytest.mark.parametrize(
    ("row", "field"),
    [("E9,exit,2026-03-01,", "person"), ("E1,quantum,2026-03-01,", "event"), ("E1,exit,,", "happened_on")],
)
def test_invalid_row_is_skipped(row, field):
    run = bring(row, "E1,move,2026-03-01,Sales")
    assert [(number, name) for number, name, _code in faults(run)] == [(2, field)]
    assert EmploymentEvent.objects.get().kind == "move"


def test_last_exit_becomes_the_leaving_date_of_somebody_without_one(ann):
    bring("E1,exit,2026-03-01,", "E1,exit,2026-05-01,")
    ann.refresh_from_db()
    assert ann.left_on == date(2026, 5, 1)


def test_exit_changes_no_leaving_date_that_the_directory_gave(ann):
    Person.objects.filter(pk=ann.pk).update(left_on=date(2026, 4, 1))
    bring("E1,exit,2026-03-01,")
    ann.refresh_from_db()
    assert ann.left_on == date(2026, 4, 1)


def test_same_file_again_changes_nothing_and_another_detail_updates():
    bring("E1,promotion,2026-03-01,2 to 3")
    assert counts(bring("E1,promotion,2026-03-01,2 to 3")) == (0, 0, 1, 0)
    assert counts(bring("E1,promotion,2026-03-01,2 to 4")) == (0, 1, 0, 0)
    assert EmploymentEvent.objects.get().to_level == "4"


def test_undo_takes_events_and_leaving_dates_back(ann):
    assert undo(bring("E1,exit,2026-03-01,")) == 0
    ann.refresh_from_db()
    assert (EmploymentEvent.objects.count(), ann.left_on) == (0, None)
