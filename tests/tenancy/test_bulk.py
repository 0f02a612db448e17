from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from mentoring.tenancy.bulk import copy_text
from mentoring.tenancy.keys import new_ids

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
