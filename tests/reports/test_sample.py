import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone, translation

from goals.enums import GoalState
from goals.models import Goal, GoalAgreement
from goals.selectors.plans import plans_of_program
from mentoring.imports.models import ImportRun
from mentoring.mail.models import OutboxMessage
from mentoring.people.models import Person
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import tenant_scope
from programs.enums import Health
from programs.models import Match, MeetingQuestion, Program
from programs.selectors.accounts import account_summary
from reports.kpis.selectors import kpis_of, measured_kpis
from reports.models import OutcomeRun
from reports.roi.result import calculate
from reports.roi.selectors import newest_run, pool_of, pooled_inputs, roi_inputs
from reports.sample.loading import SLUG, cast_of, load_sample, survey_link_of
from reports.tasks import calculate_outcomes_task
from surveys.actions.results import calculate_results
from surveys.enums import Trigger
from surveys.models import Schedule, Wave
from surveys.selectors.load import survey_load
from surveys.selectors.waiting import people_due
from tests.reports.studies import calculated, figure, value

TODAY = date(2026, 11, 21)


@pytest.mark.raw_sql
def test_sample_comes_in_through_the_import_once(db):
    said: list[str] = []
    organization = load_sample(today=TODAY, say=said.append)
    assert load_sample(today=TODAY, say=said.append) == organization
    assert Organization.objects.filter(slug=SLUG).count() == 1
    assert said[0] == "workday_directory.csv: 1200 added, 0 updated, 0 skipped"
    assert all(line.endswith(" 0 skipped") for line in said)
    with tenant_scope(organization.id):
        assert Person.objects.count() == 1200
        finished, *_others, running = Program.objects.exclude(state="open").order_by("starts_on")
        assert set(Match.objects.filter(program=finished).values_list("health", flat=True)) == {
            Health.FINISHED
        }
        assert Match.objects.filter(program=running, health=Health.ON_TRACK).count() > 20
        assert not ImportRun.objects.exclude(skipped=0).exists()
        questions = MeetingQuestion.objects.filter(answer="")
        assert set(questions.values_list("role", flat=True)) == {"mentee", "mentor"}
        shown = Goal.objects.filter(match_id=GoalAgreement.objects.values("goal__match_id")[:1])
        assert set(shown.values_list("state", flat=True)) == set(GoalState.values)
        assert set(shown.values_list("attainment", flat=True)) == {"", "not_met", "met", "exceeded"}
        plans = [it.facts for it in plans_of_program(running, today=TODAY)]
        assert {str(it.freshness.status) for it in plans} == {"up_to_date", "due", "stale", "not_begun"}
        assert [it.plan.unchanged_in_a_row for it in plans if it.freshness.is_unchanged_too_often] == [3]
        formats = Schedule.objects.select_related("survey__program").get(survey__name="Meeting formats")
        load = survey_load(formats.survey, on=formats.first_on, organization=organization, now=timezone.now())
        assert load.over_budget > 20
        anonymous = Wave.objects.get(mode="anonymous", state="closed")
        result = calculate_results(anonymous, organization=organization, now=timezone.now())
        groups = {it["state"] == "suppressed" for it in result.figures if it["measure"] == "breakdown"}
        assert groups == {True, False}
        waiting = Schedule.objects.get(trigger=Trigger.HALF_TIME)
        assert 0 < people_due(waiting, today=TODAY) < 10
    with translation.override("en"):
        link = survey_link_of(organization)
        assert "How is your mentoring going?" in Client().get(link).content.decode()
    cast = cast_of(organization)
    assert len({cast.administrator, cast.mentor, cast.mentee}) == 3
    assert not set(str(cast.mentor).split()) & set(str(cast.mentee).split())
    assert "" not in (cast.mentor.time_zone, cast.mentee.time_zone)
    with tenant_scope(organization.id):
        assert shown.filter(match__mentee__person__membership__user=cast.mentee).count() == shown.count()
        Match.objects.filter(pk__in=shown.values("match")).update(health="at_risk")
    assert cast_of(organization) == cast


@pytest.mark.raw_sql
def test_sample_has_participants_to_invite_and_to_remind(db):
    organization = load_sample(today=TODAY, say=lambda line: None)
    with tenant_scope(organization.id):
        program = Program.objects.filter(state="running").order_by("-starts_on").first()
        summary = account_summary(program, at=timezone.now(), today=TODAY)
        assert not OutboxMessage.objects.filter(kind__startswith="programs.invitation").exists()
    assert summary.remindable == 8
    assert summary.active >= 20
    assert summary.invitable > 0


def test_naive_comparison_of_the_sample_flatters_and_the_page_says_so(db):
    organization = load_sample(today=TODAY, say=lambda line: None)
    with tenant_scope(organization.id):
        program = Program.objects.order_by("starts_on").first()
    run = calculated(organization, program)
    for role in ("mentee", "mentor"):
        staying = figure(run, f"{role}.retention.year.program")
        rating = next(it for it in staying["baselines"] if it["attribute"] == "kpi:performance rating")
        assert [staying["state"], rating["badge"]] == ["not_comparable", "not_comparable"]
        means = (rating["participants_mean"], rating["others_mean"])
        # Whether both may be shown depends on who is drawn for blocks, and ids are new in each sample.
        assert means == (None, None) or means[0] > means[1] + 0.3
    # Unadjusted, more participants stayed and were promoted; the number stays visible, without a verdict word.
    assert value(figure(run, "mentee.retention.year.program"), "difference") > 0.03
    assert value(figure(run, "mentee.promotion.year.program"), "difference") > 0
    client = Client()
    client.force_login(cast_of(organization).administrator)
    page = client.get(f"/o/sample/programs/{program.pk}/outcomes/").content.decode()
    assert "differed in performance rating before the program" in page
    differed = "Before the program( the groups already differed|, participants had higher values) in performance rating"
    assert re.search(differed, page)
    assert "Among colleagues with the same performance rating" in page
    assert "larger than expected by chance" not in page
    assert "of every 100 stayed" not in page


def test_sample_is_refused_where_it_would_open_doors(db, settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="LOCAL=1"):
        call_command("load_sample")


@pytest.mark.raw_sql
def test_sample_has_a_return_only_where_it_can_be_measured(db):
    organization = load_sample(today=TODAY, say=lambda line: None)
    calculate_all(organization)
    with tenant_scope(organization.id):
        owner = Membership.objects.get(role="owner")
        small = Program.objects.get(name="Early Careers, cohort 1")
        run = newest_run(small)
        alone = calculate(roi_inputs(small, run, as_of=TODAY))
        together = calculate(pooled_inputs(pool_of(small, run, membership=owner), as_of=TODAY))
    assert (alone.state, alone.cases, alone.departures.effect.low < 0) == ("not_measurable", None, True)
    assert (together.state, list(together.cases)) == ("measured", ["conservative", "central", "optimistic"])
    assert together.departures.effect.low > 0


def calculate_all(organization):
    with tenant_scope(organization.id):
        waiting = list(OutcomeRun.objects.filter(state="waiting").values_list("pk", flat=True))
    for pk in waiting:
        calculate_outcomes_task(organization.id, str(pk))


@pytest.mark.raw_sql
def test_sample_answers_the_sponsor_with_every_source_and_one_gap(db):
    organization = load_sample(today=TODAY, say=lambda line: None)
    calculate_all(organization)
    with tenant_scope(organization.id):
        for wave in Wave.objects.without_results():
            calculate_results(wave, organization=organization, now=timezone.now())
        program = Program.objects.order_by("starts_on").first()
        measured = measured_kpis(kpis_of([program]), today=TODAY)
    assert {it.kpi.source for it in measured} == {"hr", "program", "survey", "skill", "entered", ""}
    assert [it.kpi.name for it in measured if it.gap] == ["Responsibility handed over, reported by managers"]
    assert len([it for it in measured if it.kpi.is_primary]) == 2
    by_name = {it.kpi.name: it for it in measured}
    assert by_name["Retention after 12 months"].actual.n > 20
    assert by_name["Sessions per match"].actual.value > 3
    assert by_name["Team-lead posts filled from within"].actual.value == 46
    assert by_name["I would choose this mentor again"].actual is not None
