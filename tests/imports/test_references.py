import pytest

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


@pytest.mark.parametrize(
    ("other", "latin"),
    [
        ("Иван Петров", ("Ivan Petrov", "Petrov, Ivan", "Iwan Petrow")),
        ("Юлия Ильина", ("Yulia Ilyina", "Iuliia Ilina", "Julija Iljina", "Yuliya Ilyina")),
        ("Дмитрий Щербаков", ("Dmitry Shcherbakov", "Dmitrii Shcherbakov", "Dmitrij Schtscherbakow")),
        ("Фёдор Достоевский", ("Fyodor Dostoyevsky", "Fedor Dostoevskii")),
        ("Алексей Хрущёв", ("Alexey Khrushchev", "Aleksej Hruščev")),
        ("Євген Григоренко", ("Yevhen Hryhorenko",)),
        ("Володимир Зеленський", ("Volodymyr Zelenskyy", "Volodymyr Zelensky")),
        ("Стоян Гълъбов", ("Stoyan Galabov",)),
        ("Ђорђе Пешић", ("Đorđe Pešić", "Djordje Pesic")),
        ("Γιώργος Παπαδόπουλος", ("Giorgos Papadopoulos",)),
        ("Ευάγγελος Χρήστου", ("Evangelos Christou", "Evangelos Hristou")),
        ("Μπάμπης Ευθυμίου", ("Bampis Efthymiou",)),
    ],
)
def test_name_in_another_script(other, latin):
    for name in latin:
        for stored, looked_up in ((name, other), (other, name)):
            people: PersonIndex[int] = PersonIndex()
            people.add(1, full_name=stored)
            people.add(2, full_name="Anna Lund")
            assert people.find(looked_up) == 1, (stored, looked_up)


def code_of(people: PersonIndex, cell: str) -> str:
    found = people.find(cell)
    assert isinstance(found, CellFault)
    return found.code


def test_name_in_another_script_that_two_people_may_have_is_not_guessed():
    people: PersonIndex[int] = PersonIndex()
    people.add(1, full_name="Yulia Petrova")
    people.add(2, full_name="Julija Petrova")
    people.add(3, full_name="Юлия Иванова")
    people.add(4, full_name="Юлія Іванова")
    assert code_of(people, "Юлия Петрова") == "person-not-unique"
    assert code_of(people, "Yulia Ivanova") == "person-not-unique"
    assert people.find("Юлия Иванова") == 3


def test_names_in_one_script_are_not_compared_by_their_sounds():
    people: PersonIndex[int] = PersonIndex()
    people.add(1, full_name="Jan Wolf")
    people.add(2, full_name="Юлия Петрова")
    assert code_of(people, "Ian Volf") == "person-unknown"
    assert code_of(people, "Юлiя Петров") == "person-unknown"
