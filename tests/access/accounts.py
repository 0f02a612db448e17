from tests.access import PublicRow

OWN = "Shows and changes only the caller's own account."
ENTRANCE = "Whoever signs in is not yet signed in; those who are go on to where they belong."

ROWS = [
    PublicRow("start", why="The welcome page; redirects signed-in people to the next page.", signed_in=302),
    PublicRow("account_login", why=ENTRANCE, signed_in=302),
    PublicRow("accounts:password-sign-in", why=ENTRANCE, signed_in=302),
    PublicRow("account_confirm_login_code", why=ENTRANCE, anonymous=302, signed_in=302),
    PublicRow("mfa_authenticate", why=ENTRANCE, anonymous=302, signed_in=302),
    PublicRow("account_inactive", why="Says only that the account one tried to enter is closed."),
    PublicRow("account_email_verification_sent", why=ENTRANCE, anonymous=302, signed_in=302),
    PublicRow("account_logout", why=OWN, anonymous=302),
    PublicRow("accounts:sign-in-again", why=OWN, anonymous=302),
    PublicRow("accounts:profile", why=OWN, anonymous=302),
    PublicRow("accounts:about-you", why=OWN, anonymous=302),
    PublicRow(
        "accounts:local-sign-in",
        why="With LOCAL=1 on loopback only; the signed link is the right, and a wrong one is not found.",
        anonymous=404,
        signed_in=404,
        arguments={"signed": "x"},
    ),
    PublicRow("accounts:session-list", why=OWN, anonymous=302),
    PublicRow("accounts:session-end", why=OWN, anonymous=302, signed_in=405, arguments={"pk": 1}),
    PublicRow("accounts:session-end-others", why=OWN, anonymous=302, signed_in=405),
    PublicRow("accounts:password-remove", why=OWN, anonymous=302),
    PublicRow("account_email", why=OWN, anonymous=302),
    PublicRow("account_change_password", why=OWN, anonymous=302, signed_in=302),
    PublicRow("account_set_password", why=OWN, anonymous=302),
    PublicRow("mfa_index", why=OWN, anonymous=302),
    PublicRow("mfa_activate_totp", why=OWN, anonymous=302),
    PublicRow("mfa_deactivate_totp", why=OWN, anonymous=302, signed_in=404),
    PublicRow("mfa_view_recovery_codes", why=OWN, anonymous=302, signed_in=404),
    PublicRow("mfa_generate_recovery_codes", why=OWN, anonymous=302),
]
