"""What may be sent to an address: what its owner wants, and what its mail server has said."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.mail.enums import Category, Choice
from mentoring.mail.models import MailPreference, Suppression
from mentoring.tenancy.actor import Actor

ERROR_LENGTH = 500
CHOOSABLE = tuple(category for category in Category.values if category != Category.ACCOUNT)


@transaction.atomic
def choose_mail(email_norm: str, *, wanted: Collection[str], by: Actor, at: datetime) -> None:
    """Keep which categories an address wants; the others are not sent to it any more."""
    _keep(email_norm, {category: category in wanted for category in CHOOSABLE}, at=at)
    record("mail.choose_mail", by=by, values={"wanted": sorted(set(wanted) & set(CHOOSABLE))})


@transaction.atomic
def unsubscribe(email_norm: str, category: str, *, by: Actor, at: datetime) -> None:
    """Send the address nothing of this category any more. Doing it again changes nothing."""
    if category not in CHOOSABLE or unwanted(email_norm, category):
        return
    _keep(email_norm, {category: False}, at=at)
    record("mail.unsubscribe", by=by, values={"category": category})


def unwanted(email_norm: str, *categories: str) -> set[str]:
    """Return which of the categories the address does not want; without any, of all."""
    rows = MailPreference.objects.filter(
        email_norm=email_norm, is_wanted=False, category__in=categories or CHOOSABLE
    )
    return set(rows.values_list("category", flat=True))


def suppress_address(email_norm: str, reason: Choice, *, detail: str, at: datetime) -> None:
    """Never write to the address again until an administrator lifts it; the first reason stays.

    Not audited: the row says what the mail server said, and no person has done it.
    """
    Suppression.objects.bulk_create(
        [Suppression(email_norm=email_norm, reason=reason, detail=detail[:ERROR_LENGTH], created_at=at)],
        ignore_conflicts=True,
    )


@transaction.atomic
def lift_suppression(suppression: Suppression, *, by: Actor) -> None:
    """Write to the address again: its owner has said that it works."""
    record("mail.lift_suppression", suppression, by=by, values={"reason": suppression.reason})
    suppression.delete()


def _keep(email_norm: str, choices: dict[str, bool], *, at: datetime) -> None:
    MailPreference.objects.bulk_create(
        [
            MailPreference(email_norm=email_norm, category=category, is_wanted=is_wanted, changed_at=at)
            for category, is_wanted in choices.items()
        ],
        update_conflicts=True,
        unique_fields=["organization", "email_norm", "category"],
        update_fields=["is_wanted", "changed_at"],
    )
