"""Email preferences and suppressions of addresses."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.mail.enums import Category, Choice
from mentoring.mail.models import MailPreference, Suppression
from mentoring.tenancy.actor import Actor

ERROR_LENGTH = 500
OPTIONAL_CATEGORIES = tuple(category for category in Category.values if category != Category.ACCOUNT)


@transaction.atomic
def set_preferences(email_norm: str, *, wanted: Collection[str], by: Actor, at: datetime) -> None:
    """Store the categories an address wants; no others are sent to it from now on."""
    _store_preferences(email_norm, {category: category in wanted for category in OPTIONAL_CATEGORIES}, at=at)
    record("mail.set_preferences", by=by, values={"wanted": sorted(set(wanted) & set(OPTIONAL_CATEGORIES))})


@transaction.atomic
def unsubscribe(email_norm: str, category: str, *, by: Actor, at: datetime) -> None:
    """Unsubscribe the address from a category. Idempotent."""
    if category not in OPTIONAL_CATEGORIES or unsubscribed_categories(email_norm, category):
        return
    _store_preferences(email_norm, {category: False}, at=at)
    record("mail.unsubscribe", by=by, values={"category": category})


def unsubscribed_categories(email_norm: str, *categories: str) -> set[str]:
    """Return the categories the address is unsubscribed from, of those given or of all."""
    rows = MailPreference.objects.filter(
        email_norm=email_norm, is_wanted=False, category__in=categories or OPTIONAL_CATEGORIES
    )
    return set(rows.values_list("category", flat=True))


def suppress_address(email_norm: str, reason: Choice, *, detail: str, at: datetime) -> None:
    """Send nothing to the address until an administrator removes the suppression; the first reason is kept.

    Not audited: no person has done it, and the row records what the mail server reported.
    """
    Suppression.objects.bulk_create(
        [Suppression(email_norm=email_norm, reason=reason, detail=detail[:ERROR_LENGTH], created_at=at)],
        ignore_conflicts=True,
    )


@transaction.atomic
def lift_suppression(suppression: Suppression, *, by: Actor) -> None:
    """Allow emails to the address again."""
    record("mail.lift_suppression", suppression, by=by, values={"reason": suppression.reason})
    suppression.delete()


def _store_preferences(email_norm: str, choices: dict[str, bool], *, at: datetime) -> None:
    MailPreference.objects.bulk_create(
        [
            MailPreference(email_norm=email_norm, category=category, is_wanted=is_wanted, changed_at=at)
            for category, is_wanted in choices.items()
        ],
        update_conflicts=True,
        unique_fields=["organization", "email_norm", "category"],
        update_fields=["is_wanted", "changed_at"],
    )
