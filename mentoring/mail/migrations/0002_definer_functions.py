from django.db import migrations

from mentoring.tenancy.operations import CreateDefinerFunction

DUE = """
    m.organization_id = o.id AND (
        (m.state = 'waiting' AND m.due_at <= now() AND (m.lease_until IS NULL OR m.lease_until <= now()))
        OR (m.state = 'sending' AND m.lease_until <= now())
    )
"""


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial"), ("tenancy", "0002_definer_functions")]

    operations = [
        CreateDefinerFunction(
            "organization_ids_with_due_mail",
            returns="SETOF uuid",
            body=f"""
                SELECT o.id FROM tenancy_organization o
                WHERE o.is_active AND EXISTS (SELECT FROM mail_outboxmessage m WHERE {DUE})
                ORDER BY o.id
            """,
            reads=["mail_outboxmessage", "tenancy_organization"],
        ),
        CreateDefinerFunction(
            "oldest_due_mail_seconds",
            returns="double precision",
            body="""
                SELECT extract(epoch FROM now() - min(oldest.due_at))::double precision
                FROM tenancy_organization o CROSS JOIN LATERAL (
                    SELECT m.due_at FROM mail_outboxmessage m
                    WHERE m.organization_id = o.id AND m.state = 'waiting' AND m.due_at <= now()
                    ORDER BY m.due_at LIMIT 1
                ) AS oldest
                WHERE o.is_active
            """,
            reads=["mail_outboxmessage", "tenancy_organization"],
        ),
    ]
