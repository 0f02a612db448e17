import django.db.models.deletion
import django.db.models.functions.text
import mentoring.tenancy.base
import mentoring.tenancy.constraints
import mentoring.visible_text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('employee_id', models.CharField(blank=True, max_length=64, null=True, verbose_name='employee ID')),
                ('first_name', models.CharField(blank=True, max_length=100, validators=[mentoring.visible_text.validate_name], verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=100, validators=[mentoring.visible_text.validate_name], verbose_name='last name')),
                ('name_norm', models.CharField(db_collation='C', editable=False, max_length=201)),
                ('email', models.CharField(blank=True, max_length=254, verbose_name='email address')),
                ('email_norm', models.CharField(blank=True, editable=False, max_length=254, null=True)),
                ('job_title', models.CharField(blank=True, max_length=150, verbose_name='job title')),
                ('hired_on', models.DateField(blank=True, null=True, verbose_name='hired on')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left on')),
                ('is_departed', models.BooleanField(default=False, verbose_name='has left, day unknown')),
                ('time_zone', models.CharField(blank=True, max_length=64, verbose_name='time zone')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('directory_as_of', models.DateField(editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated')),
                ('membership', mentoring.tenancy.base.TenantForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='tenancy.membership', verbose_name='member')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'name_norm', 'id'], name='people_person_by_name'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('membership__isnull', False)), fields=('organization', 'membership'), name='people_person_membership_once'),
                    mentoring.tenancy.constraints.TenantPK(name='people_person_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='people_person_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='membership', name='people_person_membership_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'employee_id'), name='people_person_employee_id_once', violation_error_message='Another person has this employee id.'),
                    models.UniqueConstraint(fields=('organization', 'email_norm'), name='people_person_email_once', violation_error_message='Another person has this email address.'),
                    models.CheckConstraint(condition=models.Q(('employee_id__isnull', False), ('email_norm__isnull', False), _connector='OR'), name='people_person_identified', violation_error_message='Enter an employee id or an email address.'),
                    models.CheckConstraint(condition=models.Q(('email_norm__isnull', True), ('email_norm', django.db.models.functions.text.Lower('email_norm')), _connector='OR'), name='people_person_email_normalized'),
                ],
            },
        ),
        migrations.CreateModel(
            name='EmploymentEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('promotion', 'Promotion'), ('move', 'Move'), ('exit', 'Exit')], max_length=12, verbose_name='event')),
                ('happened_on', models.DateField(verbose_name='date')),
                ('from_level', models.CharField(blank=True, max_length=50, verbose_name='from level')),
                ('to_level', models.CharField(blank=True, max_length=50, verbose_name='to level')),
                ('to_department', models.CharField(blank=True, max_length=120, verbose_name='to department')),
                ('exit_reason', models.CharField(blank=True, choices=[('resignation', 'Resignation'), ('retirement', 'Retirement'), ('dismissal', 'Dismissal'), ('other', 'Other')], max_length=20, verbose_name='reason')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('person', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='people.person', verbose_name='person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'kind', 'happened_on', 'person'], name='people_event_by_kind'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='people_employmentevent_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='people_employmentevent_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='person', name='people_employmentevent_person_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'person', 'kind', 'happened_on'), name='people_event_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PersonAttributes',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('valid_from', models.DateField(verbose_name='as of')),
                ('level', models.CharField(blank=True, max_length=50, verbose_name='level')),
                ('department', models.CharField(blank=True, max_length=120, verbose_name='department')),
                ('location', models.CharField(blank=True, max_length=120, verbose_name='location')),
                ('manager', mentoring.tenancy.base.TenantForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='people.person', verbose_name='manager')),
                ('organization', mentoring.tenancy.base.OrganizationField(db_constraint=False)),
                ('person', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attributes', to='people.person', verbose_name='person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'manager'], name='people_personattribute35749e00'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='people_personattributes_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='people_personattributes_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='person', name='people_personattributes_person_tenant_fk'),
                    mentoring.tenancy.constraints.TenantFK(field='manager', name='people_personattributes_manager_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'person', 'valid_from'), name='people_attributes_once_a_day'),
                ],
            },
        ),
    ]
