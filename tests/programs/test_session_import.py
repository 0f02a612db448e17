"""Files of sessions: found again by id, by time, by order within the day; the same file twice changes nothing."""

import pytest

from mentoring.tenancy.scope import tenant_scope
from programs.models import Session
from tests.imports.importing import bring_in, counts, faults
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture

PEOPLE = "ada@example.org,ben@example.org"
HEAD = "Mentor,Mentee,Date,Time,Minutes,Session ID,Status"


@pytest.fixture
def match(pair, organization):  # noqa: F811
    with tenant_scope(organization.id):
        yield pair


def file(*rows):
    return "\n".join([HEAD, *(f"{PEOPLE},{row}" for row in rows)])


def bring(match, *rows):
    return bring_in(file(*rows), kind="sessions", target_id=match.program_id, name="sessions.csv")


@pytest.mark.parametrize(
    "rows",
    [
        ["2026-10-05,,30,,", "2026-10-05,,45,,"],
        ["2026-10-05,9:00,30,,", "2026-10-05,14:30,30,,"],
        ["2026-10-05,,30,A-1,", "2026-10-05,,30,A-2,"],
        ["2026-10-05,9 am,30,A-1,", "2026-10-05,2:30 pm,45,,", "2026-10-05,,60,,"],
    ],
    ids=["order", "time", "id", "mixed"],
)
def test_several_on_a_day_are_found_again(match, rows):
    assert counts(bring(match, *rows)) == (len(rows), 0, 0, 0)
    before = list(Session.objects.order_by("id").values())
    assert counts(bring(match, *rows)) == (0, 0, len(rows), 0)
    assert list(Session.objects.order_by("id").values()) == before


def test_session_with_an_id_is_found_on_another_day(match):
    bring(match, "2026-10-05,,30,A-1,")
    assert counts(bring(match, "2026-10-06,,30,A-1,")) == (0, 1, 0, 0)
    assert [s.happens_on.isoformat() for s in Session.objects.all()] == ["2026-10-06"]


def test_file_without_times_keeps_those_that_are_known(match):
    bring(match, "2026-10-05,09:00,30,,")
    assert counts(bring(match, "2026-10-05,,30,,")) == (0, 0, 1, 0)
    assert Session.objects.get().starts_at is not None


def test_identical_rows_are_reported_once(match):
    run = bring(match, "2026-10-05,,30,,", "2026-10-05,,30,,")
    assert counts(run) == (1, 0, 0, 1)
    assert faults(run) == [(3, "happens_on", "repeated")]


@pytest.mark.parametrize(("cell", "code"), [("25:00", "time"), ("soon", "time"), ("9", "time")])
def test_unreadable_time_is_reported(match, cell, code):
    assert faults(bring(match, f"2026-10-05,{cell},30,,")) == [(2, "at", code)]
