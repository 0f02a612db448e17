import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import mentoring.tenancy.base
import mentoring.tenancy.constraints
import mentoring.visible_text
import uuid
from django.conf import settings
from django.db import migrations, models

from mentoring.tenancy.operations import CreateDefinerFunction


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, validators=[mentoring.visible_text.validate_name], verbose_name='name')),
                ('slug', models.CharField(max_length=50, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$', 'Use lowercase letters, digits and hyphens. Do not start or end with a hyphen.')], verbose_name='address')),
                ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('administrator', 'Administrator'), ('coordinator', 'Coordinator'), ('analyst', 'Analyst'), ('participant', 'Participant')], max_length=20, verbose_name='role')),
                ('state', models.CharField(choices=[('active', 'Active'), ('ended', 'Ended')], default='active', max_length=10, verbose_name='status')),
                ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='joined')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='tenancy_membership_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='tenancy_membership_tenant_rls'),
                    models.UniqueConstraint(fields=('organization', 'user'), name='tenancy_membership_once', violation_error_message='This person is already a member.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'active')), models.Q(('ended_at__isnull', False), ('state', 'ended')), _connector='OR'), name='tenancy_membership_ended_at'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('key_hash', models.CharField(editable=False, max_length=64)),
                ('key_hint', models.CharField(editable=False, max_length=12, verbose_name='starts with')),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'Read'), ('write', 'Write'), ('export', 'Export')], max_length=10), size=None, verbose_name='scopes')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='last used')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('membership', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to='tenancy.membership', verbose_name='member')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'membership'], name='tenancy_apitoken_membership'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='tenancy_apitoken_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='tenancy_apitoken_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='membership', name='tenancy_apitoken_membership_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'key_hash'), name='tenancy_apitoken_key_once'),
                ],
            },
        ),
        CreateDefinerFunction(
            "my_memberships",
            arguments="of_user uuid",
            returns="TABLE (organization_id uuid, slug varchar, name varchar, role varchar)",
            body="""
                SELECT o.id, o.slug, o.name, m.role
                FROM tenancy_membership m JOIN tenancy_organization o ON o.id = m.organization_id
                WHERE m.user_id = of_user AND m.state = 'active' AND o.is_active
                ORDER BY o.name, o.id
            """,
            reads=["tenancy_membership", "tenancy_organization"],
        ),
        CreateDefinerFunction(
            "active_organization_ids",
            returns="SETOF uuid",
            body="SELECT id FROM tenancy_organization WHERE is_active ORDER BY id",
            reads=["tenancy_organization"],
        ),
    ]
