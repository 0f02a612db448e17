"""How many statements a page costs, without transaction control: a TestCase's savepoints are not the page's."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ")


def queries_of(client, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(url)
    assert answer.status_code == 200, answer.content[:500]
    return sum(not query["sql"].startswith(CONTROL) for query in caught.captured_queries)


def queries(call) -> int:
    """Return how many statements a call runs, without transaction control."""
    with CaptureQueriesContext(connection) as caught:
        call()
    return sum(not query["sql"].startswith(CONTROL) for query in caught.captured_queries)
