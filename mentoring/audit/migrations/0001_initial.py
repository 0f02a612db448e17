import mentoring.tenancy.base
import mentoring.tenancy.constraints
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happened_at', models.DateTimeField(verbose_name='time')),
                ('action', models.CharField(max_length=80, verbose_name='action')),
                ('actor_kind', models.CharField(max_length=10, verbose_name='type of actor')),
                ('actor_id', models.UUIDField(null=True)),
                ('actor_label', models.CharField(blank=True, max_length=250, verbose_name='actor')),
                ('subject_kind', models.CharField(max_length=60, verbose_name='type of object')),
                ('subject_id', models.UUIDField(null=True)),
                ('subject_label', models.CharField(blank=True, max_length=250, verbose_name='object')),
                ('values', models.JSONField(default=dict, verbose_name='values')),
                ('fields', models.JSONField(default=list, verbose_name='changed fields')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', '-happened_at', '-id'], name='audit_event_newest'),
                    models.Index(fields=['organization', 'subject_id'], name='audit_event_subject'),
                    models.Index(fields=['organization', 'actor_id', '-happened_at', '-id'], name='audit_event_actor'),
                    models.Index(fields=['organization', 'action', '-happened_at', '-id'], name='audit_event_action'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='audit_auditevent_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='audit_auditevent_tenant_rls'),
                ],
            },
        ),
    ]
