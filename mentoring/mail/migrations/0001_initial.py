import mentoring.tenancy.base
import mentoring.tenancy.constraints
import uuid
from django.db import migrations, models

from mentoring.tenancy.operations import CreateDefinerFunction

# A function, because the server keeps the plans of its statements for as long as a connection lives: planning took
# as long as doing, and this runs once for every mail. It runs as its caller, inside the caller's scope: row-level
# security holds in it as everywhere.
# Each call is a transaction of its own, so now() is the time of the call; a distributed PostgreSQL refuses the clock in
# an UPDATE, because it would differ between nodes.
# Marking an email as being sent touches no index; marking it as sent touches all of them, which costs less for many.
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
    SET state = 'sending', state_at = now(), attempts = m.attempts + 1, reason = '', lease_until = now() + lease
    WHERE m.organization_id = of_organization AND m.id = sending AND m.claim_id = of_claim
        AND m.state = 'waiting' AND m.lease_until > now();
    RETURN FOUND;
END
$body$
"""

DUE = """
    m.claim_at <= now() AND (
        (m.state = 'waiting' AND (m.lease_until IS NULL OR m.lease_until <= now()))
        OR (m.state = 'sending' AND m.lease_until <= now())
    )
"""

READS = ["mail_outboxmessage", "tenancy_organization"]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailPreference',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email_norm', models.CharField(max_length=254, verbose_name='address')),
                ('category', models.CharField(choices=[('account', 'Invitations and account'), ('messages', 'Personal messages'), ('reminders', 'Reminders'), ('surveys', 'Surveys'), ('digests', 'Summaries')], max_length=20, verbose_name='category')),
                ('is_wanted', models.BooleanField(default=False, verbose_name='wanted')),
                ('changed_at', models.DateTimeField(verbose_name='changed')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='mail_mailpreference_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='mail_mailpreference_tenant_rls'),
                    models.UniqueConstraint(fields=('organization', 'email_norm', 'category'), name='mail_preference_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=80, verbose_name='type')),
                ('category', models.CharField(choices=[('account', 'Invitations and account'), ('messages', 'Personal messages'), ('reminders', 'Reminders'), ('surveys', 'Surveys'), ('digests', 'Summaries')], max_length=20, verbose_name='category')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='automatic')),
                ('about_id', models.UUIDField(null=True)),
                ('dedup_key', models.CharField(max_length=200)),
                ('batch_id', models.UUIDField(null=True)),
                ('recipient_email', models.EmailField(max_length=254, verbose_name='address')),
                ('recipient_email_norm', models.CharField(editable=False, max_length=254)),
                ('recipient_name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('time_zone', models.CharField(max_length=64, verbose_name='time zone')),
                ('reply_to_email', models.EmailField(blank=True, max_length=254, verbose_name='reply to')),
                ('reply_to_name', models.CharField(blank=True, max_length=200)),
                ('queued_by_kind', models.CharField(max_length=10)),
                ('queued_by_id', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('state', models.CharField(choices=[('waiting', 'Queued'), ('sending', 'Sending'), ('sent', 'Sent'), ('failed', 'Failed'), ('in_doubt', 'Delivery uncertain'), ('suppressed', 'Not sent'), ('cancelled', 'Canceled'), ('merged', 'Combined with another email')], default='waiting', max_length=10, verbose_name='status')),
                ('state_at', models.DateTimeField(verbose_name='since')),
                ('reason', models.CharField(blank=True, choices=[('', '–'), ('undo', 'Can be canceled for two minutes'), ('quiet_hours', "Quiet hours in the recipient's time zone"), ('weekly_cap', 'Weekly limit of two automatic emails reached'), ('retry', 'Will be retried'), ('unsubscribed', 'The recipient has unsubscribed'), ('bounced', 'An email to this address bounced'), ('complained', 'The recipient reported an email as spam'), ('blocked', 'An administrator has blocked this address'), ('outdated', 'Outdated when it was due'), ('expired', 'Expired before it could be sent'), ('paused', 'Paused: emails of this kind are not sent at the moment'), ('undone', 'Canceled before it was sent'), ('refused', 'The mail server refused it'), ('interrupted', 'The connection was lost before the mail server confirmed it'), ('broken', 'The email could not be created')], default='', max_length=20, verbose_name='reason')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.CharField(blank=True, max_length=500, verbose_name='answer of the mail server')),
                ('message_id', models.CharField(max_length=200)),
                ('claim_id', models.UUIDField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('merged_into_id', models.UUIDField(null=True)),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('claim_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True, verbose_name='expires')),
                ('scope_id', models.UUIDField(null=True)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'claim_at', 'id'], name='mail_outbox_claim'),
                    models.Index(fields=['organization', 'recipient_email_norm', '-created_at'], name='mail_outbox_address'),
                    models.Index(fields=['organization', '-created_at', '-id'], name='mail_outbox_newest'),
                    models.Index(fields=['organization', 'batch_id'], name='mail_outbox_batch'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='mail_outboxmessage_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='mail_outboxmessage_tenant_rls'),
                    models.UniqueConstraint(fields=('organization', 'dedup_key'), name='mail_outbox_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(('state', 'sent'), _negated=True), _connector='OR'), name='mail_outbox_sent_at'),
                    models.CheckConstraint(condition=models.Q(models.Q(('merged_into_id__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into_id__isnull', True)), _connector='OR'), name='mail_outbox_merged_into'),
                    models.CheckConstraint(condition=models.Q(models.Q(('claim_at__isnull', False), ('state__in', ['waiting', 'sending', 'in_doubt'])), models.Q(models.Q(('state__in', ['waiting', 'sending', 'in_doubt']), _negated=True), ('claim_at__isnull', True)), _connector='OR'), name='mail_outbox_claim_at'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email_norm', models.CharField(max_length=254, verbose_name='address')),
                ('reason', models.CharField(choices=[('bounced', 'Email bounced'), ('complained', 'Reported as spam'), ('blocked', 'Blocked by an administrator')], max_length=20, verbose_name='reason')),
                ('detail', models.CharField(blank=True, max_length=500, verbose_name='answer of the mail server')),
                ('created_at', models.DateTimeField(verbose_name='since')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='mail_suppression_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='mail_suppression_tenant_rls'),
                    models.UniqueConstraint(fields=('organization', 'email_norm'), name='mail_suppression_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SendingPause',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=80, verbose_name='type')),
                ('scope_id', models.UUIDField(null=True)),
                ('paused_at', models.DateTimeField(verbose_name='paused')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='mail_sendingpause_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='mail_sendingpause_tenant_rls'),
                    models.UniqueConstraint(fields=('organization', 'kind', 'scope_id'), name='mail_sendingpause_once', nulls_distinct=False),
                ],
            },
        ),
        migrations.RunSQL(ADVANCE, "DROP FUNCTION public.mail_advance(uuid, uuid, uuid[], uuid, interval)"),
        # Each row is written four times within minutes: free space on its page means that no index is touched.
        migrations.RunSQL(
            "ALTER TABLE mail_outboxmessage SET (fillfactor = 50)",
            "ALTER TABLE mail_outboxmessage RESET (fillfactor)",
        ),
        CreateDefinerFunction(
            "organization_ids_with_due_mail",
            returns="SETOF uuid",
            body=f"""
                SELECT o.id FROM tenancy_organization o
                WHERE o.is_active AND o.id IN (SELECT m.organization_id FROM mail_outboxmessage m WHERE {DUE})
                ORDER BY o.id
            """,
            reads=READS,
        ),
        CreateDefinerFunction(
            "oldest_due_mail_seconds",
            returns="double precision",
            body="""
                SELECT extract(epoch FROM now() - min(m.claim_at))::double precision
                FROM mail_outboxmessage m JOIN tenancy_organization o ON o.id = m.organization_id
                WHERE o.is_active AND m.state = 'waiting' AND m.claim_at <= now()
            """,
            reads=READS,
        ),
    ]
