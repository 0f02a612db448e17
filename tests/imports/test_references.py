from mentoring.imports.cells import CellFault
from mentoring.imports.references import PersonIndex, find_duplicates


def index() -> PersonIndex[int]:
    people: PersonIndex[int] = PersonIndex()
    people.add(1, employee_id="E1", email="anna@example.org", full_name="Anna Lund")
    people.add(2, employee_id="E2", email="zoe@example.org", full_name="Zoë Müller")
    people.add(3, employee_id="E3", full_name="Ali Khan")
    people.add(4, employee_id="E4", full_name="Ali Khan")
    return people


def test_person_is_found_by_id_email_or_unique_name():
    for cell in ("E2", " e2 ", "ZOE@example.org", "Zoë Müller", "zoe muller", "Müller, Zoë"):
        assert index().find(cell) == 2, cell
    assert index().find("") is None
    assert index().find("–") is None


def test_person_with_a_name_of_two_is_not_guessed():
    fault = index().find("Ali Khan")

    assert isinstance(fault, CellFault)
    assert (fault.code, "2 people" in str(fault.expected)) == ("person-not-unique", True)


def test_unknown_person_and_oneself_are_faults():
    unknown, oneself = index().find("E99"), index().find("E1", but_not=1)

    assert isinstance(unknown, CellFault)
    assert isinstance(oneself, CellFault)
    assert (unknown.found, unknown.code) == ("E99", "person-unknown")
    assert (oneself.found, oneself.code) == ("E1", "person-self")
    assert "their own manager" in str(oneself.expected)


def test_same_person_from_two_sources_is_one():
    people = index()
    people.add(1, email="anna.lund@example.org", full_name="Anna Lund")

    assert [people.find(cell) for cell in ("anna@example.org", "anna.lund@example.org", "Anna Lund")] == [
        1,
        1,
        1,
    ]


def test_repeats_name_the_first_row_and_say_when_only_capitals_differ():
    faults = find_duplicates(
        [
            (2, "a@x.org", "a@x.org"),
            (3, "", ""),
            (4, "A@x.org", "a@x.org"),
            (5, "a@x.org", "a@x.org"),
            (6, "", ""),
        ]
    )

    assert {number: fault.code for number, fault in faults.items()} == {
        4: "repeated-other-case",
        5: "repeated",
    }
    assert "Row 2" in str(faults[4].expected)
    assert "“a@x.org”" in str(faults[4].expected)
    assert "Row 2" in str(faults[5].expected)
