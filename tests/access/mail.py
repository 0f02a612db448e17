from tests.access import PublicRow

LOCAL = (
    "Exists only with LOCAL=1 and for callers on this machine; tests/mail/test_local_inbox.py tries the rest."
)

ROWS = [
    PublicRow("mail:inbox", why=LOCAL),
    PublicRow("mail:inbox-mail", why=LOCAL, anonymous=404, signed_in=404, arguments={"name": "x"}),
    PublicRow("mail:inbox-html", why=LOCAL, anonymous=404, signed_in=404, arguments={"name": "x"}),
]
