"""Write a made-up organization as the CSV files that an administrator would import.

    python3 -m tests.data.make_sample_org FOLDER [--people 1200] [--matches 62] [--seed 7] [--today 2026-11-02]
        [--weeks 80] [--effect 1.0] [--selection 1.0]

The files in sample_org/ are the output with these default values. The output depends on nothing else, and only the
standard library is used. There are two programs: a first cohort that started WEEKS ago and ran for 26 weeks, and a
second one that started 12 weeks ago and is still running. As in life, the people who take part are no random sample:
high performers and certain departments volunteer more often, so a naive comparison flatters the program. EFFECT
scales what mentoring itself does to exits and promotions (0: nothing); SELECTION scales how much more often high
performers volunteer (0: as often as everybody else). The files:

    workday_directory_start.csv   the whole directory on the first cohort's first day, with the levels of that day
    workday_directory.csv         the whole directory today: Workday headings, UTF-8 with BOM, comma
    personio_directory.csv        the German site: Personio headings, semicolon, Windows-1252, d.m.Y dates
    bamboohr_directory.csv        the US site: BambooHR headings, m/d/Y dates
    dirty_directory.csv           120 rows with the faults that real exports have (see FAULTS)
    ratings_before.csv            everybody's performance rating from 1 to 5 at the start (a KPI before the program)
    hr_events.csv                 promotions (from and to level), moves and exits since the start, with dates
    cohort_1/ and cohort_2/:
      participants.csv            who applied, in which role, topics, capacity
      matches.csv                 pairs with start date
      sessions.csv                meetings held, missed and cancelled
      goals.csv                   goals with check-ins
      skills_before.csv           self-ratings from 0 to 10 at the start, by person
      skills_after.csv            the same items 26 weeks later; some people are missing (first cohort only)
"""

import argparse
import csv
import random
from datetime import date, timedelta
from pathlib import Path

FIRST = """
Priya Jon Sam Lena Mei Ruth Ali Ines Olu Kat Ana Tomás Zoë Łukasz Aoife Søren Nguyễn Fatima Björn Chloé
Haruto Amara Dmitri Leila Noor Pavel Rosa Kofi Greta Hugo Yara Ivan Sade Emre Maja Luca Nia Oskar Vera Ravi
""".split()  # noqa: SIM905 - a list of words is easier to read this way
LAST = """
Raman Lindqvist Okafor Fischer Tanaka Adler Hassan Costa Ade Novak O’Brien García Müller Kowalska Byrne
Sørensen Nguyen Al-Sayed Jónsdóttir Lefèvre Sato Diallo Petrov Haddad Khan Svoboda Moretti Mensah Schäfer
Martin Silva Ivanova Balogun Yılmaz Horvat Bianchi Johnson Lund Popescu Iyer
""".split()  # noqa: SIM905 - a list of words is easier to read this way
DEPARTMENTS = {
    "Engineering": 0.30,
    "Operations": 0.22,
    "Sales": 0.18,
    "Finance": 0.10,
    "Customer Care": 0.14,
    "People": 0.06,
}
SITES = {
    "Berlin": ("DE", "Europe/Berlin"),
    "Dublin": ("IE", "Europe/Dublin"),
    "Austin": ("US", "America/Chicago"),
    "Singapore": ("SG", "Asia/Singapore"),
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
SKILLS = ["leadership", "communication", "confidence in next role"]
FAULTS = [
    "no email",
    "email without @",
    "same email twice",
    "same email, other case",
    "date that cannot be",
    "day/month unclear",
    "manager who is not in the file",
    "person is own manager",
    "formula in a name (=1+1)",
    "name of 300 characters",
    "trailing blanks and non-breaking spaces",
    "empty line",
    "one column too many",
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


def write(path, header, rows, delimiter=",", encoding="utf-8"):
    with path.open("w", newline="", encoding=encoding, errors="replace") as f:
        out = csv.writer(f, delimiter=delimiter)
        out.writerow(header)
        out.writerows(rows)


def write_directory(path, people, level, today):
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


def write_cohort(folder, rng, mentors, mentees, matches, start, today):
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


def main(words=None):
    ap = argparse.ArgumentParser()
    ap.add_argument("out", type=Path)
    ap.add_argument("--people", type=int, default=1200)
    ap.add_argument("--matches", type=int, default=62)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 2))
    ap.add_argument("--weeks", type=int, default=80)
    ap.add_argument("--effect", type=float, default=1.0)
    ap.add_argument("--selection", type=float, default=1.0)
    a = ap.parse_args(words)
    a.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(a.seed)
    start = a.today - timedelta(weeks=a.weeks)
    people = make_people(rng, a.people, a.today)
    mentors, mentees = choose_participants(rng, people, a.matches, start, a.selection)
    matches = make_matches(rng, mentors, mentees, a.matches, start)
    taking_part = {p["id"] for m in matches for p in (m["mentor"], m["mentee"])}
    events = make_events(rng, people, taking_part, start, a.today, a.effect)
    by_id = {p["id"]: p for p in people}

    write_directory(a.out / "workday_directory_start.csv", people, "level_at_start", start)
    write_directory(a.out / "workday_directory.csv", people, "level", a.today)
    write(
        a.out / "personio_directory.csv",
        [
            "Personalnummer",
            "Vorname",
            "Nachname",
            "E-Mail",
            "Position",
            "Abteilung",
            "Standort",
            "Vorgesetzte/r",
            "Eintrittsdatum",
            "Austrittsdatum",
        ],
        [
            [
                p["id"],
                p["first"],
                p["last"],
                p["email"],
                f"{p['department']} {p['level']}",
                p["department"],
                p["site"],
                by_id[p["manager"]]["email"] if p["manager"] else "",
                p["hired"].strftime("%d.%m.%Y"),
                p["left"].strftime("%d.%m.%Y") if p["left"] else "",
            ]
            for p in people
            if p["site"] == "Berlin"
        ],
        delimiter=";",
        encoding="cp1252",
    )
    write(
        a.out / "bamboohr_directory.csv",
        [
            "Employee #",
            "First Name",
            "Last Name",
            "Work Email",
            "Job Title",
            "Department",
            "Location",
            "Reporting to",
            "Hire Date",
            "Status",
        ],
        [
            [
                p["id"],
                p["first"],
                p["last"],
                p["email"],
                f"{p['department']} {p['level']}",
                p["department"],
                p["site"],
                " ".join((by_id[p["manager"]]["first"], by_id[p["manager"]]["last"])) if p["manager"] else "",
                p["hired"].strftime("%m/%d/%Y"),
                "Inactive" if p["left"] else "Active",
            ]
            for p in people
            if p["site"] == "Austin"
        ],
    )
    write_dirty(a.out / "dirty_directory.csv", people[:107])
    write(
        a.out / "ratings_before.csv",
        ["employee_id", "item", "date", "value"],
        [
            [
                p["id"],
                "performance rating",
                start,
                min(5, max(1, round(3 + 0.8 * p["talent"] + rng.gauss(0, 0.6)))),
            ]
            for p in people
            if p["hired"] <= start
        ],
    )
    write(a.out / "hr_events.csv", ["employee_id", "event", "date", "detail"], events)
    write_cohort(a.out / "cohort_1", rng, mentors, mentees, matches, start, a.today)
    second = a.today - timedelta(weeks=12)
    mentors2, mentees2 = choose_participants(rng, people, a.matches, second, a.selection, taking_part)
    write_cohort(
        a.out / "cohort_2",
        rng,
        mentors2,
        mentees2,
        make_matches(rng, mentors2, mentees2, a.matches, second),
        second,
        a.today,
    )


def write_dirty(path, people):
    """The faults named in FAULTS, one row each, among clean rows."""
    header = ["Employee ID", "First Name", "Last Name", "Work Email", "Department", "Manager", "Start date"]
    rows = [
        [p["id"], p["first"], p["last"], p["email"], p["department"], p["manager"], p["hired"].isoformat()]
        for p in people
    ]
    a, b = rows[0], rows[1]
    rows[5:5] = [
        ["X1", "No", "Mail", "", "Sales", "", "2024-01-05"],
        ["X2", "Bad", "Mail", "bad.mail.example.org", "Sales", "", "2024-01-05"],
        ["X3", "Twice", "One", a[3], "Sales", "", "2024-01-05"],
        ["X4", "Twice", "Case", b[3].upper(), "Sales", "", "2024-01-05"],
        ["X5", "Bad", "Date", "x5@example.org", "Sales", "", "2024-02-31"],
        ["X6", "Unclear", "Date", "x6@example.org", "Sales", "", "03/04/2024"],
        ["X7", "Lost", "Boss", "x7@example.org", "Sales", "E99999", "2024-01-05"],
        ["X8", "Own", "Boss", "x8@example.org", "Sales", "X8", "2024-01-05"],
        ["X9", "=1+1", '=HYPERLINK("x")', "x9@example.org", "Sales", "", "2024-01-05"],
        ["X10", "L" * 300, "Long", "x10@example.org", "Sales", "", "2024-01-05"],
        ["X11", " Spaces\u00a0", "Around ", " x11@example.org ", "Sales ", "", "2024-01-05"],
        [],
        ["X13", "Too", "Many", "x13@example.org", "Sales", "", "2024-01-05", "extra"],
    ]
    write(path, header, rows)


if __name__ == "__main__":
    main()
