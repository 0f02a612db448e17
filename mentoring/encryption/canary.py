"""The check that no key is missing: every key that was used has a canary in the database."""

from uuid import UUID

from mentoring.encryption.keys import current_key_id, keys
from mentoring.encryption.models import KeyCanary
from mentoring.encryption.sealing import Place, UnreadableText, seal, unseal
from mentoring.health import NotReady

NOBODY = UUID(int=0)
PLACE = Place(NOBODY, NOBODY, NOBODY, "encryption_keycanary")
TEXT = "canary"


class MissingDataKey(RuntimeError):
    """A key that encrypted data is not in DATA_KEYS."""


def missing_key_ids() -> list[str]:
    """Return the ids of the keys that were used and are not given, or do not decrypt. One query."""
    return [row.key_id for row in KeyCanary.objects.order_by("used_since", "key_id") if not _sings(row)]


def refuse_missing_data_keys() -> None:
    """Raise MissingDataKey unless every key that was used is given, and note that the current one is used now."""
    missing = missing_key_ids()
    if missing:
        raise MissingDataKey(
            f"DATA_KEYS lacks the key {', '.join(missing)}, which has encrypted notes. Add it again after the current "
            "key. If it is lost for good: bin/manage forget_data_key (see docs/operations.md, “Data keys”)."
        )
    # Two processes may start at once.
    KeyCanary.objects.bulk_create(
        [KeyCanary(key_id=current_key_id(), sealed=seal(TEXT, PLACE))], ignore_conflicts=True
    )


def data_keys() -> str:
    """Return how many keys are given; raise NotReady when one is missing. The check of /readyz."""
    missing = missing_key_ids()
    if missing:
        raise NotReady(f"{len(missing)} missing")
    return f"{len(keys())} given"


def _sings(row: KeyCanary) -> bool:
    try:
        return unseal(row.sealed, PLACE) == TEXT
    except UnreadableText:
        return False
