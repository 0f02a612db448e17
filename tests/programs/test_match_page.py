"""The page of a match for those who run it: sessions as a strip and a table, signals by area, history."""

from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.tenancy.scope import tenant_scope
from mentoring.ui.formats import date as show_date
from programs.rollups.match_counts import refresh_matches
from programs.views.session_strip import session_strip
from tests.examples import examples
from tests.factories.programs import make_absence, make_match_change, make_session
from tests.programs.conftest import TODAY
from tests.programs.queries import queries_of

START = date(2026, 9, 14)


def ago(days):
    return TODAY - timedelta(days=days)


def strip(*sessions, today=date(2026, 12, 14), ends_on=date(2027, 3, 5), absences=()):
    rows = [SimpleNamespace(happens_on=day, state=state) for day, state in sessions]
    return session_strip(
        rows, started_on=START, ends_on=ends_on, interval_days=14, absences=absences, today=today
    )


def test_sessions_lie_where_the_sketch_has_them():
    found = strip(
        (date(2026, 9, 24), "held"),
        (date(2026, 11, 5), "cancelled"),
        (date(2026, 12, 9), "planned"),
        (date(2026, 12, 23), "planned"),
        absences=[(date(2026, 12, 21), date(2027, 1, 3))],
    )
    assert [(mark.kind, mark.place) for mark in found.marks] == [
        ("held", 5.81),
        ("gone", 30.23),
        ("open", 50.0),
        ("planned", 58.14),
    ]
    assert found.today == 52.91
    assert found.absent == [(56.98, 7.55)]
    assert found.expected[0] == 8.14
    assert [(found.first, found.last), found.count("held")] == [(START, date(2027, 3, 5)), 1]


@settings(max_examples=examples(200))
@given(
    offsets=st.lists(st.integers(-400, 800), max_size=8),
    today=st.integers(-10, 900),
    ends=st.none() | st.integers(0, 700),
    absences=st.lists(st.tuples(st.integers(-100, 900), st.integers(0, 90)), max_size=4),
)
def test_everything_lies_inside(offsets, today, ends, absences):
    found = strip(
        *((START + timedelta(days=n), "held") for n in offsets),
        today=START + timedelta(days=today),
        ends_on=None if ends is None else START + timedelta(days=ends),
        absences=[(START + timedelta(days=n), START + timedelta(days=n + length)) for n, length in absences],
    )
    places = [mark.place for mark in found.marks] + list(found.expected) + [at for _m, at in found.months]
    places += [at for at, _width in found.absent] + [at + width for at, width in found.absent]
    assert all(0 <= place <= 100.01 for place in places)
    assert len(found.marks) == len(offsets)
    # The names of two days do not touch.
    names = [0, *(at for _month, at in found.months), 100]
    assert min(after - before for before, after in pairwise(names)) >= 12


@pytest.fixture
def page(it_is_today, held, program, client_of, coordinator):
    """Open the page of a match that was introduced 70 days ago and last met so many days ago."""

    def open_page(last: int = 3, **fields) -> tuple[object, str]:
        match = held(70, last, **fields)
        url = f"/o/acme/programs/{program.pk}/matches/{match.pk}/"
        return match, client_of(coordinator).get(url).content.decode()

    return open_page


def test_signals_come_first_then_what_is_fine(page):
    _match, text = page(60)
    problem, fine = text.index("No session in 60 days"), text.index("days after the introduction")
    assert problem < fine
    assert text.count('class="signal-name">Sessions<') == 1
    assert "Suggested: Ask both for the date of the next session" in text
    assert "1 agreed, 0 of them met." in text


def test_sessions_can_be_edited_and_show_what_is_not_confirmed(
    organization, program, page, client_of, coordinator
):
    match, text = page(10)
    assert "1 held" in text
    with tenant_scope(organization.id):
        make_session(match=match, state="planned", happens_on=ago(2))
        make_session(match=match, state="cancelled", happens_on=ago(20))
        make_absence(participant=match.mentor, starts_on=ago(30), ends_on=ago(25))
        make_match_change(
            match=match, kind="paused", changed_on=ago(40), until=ago(36), reason="Parental leave"
        )
    url = f"/o/acme/programs/{program.pk}/matches/{match.pk}/"
    text = client_of(coordinator).get(url).content.decode()
    for words in ("Not confirmed", "1 missed or canceled", "absent", "Parental leave", "Edit session of"):
        assert words in text, words
    assert text.count("/sessions/") >= 3


def test_next_session_is_the_planned_one_or_the_one_that_is_not_confirmed(
    organization, program, page, client_of, coordinator
):
    match, text = page(10)
    assert "None scheduled" in text
    with tenant_scope(organization.id):
        make_session(match=match, state="planned", happens_on=ago(2))
    url = f"/o/acme/programs/{program.pk}/matches/{match.pk}/"
    client = client_of(coordinator)
    text = client.get(url).content.decode()
    assert f"{show_date(ago(2))}: not confirmed yet" in text
    assert "None scheduled" not in text
    with tenant_scope(organization.id):
        make_session(match=match, state="planned", happens_on=ago(-5))
        refresh_matches(program.pk, on=TODAY)
    text = client.get(url).content.decode()
    assert "not confirmed yet" not in text
    assert text.count(show_date(ago(-5))) > 1


def test_page_costs_the_same_for_one_and_many_sessions(organization, program, page, client_of, coordinator):
    match, _text = page(10)
    client, url = client_of(coordinator), f"/o/acme/programs/{program.pk}/matches/{match.pk}/"
    client.get(url)
    one = queries_of(client, url)
    with tenant_scope(organization.id):
        for n in range(9):
            make_session(match=match, happens_on=ago(11 + n))
    assert queries_of(client, url) == one
