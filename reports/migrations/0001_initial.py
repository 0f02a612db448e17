import django.db.models.deletion
import mentoring.tenancy.base
import mentoring.tenancy.constraints
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('programs', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Kpi',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_norm', models.CharField(editable=False, max_length=120)),
                ('definition', models.CharField(blank=True, max_length=500, verbose_name='definition')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                ('direction', models.CharField(choices=[('up', 'Higher is better'), ('down', 'Lower is better')], default='up', max_length=4, verbose_name='direction')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='KpiReading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('group', models.CharField(blank=True, max_length=120, verbose_name='group')),
                ('taken_on', models.DateField(verbose_name='date')),
                ('value', models.FloatField(verbose_name='value')),
                ('kpi', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='reports.kpi', verbose_name='KPI')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('person', mentoring.tenancy.base.TenantForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person', verbose_name='person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='OutcomePlan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('leave_kind', models.CharField(choices=[('all', "All departures, for any reason"), ('resignation', "Resignations only")], max_length=12, verbose_name='who counts as having left')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='decided')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcome_plans', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='OutcomeRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'Being worked out'), ('done', 'Worked out'), ('failed', 'Not worked out')], default='waiting', max_length=10, verbose_name="status")),
                ('leave_kind', models.CharField(choices=[('all', "All departures, for any reason"), ('resignation', "Resignations only")], default='all', max_length=12)),
                ('known_until', models.DateField(null=True, verbose_name='data up to')),
                ('code_version', models.CharField(blank=True, max_length=40, verbose_name='version')),
                ('figures', models.JSONField(default=list)),
                ('breakdowns', models.JSONField(default=list)),
                ('requested_at', models.DateTimeField(verbose_name='asked for')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name="calculated")),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcome_runs', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddConstraint(
            model_name='kpi',
            constraint=mentoring.tenancy.constraints.TenantPK(name='reports_kpi_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='kpi',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='reports_kpi_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='kpi',
            constraint=models.UniqueConstraint(fields=('organization', 'name_norm'), name='reports_kpi_once', violation_error_message="A KPI with this name already exists."),
        ),
        migrations.AddIndex(
            model_name='kpireading',
            index=models.Index(fields=['organization', 'person'], name='reports_kpireading_person'),
        ),
        migrations.AddConstraint(
            model_name='kpireading',
            constraint=mentoring.tenancy.constraints.TenantPK(name='reports_kpireading_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='kpireading',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='reports_kpireading_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='kpireading',
            constraint=mentoring.tenancy.constraints.TenantFK(field='kpi', name='reports_kpireading_kpi_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='kpireading',
            constraint=mentoring.tenancy.constraints.TenantFK(field='person', name='reports_kpireading_person_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='kpireading',
            constraint=models.UniqueConstraint(fields=('organization', 'kpi', 'person', 'group', 'taken_on'), name='reports_kpireading_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='kpireading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group', ''), ('person__isnull', False)), models.Q(('person__isnull', True), models.Q(('group', ''), _negated=True)), _connector='OR'), name='reports_kpireading_person_or_group', violation_error_message="A reading belongs to a person or a group."),
        ),
        migrations.AddConstraint(
            model_name='outcomeplan',
            constraint=mentoring.tenancy.constraints.TenantPK(name='reports_outcomeplan_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='outcomeplan',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='reports_outcomeplan_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='outcomeplan',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='reports_outcomeplan_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='outcomeplan',
            constraint=models.UniqueConstraint(fields=('organization', 'program'), name='reports_outcomeplan_once', violation_error_message="This has already been set for this program."),
        ),
        migrations.AddIndex(
            model_name='outcomerun',
            index=models.Index(fields=['organization', 'program', '-requested_at'], name='reports_outcomerun_newest'),
        ),
        migrations.AddConstraint(
            model_name='outcomerun',
            constraint=mentoring.tenancy.constraints.TenantPK(name='reports_outcomerun_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='outcomerun',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='reports_outcomerun_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='outcomerun',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='reports_outcomerun_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='outcomerun',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('organization', 'program'), name='reports_outcomerun_waiting_once'),
        ),
    ]
