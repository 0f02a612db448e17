"""Cost of calculating outcomes: directories of 10,000 and 100,000 people with five years of events.

The floor is one hand-written statement that counts the same twelve-month retention and promotion of both groups, as
the owner. Seconds and the process' own peak memory; growth from one size to the other at most linear.
"""

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from time import perf_counter
from typing import Any

import dj_database_url
import psycopg2

from benchmarks.figures import print_figure

SIZES = (10_000, 100_000)
TODAY = date(2026, 11, 2)
FILL = """
INSERT INTO people_person (id, organization_id, employee_id, first_name, last_name, name_norm, email, job_title,
                           hired_on, left_on, is_departed, time_zone, language, created_at, updated_at)
  SELECT gen_random_uuid(), %(o)s, n::text, 'P', n::text, 'p ' || n, '', '',
         '2021-11-01'::date - (n * 37 %% 3000), CASE WHEN n %% 10 < 4 THEN '2021-11-01'::date + (n * 53 %% 1820) END,
         false, '', '', now(), now()
  FROM generate_series(1, %(n)s) n;
INSERT INTO people_personattributes (id, organization_id, person_id, valid_from, level, department, location)
  SELECT gen_random_uuid(), organization_id, id, '2021-06-01'::date + 365 * year, (1 + employee_id::int %% 6)::text,
         'D' || (employee_id::int * 7 %% 9), 'S' || (employee_id::int * 11 %% 5)
  FROM people_person, generate_series(0, 4) year WHERE organization_id = %(o)s;
INSERT INTO people_employmentevent (id, organization_id, person_id, kind, happened_on, from_level, to_level,
                                    to_department, exit_reason)
  SELECT gen_random_uuid(), organization_id, id, 'promotion', '2022-01-01'::date + (employee_id::int * 41 %% 1700),
         '1', '2', '', '' FROM people_person WHERE organization_id = %(o)s AND employee_id::int %% 4 = 0
  UNION ALL
  SELECT gen_random_uuid(), organization_id, id, 'exit', left_on, '', '', '', 'resignation'
  FROM people_person WHERE organization_id = %(o)s AND left_on IS NOT NULL
  UNION ALL
  SELECT gen_random_uuid(), organization_id, id, 'move', '2022-01-01'::date + (employee_id::int * 43 %% 1700),
         '', '', 'D1', '' FROM people_person WHERE organization_id = %(o)s AND employee_id::int %% 3 = 0;
INSERT INTO programs_program (id, organization_id, name, purpose, starts_on, ends_on, meeting_interval_days, state,
                              is_test_run, agreement, shows_goal_titles, template, concern_response_days, review_every,
                              offers_certificates, created_at)
  VALUES (gen_random_uuid(), %(o)s, 'Bench', '', '2023-01-01', '2023-07-01', 14, 'closed', false, '', false, '', 3, 3,
          false, now());
INSERT INTO programs_participant (id, organization_id, program_id, person_id, role, state, topics, capacity,
                                  motivation, created_at)
  SELECT gen_random_uuid(), p.organization_id, g.id, p.id, 'mentee', 'accepted', '{}', 1, '', now()
  FROM people_person p JOIN programs_program g ON g.organization_id = p.organization_id
  WHERE p.organization_id = %(o)s AND p.employee_id::int %% 40 = 1;
"""
FLOOR = """
SELECT t.id IS NOT NULL, count(*), count(*) FILTER (WHERE e.day IS NULL OR e.day > '2024-01-01'),
       count(*) FILTER (WHERE m.day IS NOT NULL)
FROM people_person p
LEFT JOIN programs_participant t ON t.organization_id = p.organization_id AND t.person_id = p.id
LEFT JOIN (SELECT person_id, min(happened_on) AS day FROM people_employmentevent WHERE organization_id = %(o)s
           AND kind = 'exit' GROUP BY person_id) e ON e.person_id = p.id
LEFT JOIN (SELECT person_id, min(happened_on) AS day FROM people_employmentevent WHERE organization_id = %(o)s
           AND kind = 'promotion' AND happened_on > '2023-01-01' AND happened_on <= '2024-01-01'
           GROUP BY person_id) m ON m.person_id = p.id
WHERE p.organization_id = %(o)s AND p.hired_on <= '2023-01-01' AND (p.left_on IS NULL OR p.left_on > '2023-01-01')
GROUP BY 1
"""
# A process of its own for each size, so that its peak memory is its own.
JOB = """
import json, resource, sys, time
import django
django.setup()
from datetime import date
from uuid import UUID
from mentoring.tenancy.scope import tenant_scope
from programs.models import Program
from reports.outcomes.pipeline import calculate_outcomes
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
with tenant_scope(UUID(sys.argv[1])):
    found, _day = calculate_outcomes(Program.objects.get(), leave_kind="all", today=date(2026, 11, 2))
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
year = next(f for f in found["figures"] if f["key"] == "mentee.retention.year.program")
people = {n["name"]: n["value"] for n in year["numbers"]}
print(json.dumps({"seconds": seconds, "megabytes": peak / 1024, "more": (peak - before) / 1024, "people": people}))
"""


def run() -> bool:
    """Print seconds and memory of the job for each size, beside the hand-written statement."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    parsed = dj_database_url.parse(os.environ["DATABASE_OWNER_URL"])
    results, took = [], []
    with closing(
        psycopg2.connect(host=parsed["HOST"], port=parsed["PORT"] or None, user=parsed["USER"],
                         password=parsed["PASSWORD"] or None, dbname=parsed["NAME"])
    ) as owner:  # fmt: skip
        for size in SIZES:
            organization = _fill(owner, size)
            floor = min(_floor(owner, organization) for _time in range(3))
            job = _job(organization)
            took.append(job["seconds"])
            results.append(
                print_figure("outcomes", f"{size:,} people, five years", unit="s", ours=job["seconds"], floor=floor,
                             budget=120.0 * size / SIZES[-1], megabytes=round(job["megabytes"]),
                             megabytes_more=round(job["more"]), participants=job["people"].get("participants"))
            )  # fmt: skip
    grown = took[1] / took[0] / (SIZES[1] / SIZES[0])
    results.append(print_figure("outcomes", "growth against linear", unit="times", ours=grown, budget=1.25))
    return all(results)


def _fill(owner: Any, size: int) -> str:
    slug = f"bench-outcomes-{size}"
    with owner.cursor() as cursor:
        cursor.execute("SELECT id FROM tenancy_organization WHERE slug = %s", [slug])
        found = cursor.fetchone()
        if not found:
            cursor.execute(
                """INSERT INTO tenancy_organization (id, name, slug, language, time_zone, is_active, is_confirmed,
                                                         created_at)
                   VALUES (gen_random_uuid(), %s, %s, 'en', 'UTC', true, true, now()) RETURNING id""",
                [slug, slug],
            )
            found = cursor.fetchone()
            cursor.execute(FILL, {"o": found[0], "n": size})
            owner.commit()
            owner.autocommit = True
            cursor.execute("ANALYZE")
            owner.autocommit = False
    owner.commit()
    return str(found[0])


def _floor(owner: Any, organization: str) -> float:
    start = perf_counter()
    with owner.cursor() as cursor:
        cursor.execute(FLOOR, {"o": organization})
        cursor.fetchall()
    owner.rollback()
    return perf_counter() - start


def _job(organization: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", JOB, organization],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
        timeout=900,
    )
    return json.loads(done.stdout.splitlines()[-1])
