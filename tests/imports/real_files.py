"""What the product must do with each file in tests/data/imports. The tests beside it try every row of EXPECTED."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from goals.models import CheckIn, Goal
from mentoring.people.models import EmploymentEvent, Person, PersonAttributes
from programs.models import Match, Participant, Session

FOLDER = Path(__file__).parent.parent / "data" / "imports"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
BY_PAIR = ("mentor__person__first_name", "mentee__person__first_name")


@dataclass(frozen=True)
class Expected:
    """The result of one file: counts of rows, faults as (row, field, code), questions with their guess, and facts."""

    counts: tuple[int, int, int, int]
    kind: str = "directory"
    faults: frozenset[tuple[int, str, str]] = frozenset()
    questions: Mapping[str, str | None] = field(default_factory=dict)
    facts: Callable[[], Any] | None = None
    are: Any = None
    remark: str = ""
    # Files that are imported before, and what the person chooses.
    before: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    reading: Mapping[str, str] = field(default_factory=dict)
    zone: str = "Europe/Berlin"


def departed() -> set[str]:
    """Return the employee ids of those who have left."""
    return set(Person.objects.departed(NOW.date()).values_list("employee_id", flat=True))


def column(name: str) -> Callable[[], dict]:
    return lambda: dict(Person.objects.values_list("employee_id", name))


def names() -> set[str]:
    return {person.name for person in Person.objects.all()}


def managers() -> dict[str, str | None]:
    rows = PersonAttributes.objects.values_list("person__employee_id", "manager__employee_id")
    return {person: manager for person, manager in rows if manager}


def departments() -> dict[str, str]:
    return dict(PersonAttributes.objects.values_list("person__employee_id", "department"))


def participants() -> set[tuple]:
    return {
        (name, role, ", ".join(topics), capacity)
        for name, role, topics, capacity in Participant.objects.values_list(
            "person__first_name", "role", "topics", "capacity"
        )
    }


def pairs() -> set[tuple]:
    return {
        (mentor, mentee, ended and ended.isoformat())
        for mentor, mentee, ended in Match.objects.values_list(*BY_PAIR, "ended_on")
    }


def sessions() -> list[tuple]:
    rows = Session.objects.order_by("happens_on", "starts_at")
    return [
        (day.isoformat(), at.strftime("%d %H:%M") if at else "", state, minutes, rating)
        for day, at, state, minutes, rating in rows.values_list(
            "happens_on", "starts_at", "state", "minutes", "rating"
        )
    ]


def events() -> set[tuple]:
    return set(
        EmploymentEvent.objects.values_list("person__employee_id", "kind", "to_level", "to_department")
    )


def goals() -> set[tuple]:
    return {(title, due and due.isoformat()) for title, due in Goal.objects.values_list("title", "due_on")}


def goals_and_check_ins() -> tuple[set, set]:
    return goals(), set(CheckIn.objects.values_list("goal__title", "progress_percent"))


def faults(*entries: tuple[int, str, str]) -> frozenset[tuple[int, str, str]]:
    return frozenset(entries)


def word(*words: str, guess: str | None, name: str = "employment_status") -> dict[str, str | None]:
    return {f"word:{name}:{each}": guess for each in words}


UMLAUTS = Expected((2, 0, 0, 0), facts=names, are={"Jörg Weiß", "Zoë Groß"})
PAIR = ("30-people.csv", "36a-match.csv")
APRIL_3 = date(2021, 4, 3)

EXPECTED: dict[str, Expected] = {
    "01-active-yes-no.csv": Expected((3, 0, 0, 0), facts=departed, are={"A102"}),
    "01b-aktiv-ja-nein.csv": Expected((2, 0, 0, 0), facts=departed, are={"2002"}),
    "01c-active-true-1.csv": Expected((4, 0, 0, 0), facts=departed, are={"A111", "A113"}),
    "02-status-words.csv": Expected(
        (10, 0, 0, 0),
        questions=word("activepaidleave", "contractor", "intern", "loa", "onboarding", "regular", "temporary",
                       guess="active") | word("terminatedvoluntary", guess="inactive"),
        facts=departed,
        are={"B4"},
    ),
    "03-long-department.csv": Expected((1, 0, 0, 1), faults=faults((2, "department", "too-long"))),
    "04-case-duplicates.csv": Expected((3, 0, 0, 1), faults=faults((3, "email", "repeated-other-case"))),
    "05-nbsp-zero-width.csv": Expected(
        (3, 0, 0, 1), faults=faults((5, "email", "email")), facts=names, are={"Noor Almasi", "Séverine Dupré"}
    ),
    "06a-utf16-tab.txt": UMLAUTS,
    "06b-cp1252-semicolon.csv": UMLAUTS,
    "06c-bom-sep.csv": UMLAUTS,
    "06d-macroman.csv": UMLAUTS,
    "06e-cr-only.csv": UMLAUTS,
    "07-quoted-newlines.csv": Expected((2, 0, 0, 0), facts=names, are={"Folake Adeyemi", 'Sam O"Dell'}),
    "08a-ids-with-zeros.csv": Expected(
        (2, 0, 0, 0), facts=departments, are={"000417": "Logistics", "000418": "Logistics"},
        remark="2 people have no email address",
    ),
    "08b-ids-zeros-lost.csv": Expected(
        (0, 2, 0, 0), before=("08a-ids-with-zeros.csv",), questions={"lost_zeros": "yes"},
        facts=departments, are={"000417": "Operations", "000418": "Operations"},
    ),
    "08c-with-email-1.csv": Expected((2, 0, 0, 0), facts=managers, are={"000418": "000417"}),
    "08d-with-email-2.csv": Expected(
        (0, 0, 2, 0), before=("08c-with-email-1.csv",), questions={"lost_zeros": "yes"},
        facts=managers, are={"000418": "000417"},
    ),
    "08e-sci-notation.csv": Expected(
        (0, 0, 0, 2), faults=faults((2, "employee_id", "id-shortened"), (3, "employee_id", "id-shortened"))
    ),
    "08f-guarded-ids.csv": Expected(
        (2, 0, 0, 0), facts=column("last_name"), are={"000417": "Aber", "000418": "Onyx"}
    ),
    "09-open-end-dates.csv": Expected((9, 0, 0, 0), facts=departed, are=set()),
    "10-date-hint-header.csv": Expected(
        (3, 0, 0, 0), facts=column("hired_on"),
        are={"F1": date(2021, 3, 4), "F2": date(2022, 5, 6), "F3": date(2020, 1, 2)},
    ),
    "10b-mixed-dates.csv": Expected(
        (10, 0, 0, 1), undecided=("hired_on",), faults=faults((2, "hired_on", "date-unclear")),
        facts=column("hired_on"),
        are={"F2": date(2022, 6, 25), "F3": date(2022, 6, 25)} | {f"F{n}": APRIL_3 for n in range(4, 12)},
    ),
    "11-managers.csv": Expected(
        (12, 0, 0, 0),
        faults=faults((5, "manager", "person-not-unique"), (8, "manager", "person-self"),
                      (9, "manager", "manager-cycle"), (10, "manager", "manager-cycle")),
        facts=managers,
        are={"G2": "G1", "G3": "G1", "G5": "G4", "G6": "G4", "G10": "G3", "G11": "G1", "G12": "G11"},
    ),
    "11b-name-suffix.csv": Expected(
        (6, 0, 0, 0),
        facts=lambda: (set(Person.objects.values_list("first_name", "last_name")), managers()),
        are=({("Marta", "Quell"), ("Owen", "Drax Jr."), ("Ludwig", "van der Heide"),
              ("María José García", "López"), ("", "Suharto")},
             {"G22": "G21", "G23": "G21", "G24": "G21"}),
    ),
    "12-preamble-total.csv": Expected(
        (2, 0, 0, 1), faults=faults((7, "", "total")), facts=names, are={"Ada Lund", "Bo Fern"}
    ),
    "12b-two-header-rows.csv": Expected(
        (3, 0, 0, 0), facts=lambda: (managers(), departed()), are=({"u82": "u81", "u83": "u81"}, {"u83"}),
        remark="Row 2 repeats the column names",
    ),
    "13-vertragsende.csv": Expected((2, 0, 0, 0), facts=departed, are=set()),
    "14-idn-mail.csv": Expected(
        (5, 0, 0, 2),
        faults=faults((5, "email", "repeated-other-case"), (8, "email", "email-without-at")),
        facts=lambda: set(Person.objects.values_list("email_norm", flat=True)),
        are={"jana@groß-bau.example", "jana@gross-bau.example", "ömer@müller-werk.example",
             "i̇pek.unal@lumenfjord.example", "ipek.unal@lumenfjord.example"},
    ),
    "15-mail-oddities.csv": Expected(
        (7, 0, 0, 2), faults=faults((3, "email", "email"), (9, "email", "email")),
        facts=column("email_norm"),
        are={"L1": "ann.bay@lumenfjord.example", "L3": "cat.day@lumenfjord.example",
             "L4": "dee.eve@lumenfjord.example", "L5": "eli.o'fay@lumenfjord.example",
             "L6": None, "L7": None, "L9": None},
    ),
    "16a-date-1904.xlsx": Expected(
        (2, 0, 0, 0), facts=column("hired_on"), are={"M1": date(2019, 4, 1), "M2": date(2020, 7, 15)}
    ),
    "16b-hidden-rows.xlsx": Expected(
        (2, 0, 0, 0), questions={"hidden_rows": "no"}, facts=departments, are={"N1": "Ops", "N3": "Sales"}
    ),
    "16d-cover-sheet-first.xlsx": Expected((2, 0, 0, 0), facts=names, are={"Ida Moe", "Per Moe"}),
    "16e-merged-department.xlsx": Expected(
        (3, 0, 0, 0), facts=departments, are=dict.fromkeys(("P1", "P2", "P3"), "Logistics"), remark="erged"
    ),
    "16f-formulas.xlsx": Expected(
        (2, 0, 0, 2),
        faults=faults((3, "email", "formula-without-value"), (4, "department", "spreadsheet-error")),
        facts=column("email_norm"),
        are={"Q1": "tor.as@lumenfjord.example", "Q4": "eli.li@lumenfjord.example"},
    ),
    "16g-number-formats.xlsx": Expected(
        (3, 0, 0, 1), faults=faults((5, "employee_id", "id-rounded")), facts=column("first_name"),
        are={"000417": "Nils", "000418": "Vera", "100235000417": "Ugo"},
    ),
    "16h-date-cells.xlsx": Expected(
        (5, 0, 0, 1), undecided=("hired_on",), faults=faults((6, "hired_on", "date-unclear")),
        facts=column("hired_on"),
        are={"R1": APRIL_3, "R2": APRIL_3, "R3": APRIL_3, "R4": APRIL_3, "R6": None},
    ),
    "16i-boolean-active.xlsx": Expected((2, 0, 0, 0), facts=departed, are={"S2"}),
    "19-scripts.csv": Expected(
        (6, 0, 0, 2), faults=faults((8, "first_name", "formula"), (9, "department", "formula"))
    ),
    "22-trailing-delimiters.csv": Expected((2, 0, 0, 0), facts=names, are={"Ann Bo", "Cy Di"}),
    "23-name-comma-unquoted.csv": Expected((1, 0, 0, 1), faults=faults((2, "", "extra-cells"))),
    "24-two-email-columns.csv": Expected((2, 0, 0, 0), facts=managers, are={"AA2": "AA1"}),
    "25-directory-without-email.csv": Expected((3, 0, 0, 0), remark="2 people have no email address"),
    "30-people.csv": Expected((6, 0, 0, 0)),
    "31-form-responses.csv": Expected(
        (4, 0, 0, 0), kind="participants", before=("30-people.csv",),
        remark="Row 3 is replaced by row 5",
        facts=participants,
        are={("Asta", "mentor", "Public speaking, Negotiation", 2), ("Ben", "mentee", "Budgeting", 1),
             ("Cora", "mentor", "Leadership", 1), ("Cora", "mentee", "Leadership", 1)},
    ),
    "31-participants-plain.csv": Expected(
        (8, 0, 0, 0), kind="participants", before=("30-people.csv",),
        remark="Row 4 is replaced by row 5",
        facts=participants,
        are={("Asta", "mentor", "Public speaking, Negotiation", 2),
             ("Ben", "mentee", "Negotiation, Career planning", 1),
             ("Cora", "mentor", "Leadership", 3), ("Cora", "mentee", "Leadership", 1),
             ("Dov", "mentee", "", 1), ("Jörg", "mentor", "", 1), ("Jörg", "mentee", "", 1),
             ("Elif", "mentee", "", 1)},
    ),
    "32-matches.csv": Expected(
        (3, 0, 0, 0), kind="matches", before=("30-people.csv",), facts=pairs,
        are={("Asta", "Ben", None), ("Asta", "Dov", "2026-12-31"), ("Jörg", "Elif", None)},
    ),
    "33-sessions.csv": Expected(
        (8, 0, 0, 2), kind="sessions", before=PAIR,
        faults=faults((2, "at", "skipped"), (11, "happens_on", "date-weekday")),
        questions=word("rescheduled", guess="cancelled", name="state"),
        facts=sessions,
        are=[
            ("2026-10-25", "25 00:30", "held", 45, 4),
            ("2026-11-02", "01 23:30", "held", 60, 5),
            ("2026-11-02", "02 22:30", "missed", 60, None),
            ("2026-11-16", "16 14:00", "cancelled", 60, None),
            ("2026-11-18", "17 23:00", "held", 60, 5),
            ("2026-11-18", "18 14:00", "held", 60, 5),
            ("2026-11-19", "19 15:00", "held", 60, 5),
            ("2026-11-19", "", "held", 30, None),
        ],
    ),
    "34-events.csv": Expected(
        (5, 0, 1, 0), kind="employment-events", before=("30-people.csv",),
        questions=word("hire", guess="-", name="event") | {"still_listed": "yes"},
        facts=lambda: (events(), departed()),
        are=({("501", "promotion", "Lead", ""), ("502", "move", "", "Sales"), ("503", "exit", "", ""),
              ("504", "promotion", "", ""), ("506", "move", "", "Werk 2")}, {"503"}),
    ),
    "35-goals.csv": Expected(
        (2, 0, 0, 2), kind="goals", before=PAIR,
        faults=faults((3, "target", "number-unclear"), (4, "progress", "number"), (5, "progress", "range")),
        facts=goals_and_check_ins,
        are=({("Speak at the town hall", "2026-12-31"), ("Close three deals", "2026-12-31")},
             {("Speak at the town hall", 50)}),
    ),
    "36a-match.csv": Expected(
        (1, 0, 0, 0), kind="matches", before=("30-people.csv",), facts=pairs, are={("Asta", "Ben", None)}
    ),
    "36b-sessions-today-auckland.csv": Expected(
        (2, 0, 0, 0), kind="sessions", before=PAIR, zone="Pacific/Auckland",
        facts=lambda: [row[0] for row in sessions()], are=["2026-11-26", "2026-11-27"],
    ),
    "37-canvas-users.csv": Expected(
        (3, 0, 0, 0), questions=word("suspended", "deleted", guess="inactive"),
        facts=lambda: (names(), departed()), are=({"Ada Bell", "Cy Dorn", "Eli Fink"}, {"C-02", "C-03"}),
    ),
    "38-title-salutation.csv": Expected(
        (2, 0, 0, 0), facts=lambda: set(Person.objects.values_list("first_name", "job_title", "is_departed")),
        are={("Ada", "Nurse", False), ("Cy", "Surgeon", True)},
    ),
    "39-personio-abteilung-team.csv": Expected(
        (3, 0, 0, 0), questions=word("onboarding", "abwesend", guess="active"), facts=departments,
        are={"41": "Vertrieb", "42": "Vertrieb", "43": "Einkauf"},
    ),
}  # fmt: skip
