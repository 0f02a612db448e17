from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "mentoring.members"
    verbose_name = _("Members")

    def ready(self) -> None:
        from mentoring.accounts.extensions import ACCOUNT_ADMISSIONS
        from mentoring.members import audit_text, emails
        from mentoring.members.sign_up import admits_account
        from mentoring.members.views import invite_link, navigation

        ACCOUNT_ADMISSIONS.register("members", admits_account)
        emails.register()
        audit_text.register()
        assert invite_link.InviteLink  # importing it registers its purpose
        navigation.register()
