from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mentoring.members.sign_up import first_run_code, is_first_run


class Command(BaseCommand):
    help = "Print the code with which the first owner creates the organization of a new installation."

    def handle(self, *args: Any, **options: Any) -> str:
        if settings.SIGN_UP == "open":
            raise CommandError("SIGN_UP is open: anyone can create an organization without a code.")
        if not is_first_run():
            raise CommandError("There is an organization already, so the code is no longer valid.")
        return f"{settings.BASE_URL}/first-run/ {first_run_code()}"
