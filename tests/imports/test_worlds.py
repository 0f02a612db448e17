"""Whatever comes in: a sentence or a plan, never an exception; and an undo brings back exactly what was."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.imports.actions import check_rows, correct_cells, import_rows
from mentoring.imports.actions.corrections import Cell
from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.models import ImportFault, ImportRun
from mentoring.people.models import Person
from tests.data import SAMPLE
from tests.examples import examples
from tests.factories.programs import make_program
from tests.imports.importing import (
    BY,
    NOW,
    attributes,
    bring_in,
    counts,
    directory,
    everybody,
    faults,
    start,
    undo,
)

pytestmark = pytest.mark.usefixtures("scope")
WORLDS = settings(
    max_examples=examples(40),
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

ids = st.integers(1, 6).map(lambda n: f"E{n}")
rows = st.builds(
    lambda key, first, department, manager, day: (
        f"{key},{first},Raman,{key.lower()}@x.example,{department},{manager},{day}"
    ),
    ids,
    st.sampled_from(["Ada", "Bob", "Łukasz", "Zoë"]),
    st.sampled_from(["Sales", "Finance", ""]),
    st.one_of(ids, st.just("")),
    st.dates(date(2019, 1, 1), date(2026, 1, 1)).map(str),
)
directories = st.lists(rows, min_size=1, max_size=8).map(lambda found: directory(*found))
days = st.integers(-900, 0).map(lambda n: NOW.date() + timedelta(days=n))


@WORLDS
@given(first=directories, second=directories, first_day=days, second_day=days)
def test_undo_restores_the_exact_state(first, second, first_day, second_day):
    with transaction.atomic():
        empty = everybody(), attributes()
        one = bring_in(first, as_of=first_day)
        before = everybody(), attributes()
        two = bring_in(second, as_of=second_day, now=NOW + timedelta(minutes=1))
        again = bring_in(second, as_of=second_day, now=NOW + timedelta(minutes=2))
        assert (again.added, again.updated) == (0, 0)
        undo(again)
        assert undo(two) == 0
        assert (everybody(), attributes()) == before
        assert undo(one) == 0
        assert (everybody(), attributes()) == empty
        transaction.set_rollback(True)


cells = st.text(max_size=12) | st.sampled_from(
    ["E1", "a@b.example", "03/04/2024", "=1+1", "\x00", "7", "mentor"]
)
tables = st.lists(st.lists(cells, min_size=1, max_size=6), max_size=6)
texts = tables.map(lambda table: "\n".join(map(",".join, table)).encode("utf-8", "replace"))


@WORLDS
@given(
    kind=st.sampled_from(sorted(name for name, _kind in IMPORT_KINDS.items())),
    body=st.one_of(
        st.binary(max_size=300), tables.map(lambda t: "\n".join(map(",".join, t)).encode("utf-8", "replace"))
    ),
    has_header=st.booleans(),
    mend=st.text(max_size=8),
)
def test_any_file_is_refused_or_planned(kind, body, has_header, mend):
    fields = IMPORT_KINDS[kind].fields
    header = ",".join((entry.synonyms or (entry.name,))[0] for entry in fields).encode() + b"\n"
    with transaction.atomic():
        target = make_program().pk if IMPORT_KINDS[kind].needs_target else None
        try:
            run = start(header + body if has_header else body, kind=kind, target_id=target, name=mend)
            check_rows(run, now=NOW)
            fault = ImportFault.objects.filter(run=run, field__in=run.mapping).first()
            if fault:
                correct_cells(run, by=BY, cells={Cell(fault.row_number, fault.field): mend})
            result = check_rows(run, now=NOW)
            assert result is not None
            import_rows(run, by=BY, now=NOW)
            undo(run)
        except ValidationError as refusal:
            assert all(refusal.messages)
        transaction.set_rollback(True)


def test_dirty_directory_is_imported_except_for_faulty_rows():
    run = bring_in((SAMPLE / "dirty_directory.csv").read_bytes())
    out = sorted({(row, code) for row, field, code in faults(run) if field != "manager"})
    assert out == [
        (8, "email-without-at"), (9, "repeated"), (10, "repeated-other-case"),
        (11, "date-impossible"), (12, "date-unclear"), (15, "formula"), (16, "too-long"), (19, "extra-cells"),
    ]  # fmt: skip
    assert counts(run) == (111, 0, 0, 8)
    assert [code for row, field, code in faults(run) if row == 14] == ["person-self"]
    sentences = ImportFault.objects.filter(run=run, field="manager", code="person-self")
    assert [f.expected for f in sentences] == [
        "A person cannot be their own manager. The row is imported without a manager."
    ]
    assert Person.objects.get(employee_id="X11").name == "Spaces Around"


FILES = [
    ("directory", "workday_directory_start.csv", -560),
    ("directory", "personio_directory.csv", 0),
    ("directory", "bamboohr_directory.csv", 0),
    ("directory", "workday_directory.csv", 0),
    ("employment-events", "hr_events.csv", 0),
    ("kpi-readings", "ratings_before.csv", 0),
    *(
        (kind, f"{cohort}/{kind}.csv", 0)
        for cohort in ("cohort_1", "cohort_2")
        for kind in ("participants", "matches", "sessions", "goals")
    ),
    ("kpi-readings", "cohort_1/skills_before.csv", 0),
    ("kpi-readings", "cohort_1/skills_after.csv", 0),
    ("kpi-readings", "cohort_2/skills_before.csv", 0),
]


def test_every_file_of_the_sample_is_imported_without_confirmation_or_skipped_rows():
    programs = {
        name: make_program(name=name, starts_on=date(2025, 4, 1)) for name in ("cohort_1", "cohort_2")
    }
    skipped = {}
    for kind, name, days_ago in FILES:
        program = programs.get(name.partition("/")[0])
        target = program.pk if program and IMPORT_KINDS[kind].needs_target else None
        as_of = NOW.date() + timedelta(days=days_ago)
        run = bring_in((SAMPLE / name).read_bytes(), kind=kind, target_id=target, as_of=as_of, name=name)
        skipped[name] = run.skipped
    assert skipped == dict.fromkeys(skipped, 0)
    assert ImportRun.objects.filter(state="done").count() == len(FILES)
