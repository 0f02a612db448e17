from tests.access import PublicRow

ROWS = [
    PublicRow("healthz", why="Asked by a supervisor, which has no account."),
    PublicRow(
        "readyz",
        why="As above; it names nobody. No worker runs beside the tests, so it is not ready.",
        anonymous=503,
        signed_in=503,
    ),
]
