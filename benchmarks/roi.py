"""The ROI page over 20 programs, 100,000 people and 2 million sessions: the database's time for its statements.

The floor is what the page shows, read by hand: one statement for each of its tables, by program. The job that counts
session time is timed beside it. ROI_SESSIONS=200000 fills a tenth.
"""

import os
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import django
from django.core.management import call_command

from benchmarks.figures import print_figure
from benchmarks.programs_filling import ORGANIZATION, owner_connection, vacuum
from benchmarks.today import CONTROL

PROGRAMS, MATCHES, SESSIONS = 20, 2_500, 2_000_000
PAGES, MOST_TIMES_FLOOR = 10, 3
PEOPLE = """
INSERT INTO programs_program (id, organization_id, name, purpose, starts_on, meeting_interval_days, state, created_at,
                              agreement, template, is_test_run, shows_goal_titles, concern_response_days, review_every,
                              offers_certificates)
  SELECT gen_random_uuid(), %(organization)s, 'Program ' || n, '', current_date - 500, 14, 'closed', now(), '', '',
         false, false, 3, 3, false
  FROM generate_series(1, %(programs)s) n;
INSERT INTO people_person (id, organization_id, employee_id, first_name, last_name, name_norm, email, job_title,
                           is_departed, time_zone, language, created_at, updated_at)
  SELECT gen_random_uuid(), %(organization)s, n::text, 'Person', n::text, 'person ' || n, '', '', false, '', '',
         now(), now()
  FROM generate_series(0, 2 * %(programs)s * %(matches)s - 1) n;
INSERT INTO people_personattributes (id, organization_id, person_id, valid_from, level, department, location)
  SELECT gen_random_uuid(), organization_id, id, current_date - 900 + 450 * round,
         (1 + (employee_id::int + round) %% 6)::text, 'Sales', 'Berlin'
  FROM people_person, generate_series(0, 1) round WHERE organization_id = %(organization)s;
INSERT INTO programs_participant (id, organization_id, program_id, person_id, role, state, topics, capacity,
                                  motivation, created_at)
  SELECT gen_random_uuid(), p.organization_id, g.id, p.id,
         CASE WHEN p.employee_id::int %% 2 = 0 THEN 'mentor' ELSE 'mentee' END, 'accepted', '{}', 1, '', now()
  FROM people_person p
  JOIN (SELECT id, row_number() OVER (ORDER BY name) - 1 AS n FROM programs_program
        WHERE organization_id = %(organization)s) g ON g.n = p.employee_id::int / 2 %% %(programs)s
  WHERE p.organization_id = %(organization)s;
ANALYZE people_person, people_personattributes, programs_participant;
INSERT INTO programs_match (id, organization_id, program_id, mentor_id, mentee_id, state, started_on, end_reason,
                            created_at, held_count, expected_count, goals_agreed, goals_met, health,
                            calculated_health, signals, override, override_reason)
  SELECT gen_random_uuid(), a.organization_id, a.program_id, a.id, b.id, 'ended', current_date - 500, '', now(),
         0, 0, 0, 0, 'unknown', 'unknown', '[]', '', ''
  FROM programs_participant a
  JOIN people_person pa ON pa.organization_id = a.organization_id AND pa.id = a.person_id
  JOIN people_person pb ON pb.organization_id = a.organization_id
                       AND pb.employee_id = (pa.employee_id::int + 1)::text
  JOIN programs_participant b ON b.organization_id = a.organization_id AND b.person_id = pb.id
  WHERE a.organization_id = %(organization)s AND a.role = 'mentor';
ANALYZE programs_match;
"""
FILL_SESSIONS = """
INSERT INTO programs_session (id, organization_id, match_id, program_id, happens_on, time_zone, state, minutes, place,
                              counts_minutes, external_id, calendar_sequence, agenda)
  SELECT gen_random_uuid(), organization_id, id, program_id, current_date - 490 + 10 * n, '',
         CASE WHEN n %% 10 < 8 THEN 'held' ELSE 'missed' END, 60, '', true, '', 0, ''
  FROM programs_match, generate_series(1, %(each)s) n WHERE organization_id = %(organization)s
"""
FLOOR = (
    "SELECT * FROM reports_roiplan WHERE organization_id = %s AND program_id = %s",
    "SELECT * FROM reports_cost WHERE organization_id = %s AND program_id = %s",
    "SELECT * FROM reports_benefit WHERE organization_id = %s AND program_id = %s",
    "SELECT * FROM reports_assumption WHERE organization_id = %s AND program_id = %s",
    "SELECT * FROM reports_levelcount WHERE organization_id = %s AND program_id = %s",
    "SELECT figures FROM reports_outcomerun WHERE organization_id = %s AND program_id = %s "
    "ORDER BY requested_at DESC LIMIT 1",
    "SELECT c.* FROM reports_assumptionchange c JOIN reports_assumption a ON a.id = c.assumption_id "
    "AND a.organization_id = c.organization_id WHERE c.organization_id = %s AND a.program_id = %s "
    "ORDER BY c.changed_at DESC LIMIT 20",
    "SELECT id, name FROM programs_program WHERE organization_id = %s AND (id = %s OR true)",
    # What any page needs: who is asking, where, and as whom.
    "SELECT * FROM django_session LIMIT 1",
    "SELECT * FROM accounts_user LIMIT 1",
    "SELECT * FROM tenancy_organization WHERE id = %s",
    "SELECT * FROM tenancy_membership WHERE organization_id = %s LIMIT 1",
)


def run() -> bool:
    """Print the page's time against its floor and how long the job takes, and whether the page is within budget."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    sessions = int(os.environ.get("ROI_SESSIONS", SESSIONS))
    with owner_connection() as owner:
        organization = filled(owner, f"roi-{sessions}", sessions)
        vacuum(owner)
    program, counted = enter_money(organization)
    print_figure(
        "roi", "count session time of one program", unit="ms", ours=counted, sessions=sessions // PROGRAMS
    )
    page = page_statements(f"roi-{sessions}", organization, program)
    floor_statements = [(sql, [organization, program][: sql.count("%s")]) for sql in FLOOR]
    # In turns, so that whatever else the machine does slows both.
    rounds = [(time_of(organization, page), time_of(organization, floor_statements)) for _n in range(10)]
    ours, floor = (min(times) for times in zip(*rounds, strict=True))
    return print_figure(
        "roi", f"page with {sessions} sessions", unit="ms", ours=ours, floor=floor, budget=floor * MOST_TIMES_FLOOR,
        queries=len(page), programs=PROGRAMS, people=2 * PROGRAMS * MATCHES,
    )  # fmt: skip


def filled(owner: Any, slug: str, sessions: int) -> UUID:
    """Make the organization unless it is there."""
    with owner.cursor() as cursor:
        cursor.execute("SELECT id FROM tenancy_organization WHERE slug = %s", [slug])
        if found := cursor.fetchone():
            owner.rollback()
            return UUID(str(found[0]))
        values: dict[str, Any] = {"slug": slug, "programs": PROGRAMS, "matches": MATCHES}
        values["each"] = sessions // (PROGRAMS * MATCHES)
        cursor.execute(ORGANIZATION, values)
        values["organization"] = cursor.fetchone()[0]
        cursor.execute(PEOPLE, values)
        cursor.execute(FILL_SESSIONS, values)
    owner.commit()
    return UUID(str(values["organization"]))


def enter_money(organization: UUID) -> tuple[UUID, float]:
    """Enter 30 costs and the assumptions of one program, and count its session time; return that in milliseconds."""
    from datetime import UTC, datetime
    from decimal import Decimal

    from mentoring.tenancy.actor import Actor
    from mentoring.tenancy.scope import tenant_scope
    from programs.models import Program
    from reports.models import Cost, OutcomeNotice, OutcomeRun
    from reports.roi.actions import record_cost, update_assumption
    from reports.roi.level_counts import store_levels

    now, by = datetime.now(UTC), Actor.system("bench")
    with tenant_scope(organization):
        program = Program.objects.order_by("name").first()
        if not Cost.objects.filter(program=program).exists():
            for n in range(30):
                values = {
                    "kind": "other",
                    "description": f"Cost {n}",
                    "incurred_on": now.date(),
                    "amount": Decimal(n + 1),
                }
                record_cost(program, values=values, by=by)
            for key, best in (("hourly_rate", 50), ("annual_pay", 60000)):
                value = Decimal(best)
                update_assumption(program, key, low=value, best=value, high=value, source="Bench", owner="Bench",
                                  by=by, now=now, today=now.date())  # fmt: skip
            OutcomeNotice.objects.create(is_on=True, given_on=now.date())
            OutcomeRun.objects.create(program=program, state="done", requested_at=now, known_until=now.date())
        began = time.perf_counter()
        store_levels(program, today=now.date())
        return program.pk, (time.perf_counter() - began) * 1000


def page_statements(slug: str, organization: UUID, program: UUID) -> list[tuple[str, Any]]:
    """Return the statements of the page, with their parameters and without transaction control."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from mentoring.accounts.models import User
    from mentoring.tenancy.models import Membership
    from mentoring.tenancy.scope import tenant_scope

    settings.ALLOWED_HOSTS = ["*"]
    user, _made = User.objects.get_or_create(email=f"{slug}@example.org")
    with tenant_scope(organization):
        Membership.objects.get_or_create(user=user, defaults={"role": "owner"})
    client = Client()
    client.force_login(user)
    found: list[tuple[str, Any]] = []

    def remember(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not str(sql).startswith(CONTROL):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remember):
        answer = client.get(f"/o/{slug}/programs/{program}/outcomes/roi/")
    if answer.status_code != 200:
        raise RuntimeError(f"The page answered {answer.status_code}")
    return found


def time_of(organization: UUID, statements: Sequence[tuple[str, Any]]) -> float:
    """Return the shortest time of these statements with all their rows, in milliseconds.

    Repeated without the page around them: on a busy machine, waiting for the processor would be most of it.
    """
    from django.db import connection

    from mentoring.tenancy.scope import tenant_scope

    times = []
    with tenant_scope(organization), connection.cursor() as cursor:
        for _n in range(PAGES):
            began = time.perf_counter()
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
                cursor.fetchall()
            times.append((time.perf_counter() - began) * 1000)
    return min(times)
