"""Whether outcomes are switched on, and which person an objection is about."""

from django.db.models import Exists, QuerySet

from mentoring.email_address import normalize_email
from mentoring.people.models import Person
from mentoring.people.names import normalize_name
from reports.enums import OutcomeState
from reports.models import OutcomeNotice, OutcomeRun


def outcome_notice() -> OutcomeNotice:
    """Return the organization's notice; an unsaved one that is off where there is none yet."""
    return OutcomeNotice.objects.first() or OutcomeNotice()


def outcomes_are_on() -> bool:
    return OutcomeNotice.objects.filter(is_on=True).exists()


def finished_runs() -> QuerySet[OutcomeRun]:
    """Return the finished calculations; none while outcomes are switched off."""
    is_on = Exists(OutcomeNotice.objects.filter(is_on=True))
    return OutcomeRun.objects.filter(is_on, state=OutcomeState.DONE)


def person_who_objects(*, employee_id: str, proof: str) -> Person | None:
    """Return the person with this employee ID and, as `proof`, this address or last name; None where there is none.

    Without an employee ID in the directory, the address alone is enough. Both together keep people from objecting in
    the name of others by counting up numbers.
    """
    employee_id, address, name = employee_id.strip(), normalize_email(proof), normalize_name(proof)
    if not address:
        return None
    if not employee_id:
        return Person.objects.filter(employee_id=None, email_norm=address).first()
    found = Person.objects.filter(employee_id=employee_id).first()
    if found is None or not (found.email_norm == address or normalize_name(found.last_name) == name):
        return None
    return found
