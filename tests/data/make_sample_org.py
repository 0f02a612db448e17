"""Write a made-up organization as the CSV files that an administrator would import.

    python3 -m tests.data.make_sample_org FOLDER [--people 1200] [--matches 62] [--seed 7] [--today 2026-11-02]
        [--weeks 80] [--effect 1.0] [--selection 1.0]

The files in sample_org/ are the output with these default values, and the output depends on nothing else. Most of it
is written by the product's own sample organization (reports/sample/organization.py, standard library only); this
module adds the directories of other HR systems and the one with faults. There are two programs: a first cohort that
started WEEKS ago and ran for 26 weeks, and a second one that started 12 weeks ago and is still running. The people who
take part are not a random sample: high performers and certain departments volunteer more often, so an unadjusted
comparison flatters the program. EFFECT scales what mentoring itself does to exits and promotions (0: nothing);
SELECTION scales how much more often high performers volunteer (0: as often as everybody else). The files:

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
from datetime import date
from pathlib import Path

from reports.sample.files import write
from reports.sample.organization import write_sample

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
    values = vars(ap.parse_args(words))
    out = values.pop("out")
    out.mkdir(parents=True, exist_ok=True)
    people = write_sample(out, **values).people
    write_personio(out / "personio_directory.csv", people)
    write_bamboohr(out / "bamboohr_directory.csv", people)
    write_dirty(out / "dirty_directory.csv", people[:107])


def write_personio(path, people):
    by_id = {p["id"]: p for p in people}
    write(
        path,
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


def write_bamboohr(path, people):
    by_id = {p["id"]: p for p in people}
    write(
        path,
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
