"""Actions on the notice about compared HR data, and objections to being compared."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from reports.models import ComparisonObjection, OutcomeNotice

FIELDS = ("text_en", "text_de", "given_on")


def _locked() -> OutcomeNotice:
    # Two people may save the first notice at once.
    OutcomeNotice.objects.bulk_create([OutcomeNotice()], ignore_conflicts=True)
    return OutcomeNotice.objects.select_for_update().get()


@transaction.atomic
def save_notice(*, values: dict[str, Any], by: Actor, today: date) -> OutcomeNotice:
    """Save the texts of the notice and the day on which it was given.

    Refused for a day in the future, and without a day while outcomes are switched on.
    """
    notice = _locked()
    for name in FIELDS:
        if name in values:
            setattr(notice, name, values[name])
    if notice.given_on is not None and notice.given_on > today:
        raise ValidationError(
            {"given_on": _("Enter the day on which the notice was given, not a later one.")}
        )
    if notice.is_on and notice.given_on is None:
        raise ValidationError({"given_on": _("Outcomes are switched on. Switch them off first.")})
    notice.full_clean(exclude=["organization"], validate_unique=False)
    notice.save()
    given = notice.given_on.isoformat() if notice.given_on else ""
    record(
        "reports.save_outcome_notice",
        notice,
        by=by,
        values={"given_on": given},
        fields=["text_en", "text_de"],
    )
    return notice


@transaction.atomic
def switch_on_outcomes(*, by: Actor) -> OutcomeNotice:
    """Switch outcomes on. Refused before the notice has been given to the people whose data is compared."""
    notice = _locked()
    if notice.given_on is None:
        raise ValidationError(
            _(
                "First give the notice to everybody in the directory, and enter the day on which it was given."
            ),
            code="no_notice",
        )
    return _switch(notice, to=True, by=by)


@transaction.atomic
def switch_off_outcomes(*, by: Actor) -> OutcomeNotice:
    """Switch outcomes off: nothing is calculated, and results are shown nowhere until they are switched on again."""
    return _switch(_locked(), to=False, by=by)


def _switch(notice: OutcomeNotice, *, to: bool, by: Actor) -> OutcomeNotice:
    if notice.is_on != to:
        notice.is_on = to
        notice.save(update_fields=["is_on", "changed_at"])
        record(f"reports.switch_{'on' if to else 'off'}_outcomes", notice, by=by)
    return notice


@transaction.atomic
def replace_objection_link(*, by: Actor) -> OutcomeNotice:
    """Replace the link by which people object: earlier ones stop working."""
    notice = _locked()
    notice.link_version += 1
    notice.save(update_fields=["link_version", "changed_at"])
    record("reports.replace_objection_link", notice, by=by)
    return notice


@transaction.atomic
def object_to_comparison(person: Person, *, by: Actor) -> None:
    """Leave a person out of all comparison groups, starting with the next calculation.

    There is no audit event: it would disclose who objected, or when.
    """
    ComparisonObjection.objects.bulk_create([ComparisonObjection(person=person)], ignore_conflicts=True)


@transaction.atomic
def withdraw_objection(person: Person, *, by: Actor) -> None:
    """Withdraw a person's objection, if there is one; without an audit event, for the same reason."""
    ComparisonObjection.objects.filter(person=person).delete()
