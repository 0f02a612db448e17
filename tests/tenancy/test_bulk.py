from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mentoring.mail.models import Suppression
from mentoring.tenancy.bulk import copy_text, insert_rows
from mentoring.tenancy.keys import new_ids
from tests.tenancy.test_distribution import STAND_INS, distribute

ID = UUID("0a0b0c0d-0000-4000-8000-000000000001")


def test_each_kind_of_value_is_written_as_copy_reads_it():
    row = (ID, "Ada", None, True, date(2026, 11, 2), datetime(2026, 11, 2, 9, tzinfo=UTC), Decimal("1.50"), 7)

    assert copy_text([row]) == (
        "0a0b0c0d000040008000000000000001\tAda\t\\N\tt\t2026-11-02\t2026-11-02T09:00:00+00:00\t1.50\t7\n"
    )


def test_marks_that_mean_something_to_copy_are_escaped_in_each_row():
    rows = [("plain",), ("tab\there",), ("two\nlines\r",), ("back\\slash",), ("\\N",)]

    assert copy_text(rows) == "plain\ntab\\there\ntwo\\nlines\\r\nback\\\\slash\n\\\\N\n"


def test_equal_values_of_two_types_in_one_column_stay_two_texts():
    assert copy_text([(1,), (True,), (Decimal("1.0"),), ("1",), (0,), (False,)]) == "1\nt\n1.0\n1\n0\nf\n"


def test_a_null_among_texts_is_not_a_blank():
    assert copy_text([("", ID), (None, None), ("a\tb", ID)]) == f"\t{ID.hex}\n\\N\t\\N\na\\tb\t{ID.hex}\n"


def test_lists_are_arrays():
    assert copy_text([(["a", 'b"c'],), ([],)]) == '{"a","b\\\\"c"}\n{}\n'


def test_new_ids_are_random_uuids_in_ascending_order():
    ids = new_ids(500)
    made = [UUID(each) for each in ids]

    assert len(set(made)) == 500
    assert made == sorted(made)
    assert {(each.version, each.variant) for each in made} == {(4, "specified in RFC 4122")}
    # All four variants that the standard leaves to chance, and no bit that never moves.
    assert {each[16] for each in ids} == set("89ab")
    assert new_ids(0) == []


@pytest.fixture
def cluster(db):
    """A database whose tables Citus has distributed (see test_distribution.py)."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(STAND_INS)
        distribute(cursor)
        cursor.execute("SET ROLE mentoring_app")
    connection.__dict__.pop("is_distributed", None)
    yield
    del connection.is_distributed


def insert_suppressions(emails: list[str]) -> str:
    """Insert suppressions and return the statement."""
    at = datetime(2026, 11, 2, tzinfo=UTC)
    rows = [(each, email, "blocked", at) for each, email in zip(new_ids(len(emails)), emails, strict=True)]
    with CaptureQueriesContext(connection) as queries:
        insert_rows(Suppression, ("id", "email_norm", "reason", "created_at"), rows)
    return next(query["sql"] for query in queries if query["sql"].startswith("INSERT"))


@pytest.mark.raw_sql
def test_rows_are_inserted_without_copy_where_tables_are_distributed(cluster, scope):
    assert insert_suppressions(["a@example.org", "b@example.org"]).endswith(" ON CONFLICT DO NOTHING")
    assert set(Suppression.objects.values_list("email_norm", flat=True)) == {"a@example.org", "b@example.org"}


@pytest.mark.raw_sql
def test_rows_are_inserted_at_full_speed_where_they_are_not(scope):
    assert "ON CONFLICT" not in insert_suppressions(["a@example.org"])


@pytest.mark.raw_sql
def test_row_that_exists_is_refused_and_not_skipped(scope):
    assert_refused()


@pytest.mark.raw_sql
def test_row_that_exists_is_refused_where_tables_are_distributed(cluster, scope):
    assert_refused()


def assert_refused() -> None:
    insert_suppressions(["a@example.org"])

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_suppressions(["a@example.org", "b@example.org"])

    assert list(Suppression.objects.values_list("email_norm", flat=True)) == ["a@example.org"]
