"""Published inputs and outputs the whole way: files, import, job, API, page and CSV."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from reports.outcomes.actions import decide_outcome_plan
from tests.reports.printed import printed_numbers
from tests.reports.studies import START, Study, calculated, case, figure, make_study_program, value

EARLY, END = date(2020, 1, 1), date(2025, 7, 1)
pytestmark = pytest.mark.raw_sql
STAYED, PROMOTED, CURVE = (
    "mentee.retention.year.program",
    "mentee.promotion.year.program",
    "mentee.retention_curve.program",
)


@dataclass(frozen=True)
class Published:
    """A study as files, and the published value of each number with what it may differ by.

    `unit` is what one printed unit is of a stored one: a share of 0.2 is printed as 20 points.
    """

    study: Study
    key: str
    state: str
    expected: dict[str, tuple[float, float, float]]
    program: dict[str, Any] = field(default_factory=dict)
    leave_kind: str = "all"


POINTS, PERCENT, PLAIN = 100.0, 100.0, 1.0


def newcombe_a() -> Published:
    """RD-NEWC-a: 56 of 70 against 48 of 80 stayed."""
    expected = case("RD-NEWC-a")["expected"]
    study = Study()
    study.leave(study.add(70, takes_part=True)[56:])
    study.leave(study.add(80, takes_part=False)[48:])
    numbers = {
        "difference": (expected["diff"], 1e-6, POINTS),
        "low": (expected["ci_low"], 5e-5, POINTS),
        "high": (expected["ci_high"], 5e-5, POINTS),
    }
    return Published(study, STAYED, "detectable_difference", numbers)


def physicians() -> Published:
    """RR-PHS: 189 of 11,034 against 104 of 11,037; the ratio of the two rates, with Katz' limits."""
    expected = case("RR-PHS")["expected"]
    study = Study()
    study.promote(study.add(11034, takes_part=True)[:189])
    study.promote(study.add(11037, takes_part=False)[:104])
    numbers = {
        "participants": (11034, 0, PLAIN),
        "others_events": (104, 0, PLAIN),
        "ratio": (expected["rr"], 0.005, PLAIN),
        "ratio_low": (1.43, 0.005, PLAIN),
        "ratio_high": (2.31, 0.005, PLAIN),
    }
    return Published(study, PROMOTED, "detectable_difference", numbers)


def followed(study: Study, times: Sequence[float], events: Sequence[int], *, takes_part: bool) -> None:
    """Add people who leave or drop out of sight after so many months: a retirement ends the following only."""
    ids = study.add(len(times), takes_part=takes_part)
    for person, month, left in zip(ids, times, events, strict=True):
        study.leave([person], month=month, reason="resignation" if left else "retirement")


def leukemia(numbers: dict[str, tuple[float, float, float]]) -> Published:
    given = case("LOGRANK-6MP")["input"]
    study = Study(starts_on=EARLY)
    followed(study, given["time_a"], given["event_a"], takes_part=True)
    followed(study, given["time_b"], given["event_b"], takes_part=False)
    dates = {"starts_on": EARLY, "ends_on": date(2020, 7, 1)}
    return Published(study, CURVE, "no_detectable_difference", numbers, dates, "resignation")


def kaplan_meier() -> Published:
    """KM-6MP, a week of the study as a month of the program: still in remission at 6, 7, 10 and 13."""
    at = case("KM-6MP")["expected"]["at"]
    curve = {f"curve.participants.{week}": (at[week][0], 0.0005, PERCENT) for week in ("6", "7", "10", "13")}
    return leukemia(curve)


def log_rank() -> Published:
    """LOGRANK-6MP: both groups' curves compared."""
    return leukemia({"log_rank": (case("LOGRANK-6MP")["expected"]["chi2"], 0.05, PLAIN)})


def card_and_krueger() -> Published:
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
    numbers = {
        "paired_before": (given["t_pre"], 0.005, PLAIN),
        "others_before": (given["c_pre"], 0.005, PLAIN),
        "change_difference": (expected["did"], 0.015, PLAIN),
        "change_error": (expected["se"], 0.005, PLAIN),
    }
    # The stores of both states differed before. The numbers are shown, without a verdict word.
    return Published(study, "mentee.kpi.jobs", "not_comparable", numbers)


def paired_yes_and_no() -> Published:
    """PAIR-NEWC-1: 36 yes both times, 12 only later, 2 only before, none never."""
    expected = case("PAIR-NEWC-1")["expected"]
    study = Study()
    ids = study.add(50, takes_part=True)
    study.read(ids, "feels safe", START, [1] * 36 + [0] * 12 + [1] * 2)
    study.read(ids, "feels safe", END, [1] * 48 + [0] * 2)
    numbers = {
        "yes_change": (expected["diff"], 1e-6, POINTS),
        "yes_low": (expected["ci_low"], 1e-4, POINTS),
        "yes_high": (expected["ci_high"], 1e-4, POINTS),
    }
    return Published(study, "mentee.kpi.feels safe", "no_comparison", numbers)


def sleep() -> Published:
    """PAIR-T-SLEEP: the same ten people, the mean change and its limits."""
    given, expected = case("PAIR-T-SLEEP")["input"], case("PAIR-T-SLEEP")["expected"]
    study = Study()
    ids = study.add(10, takes_part=True)
    study.read(ids, "sleep", START, given["pre"])
    study.read(ids, "sleep", END, given["post"])
    numbers = {
        "change": (expected["mean_change"], 1e-6, PLAIN),
        "change_low": (expected["ci"][0], 1e-6, PLAIN),
        "change_high": (expected["ci"][1], 1e-6, PLAIN),
    }
    return Published(study, "mentee.kpi.sleep", "no_comparison", numbers)


def borenstein() -> Published:
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
    numbers = {
        "baseline.kpi:score": (expected["g"], 5e-4, PLAIN),
        "baseline.kpi:score.participants": (given["mean1"], 1e-6, PLAIN),
        "baseline.kpi:score.others": (given["mean2"], 1e-6, PLAIN),
    }
    return Published(study, STAYED, "not_comparable", numbers)


def kidney_stones() -> Published:
    """Charig et al., BMJ 1986;292:879: open surgery against the closed one, small stones and large as levels.

    78 and 83 percent in all; 93 and 87 of the small, 73 and 69 of the large: the better one looks worse.
    """
    study = Study()
    for takes_part, groups in (
        (True, (("1", 87, 81), ("2", 263, 192))),
        (False, (("1", 270, 234), ("2", 80, 55))),
    ):
        for level, people, successes in groups:
            study.promote(study.add(people, takes_part=takes_part, level=level)[:successes])
    within = [(81 / 87 - 234 / 270, 87 * 270 / 357), (192 / 263 - 55 / 80, 263 * 80 / 343)]
    adjusted = sum(d * weight for d, weight in within) / sum(weight for _d, weight in within)
    numbers = {
        "participants_rate": (0.78, 1e-6, PERCENT),
        "others_rate": (289 / 350, 1e-6, PERCENT),
        "difference": (0.78 - 289 / 350, 1e-6, POINTS),
        "adjusted": (adjusted, 1e-6, POINTS),
    }
    return Published(study, PROMOTED, "not_comparable", numbers)


WAYS: list[Callable[[], Published]] = [
    newcombe_a, physicians, kaplan_meier, log_rank, card_and_krueger, paired_yes_and_no, sleep, borenstein,
    kidney_stones,
]  # fmt: skip


def bring_in(organization, published: Published):
    program = make_study_program(organization, **published.program)
    with tenant_scope(organization.id):
        if published.leave_kind != "all":
            decide_outcome_plan(program, leave_kind=published.leave_kind, by=Actor.system("test"))
        published.study.bring_in(program=program.pk)
    return calculated(organization, program)


def from_api(found: dict[str, Any]) -> dict[str, float]:
    """Return every number of a figure as the API gives it, by the names that the page and the files use."""
    numbers = {number["name"]: number["value"] for number in found["numbers"]}
    for baseline in found["baselines"]:
        name = f"baseline.{baseline['attribute']}"
        numbers |= {name: baseline["difference"], f"{name}.participants": baseline["participants_mean"],
                    f"{name}.others": baseline["others_mean"]}  # fmt: skip
    for curve in found["curves"]:
        numbers |= {f"curve.{curve['group']}.{round(p['month'])}": p["share"] for p in curve["points"]}
    return numbers


def read(text: str) -> tuple[float, float]:
    """Return the number that a text prints, and half of its last digit."""
    digits = re.search(r"[−-]?[\d,]+(\.\d+)?", text)[0].replace("−", "-").replace(",", "")
    return float(digits), 0.5 * 10 ** -len(digits.partition(".")[2])


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_published_value_goes_the_whole_way(way, organization, client_of, analyst):
    published = way()
    run = bring_in(organization, published)
    client, base = client_of(analyst), f"/o/acme/programs/{run.program_id}/outcomes/"
    answer = client.get(f"/api/v1{base}").json()
    found = next(it for it in answer["figures"] if it["key"] == published.key)
    assert found["state"] == published.state
    disclosed = from_api(found)
    html = client.get(f"{base}?more=all").content.decode()
    page = printed_numbers(html)
    sheet = client.get(f"{base}numbers.csv").content.decode("utf-8-sig")
    lines = {(row[0], row[4]): row for row in csv.reader(io.StringIO(sheet))}
    for name, (expected, tolerance, unit) in published.expected.items():
        assert disclosed[name] == pytest.approx(expected, abs=tolerance or 1e-9), name
        line = lines[published.key, name]
        assert float(line[6]) == pytest.approx(expected, abs=tolerance or 1e-9), name
        printed, half = read(line[8])
        assert abs(printed - expected * unit) <= half + tolerance * unit + 1e-9, (name, line[8])
        if name.startswith("curve."):
            # The table under the curves has a line for each month at which both groups are counted.
            month = name.rpartition(".")[2]
            cell = re.search(rf'<th scope="row">{month}</th><td class="numeric">(\d+%)<', html)
            assert month != "6" or cell
            assert cell is None or cell[1] == f"{expected:.0%}"
        else:
            assert page[published.key, name] == line[8], name


@pytest.mark.parametrize(
    ("name", "groups"), [("RD-NEWC-b", ((10, 9), (10, 3))), ("FISH-TEA", ((4, 3), (4, 1)))]
)
def test_small_published_studies_are_too_few_to_show(organization, name, groups):
    """RD-NEWC-b and FISH-TEA: whatever the interval, a program of ten people proves nothing and shows no rate."""
    study = Study()
    for (people, stayed), takes_part in zip(groups, (True, False), strict=True):
        study.leave(study.add(people, takes_part=takes_part)[stayed:])
    found = figure(bring_in(organization, Published(study, STAYED, "", {})), STAYED)
    assert found["state"] == ("too_few" if name == "RD-NEWC-b" else "suppressed")
    assert {n["name"] for n in found["numbers"]} <= {"participants", "others", "compared", "detectable"}


def berkeley() -> Published:
    """Bickel et al., Science 1975;187:398: admissions of women and men to six departments."""
    women = ((108, 89), (25, 17), (593, 202), (375, 131), (393, 94), (341, 24))
    men = ((825, 512), (560, 353), (325, 120), (417, 138), (191, 53), (373, 22))
    study = Study()
    for takes_part, groups in ((True, women), (False, men)):
        for department, (people, admitted) in zip("ABCDEF", groups, strict=True):
            ids = study.add(people, takes_part=takes_part, department=department)
            study.promote(ids[:admitted])
    return Published(study, PROMOTED, "not_comparable", {})


def test_berkeley_flags_what_the_departments_explain(organization, client_of, analyst):
    """14 points fewer women were admitted; within departments it points the other way, and the interval covers zero."""
    run = bring_in(organization, berkeley())
    found = figure(run, PROMOTED)
    assert value(found, "difference") == pytest.approx(-0.1416, abs=5e-4)
    assert value(found, "adjusted") > 0 > value(found, "adjusted_low")
    assert found["mix_explains"]
    assert "department" in found["adjusted_for"]
    html = client_of(analyst).get(f"/o/acme/programs/{run.program_id}/outcomes/").content.decode()
    assert "The unadjusted difference does not remain after adjustment: participants are" in html
    assert "(department)" in html


def test_results_disagree_only_where_both_intervals_leave_zero_out(organization):
    """Kidney stones: the adjusted difference points the other way, but neither can be told from chance."""
    found = figure(bring_in(organization, kidney_stones()), PROMOTED)
    assert value(found, "difference") < 0 < value(found, "adjusted")
    assert not found["sign_changes"]


def test_camp_example_hides_both_departments(organization, client_of, analyst):
    """ANON-CAMP-1: of Sales with four and Technology with nine, neither may be shown beside the total."""
    study = Study()
    study.add(4, takes_part=True, department="Sales")
    study.add(9, takes_part=True, department="Technology")
    study.promote(study.add(40, takes_part=False, department="Technology")[:1])
    run = bring_in(organization, Published(study, STAYED, "", {}))
    base = f"/o/acme/programs/{run.program_id}/outcomes/"
    client = client_of(analyst)
    segments = client.get(f"/api/v1{base}").json()["breakdowns"][0]["attributes"]
    by_department = next(it for it in segments if it["attribute"] == "department")
    assert [row["participants"] for row in by_department["rows"]] == [None, None]
    page = printed_numbers(client.get(f"{base}?more=all").content.decode())
    for department in ("Sales", "Technology"):
        assert page[f"mentee.by.department.{department}", "participants"] == "hidden to protect people"
    assert page[STAYED, "participants"] == "13"
