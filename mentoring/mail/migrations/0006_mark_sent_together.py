from importlib import import_module

from django.db import migrations

before = import_module("mentoring.mail.migrations.0005_claim_by_claim_at")
DROP = "DROP FUNCTION public.mail_mark(uuid, uuid, uuid, uuid, interval)"
# A function, because the server keeps the plans of its statements for as long as a connection lives: planning took
# as long as doing, and this runs once for every mail. It runs as its caller, inside the caller's scope: row-level
# security holds in it as everywhere.
# To announce a mail touches no index; to mark it as sent touches all of them, and costs less for many at once.
ADVANCE = """
CREATE FUNCTION public.mail_advance(of_organization uuid, of_claim uuid, sent uuid[], sending uuid, lease interval)
RETURNS boolean LANGUAGE plpgsql SECURITY INVOKER AS $body$
BEGIN
    IF sent IS NOT NULL THEN
        -- "In doubt" too: a slow answer may come after the lease, and it settles the doubt.
        UPDATE public.mail_outboxmessage AS m
        SET state = 'sent', sent_at = m.state_at, reason = '', claim_at = NULL, lease_until = NULL
        WHERE m.organization_id = of_organization AND m.id = ANY (sent) AND m.claim_id = of_claim
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


class Migration(migrations.Migration):
    dependencies = [("mail", "0005_claim_by_claim_at")]

    operations = [
        migrations.RunSQL(DROP, before.MARK),
        migrations.RunSQL(ADVANCE, "DROP FUNCTION public.mail_advance(uuid, uuid, uuid[], uuid, interval)"),
    ]
