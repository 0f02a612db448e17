"""The sample comes in as files; then Today, table, file and API say what the files say, counted by hand."""

import csv
import io
import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mentoring.tenancy.scope import tenant_scope
from programs.enums import Health
from reports.sample.organization import write_sample
from tests.factories.programs import make_program
from tests.imports.importing import bring_in
from tests.programs.conftest import TODAY
from tests.programs.test_evaluation_properties import naively
from tests.programs.test_today import heading_of, sentence_of, text_of

CADENCE = 21
LABELS = {health.value: str(health.label) for health in Health}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day_of(text: str) -> date:
    return date.fromisoformat(text)


class Recounted:
    """What the files of one program say, in plain Python."""

    def __init__(self, folder: Path, cohort: str, ends_on: date) -> None:
        names = {
            row["Employee ID"]: f"{row['Legal Name - First Name']} {row['Legal Name - Last Name']}"
            for row in rows_of(folder / "workday_directory.csv")
        }
        sessions, goals = defaultdict(list), defaultdict(dict)
        for row in rows_of(folder / cohort / "sessions.csv"):
            sessions[row["mentee_id"]].append((day_of(row["date"]), row["state"]))
        for row in sorted(rows_of(folder / cohort / "goals.csv"), key=lambda row: row["checked_on"]):
            goals[row["mentee_id"]][row["goal"]] = int(row["progress_percent"] or 0)
        self.is_over = ends_on < TODAY
        self.held_days = [day for of_match in sessions.values() for day, state in of_match if state == "held"]
        self.matches = [
            self._match(row, names, sessions[row["mentee_id"]], goals[row["mentee_id"]], ends_on)
            for row in rows_of(folder / cohort / "matches.csv")
        ]
        self.health = Counter(match[2] for match in self.matches)

    def _match(self, row, names, sessions, goals, ends_on) -> tuple:
        started = day_of(row["started_on"])
        held = [day for day, state in sessions if state == "held"]
        history = {
            "age": (TODAY - started).days,
            "held": {(TODAY - day).days for day in held},
            "planned_in": None,
            "goal": "agreed" if goals else "",
            "milestone_due": None,
            "state": "ended" if self.is_over else "active",
        }
        health, _signals = naively(history, TODAY, CADENCE, [])
        expected = (min(TODAY, ends_on) - started).days // CADENCE
        reached = sum(progress == 100 for progress in goals.values())
        last = max(held).isoformat() if held else ""
        return (
            names[row["mentor_id"]], names[row["mentee_id"]], LABELS[health], len(held), expected, last,
            len(goals), reached,
        )  # fmt: skip

    def total(self, column: int) -> int:
        return sum(match[column] for match in self.matches)


@pytest.fixture(params=[(7, 1200, 62), (3, 300, 25), (20, 500, 40)], ids=lambda sample: f"seed{sample[0]}")
def sample(request, organization, tmp_path):
    """Import a made-up organization and return both programs with what their files say."""
    seed, people, matches = request.param
    starts = write_sample(tmp_path, today=TODAY, seed=seed, people=people, matches=matches).starts
    programs = []
    with tenant_scope(organization.id):
        runs = [bring_in((tmp_path / "workday_directory.csv").read_bytes())]
        for number, start in enumerate(starts, 1):
            ends_on = start + timedelta(weeks=26)
            program = make_program(starts_on=start, ends_on=ends_on, meeting_interval_days=CADENCE)
            for kind in ("participants", "matches", "sessions", "goals"):
                source = (tmp_path / f"cohort_{number}" / f"{kind}.csv").read_bytes()
                runs.append(bring_in(source, kind=kind, target_id=program.pk))
            programs.append((program, Recounted(tmp_path, f"cohort_{number}", ends_on)))
    assert [run.skipped for run in runs] == [0] * 9
    return programs


@pytest.fixture
def today_is(monkeypatch):
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    monkeypatch.setattr("programs.views.base.timezone.now", lambda: noon)


def table_rows(client, url: str) -> list[tuple]:
    """Read every page of the table as a person does: names, health, sessions, goals."""
    rows, address = [], url
    while address:
        body = client.get(address).content.decode()
        table = body[body.index('id="match-list"') :]
        for row in re.findall(r'<th scope="row".*?</tr>', table, re.S):
            cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
            texts = (re.sub(r"<[^>]+>", " ", cell).replace("&amp;", "&") for cell in cells)
            rows.append([" ".join(text.split()) for text in texts])  # spaces as a browser shows them
        following = re.search(r'href="(\?page=\d+)#matches" rel="next"', table)
        address = url + following[1] if following else None
    return rows


def test_everything_that_is_shown_is_what_the_files_say(client_of, administrator, sample, today_is):
    (finished, first), (running, second) = sample
    client = client_of(administrator)
    said_finished = client.get(f"/o/acme/programs/{finished.pk}/")
    assert heading_of(said_finished) == "This program has ended"
    assert (
        f"{len(first.matches)} matches held {first.total(3)} sessions and met {first.total(7)} of "
        f"{first.total(6)} goals." in sentence_of(said_finished)
    )

    url = f"/o/acme/programs/{running.pk}/"
    answer = client.get(url)
    text = text_of(answer)
    total = len(second.matches)
    good, attention, risk, unknown = (
        second.health[LABELS[state]] for state in ("on_track", "attention", "at_risk", "unknown")
    )
    assert heading_of(answer) == f"{good} of {total} matches are on track"
    numbers = {
        "needs? attention": attention,
        "(?:is|are) at risk": risk,
    }
    for words, number in numbers.items():
        said = re.search(rf"(\d+) {words}", sentence_of(answer))
        assert int(said[1] if said else 0) == number
    too_early = re.search(r"For (\d+) there is not enough data yet", sentence_of(answer))
    assert int(too_early[1] if too_early else 0) == unknown
    for health in Health:
        shown = re.search(rf"{health.label} (\d+) ", text[text.index("Match status") :])
        assert int(shown[1]) == second.health[LABELS[health]]
    with_goal = sum(match[6] > 0 for match in second.matches)
    share = round(100 * second.total(3) / second.total(4))
    assert f"Sessions held {second.total(3)} {share}% of {second.total(4)} expected by now" in text
    assert f"Matches with a goal {with_goal} of {total}" in text
    assert f"Goals met {second.total(7)} of {second.total(6)}" in text
    lately = sum((TODAY - day).days < 7 for day in second.held_days)
    assert f"Sessions in 7 days {lately} " in text

    rows = table_rows(client, url)
    assert sorted((row[0], row[1], row[4]) for row in rows) == sorted(
        (f"{m[0]} & {m[1]}", m[2], f"{m[3]} of {m[4]}") for m in second.matches
    )
    file = client.post(f"{url}matches/export/").content.decode("utf-8-sig")
    exported = [
        (row["Mentor"], row["Mentee"], row["Status"], int(row["Sessions held"]), int(row["Sessions expected"]),
         row["Last met"], int(row["Goals agreed"]), int(row["Goals met"]))
        for row in csv.DictReader(io.StringIO(file))
    ]  # fmt: skip
    assert sorted(exported) == sorted(second.matches)
    api = client.get(f"/api/v1/o/acme/matches/?program={running.pk}&page_size=200").json()["results"]
    answered = [
        (m["mentor"]["name"], m["mentee"]["name"], LABELS[m["health"]], m["held_count"], m["expected_count"],
         m["last_held_on"] or "", m["goals_agreed"], m["goals_met"])
        for m in api
    ]  # fmt: skip
    assert sorted(answered) == sorted(second.matches)
