"""Try to find out who gave which anonymous answers, with read access to the whole database."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

# PostgreSQL's own columns: the place of a row, the transaction that wrote it, and the last one that locked it.
HIDDEN = "ctid::text, xmin::text, xmax::text"
Row = tuple[str, str, str, str]


@dataclass
class Snapshot:
    """All rows of all tables, each with its place and transactions and as text."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def contents(self, table: str) -> Counter[str]:
        return Counter(text for *_hidden, text in self.tables[table])

    def locked_or_written_since(self, before: "Snapshot", table: str) -> set[str]:
        """Return the rows that are new, or that a transaction has written or locked since then."""
        known = set(before.tables[table])
        return {text for *hidden, text in self.tables[table] if (*hidden, text) not in known}


def read_everything() -> Snapshot:
    """Read past row-level security, as the owner of the tables."""
    found = Snapshot()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            for table in sorted(connection.introspection.table_names(cursor)):
                cursor.execute(f'SELECT {HIDDEN}, t::text FROM "{table}" t ORDER BY ctid')
                found.tables[table] = cursor.fetchall()
        finally:
            cursor.execute(f'SET ROLE "{settings.DATABASES["default"]["APPLICATION_ROLE"]}"')
    return found


def ways_to_join(wave_id: UUID, *, arrived: Sequence[tuple[UUID, str]], earlier: Snapshot) -> set[str]:
    """Return what joins the answers of a closed wave to people; nothing if they are anonymous.

    `arrived` are the invitations in the order in which their answers arrived, each with the answer's comment: the truth
    that the attacks are compared with. `earlier` was read while the wave was open, such as a backup.
    """
    now = read_everything()
    found = set()
    responses = _rows("surveys_response", "wave_id", [wave_id])
    ids = [row["id"] for row in responses]
    answers = _rows("surveys_answer", "response_id", ids)
    invitations = _rows("surveys_invitation", "wave_id", [wave_id])
    comments = [row["text"] for row in answers if row["text"]]
    of_people = {
        str(row[name]) for row in invitations for name in ("id", "person_id", "participant_id") if row[name]
    }
    texts = [text for table in ("surveys_response", "surveys_answer") for *_h, text in now.tables[table]]
    ours = [text for text in texts if any(str(each) in text for each in ids)]
    if any(person in text for person in of_people for text in ours):
        found.add("references")
    before = {text for table in ("surveys_response", "surveys_answer") for *_h, text in earlier.tables[table]}
    if any(str(row["id"]) in text for row in (*responses, *answers) for text in before):
        found.add("ids of an earlier backup")
    if len({row["xmin"] for row in (*responses, *answers)}) > 1:
        found.add("transactions")
    truth = [comment for _invitation, comment in arrived if comment in comments]
    if len(truth) > 2 and (comments == truth or comments == truth[::-1]):
        found.add("order of rows")
    by_id = [row["text"] for row in sorted(answers, key=lambda row: row["id"]) if row["text"]]
    if len(truth) > 2 and by_id == truth:
        found.add("order of ids")
    if any(row[name] for row in responses for name in ("started_at", "submitted_at")):
        found.add("times")
    if _rows("surveys_answertoken", "invitation_id", [row["id"] for row in invitations]):
        found.add("tokens")
    answered = {invitation for invitation, _comment in arrived}
    if _tell_apart(invitations, answered, ("started_at", "answered_at", "reminders", "reminded_at", "xmin")):
        found.add("who answered")
    if _few_candidates(responses, invitations):
        found.add("segments")
    for table, rows in now.tables.items():
        if table not in ("surveys_response", "surveys_answer") and any(
            str(each) in text or comment in text for each in ids for comment in comments for *_h, text in rows
        ):
            found.add(f"copies in {table}")
    return found


def _rows(table: str, column: str, values: Sequence[UUID]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            cursor.execute(
                f'SELECT xmin::text, * FROM "{table}" WHERE "{column}" = ANY(%s::uuid[]) ORDER BY ctid',
                [[str(value) for value in values]],
            )
            names = [each.name for each in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        finally:
            cursor.execute(f'SET ROLE "{settings.DATABASES["default"]["APPLICATION_ROLE"]}"')


def _tell_apart(rows: Sequence[dict[str, Any]], answered: set[UUID], names: Sequence[str]) -> bool:
    """Return whether a column has one value for all who answered and another for all others."""
    for name in names:
        ours = {row[name] for row in rows if UUID(str(row["id"])) in answered}
        others = {row[name] for row in rows if UUID(str(row["id"])) not in answered}
        if ours and others and not ours & others:
            return True
    return False


def _few_candidates(responses: Sequence[dict[str, Any]], invitations: Sequence[dict[str, Any]]) -> bool:
    """Return whether the segments of an answer fit fewer than five answers, or fewer than five people."""
    held = Counter(_items(row["segments"]) for row in responses)
    invited = [set(_items(row["segments"])) for row in invitations]
    return any(
        count < 5 or sum(set(combination) <= person for person in invited) < 5
        for combination, count in held.items()
    )


def _items(segments: Any) -> tuple[tuple[str, str], ...]:
    values = segments if isinstance(segments, dict) else json.loads(segments)
    return tuple(sorted(values.items()))
