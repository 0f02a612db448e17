"""`bin/manage forget_data_key`: accept that a key is lost."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mentoring.encryption.canary import missing_key_ids
from mentoring.encryption.models import KeyCanary


class Command(BaseCommand):
    help = (
        "Start without the keys that are missing from DATA_KEYS. What they encrypted can no longer be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "key_id", nargs="*", help="The ids of the keys. Without any, the missing ones are listed."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        missing = missing_key_ids()
        for key_id in missing:
            if key_id in options["key_id"]:
                KeyCanary.objects.filter(key_id=key_id).delete()
                self.stdout.write(f"{key_id} forgotten.")
            else:
                self.stdout.write(f"{key_id} is missing.")
        if not missing:
            self.stdout.write("No key is missing.")
