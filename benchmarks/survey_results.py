"""The results of an anonymous wave with 100,000 answers: 10,000 people, ten questions, three attributes.

Ours: read, decide what may be shown, and store it. Floor: SQL written by hand for the same counts (each question's
distribution, its favorable share by department, level and location, who answered and who was invited by the same), with
no check of anything.
"""

import time
from datetime import UTC, date, datetime
from typing import Any

from benchmarks.alternation import ROUNDS, alternate
from benchmarks.figures import print_figure

INVITED, ANSWERED = 12_000, 10_000
TIMES_FLOOR = 4
NOW = datetime(2099, 12, 1, 12, tzinfo=UTC)
TYPES = ("agreement5",) * 6 + ("scale0to10", "scale0to10", "yes_no", "yes_no")
SEGMENTS = """jsonb_build_object('department', 'D' || n %% 8, 'level', 'L' || n / 7 %% 5,
                                 'location', 'P' || n / 11 %% 4)"""
FLOOR = (
    """SELECT a.question_id, a.number, count(*) FROM surveys_answer a
       JOIN surveys_response r ON r.organization_id = a.organization_id AND r.id = a.response_id
       WHERE a.organization_id = %s AND r.wave_id = %s AND a.state = 'given' GROUP BY 1, 2""",
    """SELECT a.question_id, s.key, s.value, count(*), count(*) FILTER (WHERE a.number >= 4)
       FROM surveys_answer a
       JOIN surveys_response r ON r.organization_id = a.organization_id AND r.id = a.response_id
       CROSS JOIN LATERAL jsonb_each_text(r.segments) s
       WHERE a.organization_id = %s AND r.wave_id = %s AND a.state = 'given' GROUP BY 1, 2, 3""",
    """SELECT s.key, s.value, count(*) FROM surveys_response r
       CROSS JOIN LATERAL jsonb_each_text(r.segments) s
       WHERE r.organization_id = %s AND r.wave_id = %s GROUP BY 1, 2""",
    """SELECT s.key, s.value, count(*) FROM surveys_invitation r
       CROSS JOIN LATERAL jsonb_each_text(r.segments) s
       WHERE r.organization_id = %s AND r.wave_id = %s GROUP BY 1, 2""",
)


def results_hold(organization: Any, program: Any, by: Any) -> bool:
    """Print the figure of the results of a wave in the program, and return whether it holds."""
    results = Results(organization, program, by)
    medians = alternate({"ours": results.ours, "floor": results.floor})
    return print_figure(
        "surveys",
        f"{ROUNDS} x results of {ANSWERED * len(TYPES)} anonymous answers",
        unit="s",
        **medians,
        budget=round(medians["floor"] * TIMES_FLOOR, 4),
        figures=results.figures,
    )


class Results:
    """A closed anonymous wave, whose results are calculated in each round."""

    def __init__(self, organization: Any, program: Any, by: Any) -> None:
        from django.db import connection, connections

        from mentoring.tenancy.scope import tenant_scope
        from surveys.actions import QuestionSpec, create_survey
        from surveys.models import Answer, Invitation, Response, Wave

        self.organization = organization
        questions = [
            QuestionSpec(f"question-{n}", type_, {"en": {"text": f"Question {n}"}})
            for n, type_ in enumerate(TYPES)
        ]
        with tenant_scope(organization.id):
            survey = create_survey(
                program, name="Half-time", kind="half_time", role="mentee", mode="anonymous", languages=["en"],
                title={"en": "Half-time"}, questions=questions, by=by,
            )  # fmt: skip
            day = date(2099, 11, 4)
            self.wave = Wave.objects.create(
                survey=survey, version=survey.versions.get(), mode="anonymous", state="closed", opens_on=day,
                joins_until=day, closes_on=day, open_days=14, opened_at=NOW, closed_at=NOW, invited=INVITED,
                answered=ANSWERED, segments=["department", "level", "location"], participation={},
            )  # fmt: skip
            self.ids = [str(organization.id), str(self.wave.pk)]
            with connection.cursor() as cursor:
                cursor.execute(
                    f"""INSERT INTO surveys_invitation (organization_id, id, wave_id, participant_id, person_id,
                            invited_at, closes_at, reminders, link_version, segments)
                        SELECT organization_id, gen_random_uuid(), %s, id, person_id, now(), now(), 0, 0, {SEGMENTS}
                        FROM (SELECT *, row_number() OVER () AS n FROM programs_participant
                              WHERE organization_id = %s LIMIT {INVITED}) p""",
                    self.ids[::-1],
                )
                cursor.execute(
                    f"""INSERT INTO surveys_response (organization_id, id, wave_id, version_id, person_key, segments)
                        SELECT %s, gen_random_uuid(), %s, %s, '', {SEGMENTS}
                        FROM generate_series(1, {ANSWERED}) n""",
                    [*self.ids, str(self.wave.version_id)],
                )
                cursor.execute(
                    """INSERT INTO surveys_answer (organization_id, id, response_id, question_id, state, number,
                                                   choices, text)
                       SELECT r.organization_id, gen_random_uuid(), r.id, q.id, 'given',
                              CASE q.type WHEN 'agreement5' THEN 1 + floor(random() * 5)
                                          WHEN 'yes_no' THEN floor(random() * 2)
                                          ELSE floor(random() * 11) END, '{}', ''
                       FROM surveys_response r JOIN surveys_question q
                         ON q.organization_id = r.organization_id AND q.version_id = r.version_id
                       WHERE r.organization_id = %s AND r.wave_id = %s""",
                    self.ids,
                )
        with connections["owner"].cursor() as cursor:
            for model in (Answer, Response, Invitation):
                cursor.execute(f"ANALYZE {model._meta.db_table}")

    def ours(self) -> float:
        from mentoring.tenancy.scope import tenant_scope
        from surveys.actions import publish_anonymous
        from surveys.models import WaveResult

        with tenant_scope(self.organization.id):
            WaveResult.objects.filter(wave=self.wave).delete()
        began = time.perf_counter()
        with tenant_scope(self.organization.id):
            result = publish_anonymous(self.wave, now=NOW)
        seconds = time.perf_counter() - began
        assert result is not None
        self.figures = len(result.figures)
        return seconds

    def floor(self) -> float:
        from django.db import connection

        from mentoring.tenancy.scope import tenant_scope

        began = time.perf_counter()
        with tenant_scope(self.organization.id), connection.cursor() as cursor:
            for statement in FLOOR:
                cursor.execute(statement, self.ids)
                cursor.fetchall()
        return time.perf_counter() - began
