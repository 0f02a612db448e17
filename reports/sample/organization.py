"""Make up an organization and write the files that an administrator would bring. Deterministic for a seed.

Two programs: a first cohort that has finished, a second one that has run for twelve weeks. Who takes part is, as in
life, not a random draw: higher performers volunteer more, so that a naive comparison flatters the program.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from reports.sample.files import SITES, Row, write, write_cohort, write_directory
from reports.sample.names import FIRST, LAST

DEPARTMENTS = {
    "Engineering": 0.30,
    "Operations": 0.22,
    "Sales": 0.18,
    "Finance": 0.10,
    "Customer Care": 0.14,
    "People": 0.06,
}
TOPICS = [
    "public speaking",
    "leading a team",
    "negotiation",
    "career planning",
    "data analysis",
    "stakeholder management",
    "writing",
    "delegation",
    "finance basics",
    "conflict",
    "product thinking",
    "project management",
]


def make_people(rng, count, today):
    people = []
    for n in range(count):
        first, last = rng.choice(FIRST), rng.choice(LAST)
        level = rng.choices([1, 2, 3, 4, 5, 6], [30, 28, 20, 12, 7, 3])[0]
        site = rng.choices(list(SITES), [40, 20, 25, 15])[0]
        people.append(
            {
                "id": f"E{10001 + n}",
                "first": first,
                "last": last,
                "email": f"{first}.{last}.{n}@example.org".lower()
                .replace("’", "")
                .encode("ascii", "ignore")
                .decode(),
                "level": level,
                "department": rng.choices(list(DEPARTMENTS), list(DEPARTMENTS.values()))[0],
                "site": site,
                "hired": today - timedelta(days=int(rng.gammavariate(2, 500)) + 200),
                "talent": rng.gauss(0, 1),
                "left": None,
                "level_at_start": level,
            }
        )
    bosses = sorted(people, key=lambda p: -p["level"])
    for p in people:
        above = [b for b in bosses[:200] if b["level"] > p["level"] and b["department"] == p["department"]]
        p["manager"] = rng.choice(above)["id"] if above else ""
    return people


def choose_participants(rng, people, pairs, start, selection, taken=frozenset()):
    here = [p for p in people if p["id"] not in taken and not (p["left"] and p["left"] <= start)]
    keen = sorted(
        here,
        key=lambda p: (
            -(
                selection * (p["talent"] * 0.8 + (0.5 if p["department"] == "Engineering" else 0))
                + rng.gauss(0, 1)
            )
        ),
    )
    keen = [p for p in keen if p["hired"] < start]
    mentees = [p for p in keen if p["level"] <= 3][: int(pairs * 1.25)]
    mentors = [p for p in keen if p["level"] >= 4][: max(1, int(pairs * 0.7))]
    for p in mentees:
        p["topics"] = rng.sample(TOPICS, 3)
    for p in mentors:
        p["topics"], p["capacity"] = rng.sample(TOPICS, 5), rng.choice([1, 1, 2, 2, 3])
    return mentors, mentees


def make_matches(rng, mentors, mentees, pairs, start):
    seats = [m for m in mentors for _ in range(m["capacity"])]
    matches = []
    for mentee in mentees[:pairs]:
        fit = [m for m in seats if m["id"] != mentee["manager"]]
        if not fit:
            break
        mentor = max(fit, key=lambda m: len(set(m["topics"]) & set(mentee["topics"])) + rng.random())
        seats.remove(mentor)
        matches.append(
            {
                "mentor": mentor,
                "mentee": mentee,
                "start": start + timedelta(days=rng.randint(0, 10)),
                "drive": rng.random(),
            }
        )
    return matches


def make_events(rng, people, taking_part, start, today, effect):
    """Promotions and exits after the start. Talent matters a lot, mentoring a little (times effect)."""
    events = []
    for p in people:
        mentored = p["id"] in taking_part
        first = max(start, p["hired"])
        months = max(1, (today - first).days // 30)
        leave = max(0.001, 0.009 - 0.003 * p["talent"] - (0.0015 * effect if mentored else 0))
        rise = max(0.0005, 0.005 + 0.003 * p["talent"] + (0.001 * effect if mentored else 0))
        for month in range(months):
            day = first + timedelta(days=30 * month + rng.randint(0, 29))
            if day > today:
                break
            if rng.random() < leave:
                p["left"] = day
                events.append(
                    (
                        p["id"],
                        "exit",
                        day,
                        rng.choice(["resignation", "resignation", "retirement", "dismissal"]),
                    )
                )
                break
            if rng.random() < rise:
                if p["level"] == 6:
                    continue
                events.append((p["id"], "promotion", day, f"{p['level']} to {p['level'] + 1}"))
                p["level"] += 1
            elif rng.random() < 0.004:
                events.append((p["id"], "move", day, rng.choice(list(DEPARTMENTS))))
    return sorted(events, key=lambda e: (e[2], e[0]))


@dataclass(frozen=True)
class SampleOrganization:
    """What was written: everybody in the organization, and the days on which the two programs start."""

    people: list[Row]
    starts: tuple[date, date]


def write_sample(
    out: Path,
    *,
    today: date,
    people: int = 1200,
    matches: int = 62,
    seed: int = 7,
    weeks: int = 80,
    effect: float = 1.0,
    selection: float = 1.0,
) -> SampleOrganization:
    """Write the files into the folder. `effect` and `selection` scale what mentoring does and who volunteers."""
    rng = random.Random(seed)  # noqa: S311 - made-up people, no secrets
    start, second = today - timedelta(weeks=weeks), today - timedelta(weeks=12)
    everybody = make_people(rng, people, today)
    mentors, mentees = choose_participants(rng, everybody, matches, start, selection)
    pairs = make_matches(rng, mentors, mentees, matches, start)
    taking_part = {p["id"] for m in pairs for p in (m["mentor"], m["mentee"])}
    events = make_events(rng, everybody, taking_part, start, today, effect)
    write_directory(out / "workday_directory_start.csv", everybody, "level_at_start", start)
    write_directory(out / "workday_directory.csv", everybody, "level", today)
    ratings = [
        [
            p["id"],
            "performance rating",
            start,
            min(5, max(1, round(3 + 0.8 * p["talent"] + rng.gauss(0, 0.6)))),
        ]
        for p in everybody
        if p["hired"] <= start
    ]
    write(out / "ratings_before.csv", ["employee_id", "item", "date", "value"], ratings)
    write(out / "hr_events.csv", ["employee_id", "event", "date", "detail"], events)
    write_cohort(out / "cohort_1", rng, mentors, mentees, pairs, start, today)
    mentors, mentees = choose_participants(rng, everybody, matches, second, selection, taking_part)
    write_cohort(
        out / "cohort_2",
        rng,
        mentors,
        mentees,
        make_matches(rng, mentors, mentees, matches, second),
        second,
        today,
    )
    return SampleOrganization(everybody, (start, second))
