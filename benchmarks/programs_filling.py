"""Organizations with a program, matches, goals and years of sessions, made by SQL as the database's owner."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import dj_database_url
import psycopg2

ORGANIZATION = """
INSERT INTO tenancy_organization (id, name, slug, language, time_zone, is_active, is_confirmed, created_at)
  VALUES (gen_random_uuid(), %(slug)s, %(slug)s, 'en', 'UTC', true, true, now()) RETURNING id
"""
PROGRAM = """
INSERT INTO programs_program (id, organization_id, name, purpose, starts_on, meeting_interval_days, state, created_at,
                              counted_until, agreement, template, is_test_run, shows_goal_titles,
                              concern_response_days, review_every, offers_certificates)
  VALUES (gen_random_uuid(), %(organization)s, 'Bench', '', current_date - %(days)s, 14, 'running', now(),
          current_date - 1, '', '', false, false, 3, 3, false) RETURNING id
"""
PAIRS = """
INSERT INTO people_person (id, organization_id, employee_id, first_name, last_name, name_norm, email, job_title,
                           is_departed, time_zone, language, created_at, updated_at)
  SELECT gen_random_uuid(), %(organization)s, n::text, 'Person', n::text, 'person ' || n, '', '', false, '', '',
         now(), now()
  FROM generate_series(1, 2 * %(matches)s) n;
INSERT INTO programs_participant (id, organization_id, program_id, person_id, role, state, topics, capacity,
                                  motivation, created_at)
  SELECT gen_random_uuid(), organization_id, %(program)s, id,
         CASE WHEN employee_id::int <= %(matches)s THEN 'mentor' ELSE 'mentee' END, 'accepted', '{}', 1, '', now()
  FROM people_person WHERE organization_id = %(organization)s;
ANALYZE people_person, programs_participant;
INSERT INTO programs_match (id, organization_id, program_id, mentor_id, mentee_id, state, started_on, end_reason,
                            created_at, held_count, expected_count, goals_agreed, goals_met, health,
                            calculated_health, signals, override, override_reason)
  SELECT gen_random_uuid(), a.organization_id, a.program_id, a.id, b.id, 'active',
         current_date - %(days)s + pa.employee_id::int %% 60, '', now(), 0, 0, 1, 0, 'unknown', 'unknown', '[]', '', ''
  FROM programs_participant a
  JOIN people_person pa ON pa.organization_id = a.organization_id AND pa.id = a.person_id
  JOIN people_person pb ON pb.organization_id = a.organization_id
                       AND pb.employee_id = (pa.employee_id::int + %(matches)s)::text
  JOIN programs_participant b ON b.organization_id = a.organization_id AND b.person_id = pb.id
  WHERE a.organization_id = %(organization)s AND a.role = 'mentor';
ANALYZE programs_match;
"""
SESSIONS = """
INSERT INTO programs_session (id, organization_id, match_id, program_id, happens_on, state, minutes, agenda,
                              place, external_id, time_zone, counts_minutes, calendar_sequence)
  SELECT gen_random_uuid(), organization_id, id, program_id,
         current_date - (%(days)s * (n - 0.5) / %(each)s)::int - (hashtext(id::text) %% 2 + 2),
         CASE WHEN n %% 10 < 8 THEN 'held' ELSE 'missed' END, 60, '', '', '', '', true, 0
  FROM programs_match, generate_series(1, %(each)s) n WHERE organization_id = %(organization)s
"""
GOALS = """
INSERT INTO goals_goal (id, organization_id, match_id, title, measure, relevance, skill, state, progress_percent,
                        is_stuck, created_at, owner, kind, direction, unit, support, obstacles, in_reach,
                        attainment, close_reason, link_version)
  SELECT gen_random_uuid(), organization_id, id, 'Goal', '', '', '', 'agreed', 40, false, now(), 'mentee', 'number',
         'raise', '', '', '', '', '', '', 0
  FROM programs_match WHERE organization_id = %(organization)s;
INSERT INTO goals_checkin (id, organization_id, goal_id, program_id, checked_on, progress_percent, is_stuck, note,
                           pace)
  SELECT gen_random_uuid(), organization_id, id, %(program)s, current_date - n * 20, 40, false, '', ''
  FROM goals_goal, generate_series(1, 3) n WHERE organization_id = %(organization)s;
INSERT INTO programs_dailycount (id, organization_id, program_id, day, held, missed, cancelled, minutes, goals_met,
                                 check_ins, is_dirty)
  SELECT gen_random_uuid(), organization_id, program_id, happens_on, count(*) FILTER (WHERE state = 'held'),
         count(*) FILTER (WHERE state = 'missed'), 0, sum(minutes), 0, 0, false
  FROM programs_session WHERE organization_id = %(organization)s AND happens_on < current_date
  GROUP BY organization_id, program_id, happens_on;
"""
# From here on indexes and references are made anew afterwards: by sorting, that takes a third of the time.
MANY = 500_000


@dataclass(frozen=True)
class Filled:
    organization: UUID
    program: UUID
    slug: str


def owner_connection() -> Any:
    parsed = dj_database_url.parse(os.environ["DATABASE_OWNER_URL"])
    return closing(
        psycopg2.connect(
            host=parsed["HOST"],
            port=parsed["PORT"] or None,
            user=parsed["USER"],
            password=parsed["PASSWORD"] or None,
            dbname=parsed["NAME"],
        )
    )


def fill(owner: Any, slug: str, *, matches: int, each: int) -> Filled:
    """Make the organization unless it is there: so many matches with so many sessions each, one a day at most.

    All in one transaction: whatever happens meanwhile, the tables keep their indexes and references.
    """
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT o.id, p.id FROM tenancy_organization o JOIN programs_program p ON p.organization_id = o.id "
            "WHERE o.slug = %s",
            [slug],
        )
        if found := cursor.fetchone():
            owner.rollback()
            return Filled(UUID(str(found[0])), UUID(str(found[1])), slug)
        values: dict[str, Any] = {"slug": slug, "matches": matches, "each": each, "days": max(200, each * 2)}
        cursor.execute(ORGANIZATION, values)
        values["organization"] = cursor.fetchone()[0]
        cursor.execute(PROGRAM, values)
        values["program"] = cursor.fetchone()[0]
        cursor.execute(PAIRS, values)
        if matches * each < MANY:
            cursor.execute(SESSIONS, values)
        else:
            with without_indexes(cursor, "programs_session"):
                cursor.execute(SESSIONS, values)
        cursor.execute(GOALS, values)
    owner.commit()
    # As text or as UUID: that depends on whether Django has been set up.
    return Filled(UUID(str(values["organization"])), UUID(str(values["program"])), slug)


@contextmanager
def without_indexes(cursor: Any, table: str) -> Iterator[None]:
    """Take the table's constraints and indexes away for the block, and make them again as they were."""
    # What is still to be checked of earlier rows would keep the table from being changed.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype IN ('p', 'u', 'f') ORDER BY contype = 'f'",
        [table],
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = %s::regclass "
        "AND indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE conrelid = %s::regclass)",
        [table, table],
    )
    indexes = cursor.fetchall()
    for name, _definition in reversed(constraints):
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        cursor.execute(definition)
    for name, definition in constraints:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def vacuum(owner: Any) -> None:
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    owner.autocommit = False


def work_out(filled: Filled) -> None:
    """Set what matches carry of their sessions, and their health, as an import or the nightly task does."""
    from django.utils import timezone

    from mentoring.tenancy.scope import tenant_scope
    from programs.health.evaluate import evaluate_program
    from programs.models import Program
    from programs.rollups.match_counts import refresh_matches

    today = timezone.now().date()
    with tenant_scope(filled.organization):
        refresh_matches(filled.program, on=today)
        evaluate_program(Program.objects.get(pk=filled.program), today=today)
