"""Fail points of "Did you meet?" and of surveys: a worker dies right after its statement, before the commit."""

from django.db.backends.signals import connection_created

from tests.crash.fail_points import pass_by

POINTS = {
    "inquiries made": 'INSERT INTO "programs_meetinginquiry"',
    "questions made": 'INSERT INTO "programs_meetingquestion"',
    "emails queued": 'INSERT INTO "mail_outboxmessage"',
}
SURVEY_POINTS = {
    "wave made": 'INSERT INTO "surveys_wave"',
    "invitations made": 'INSERT INTO "surveys_invitation"',
    "emails queued": POINTS["emails queued"],
}


def watch(execute, sql, params, many, context):
    answer = execute(sql, params, many, context)
    for point, statement in (POINTS | SURVEY_POINTS).items():
        if str(sql).startswith(statement):
            pass_by(point)
    return answer


def install(*, connection, **kwargs) -> None:
    connection.execute_wrappers.append(watch)


def watch_every_connection() -> None:
    """In a worker only: the test itself makes such rows too."""
    connection_created.connect(install)
