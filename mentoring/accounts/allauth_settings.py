"""Settings of django-allauth. It is used as a library: urls.py lists the few of its pages that are offered."""

AUTHENTICATION_BACKENDS = ["mentoring.accounts.backend.SignInBackend"]
ACCOUNT_ADAPTER = "mentoring.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "change_password": "mentoring.accounts.forms.PasswordChangeForm",
    "set_password": "mentoring.accounts.forms.NewPasswordForm",
    "confirm_email_verification_code": "mentoring.accounts.forms.NewAddressCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# An address counts once a code that was sent to it has been typed in; the new one then replaces the old one.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# Limits slow down a source; "key" is the source and the address (known_devices.py). Only for unknown devices there are
# limits on an address from all sources together: three guesses for each of sixty short codes a day hit one address once
# in 15 years, and then codes become long; passwords then only work on known devices. Limits by IP are wide, because a
# whole company may share one.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "30/m/ip,4/m/key,20/h/key,60/d/key",
    "request_login_code_known": "4/m/key,20/h/key,60/d/key",
    "short_codes": "60/d/key",
    "confirm_code": "3/15m/key",  # key: the code
    "confirm_email": "10/m/ip,60/h/ip",
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "login_failed_known": "10/5m/key,50/d/key",
    "login_failed_unknown": "50/d/key",
    "first_run": "10/m/ip",
    "application_link": "10/m/ip,300/d/ip,3/10m/key,10/d/key",  # key: the address
}
MFA_ADAPTER = "mentoring.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "mentoring.accounts.forms.TotpActivationForm",
    "authenticate": "mentoring.accounts.forms.SecondFactorForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Mentoring"
MFA_TOTP_TOLERANCE = 1
# mentoring/accounts/reauthentication.py requires a recent sign-in instead, for these pages and our own.
MFA_REAUTHENTICATION_REQUIRED = False
