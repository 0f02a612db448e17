"""`bin/manage rotate_data_keys`: encrypt everything with the first key of DATA_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentoring.encryption.canary import refuse_missing_data_keys
from mentoring.encryption.rotation import rotate_data_keys


class Command(BaseCommand):
    help = (
        "Encrypt notes and other texts with the first key of DATA_KEYS. Restart web and workers with the new key "
        "first. Can run while the application is used, and again after it was interrupted."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_missing_data_keys()
        done = rotate_data_keys()
        self.stdout.write(f"{done.changed} texts encrypted with the current key.")
        if done.unreadable:
            raise CommandError(
                f"{done.unreadable} texts cannot be read with the keys of DATA_KEYS. Keep the other keys."
            )
        self.stdout.write("The other keys are no longer needed, except for backups made before today.")
