"""Encrypt everything with the current key, in small transactions: safe under load, and when killed begun again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from mentoring.encryption.extensions import SEALED_MODELS
from mentoring.encryption.keys import current_key_id
from mentoring.encryption.models import KeyCanary
from mentoring.encryption.sealing import sealed_prefix
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope

BATCH = 200


@dataclass
class Rotated:
    """How many texts were encrypted again, and how many cannot be read with the keys that are given."""

    changed: int = 0
    unreadable: int = 0


def rotate_data_keys(*, batch: int = BATCH) -> Rotated:
    """Encrypt the texts of all organizations with the current key.

    What is left to do follows from the rows alone. Without unreadable texts, the canaries of the other keys are
    deleted: these keys are no longer needed.
    """
    total = Rotated()
    while True:
        found = Rotated()
        for organization_id in Organization.objects.order_by("id").values_list("id", flat=True):
            for model in SEALED_MODELS:
                _rotate(model, organization_id, found, batch)
        total.changed, total.unreadable = total.changed + found.changed, found.unreadable
        # Again, until a process that still had the old key as its first writes no more with it.
        if not found.changed:
            break
    if not total.unreadable:
        KeyCanary.objects.exclude(key_id=current_key_id()).delete()
    return total


def _rotate(model: Any, organization_id: UUID, total: Rotated, batch: int) -> None:
    last = UUID(int=0)
    while True:
        with tenant_scope(organization_id), transaction.atomic():
            old = model.objects.exclude(sealed="").exclude(sealed__startswith=sealed_prefix(current_key_id()))
            # Locked, because an author may be editing the text: whoever comes second sees what the first wrote.
            rows = list(old.filter(pk__gt=last).order_by("pk").select_for_update(of=("self",))[:batch])
            for row in rows:
                text = row.read()
                if text is None:
                    total.unreadable += 1
                    continue
                row.write(text)
                row.save(update_fields=["sealed"])
                total.changed += 1
        if len(rows) < batch:
            return
        last = rows[-1].pk
