"""URLs of account pages. Only the listed allauth pages exist, under the names that allauth reverses."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_required
from django.urls import include, path

from mentoring.accounts.local_sign_in import LocalSignInView
from mentoring.accounts.reauthentication import freshly_signed_in
from mentoring.accounts.views.about_you import AboutYouView
from mentoring.accounts.views.account import (
    ChangeAddressView,
    ConfirmAddressView,
    ProfileView,
    RemovePasswordView,
)
from mentoring.accounts.views.sessions import EndOtherSessionsView, EndSessionView, SessionsView
from mentoring.accounts.views.sign_in import (
    EnterCodeView,
    PasswordSignInView,
    SignInAgainView,
    SignInView,
    SignOutView,
)

own = (
    [
        path("", ProfileView.as_view(), name="profile"),
        path("about-you/", AboutYouView.as_view(), name="about-you"),
        path("login/password/", PasswordSignInView.as_view(), name="password-sign-in"),
        path("login/again/", SignInAgainView.as_view(), name="sign-in-again"),
        path("password/remove/", freshly_signed_in(RemovePasswordView.as_view()), name="password-remove"),
        path("local/<str:signed>/", LocalSignInView.as_view(), name="local-sign-in"),
        path("sessions/", SessionsView.as_view(), name="session-list"),
        path("sessions/end-others/", EndOtherSessionsView.as_view(), name="session-end-others"),
        path("sessions/<int:pk>/end/", EndSessionView.as_view(), name="session-end"),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(own)),
    path("login/", SignInView.as_view(), name="account_login"),
    path("login/code/", EnterCodeView.as_view(), name="account_confirm_login_code"),
    path("login/second-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("logout/", SignOutView.as_view(), name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("email/", freshly_signed_in(ChangeAddressView.as_view()), name="account_email"),
    path("email/confirm/", ConfirmAddressView.as_view(), name="account_email_verification_sent"),
    path("password/change/", freshly_signed_in(account.password_change), name="account_change_password"),
    path("password/set/", freshly_signed_in(account.password_set), name="account_set_password"),
    path("second-factor/", login_required(mfa.index), name="mfa_index"),
    path("second-factor/set-up/", freshly_signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/remove/", freshly_signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-factor/recovery-codes/",
        freshly_signed_in(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/recovery-codes/new/",
        freshly_signed_in(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
