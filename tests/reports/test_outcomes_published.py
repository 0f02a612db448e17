"""Published inputs and outputs the whole way: files, import, job, stored figure."""

from datetime import date

import pytest

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from reports.actions import decide_leave_kind
from tests.reports.studies import CASES, START, Study, case, figure, make_study_program, value, worked_out

EARLY, END = date(2020, 1, 1), date(2025, 7, 1)
pytestmark = [
    pytest.mark.raw_sql,
    pytest.mark.skipif(not CASES.exists(), reason="the published cases are not beside the project"),
]


def bring_in(organization, study: Study, **fields):
    program = make_study_program(organization, **fields)
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
    return worked_out(organization, program)


def test_newcombe_a_as_retention(organization):
    """RD-NEWC-a: 56 of 70 against 48 of 80 stayed."""
    expected = case("RD-NEWC-a")["expected"]
    study = Study()
    study.leave(study.add(70, takes_part=True)[56:])
    study.leave(study.add(80, takes_part=False)[48:])
    found = figure(bring_in(organization, study), "mentee.retention.year.program")
    assert found["state"] == "detectable_difference"
    assert found["badge"] == "comparable"
    assert (value(found, "participants_events"), value(found, "others_events")) == (56, 48)
    assert value(found, "difference") == pytest.approx(0.2, abs=5e-5)
    assert value(found, "low") == pytest.approx(expected["ci_low"], abs=5e-5)
    assert value(found, "high") == pytest.approx(expected["ci_high"], abs=5e-5)


def test_physicians_health_study_as_promotion(organization):
    """RR-PHS: 189 of 11,034 against 104 of 11,037; the ratio of the two rates with Katz' limits."""
    expected = case("RR-PHS")["expected"]
    study = Study()
    study.promote(study.add(11034, takes_part=True)[:189])
    study.promote(study.add(11037, takes_part=False)[:104])
    found = figure(bring_in(organization, study), "mentee.promotion.year.program")
    assert (value(found, "participants"), value(found, "others")) == (11034, 11037)
    assert value(found, "ratio") == pytest.approx(expected["rr"], abs=0.005)
    assert found["state"] == "detectable_difference"


@pytest.mark.parametrize(
    ("name", "groups"), [("RD-NEWC-b", ((10, 9), (10, 3))), ("FISH-TEA", ((4, 3), (4, 1)))]
)
def test_small_published_studies_are_too_few_to_show(organization, name, groups):
    """RD-NEWC-b and FISH-TEA: whatever the interval, a program of ten people proves nothing and shows no rate."""
    study = Study()
    for (people, stayed), takes_part in zip(groups, (True, False), strict=True):
        study.leave(study.add(people, takes_part=takes_part)[stayed:])
    found = figure(bring_in(organization, study), "mentee.retention.year.program")
    assert found["state"] == ("too_few" if name == "RD-NEWC-b" else "suppressed")
    assert {n["name"] for n in found["numbers"]} <= {"participants", "others", "compared", "detectable"}


def followed(study: Study, times, events, *, takes_part: bool) -> None:
    """Add people who leave or drop out of sight after so many months: a retirement ends the following only."""
    ids = study.add(len(times), takes_part=takes_part)
    for person, month, left in zip(ids, times, events, strict=True):
        study.leave([person], month=month, reason="resignation" if left else "retirement")


def test_kaplan_meier_and_log_rank_of_6mp(organization):
    """KM-6MP and LOGRANK-6MP, a week of the study as a month of the program."""
    curve, test = case("KM-6MP"), case("LOGRANK-6MP")
    study = Study(starts_on=EARLY)
    given = test["input"]
    followed(study, given["time_a"], given["event_a"], takes_part=True)
    followed(study, given["time_b"], given["event_b"], takes_part=False)
    program = make_study_program(organization, starts_on=EARLY, ends_on=date(2020, 7, 1))
    with tenant_scope(organization.id):
        decide_leave_kind(program, leave_kind="resignation", by=Actor.system("test"))
        study.bring_in(program=program.pk)
    found = figure(worked_out(organization, program), "mentee.staying.curve.program")
    points = {round(p["month"]): p for p in found["curves"][0]["points"]}
    for month in (6, 7, 10, 13):
        share, error, _low, _high = curve["expected"]["at"][str(month)]
        assert points[month]["share"] == pytest.approx(share, abs=0.0005)
        assert points[month]["error"] == pytest.approx(error, abs=0.0005)
    assert value(found, "log_rank") == pytest.approx(test["expected"]["chi2"], abs=0.05)


def test_card_and_krueger_as_difference_of_changes(organization):
    """DID-CK-CELLS: the four means and the two errors of the changes give 2.76 (1.36)."""
    given, expected = case("DID-CK-CELLS")["input"], case("DID-CK-CELLS")["expected"]
    study = Study()
    for takes_part, before, after, error in (
        (True, given["t_pre"], given["t_post"], given["se_change_t"]),
        (False, given["c_pre"], given["c_post"], given["se_change_c"]),
    ):
        ids = study.add(40, takes_part=takes_part)
        # Twenty up and twenty down by as much as makes the standard error of forty changes the published one.
        spread = error * (40 * 39 / 40) ** 0.5
        study.read(ids, "jobs", START, [before + (i % 5 - 2) for i in range(40)])
        study.read(ids, "jobs", END, [after + (i % 5 - 2) + spread * (-1) ** (i // 20) for i in range(40)])
    found = figure(bring_in(organization, study), "mentee.kpi.jobs")
    assert value(found, "change_difference") == pytest.approx(expected["did"], abs=0.015)
    assert value(found, "change_error") == pytest.approx(expected["se"], abs=0.005)


def test_paired_yes_and_no(organization):
    """PAIR-NEWC-1: 36 yes both times, 12 only later, 2 only before, none never."""
    expected = case("PAIR-NEWC-1")["expected"]
    study = Study()
    ids = study.add(50, takes_part=True)
    study.read(ids, "feels safe", START, [1] * 36 + [0] * 12 + [1] * 2)
    study.read(ids, "feels safe", END, [1] * 48 + [0] * 2)
    found = figure(bring_in(organization, study), "mentee.kpi.feels safe")
    assert found["state"] == "no_comparison"
    shown = [value(found, name) for name in ("yes_change", "yes_low", "yes_high")]
    assert shown == pytest.approx([expected["diff"], expected["ci_low"], expected["ci_high"]], abs=0.0001)


def test_sleep_data_as_change(organization):
    """PAIR-T-SLEEP: ten people, so the shares lead; the mean and its limits stand with them."""
    given, expected = case("PAIR-T-SLEEP")["input"], case("PAIR-T-SLEEP")["expected"]
    study = Study()
    ids = study.add(10, takes_part=True)
    study.read(ids, "sleep", START, given["pre"])
    study.read(ids, "sleep", END, given["post"])
    found = figure(bring_in(organization, study), "mentee.kpi.sleep")
    shown = [value(found, name) for name in ("change", "change_low", "change_high")]
    assert shown == pytest.approx([expected["mean_change"], *expected["ci"]], abs=1e-6)
    assert next(n["headline"] for n in found["notes"] if n["code"] == "headline") == "shares"


def test_borenstein_as_comparability(organization):
    """SMD-BOREN-IND: means 103 and 100 before the start are 0.59 standard deviations apart: not comparable."""
    given, expected = case("SMD-BOREN-IND")["input"], case("SMD-BOREN-IND")["expected"]
    study = Study()
    for takes_part, mean, deviation in (
        (True, given["mean1"], given["sd1"]),
        (False, given["mean2"], given["sd2"]),
    ):
        ids = study.add(50, takes_part=takes_part)
        spread = deviation * (49 / 50) ** 0.5
        study.read(ids, "score", START, [mean + spread * (-1) ** i for i in range(50)])
        study.leave(ids[40:])
    found = figure(bring_in(organization, study), "mentee.retention.year.program")
    assert found["state"] == "not_comparable"
    assert found["baselines"][0]["attribute"] == "kpi:score"
    assert found["baselines"][0]["difference"] == pytest.approx(expected["g"], abs=0.0005)


def test_camp_example_hides_both_departments(organization):
    """ANON-CAMP-1: of Sales with four and Technology with nine, neither may be shown beside the total."""
    study = Study()
    study.add(4, takes_part=True, department="Sales")
    study.add(9, takes_part=True, department="Technology")
    study.promote(study.add(40, takes_part=False, department="Technology")[:1])
    run = bring_in(organization, study)
    by_department = next(a for a in run.breakdowns[0]["attributes"] if a["attribute"] == "department")
    assert [row["participants"] for row in by_department["rows"]] == [None, None]
    assert value(figure(run, "mentee.retention.year.program"), "participants") == 13
