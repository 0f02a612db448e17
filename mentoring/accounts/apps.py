from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.ui.navigation import NavItem, navigation


class AccountsConfig(AppConfig):
    name = "mentoring.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from mentoring.accounts import receivers  # noqa: F401 - connects them
        from mentoring.accounts.extensions import PENDING_PAGES
        from mentoring.accounts.views.about_you import about_you_url

        PENDING_PAGES.register("about-you", about_you_url)

        navigation.add(
            NavItem(
                "account",
                _("Your account"),
                "circle-user",
                "accounts:profile",
                group="account",
                address=address,
            )
        )
        navigation.add(
            NavItem(
                "sign-out",
                _("Sign out"),
                "log-out",
                "account_logout",
                group="account",
                address=address,
                is_post=True,
                order=110,
            )
        )


def address(request: HttpRequest, url_name: str) -> str:
    """Return the address, which has no organization: an account belongs to none."""
    return reverse(url_name)
