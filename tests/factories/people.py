from datetime import date
from itertools import count

from mentoring.people.models import EmploymentEvent, Person, PersonAttributes
from mentoring.people.names import normalize_name
from tests.factories import makes

NUMBERS = count(1)


@makes(Person)
def make_person(*, mark: str = "", **fields) -> Person:
    number = next(NUMBERS)
    fields = {
        "employee_id": f"E{number:05}",
        "first_name": "Priya",
        "last_name": mark or f"Raman {number}",
        "email": f"person{number}@example.org",
        **fields,
    }
    email = fields["email"]
    return Person.objects.create(
        name_norm=normalize_name(f"{fields['first_name']} {fields['last_name']}"),
        email_norm=email.lower() if email else None,
        **fields,
    )


@makes(PersonAttributes)
def make_attributes(*, mark: str = "Sales", **fields) -> PersonAttributes:
    person = fields.pop("person", None) or make_person()
    manager = fields.pop("manager", None) or make_person()
    return PersonAttributes.objects.create(
        **{
            "person": person,
            "manager": manager,
            "valid_from": date(2026, 1, 1),
            "level": "2",
            "department": mark,
            "location": "Berlin",
            **fields,
        }
    )


@makes(EmploymentEvent)
def make_event(*, mark: str = "", **fields) -> EmploymentEvent:
    person = fields.pop("person", None) or make_person()
    return EmploymentEvent.objects.create(
        **{
            "person": person,
            "kind": "promotion",
            "happened_on": date(2026, 3, 1),
            "to_level": mark or "3",
            **fields,
        }
    )
