"""What the three walls cost: list, point and aggregate over 5 million sessions of 500 organizations.

Ours is Django through the scope, as the application role under row-level security. `walls` is the same SQL by hand in
the same scope. The floor is plain SQL with a WHERE, as the owner, whom no policy holds; the same table and cache.
"""

import os
import random
from collections.abc import Callable
from contextlib import closing
from statistics import median
from typing import Any

import dj_database_url
import django
import psycopg2
from django.core.management import call_command

from benchmarks.alternation import alternate, seconds
from benchmarks.figures import print_figure

ORGANIZATIONS, MATCHES, DAYS = 500, 10, 1000  # 5 million sessions
REPEATS = 60
FILL = """
INSERT INTO tenancy_organization (id, name, slug, language, time_zone, is_active, is_confirmed, created_at)
  SELECT gen_random_uuid(), 'Bench ' || n, 'bench-' || n, 'en', 'UTC', true, true, now()
  FROM generate_series(1, %(organizations)s) n;
INSERT INTO programs_program (id, organization_id, name, purpose, starts_on, meeting_interval_days, state, created_at,
                              agreement, template, is_test_run, shows_goal_titles, concern_response_days, review_every,
                              offers_certificates)
  SELECT gen_random_uuid(), id, 'Bench', '', '2020-01-01', 14, 'running', now(), '', '', false, false, 3, 3, false
  FROM tenancy_organization WHERE slug ~ '^bench-[0-9]+$';
INSERT INTO people_person (id, organization_id, employee_id, first_name, last_name, name_norm, email, job_title,
                           is_departed, time_zone, language, created_at, updated_at)
  SELECT gen_random_uuid(), o.id, n::text, 'P', n::text, 'p ' || n, '', '', false, '', '', now(), now()
  FROM tenancy_organization o, generate_series(1, 2 * %(matches)s) n WHERE o.slug ~ '^bench-[0-9]+$';
INSERT INTO programs_participant (id, organization_id, program_id, person_id, role, state, topics, capacity,
                                  motivation, created_at)
  SELECT gen_random_uuid(), p.organization_id, g.id, p.id,
         CASE WHEN p.employee_id::int %% 2 = 0 THEN 'mentor' ELSE 'mentee' END, 'accepted', '{}', 1, '', now()
  FROM people_person p JOIN programs_program g ON g.organization_id = p.organization_id AND g.name = 'Bench';
INSERT INTO programs_match (id, organization_id, program_id, mentor_id, mentee_id, state, started_on, end_reason,
                            created_at, held_count, expected_count, goals_agreed, goals_met, health,
                            calculated_health, signals, override, override_reason)
  SELECT gen_random_uuid(), a.organization_id, a.program_id, a.id, b.id, 'active', '2020-01-01', '', now(), 0, 0, 0, 0,
         'unknown', 'unknown', '[]', '', ''
  FROM programs_participant a JOIN people_person pa ON pa.organization_id = a.organization_id AND pa.id = a.person_id
  JOIN people_person pb ON pb.organization_id = a.organization_id AND pb.employee_id =
       CASE WHEN pa.employee_id ~ '^[0-9]+$' THEN (pa.employee_id::int - 1)::text END
  JOIN programs_participant b ON b.organization_id = a.organization_id AND b.person_id = pb.id
  JOIN programs_program g ON g.organization_id = a.organization_id AND g.id = a.program_id AND g.name = 'Bench'
  WHERE a.role = 'mentor';
INSERT INTO programs_session (id, organization_id, match_id, program_id, happens_on, state, minutes, agenda,
                              place, external_id, time_zone, counts_minutes, calendar_sequence)
  SELECT gen_random_uuid(), m.organization_id, m.id, m.program_id, '2020-01-01'::date + day,
         CASE WHEN day %% 10 < 8 THEN 'held' ELSE 'missed' END, 60, '', '', '', '', true, 0
  FROM programs_match m JOIN programs_program g ON g.organization_id = m.organization_id AND g.id = m.program_id,
       generate_series(1, %(days)s) day
  WHERE g.name = 'Bench';
"""
LIST = """SELECT id, happens_on, state, minutes FROM programs_session
          WHERE organization_id = %s AND program_id = %s ORDER BY happens_on DESC, id DESC LIMIT 25"""
POINT = "SELECT id, happens_on, state, minutes FROM programs_session WHERE organization_id = %s AND id = %s"
AGGREGATE = """SELECT state, count(*), sum(minutes) FROM programs_session
               WHERE organization_id = %s AND program_id = %s GROUP BY state"""


def run() -> bool:
    """Print a figure for each of list, point and aggregate, and whether the plans are the same."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    owner_url = os.environ["DATABASE_OWNER_URL"]
    parsed = dj_database_url.parse(owner_url)
    with closing(
        psycopg2.connect(host=parsed["HOST"], port=parsed["PORT"] or None, user=parsed["USER"],
                         password=parsed["PASSWORD"] or None, dbname=parsed["NAME"])
    ) as owner:  # fmt: skip
        subjects = fill(owner)
        results = [case(owner, name, sql, subjects) for name, sql in
                   (("list", LIST), ("point", POINT), ("aggregate", AGGREGATE))]  # fmt: skip
        owner.rollback()
    return all(results)


def fill(owner: Any) -> list[tuple]:
    """Make the rows once, and return (organization, program, a session of it) of some organizations to ask for."""
    with owner.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenancy_organization WHERE slug = 'bench-1'")
        if not cursor.fetchone()[0]:
            cursor.execute(FILL, {"organizations": ORGANIZATIONS, "matches": MATCHES, "days": DAYS})
            owner.commit()
            owner.autocommit = True
            cursor.execute("VACUUM ANALYZE")
            owner.autocommit = False
        cursor.execute(
            """SELECT p.organization_id, p.id, (SELECT s.id FROM programs_session s
                 WHERE s.organization_id = p.organization_id AND s.program_id = p.id LIMIT 1)
               FROM programs_program p WHERE p.name = 'Bench' ORDER BY p.organization_id LIMIT %s""",
            [REPEATS],
        )
        subjects = cursor.fetchall()
        owner.rollback()
    random.Random(7).shuffle(subjects)
    return subjects


def case(owner: Any, name: str, sql: str, subjects: list[tuple]) -> bool:
    from django.db import connection

    from mentoring.tenancy.scope import tenant_scope

    def parameters(subject: tuple) -> list:
        organization, program, session = subject
        return [organization, session if name == "point" else program]

    def plain(subject: tuple) -> None:
        with owner.cursor() as cursor:
            cursor.execute(sql, parameters(subject))
            cursor.fetchall()
        owner.commit()

    def walls(subject: tuple) -> None:
        with tenant_scope(subject[0]), connection.cursor() as cursor:
            cursor.execute(sql, parameters(subject))
            cursor.fetchall()

    def ours(subject: tuple) -> None:
        with tenant_scope(subject[0]):
            through_django(name, subject)

    def way(action: Callable[[tuple], None]) -> Callable[[], float]:
        return lambda: median(seconds(lambda s=subject: action(s)) for subject in subjects) * 1000

    medians = alternate({"floor": way(plain), "walls": way(walls), "ours": way(ours)})
    same = plan(owner.cursor(), sql, parameters(subjects[0])) == plan_in_scope(sql, subjects[0], parameters)
    owner.rollback()
    return (
        print_figure(
            "tenancy",
            name,
            unit="ms",
            ours=medians["ours"],
            floor=medians["floor"],
            walls=round(medians["walls"], 4),
            walls_to_floor=round(medians["walls"] / medians["floor"], 2),
            same_plan=same,
            rows=ORGANIZATIONS * MATCHES * DAYS,
            organizations=ORGANIZATIONS,
        )
        and same
    )


def through_django(name: str, subject: tuple) -> None:
    from django.db.models import Count, Sum

    from programs.models import Session

    columns = ("id", "happens_on", "state", "minutes")
    if name == "list":
        sessions = Session.objects.filter(program=subject[1]).order_by("-happens_on", "-id")
        list(sessions.values_list(*columns)[:25])
    elif name == "point":
        Session.objects.values_list(*columns).get(pk=subject[2])
    else:
        list(
            Session.objects.filter(program=subject[1])
            .values_list("state")
            .annotate(Count("id"), Sum("minutes"))
        )


def plan_in_scope(sql: str, subject: tuple, parameters: Callable[[tuple], list]) -> list[tuple]:
    from django.db import connection

    from mentoring.tenancy.scope import tenant_scope

    with tenant_scope(subject[0]), connection.cursor() as cursor:
        return plan(cursor, sql, parameters(subject))


def plan(cursor: Any, sql: str, parameters: list) -> list[tuple]:
    """Return the nodes of the plan with the index each uses; costs and the policy's own filter left out."""
    cursor.execute(f"EXPLAIN (FORMAT JSON, COSTS OFF) {sql}", parameters)
    found, waiting = [], [cursor.fetchone()[0][0]["Plan"]]
    while waiting:
        node = waiting.pop()
        # One-Time Filter: the policy's parameter compared with the query's, checked once; it reads nothing.
        if node["Node Type"] != "Result":
            found.append((node["Node Type"], node.get("Index Name")))
        waiting += node.get("Plans", [])
    return found
