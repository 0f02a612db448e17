from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentoring.members.actions.organizations import confirm_organization
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope


class Command(BaseCommand):
    help = "Confirm an organization, so that its name may appear in the sender and subject of emails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organization", metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> str:
        organization = Organization.objects.filter(slug=options["organization"]).first()
        if organization is None:
            raise CommandError("There is no such organization.")
        with tenant_scope(organization.id):
            confirm_organization(organization, by=Actor.system("confirm_organization"))
        return f"{organization.name} is confirmed."
