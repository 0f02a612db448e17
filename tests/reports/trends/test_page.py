"""Trends of a program whose sessions, goals, plans and surveys are known: page, file and API."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from mentoring.tenancy.scope import tenant_scope
from programs.models import Session
from reports.trends.selectors import program_trends
from tests.factories.goals import (
    make_action_plan,
    make_check_in,
    make_goal,
    make_plan_action,
    make_plan_revision,
)
from tests.factories.programs import make_match, make_match_change, make_program, make_session
from tests.factories.surveys import make_survey_question, make_wave, make_wave_result
from tests.programs.queries import queries

TODAY = date(2026, 11, 2)
FIRST, SECOND, THIRD = (date(2026, month, 10) for month in (8, 9, 10))


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 2, 12, tzinfo=UTC))


@pytest.fixture
def program(organization):
    """20 matches: all of them met in August, 18 in September, 8 in October."""
    with tenant_scope(organization.id):
        program = make_program(starts_on=date(2026, 8, 1), ends_on=None, state="running")
        for n in range(20):
            match = make_match(program=program, started_on=date(2026, 8, 1), state="active")
            for day, met in ((FIRST, 20), (SECOND, 18), (THIRD, 8)):
                if n < met:
                    make_session(match=match, happens_on=day)
            # A second one in the same month is no second match.
            make_session(match=match, happens_on=date(2026, 8, 20))
    return program


def rates(program, key: str) -> list[tuple[int, int]]:
    found = program_trends(program, today=TODAY)
    trend = next(it for it in found.trends if it.series.key == key)
    return [(point.rate.events, point.rate.n) for point in trend.series.points]


def test_matches_that_met_are_counted_once_a_month(program, organization):
    with tenant_scope(organization.id):
        assert rates(program, "sessions.met") == [(20, 20), (18, 20), (8, 20)]


def test_who_was_paused_or_ended_or_joined_in_a_month_is_left_out(program, organization):
    with tenant_scope(organization.id):
        first, second, *_ = program.matches.order_by("id")
        make_match_change(match=first, changed_on=date(2026, 8, 31), until=date(2026, 9, 2))
        second.ended_on = date(2026, 10, 15)
        second.save()
        make_match(program=program, started_on=date(2026, 10, 2), state="active")
        assert [n for _events, n in rates(program, "sessions.met")] == [19, 19, 19]


def test_months_after_the_last_file_of_sessions_are_not_known(program, organization):
    with tenant_scope(organization.id):
        program.matches.update(sessions_known_until=date(2026, 10, 12))
        assert rates(program, "sessions.met") == [(20, 20), (18, 20)]


def test_goals_with_a_check_in_and_on_track(program, organization):
    with tenant_scope(organization.id):
        for n, match in enumerate(program.matches.all()[:10]):
            goal = make_goal(match=match, agreed_on=date(2026, 8, 1), state="agreed")
            make_check_in(goal=goal, checked_on=date(2026, 9, 3), pace="stuck", is_stuck=True)
            make_check_in(goal=goal, checked_on=date(2026, 9, 24), pace="on_track")
            if n < 6:
                make_check_in(goal=goal, checked_on=THIRD, pace="slower" if n < 4 else "on_track")
        assert rates(program, "goals.checked") == [(0, 10), (10, 10), (6, 10)]
        assert rates(program, "goals.on_track") == [(10, 10), (2, 6)]


def test_plans_updated_and_actions_done_on_time(program, organization):
    with tenant_scope(organization.id):
        for n, match in enumerate(program.matches.all()[:8]):
            plan = make_action_plan(match=match)
            make_plan_revision(plan=plan, number=10, saved_on=FIRST)
            if n < 3:
                make_plan_revision(plan=plan, number=11, saved_on=THIRD)
            make_plan_action(
                plan=plan, due_on=SECOND, done_on=date(2026, 9, 30) if n < 7 else date(2026, 10, 1)
            )
        assert rates(program, "plans.done") == [(7, 8)]
        assert rates(program, "plans.updated")[-1] == (3, 8)


def test_only_published_shares_of_a_survey_are_read(program, organization):
    with tenant_scope(organization.id):
        question = make_survey_question(key="prepared", type="agreement5")
        survey = question.version.survey
        survey.program = program
        survey.save()
        for month, share, n, bound in (
            (8, 0.9, 20, "exactly"), (9, 0.9, 10, "or_more"), (10, 0.5, 20, "exactly"),
        ):  # fmt: skip
            closes = date(2026, month, 20)
            wave = make_wave(
                version=question.version, state="closed", closed_at=datetime(2026, month, 21, tzinfo=UTC),
                opens_on=date(2026, month, 6), joins_until=date(2026, month, 6), closes_on=closes,
            )  # fmt: skip
            result = make_wave_result(wave=wave)
            result.figures[0] |= {"n": n, "question": "prepared"}
            result.figures[0]["numbers"][0] |= {"value": share, "bound": bound}
            result.save()
        assert rates(program, f"surveys.{survey.pk}.prepared") == [(18, 20), (10, 20)]


@pytest.mark.parametrize(
    ("counts", "events"),
    [
        ([10, 20, 30, 90, 101], 191),
        # A count is withheld, or the counts are of others: what the published share says.
        ([10, 20, 30, None, 101], 193),
        ([10, 20, 30, 90, 100], 193),
        ([], 193),
    ],
)
def test_shares_that_are_stored_in_steps_have_the_published_counts(program, organization, counts, events):
    """191 of 251 is 76.1%; stored is 77%."""
    with tenant_scope(organization.id):
        question = make_survey_question(key="prepared", type="agreement5")
        survey = question.version.survey
        survey.program = program
        survey.save()
        for month in (8, 9):
            result = make_wave_result(
                wave=make_wave(
                    version=question.version, state="closed", closed_at=datetime(2026, month, 21, tzinfo=UTC),
                    opens_on=date(2026, month, 6), joins_until=date(2026, month, 6), closes_on=date(2026, month, 20),
                )
            )  # fmt: skip
            cells = [
                {"value": str(n), "count": count, "share": 0.2, "bound": "exactly"}
                for n, count in enumerate(counts, 1)
            ]
            result.figures[0] |= {"n": 251, "question": "prepared", "cells": cells}
            result.figures[0]["numbers"][0] |= {"value": 0.77, "bound": "exactly"}
            result.save()
        assert rates(program, f"surveys.{survey.pk}.prepared") == [(events, 251)] * 2


def test_the_page_names_the_largest_decline_with_its_interval(program, client_of, analyst):
    page = client_of(analyst).get(f"/o/acme/programs/{program.pk}/outcomes/trends/").content.decode()
    assert "Largest decline: Matches that met" in page
    assert "40% in October 2026 (8 of 20), 100% in August 2026 (20 of 20): -60 points" in page.replace(
        "−", "-"
    )
    assert f'href="/o/acme/programs/{program.pk}/outcomes/trends/" aria-current="page"' in page


def test_page_file_and_api_have_the_same_numbers(program, client_of, administrator):
    client = client_of(administrator)
    answer = client.get(f"/api/v1/o/acme/programs/{program.pk}/trends/").json()
    text = client.get(f"/o/acme/programs/{program.pk}/outcomes/trends/numbers.csv").content.decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    points = [point for trend in answer["trends"] for point in trend["points"]]
    assert [(int(row["count"]), int(row["of"])) for row in rows] == [(it["events"], it["n"]) for it in points]
    assert answer["trends"][0]["key"] == "sessions.met"
    assert answer["trends"][0]["is_decline"]


@pytest.mark.parametrize("more", [0, 3])
def test_queries_do_not_grow_with_the_program(more, program, organization):
    with tenant_scope(organization.id):
        for _n in range(more):
            match = make_match(program=program, started_on=date(2026, 8, 1), state="active")
            make_check_in(goal=make_goal(match=match, agreed_on=date(2026, 8, 1)))
        assert Session.objects.count() == 66
        assert queries(lambda: program_trends(program, today=TODAY)) == 11
