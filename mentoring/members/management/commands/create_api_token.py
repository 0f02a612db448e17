from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentoring.members.actions.tokens import create_api_token
from mentoring.members.enums import TokenLife
from mentoring.members.selectors import active_membership_of
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope


class Command(BaseCommand):
    help = "Create an API token that acts as a member, and print it. It is shown only once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--email", required=True, help="the email address of the member's account")
        parser.add_argument(
            "--scope",
            required=True,
            help=f"comma-separated scopes: {', '.join(TokenScope.values)}",
        )
        parser.add_argument("--name", default="bin/manage", help="what uses the token")
        parser.add_argument("--days", type=int, default=TokenLife.QUARTER, choices=TokenLife.values)

    def handle(self, *args: Any, **options: Any) -> str:
        scopes = [scope.strip() for scope in options["scope"].split(",") if scope.strip()]
        unknown = set(scopes) - set(TokenScope.values)
        if unknown:
            raise CommandError(f"Unknown scope: {', '.join(sorted(unknown))}")
        organization = Organization.objects.filter(slug=options["organization"], is_active=True).first()
        if organization is None:
            raise CommandError("There is no such organization.")
        with tenant_scope(organization.id):
            membership = active_membership_of(options["email"])
            if membership is None:
                raise CommandError("There is no member with that address.")
            try:
                _token, secret = create_api_token(
                    membership=membership,
                    name=options["name"],
                    scopes=scopes,
                    days=options["days"],
                    by=Actor.system("create_api_token"),
                    at=timezone.now(),
                )
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        return secret
