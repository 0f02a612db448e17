from importlib import import_module

from django.db import migrations, models

from mentoring.tenancy.operations import CreateDefinerFunction

before = import_module("mentoring.mail.migrations.0002_definer_functions")


class DropDefinerFunction(CreateDefinerFunction):
    """The operation of 0002, the other way round."""

    def database_forwards(self, *args):
        super().database_backwards(*args)

    def database_backwards(self, *args):
        super().database_forwards(*args)


# A function, because the server keeps the plans of its statements for as long as a connection lives: planning took
# as long as doing, and this runs once for every mail. It runs as its caller, inside the caller's scope: row-level
# security holds in it as everywhere.
MARK = """
CREATE FUNCTION public.mail_mark(of_organization uuid, of_claim uuid, sent uuid, sending uuid, lease interval)
RETURNS boolean LANGUAGE plpgsql SECURITY INVOKER AS $body$
BEGIN
    IF sent IS NOT NULL THEN
        -- "In doubt" too: a slow answer may come after the lease, and it settles the doubt.
        UPDATE public.mail_outboxmessage AS m
        SET state = 'sent', state_at = clock_timestamp(), sent_at = clock_timestamp(), reason = '',
            claim_at = NULL, lease_until = NULL
        WHERE m.organization_id = of_organization AND m.id = sent AND m.claim_id = of_claim
            AND m.state IN ('sending', 'in_doubt');
    END IF;
    IF sending IS NULL THEN
        RETURN false;
    END IF;
    UPDATE public.mail_outboxmessage AS m
    SET state = 'sending', state_at = clock_timestamp(), attempts = m.attempts + 1, reason = '',
        lease_until = clock_timestamp() + lease
    WHERE m.organization_id = of_organization AND m.id = sending AND m.claim_id = of_claim
        AND m.state = 'waiting' AND m.lease_until > clock_timestamp();
    RETURN FOUND;
END
$body$
"""
DUE = """
    m.organization_id = o.id AND m.claim_at <= now() AND (
        (m.state = 'waiting' AND (m.lease_until IS NULL OR m.lease_until <= now()))
        OR (m.state = 'sending' AND m.lease_until <= now())
    )
"""
READS = ["mail_outboxmessage", "tenancy_organization"]


class Migration(migrations.Migration):
    dependencies = [("mail", "0004_fill_claim_at")]

    operations = [
        migrations.AddConstraint(
            model_name='outboxmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim_at__isnull', False), ('state__in', ['waiting', 'sending', 'in_doubt'])), models.Q(models.Q(('state__in', ['waiting', 'sending', 'in_doubt']), _negated=True), ('claim_at__isnull', True)), _connector='OR'), name='mail_outbox_claim_at'),
        ),
        migrations.RunSQL(MARK, "DROP FUNCTION public.mail_mark(uuid, uuid, uuid, uuid, interval)"),
        # Each row is written four times within minutes: room for that on its own page touches no index.
        migrations.RunSQL(
            "ALTER TABLE mail_outboxmessage SET (fillfactor = 50)",
            "ALTER TABLE mail_outboxmessage RESET (fillfactor)",
        ),
        *(
            DropDefinerFunction(
                o.name, arguments=o.arguments, returns=o.returns, body=o.body, reads=o.reads
            )
            for o in before.Migration.operations
        ),
        CreateDefinerFunction(
            "organization_ids_with_due_mail",
            returns="SETOF uuid",
            body=f"""
                SELECT o.id FROM tenancy_organization o
                WHERE o.is_active AND EXISTS (SELECT FROM mail_outboxmessage m WHERE {DUE})
                ORDER BY o.id
            """,
            reads=READS,
        ),
        CreateDefinerFunction(
            "oldest_due_mail_seconds",
            returns="double precision",
            body="""
                SELECT extract(epoch FROM now() - min(oldest.claim_at))::double precision
                FROM tenancy_organization o CROSS JOIN LATERAL (
                    SELECT m.claim_at FROM mail_outboxmessage m
                    WHERE m.organization_id = o.id AND m.state = 'waiting' AND m.claim_at <= now()
                    ORDER BY m.claim_at LIMIT 1
                ) AS oldest
                WHERE o.is_active
            """,
            reads=READS,
        ),
    ]
