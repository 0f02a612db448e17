from tests.access import PublicRow

ROWS = [
    PublicRow(
        "link",
        why="The address itself is the right (mentoring/tenancy/links.py); a dead one says so.",
        anonymous=404,
        signed_in=404,
        arguments={"purpose": "nothing", "slug": "acme", "link": "x"},
    ),
]
