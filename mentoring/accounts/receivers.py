from typing import Any

from allauth.account.signals import password_changed, password_set
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from mentoring.accounts.actions import end_sessions
from mentoring.accounts.models import User
from mentoring.accounts.reauthentication import record_sign_in


@receiver(user_logged_in)
def store_sign_in_time(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_sign_in(request)
    request.signed_in_email = user.email


@receiver([password_set, password_changed])
def sign_other_devices_out(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    # Django's session hash has invalidated them already; this also removes them from the list.
    end_sessions(user, except_key=request.session.session_key)
