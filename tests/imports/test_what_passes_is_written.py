"""The check refuses exactly what writing would refuse: what it lets pass is written, for each column of each kind."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.imports.actions import check_rows, import_rows
from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.fields import Field
from mentoring.imports.models import ImportFault
from mentoring.people.models import Person
from mentoring.ui.tabular import csv_text
from programs.models import Program
from tests.examples import examples
from tests.factories.programs import make_program
from tests.imports.importing import BY, NOW, bring_in, start

pytestmark = pytest.mark.usefixtures("scope")
KINDS = sorted(name for name, _kind in IMPORT_KINDS.items())
WRITING = settings(
    max_examples=examples(60),
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PEOPLE = "Employee ID,Full Name,Email\n" + "".join(f"E{n},P{n} Q{n},e{n}@x.example\n" for n in range(1, 7))
MATCHES = "Mentor,Mentee,Start\nE1,E2,2026-02-02\nE3,E4,2026-02-03\n"
# One sign that becomes eighteen, one that becomes two in lower case, one with a mark of its own, a face of seven signs.
SIGNS = st.sampled_from(["x", "ﷺ", "İ", "ß", "e\u0301", "👩‍🚀", "ŉ", "\u200d", "1", " ", "\n", "ﬃ", "Ǆ", "A"])
LENGTHS = st.sampled_from([1, 2, 10, 40, 60, 64, 65, 100, 101, 120, 150, 200, 201, 254, 300])
long_texts = st.builds(lambda sign, length: sign * length, SIGNS, LENGTHS)
texts = st.one_of(
    long_texts, st.text(st.characters(codec="utf-8"), max_size=12), st.sampled_from(["Sales", "N/A"])
)
emails = st.one_of(
    st.builds(
        lambda name, host: f"{name}@{host}.example", long_texts, st.sampled_from(["x", "ß-x", "İx", "X"])
    ),
    st.sampled_from(["e1@x.example", "E2@X.example", "new@x.example"]),
)
people = st.one_of(
    st.sampled_from(["E1", "E2", "E3", "E4", "e1@x.example", "P5 Q5", "(E6)", "NO_MANAGER"]), texts
)
numbers = st.one_of(
    st.sampled_from(["0", "1", "-1", "5", "50", "51", "100", "101", "1440", "1441", "32768", "2147483648", "9" * 15,
                     "9" * 13 + ".99", "0.001", "0.5", "50%", "1,5", "1.234", "2-3", "4/5", "1 hour", "1e3", "-0.0",
                     "99999999.995", "123456789.125"]),
    st.integers().map(str),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
)  # fmt: skip
days = st.one_of(
    st.dates(date(1890, 1, 1), date(2210, 1, 1)).map(str),
    st.sampled_from(["2026-03-29 02:30", "2026-10-25T02:30:00Z", "2026-11-01T24:00", "Q4 2026", "9999-12-31",
                     "2026-10-01 10:00", "2026-10-01", "2026-09-01"]),
)  # fmt: skip


def as_csv(rows: list[list[str]]) -> str:
    """Return the rows as they are, without what csv_text does to formulas."""
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)


PLAIN = {
    "email": ["e1@x.example", "new@x.example", "other@x.example"], "id": ["E1", "E7", "E8"], "decimal": ["3", "7"],
    "date": ["2026-09-01", "2026-10-01"], "moment": ["2026-09-01", "2026-10-01 10:00"], "deadline": ["2027-01-31"],
    "integer": ["3"], "count": ["2"], "minutes": ["45"], "rating": ["4"], "percent": ["50"], "time": ["10:00"],
    "time_zone": ["Europe/Berlin"],
}  # fmt: skip
REFERENCES = {"mentor": "E1", "mentee": "E2", "person": "E5"}


def plain_cells(entry: Field) -> st.SearchStrategy[str]:
    """Return cells with which nothing is the matter."""
    if entry.choices is not None:
        return st.sampled_from(entry.choices.values)
    if entry.kind == "person":
        return st.just(REFERENCES.get(entry.name, ""))
    return st.sampled_from(PLAIN.get(entry.kind, ["Sales", "Ops", "Łódź"]))


def odd_cells(entry: Field) -> st.SearchStrategy[str]:
    """Return cells as they should not stand in the column, and some that may."""
    if entry.choices is not None:
        return texts
    return {
        "email": emails,
        "person": people,
        "id": st.one_of(st.sampled_from(["e1", "0001", "1", "1.0", "1E+11"]), texts),
        "date": days, "moment": days, "deadline": days,
        "integer": numbers, "count": numbers, "minutes": numbers, "rating": numbers, "decimal": numbers,
        "percent": numbers,
        "time": st.sampled_from(["02:30", "24:00", ""]),
        "time_zone": st.sampled_from(["EST", "x"]),
    }.get(entry.kind, st.one_of(texts, st.builds(lambda sign: sign * entry.max_length, SIGNS)))  # fmt: skip


@st.composite
def rows_of(draw, fields: tuple[Field, ...]) -> list[list[str]]:
    """Return rows of which each has one or two odd cells: with more, hardly any would pass the check."""
    rows = []
    for _number in range(draw(st.integers(1, 4))):
        row = [draw(st.one_of(st.just(""), plain_cells(each), plain_cells(each))) if not each.required
               else draw(plain_cells(each)) for each in fields]  # fmt: skip
        for at in draw(st.lists(st.integers(0, len(fields) - 1), min_size=1, max_size=2)):
            row[at] = draw(odd_cells(fields[at]))
        rows.append(row)
    return rows


@pytest.mark.parametrize("kind", KINDS)
@WRITING
@given(data=st.data())
def test_whatever_passes_the_check_is_written(kind, data):
    entry = IMPORT_KINDS[kind]
    if not Person.objects.exists():
        # Once for all examples, each of which is rolled back.
        bring_in(PEOPLE)
        bring_in(MATCHES, kind="matches", target_id=make_program().pk)
    target = Program.objects.values_list("pk", flat=True).get() if entry.needs_target else None
    with transaction.atomic():
        rows = data.draw(rows_of(entry.fields))
        heads = [each.synonyms[0] if each.synonyms else each.name for each in entry.fields]
        run = start(csv_text(heads, []) + as_csv(rows), kind=kind, target_id=target)
        assert check_rows(run, now=NOW) is not None, run.refusal
        counted = (run.added, run.updated, run.unchanged)
        import_rows(run, by=BY, now=NOW)
        assert (run.added, run.updated, run.unchanged) == counted
        skipped = ImportFault.objects.filter(run=run, skips_row=True).values("row_number").distinct().count()
        assert run.skipped == skipped
        transaction.set_rollback(True)


ODD_SIGNS = ["x", "ﷺ", "İ", "ß", "e\u0301", "👩‍🚀", "ŉ", "ﬃ", "Ǆ", "1", "x "]
ODD_NUMBERS = [
    "0", "-1", "1", "5", "6", "50", "51", "100", "101", "1440", "1441", "32767", "32768", "2147483648", "9" * 15,
    "9" * 13 + ".99", "0.001", "0.5", "50%", "1.2345", "2-3", "4/5", "99999999.995", "1e3",
]  # fmt: skip
ODD_DAYS = [
    "1900-01-01",
    "2200-12-31",
    "2026-03-29 02:30",
    "2026-10-25T02:30:00Z",
    "2026-11-01T24:00",
    "Q4 2026",
]
FIRST_DAY = date(2020, 1, 1)
# Answers belong to surveys that were sent, and values to KPIs of a program; their own tests import them.
NEED_MORE = {"survey-answers", "kpi-values"}


def limits_of(entry: Field) -> list[str]:
    """Return cells at the limits of a field: the longest text of signs that grow, the largest numbers and days."""
    if entry.kind in {"integer", "count", "minutes", "rating", "decimal", "percent"}:
        return ODD_NUMBERS
    if entry.kind in {"date", "moment", "deadline"}:
        return ODD_DAYS
    if entry.kind == "email":
        hosts = ["x.example", "ß-x.example", "İx.example", f"{'y' * 60}.{'z' * 60}.{'y' * 60}.example"]
        return [f"{sign * count}@{host}" for sign in ODD_SIGNS for count in (1, 30, 64) for host in hosts]
    if entry.choices is not None or entry.kind in {"person", "time", "time_zone"}:
        return []
    return [(sign * entry.max_length)[: length] for sign in ODD_SIGNS
            for length in (entry.max_length, entry.max_length // 2, 100, 60)]  # fmt: skip


def base_row(fields: tuple[Field, ...], n: int) -> list[str]:
    """Return a row like no other, with which nothing is the matter."""
    day = FIRST_DAY + timedelta(days=n)
    known = {"mentor": "E1", "mentee": "E2", "person": f"E{n + 1}", "amount": "3"}
    by_kind = {"id": f"N{n}", "email": f"n{n}@x.example", "person": "", "time": "", "time_zone": "", "rating": "4",
               "date": str(day), "moment": str(day), "deadline": str(day), "minutes": "45", "percent": "50",
               "integer": "1", "count": "1", "decimal": f"{n + 2}"}  # fmt: skip
    row = []
    for each in fields:
        usual = each.choices.values[0] if each.choices else by_kind.get(each.kind, f"Text {n}")
        # Other optional cells are blank: some kinds of file take either of two.
        is_filled = each.required or each.kind == "id" or each.name == "amount"
        row.append(known.get(each.name, usual) if is_filled else "")
    return row


@st.composite
def plain_rows(draw, fields: tuple[Field, ...]) -> list[list[str]]:
    cells = [
        plain_cells(each) if each.required else st.one_of(st.just(""), plain_cells(each)) for each in fields
    ]
    return draw(st.lists(st.tuples(*cells).map(list), min_size=1, max_size=3))


@pytest.mark.parametrize("kind", KINDS)
@WRITING
@given(data=st.data())
def test_second_file_about_the_same_people_is_written(kind, data):
    entry = IMPORT_KINDS[kind]
    if not Person.objects.exists():
        # Once for all examples, each of which is rolled back.
        bring_in(PEOPLE)
        bring_in(MATCHES, kind="matches", target_id=make_program().pk)
    target = Program.objects.values_list("pk", flat=True).get() if entry.needs_target else None
    heads = [each.synonyms[0] if each.synonyms else each.name for each in entry.fields]
    with transaction.atomic():
        for _file in range(2):
            text = csv_text(heads, []) + as_csv(data.draw(plain_rows(entry.fields)))
            run = start(text, kind=kind, target_id=target)
            assert check_rows(run, now=NOW) is not None, run.refusal
            counted = (run.added, run.updated, run.unchanged)
            import_rows(run, by=BY, now=NOW)
            assert (run.added, run.updated, run.unchanged) == counted
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_at_its_limits_is_written_or_refused(kind):
    entry = IMPORT_KINDS[kind]
    rows = [base_row(entry.fields, 0)]
    for at, each in enumerate(entry.fields):
        for cell in limits_of(each):
            row = base_row(entry.fields, len(rows))
            row[at] = cell
            rows.append(row)
    bring_in("Employee ID,Full Name\n" + "".join(f"E{n + 1},P{n} Q{n}\n" for n in range(max(len(rows), 6))))
    bring_in(MATCHES, kind="matches", target_id=make_program().pk)
    target = Program.objects.values_list("pk", flat=True).get() if entry.needs_target else None
    heads = [each.synonyms[0] if each.synonyms else each.name for each in entry.fields]
    run = start(csv_text(heads, []) + as_csv(rows), kind=kind, target_id=target)
    assert check_rows(run, now=NOW) is not None, run.refusal
    counted = (run.added, run.updated, run.unchanged)
    assert run.can_import or kind in NEED_MORE
    import_rows(run, by=BY, now=NOW)
    assert (run.added, run.updated, run.unchanged) == counted


@pytest.mark.parametrize("kind", KINDS)
def test_template_is_mapped_without_asking(kind):
    entry = IMPORT_KINDS[kind]
    target = make_program().pk if entry.needs_target else None
    heads = [each.synonyms[0] if each.synonyms else each.name for each in entry.fields]
    run = start(csv_text(heads, [["x"] * len(heads)]), kind=kind, target_id=target)
    assert run.mapping == {each.name: at for at, each in enumerate(entry.fields)}
