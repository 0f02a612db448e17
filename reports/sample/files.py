"""The files that an administrator would bring: directory, participants, matches, sessions, goals, ratings of skills."""

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, Any]

SITES = {
    "Berlin": ("DE", "Europe/Berlin"),
    "Dublin": ("IE", "Europe/Dublin"),
    "Austin": ("US", "America/Chicago"),
    "Singapore": ("SG", "Asia/Singapore"),
}
SKILLS = ["leadership", "communication", "confidence in next role"]


def write(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> None:
    with path.open("w", newline="", encoding=encoding, errors="replace") as f:
        out = csv.writer(f, delimiter=delimiter)
        out.writerow(header)
        out.writerows(rows)


def write_directory(path: Path, people: Iterable[Row], level: str, today: date) -> None:
    write(
        path,
        [
            "Employee ID",
            "Legal Name - First Name",
            "Legal Name - Last Name",
            "Primary Work Email",
            "Business Title",
            "Management Level",
            "Supervisory Organization",
            "Location",
            "Manager ID",
            "Original Hire Date",
            "Termination Date",
            "Time Zone",
        ],
        [
            [
                p["id"],
                p["first"],
                p["last"],
                p["email"],
                f"{p['department']} {p[level]}",
                p[level],
                p["department"],
                p["site"],
                p["manager"],
                p["hired"].isoformat(),
                p["left"] if p["left"] and p["left"] <= today else "",
                SITES[p["site"]][1],
            ]
            for p in people
            if p["hired"] <= today
        ],
        encoding="utf-8-sig",
    )


def write_cohort(
    folder: Path,
    rng: random.Random,
    mentors: Sequence[Row],
    mentees: Sequence[Row],
    matches: Sequence[Row],
    start: date,
    today: date,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    end = min(today, start + timedelta(weeks=26))
    write(
        folder / "participants.csv",
        ["employee_id", "role", "topics", "capacity", "why"],
        [[p["id"], "mentor", "; ".join(p["topics"]), p["capacity"], ""] for p in mentors]
        + [
            [p["id"], "mentee", "; ".join(p["topics"]), "", "I want to grow into my next role"]
            for p in mentees
        ],
    )
    write(
        folder / "matches.csv",
        ["mentor_id", "mentee_id", "started_on"],
        [[m["mentor"]["id"], m["mentee"]["id"], m["start"]] for m in matches],
    )
    sessions, goals = [], []
    for m in matches:
        day = m["start"] + timedelta(days=rng.randint(5, 40))
        while day <= end and rng.random() > 0.04 / (m["drive"] + 0.05):
            state = rng.choices(["held", "cancelled", "missed"], [86, 9, 5])[0]
            sessions.append(
                [
                    m["mentor"]["id"],
                    m["mentee"]["id"],
                    day,
                    state,
                    rng.choice([30, 45, 60, 60, 90]) if state == "held" else "",
                    rng.choices([5, 4, 3, 2, ""], [40, 30, 10, 5, 15])[0] if state == "held" else "",
                ]
            )
            day += timedelta(days=max(7, int(rng.gauss(21 - 8 * m["drive"], 6))))
        if rng.random() < 0.4 + 0.6 * m["drive"]:
            due, progress = m["start"] + timedelta(weeks=26), 0
            for week in range(4, 27, rng.choice([3, 4, 6])):
                day = m["start"] + timedelta(weeks=week)
                if day > end:
                    break
                progress = min(100, progress + int(rng.uniform(0, 34) * (0.4 + m["drive"])))
                goals.append(
                    [
                        m["mentee"]["id"],
                        f"Improve {m['mentee']['topics'][0]} by taking three concrete steps",
                        "steps taken",
                        3,
                        due,
                        day,
                        progress,
                    ]
                )
    write(folder / "sessions.csv", ["mentor_id", "mentee_id", "date", "state", "minutes", "rating"], sessions)
    write(
        folder / "goals.csv",
        ["mentee_id", "goal", "measure", "target", "due_on", "checked_on", "progress_percent"],
        goals,
    )
    before, after = [], []
    for p in mentees:
        for skill in SKILLS:
            base = min(9, max(1, rng.gauss(5 + p["talent"] * 0.5, 1.4)))
            before.append([p["id"], skill, start, round(base)])
            if rng.random() > 0.18:
                after.append(
                    [
                        p["id"],
                        skill,
                        start + timedelta(weeks=26),
                        round(min(10, max(0, base + rng.gauss(0.9, 1.3)))),
                    ]
                )
    write(folder / "skills_before.csv", ["employee_id", "item", "date", "value"], before)
    if start + timedelta(weeks=26) <= today:
        write(folder / "skills_after.csv", ["employee_id", "item", "date", "value"], after)
