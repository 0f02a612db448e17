from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentoring.accounts.local_sign_in import local_sign_in_url
from reports.sample.loading import cast_of, load_sample, survey_link_of


class Command(BaseCommand):
    help = (
        "Load the sample organization through the import, and print a sign-in link for each of three people."
    )

    def handle(self, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("The sample organization and its sign-in links are for LOCAL=1 only.")
        organization = load_sample(today=timezone.localdate(), say=self._say)
        cast = cast_of(organization)
        for role in ("administrator", "mentor", "mentee"):
            user = getattr(cast, role)
            self._say(f"Sign in as {role} ({user.name}): {local_sign_in_url(user)}")
        self._say(f"Answer a survey as mentee ({cast.mentee.name}): {survey_link_of(organization)}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
