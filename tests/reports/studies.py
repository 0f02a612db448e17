"""Published studies as the files an administrator would bring: the only door is the import."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from mentoring.calendar_months import add_months
from mentoring.imports.actions import check_rows, import_rows, start_import
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.models import Program
from reports.models import OutcomeRun
from reports.outcomes.actions import decide_outcome_plan
from reports.tasks import calculate_outcomes_task
from tests.data import PUBLISHED_CASES
from tests.factories.programs import make_program
from tests.factories.reports import make_outcome_notice

START = date(2025, 1, 1)
TODAY = date(2026, 11, 21)


def case(name: str) -> dict[str, Any]:
    """Return a published case's input and expected output."""
    found = json.loads(PUBLISHED_CASES.read_text("utf-8"))["cases"]
    return next(it for it in found if it["id"] == name)


@dataclass
class Study:
    """Collect people, events and readings, and bring them in as files. Person ids are P1, P2, …"""

    starts_on: date = START
    directory: list[Sequence[Any]] = field(default_factory=list)
    participants: list[Sequence[Any]] = field(default_factory=list)
    events: list[Sequence[Any]] = field(default_factory=list)
    readings: list[Sequence[Any]] = field(default_factory=list)

    def add(self, count: int, *, takes_part: bool, role: str = "mentee", level: str = "3", department: str = "Sales",
            location: str = "Berlin", hired: date = date(2018, 1, 1)) -> list[str]:  # fmt: skip
        """Add so many people who are alike, and return their ids."""
        first = len(self.directory) + 1
        ids = [f"P{number}" for number in range(first, first + count)]
        for person in ids:
            self.directory.append(
                [person, "Pat", person, f"{person}@example.org", level, department, location, hired]
            )
            if takes_part:
                self.participants.append([person, role])
        return ids

    def leave(self, ids: Iterable[str], *, month: float = 3, reason: str = "resignation") -> None:
        for person in ids:
            self.events.append([person, "exit", self._day(month), reason])

    def promote(self, ids: Iterable[str], *, month: float = 3) -> None:
        for person in ids:
            self.events.append([person, "promotion", self._day(month), "3 to 4"])

    def read(self, ids: Iterable[str], item: str, day: date, values: Iterable[float]) -> None:
        for person, value in zip(ids, values, strict=True):
            self.readings.append([person, item, day, f"{value:.8f}".rstrip("0")])

    def bring_in(self, *, program: UUID) -> None:
        """Import every file that has rows, in the open scope."""
        files = (
            ("directory", ["Employee ID", "First name", "Last name", "Work email", "Management Level", "Department",
                           "Location", "Hire date"], self.directory),
            ("participants", ["employee_id", "role"], self.participants),
            ("employment-events", ["employee_id", "event", "date", "detail"], self.events),
            ("kpi-readings", ["employee_id", "item", "date", "value"], self.readings),
        )  # fmt: skip
        for kind, header, rows in files:
            if rows:
                bring(
                    kind,
                    header,
                    rows,
                    as_of=self.starts_on,
                    program=program if kind == "participants" else None,
                )

    def _day(self, month: float) -> date:
        whole = int(month)
        return add_months(self.starts_on, whole) + timedelta(days=round((month - whole) * 30))


def bring(
    kind: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    as_of: date = START,
    program: UUID | None = None,
) -> None:
    """Import a file of these rows in the open scope; every row has to be taken."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(header)
    writer.writerows(rows)
    run, mapping = start_import(
        kind,
        sheet.getvalue().encode(),
        by=Actor.system("test"),
        as_of=as_of if kind == "directory" else TODAY,
        file_name="study.csv",
        target_id=program,
    )
    assert not mapping.missing, mapping.missing
    check_rows(run, now=timezone.now())
    assert run.skipped == 0, list(run.faults.values_list("expected", flat=True)[:3])
    import_rows(run, by=Actor.system("test"), now=timezone.now())


def make_study_program(organization, **fields: Any) -> Program:
    with tenant_scope(organization.id):
        program = make_program(
            **{"starts_on": START, "ends_on": date(2025, 7, 1), "state": "closed", **fields}
        )
        make_outcome_notice()
        decide_outcome_plan(program, leave_kind="all", by=Actor.system("test"))
        return program


def calculated(organization, program: Program) -> OutcomeRun:
    """Run the job as the worker would, and return what it stored."""
    with tenant_scope(organization.id):
        waiting = OutcomeRun.objects.get(program=program, state="waiting")
    calculate_outcomes_task(organization.id, str(waiting.pk))
    with tenant_scope(organization.id):
        return OutcomeRun.objects.get(pk=waiting.pk)


def figure(run: OutcomeRun, key: str) -> dict[str, Any]:
    return next(it for it in run.figures if it["key"] == key)


def value(found: dict[str, Any], name: str) -> float | None:
    """Return a stored number, or None where there is none of that name."""
    return next((n["value"] for n in found["numbers"] if n["name"] == name), None)
