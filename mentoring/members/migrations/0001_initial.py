import django.db.models.deletion
import django.db.models.functions.text
import mentoring.tenancy.base
import mentoring.tenancy.constraints
import uuid
from django.db import migrations, models

from mentoring.tenancy.operations import CreateDefinerFunction


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0002_sign_up'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemberInvite',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='email address')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('administrator', 'Administrator'), ('coordinator', 'Coordinator'), ('analyst', 'Analyst'), ('participant', 'Participant')], max_length=20, verbose_name='role')),
                ('message', models.TextField(blank=True, max_length=1000, verbose_name='personal message')),
                ('language', models.CharField(choices=[('en', 'English'), ('de', 'Deutsch')], max_length=10, verbose_name='language')),
                ('invited_at', models.DateTimeField(verbose_name='invited')),
                ('sent_at', models.DateTimeField(verbose_name='sent')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('batch_id', models.UUIDField(editable=False, null=True)),
                ('link_version', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('accepted', 'Accepted'), ('withdrawn', 'Withdrawn'), ('expired', 'Expired')], default='pending', max_length=10, verbose_name='status')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='answered or withdrawn')),
                ('accepted_by', mentoring.tenancy.base.TenantForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.membership', verbose_name='accepted by')),
                ('invited_by', mentoring.tenancy.base.TenantForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.membership', verbose_name='invited by')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', '-invited_at', '-id'], name='members_invite_newest'),
                    models.Index(fields=['organization', 'invited_by'], name='members_memberinvite_ieab30950'),
                    models.Index(fields=['organization', 'accepted_by'], name='members_memberinvite_a5971aa75'),
                    models.Index(fields=['email'], name='members_invite_email'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='members_memberinvite_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='members_memberinvite_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='invited_by', name='members_memberinvite_invited_by_tenant_fk'),
                    mentoring.tenancy.constraints.TenantFK(field='accepted_by', name='members_memberinvite_accepted_by_tenant_fk'),
                    models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('organization', 'email'), name='members_invite_pending_once', violation_error_message='This address has already been invited.'),
                    models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='members_invite_email_normal'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'pending')), models.Q(models.Q(('state', 'pending'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='members_invite_closed_at'),
                    models.CheckConstraint(condition=models.Q(models.Q(('accepted_by__isnull', False), ('state', 'accepted')), models.Q(models.Q(('state', 'accepted'), _negated=True), ('accepted_by__isnull', True)), _connector='OR'), name='members_invite_accepted_by'),
                ],
            },
        ),
        CreateDefinerFunction(
            "has_pending_invite",
            arguments="of_email varchar",
            returns="boolean",
            body="""
                SELECT count(*) > 0 FROM members_memberinvite
                WHERE email = of_email AND state = 'pending' AND expires_at > now()
            """,
            reads=["members_memberinvite"],
        ),
        # An invitation that was sent again counts as often as it was sent, even if that was longer ago.
        CreateDefinerFunction(
            "invitations_since",
            arguments="of_emails varchar[], since timestamptz",
            returns="TABLE (email varchar, sent bigint)",
            body="""
                SELECT i.email, sum(i.link_version) FROM members_memberinvite i
                WHERE i.email = ANY (of_emails) AND i.sent_at > since GROUP BY i.email
            """,
            reads=["members_memberinvite"],
        ),
    ]
