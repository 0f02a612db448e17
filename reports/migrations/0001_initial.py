import django.core.validators
import django.db.models.deletion
import mentoring.tenancy.base
import mentoring.tenancy.constraints
import uuid
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('goals', '0006_objective_reviews'),
        ('people', '0001_initial'),
        ('programs', '0001_initial'),
        ('tenancy', '0002_sign_up'),
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
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_kpi_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_kpi_tenant_rls'),
                    models.UniqueConstraint(fields=('organization', 'name_norm'), name='reports_kpi_once', violation_error_message='A KPI with this name already exists.'),
                ],
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
                'indexes': [
                    models.Index(fields=['organization', 'person'], name='reports_kpireading_person'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_kpireading_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_kpireading_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='kpi', name='reports_kpireading_kpi_tenant_fk'),
                    mentoring.tenancy.constraints.TenantFK(field='person', name='reports_kpireading_person_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'kpi', 'person', 'group', 'taken_on'), name='reports_kpireading_once', nulls_distinct=False),
                    models.CheckConstraint(condition=models.Q(models.Q(('group', ''), ('person__isnull', False)), models.Q(('person__isnull', True), models.Q(('group', ''), _negated=True)), _connector='OR'), name='reports_kpireading_person_or_group', violation_error_message='A reading belongs to a person or a group.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OutcomePlan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('leave_kind', models.CharField(choices=[('all', 'All departures, for any reason'), ('resignation', 'Resignations only')], max_length=12, verbose_name='who counts as having left')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='decided')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcome_plans', to='programs.program', verbose_name='program')),
                ('is_random', models.BooleanField(default=False, verbose_name='places were assigned at random')),
                ('primary_months', models.PositiveSmallIntegerField(choices=[(6, '6 months'), (12, '12 months'), (18, '18 months'), (24, '24 months')], default=12, verbose_name='period')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_outcomeplan_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_outcomeplan_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='reports_outcomeplan_program_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'program'), name='reports_outcomeplan_once', violation_error_message='This has already been set for this program.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OutcomeRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Being calculated'), ('done', 'Calculated'), ('failed', 'Failed')], default='waiting', max_length=10, verbose_name='status')),
                ('leave_kind', models.CharField(choices=[('all', 'All departures, for any reason'), ('resignation', 'Resignations only')], default='all', max_length=12)),
                ('known_until', models.DateField(null=True, verbose_name='data up to')),
                ('method_version', models.CharField(blank=True, max_length=40, verbose_name='version')),
                ('figures', models.JSONField(default=list)),
                ('breakdowns', models.JSONField(default=list)),
                ('requested_at', models.DateTimeField(verbose_name='asked for')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='calculated')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcome_runs', to='programs.program', verbose_name='program')),
                ('is_random', models.BooleanField(default=False)),
                ('primary_months', models.PositiveSmallIntegerField(default=12)),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='begun')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'program', '-requested_at'], name='reports_outcomerun_newest'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_outcomerun_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_outcomerun_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='reports_outcomerun_program_tenant_fk'),
                    models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('organization', 'program'), name='reports_outcomerun_waiting_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PeopleExport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('preparing', 'Being prepared'), ('ready', 'Ready'), ('failed', 'Failed')], default='preparing', max_length=10, verbose_name='status')),
                ('content', models.BinaryField(null=True)),
                ('requested_at', models.DateTimeField(verbose_name='requested')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('requested_by', mentoring.tenancy.base.TenantForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenancy.membership', verbose_name='by')),
                ('run', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people_exports', to='reports.outcomerun', verbose_name='calculation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'requested_by'], name='reports_peopleexport_re8f3b924'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_peopleexport_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_peopleexport_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='run', name='reports_peopleexport_run_tenant_fk'),
                    mentoring.tenancy.constraints.TenantFK(field='requested_by', name='reports_peopleexport_requested_by_tenant_fk'),
                    models.UniqueConstraint(condition=models.Q(('state', 'preparing')), fields=('organization', 'run'), name='reports_peopleexport_preparing_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Assumption',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(choices=[('replacement_share', 'Replacement cost'), ('annual_pay', 'Annual pay'), ('hourly_rate', 'Hourly rate'), ('session_minutes', 'Length of a session')], max_length=20, verbose_name='assumption')),
                ('level', models.CharField(blank=True, max_length=50, verbose_name='level')),
                ('low', models.DecimalField(decimal_places=4, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Enter zero or more.')], verbose_name='low')),
                ('best', models.DecimalField(decimal_places=4, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Enter zero or more.')], verbose_name='best')),
                ('high', models.DecimalField(decimal_places=4, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Enter zero or more.')], verbose_name='high')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('owner', models.CharField(max_length=120, verbose_name='owner')),
                ('dated_on', models.DateField(verbose_name='date')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assumptions', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_assumption_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_assumption_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='reports_assumption_program_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'program', 'key', 'level'), name='reports_assumption_once'),
                    models.CheckConstraint(condition=models.Q(('best__lte', models.F('high')), ('low__lte', models.F('best'))), name='reports_assumption_order', violation_error_message='Low must not exceed best, and best must not exceed high.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AssumptionChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField()),
                ('changed_at', models.DateTimeField(verbose_name='changed')),
                ('changed_by', models.CharField(max_length=250, verbose_name='by')),
                ('assumption', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='reports.assumption', verbose_name='assumption')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'assumption', '-changed_at'], name='reports_assumptionchange_new'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_assumptionchange_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_assumptionchange_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='assumption', name='reports_assumptionchange_assumption_tenant_fk'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Benefit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('departures', 'Departures prevented'), ('internal_fills', 'Positions filled internally'), ('productivity', 'Productivity'), ('intangible', 'Not in the total')], max_length=14, verbose_name='type')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('role', models.CharField(choices=[('mentor', 'Mentor'), ('mentee', 'Mentee')], default='mentee', max_length=10, verbose_name='role')),
                ('isolation', models.CharField(blank=True, choices=[('comparison', 'Comparison group'), ('trend', 'Trend line'), ('estimate', 'Participants’ or managers’ estimate')], max_length=10, verbose_name='how it was isolated')),
                ('quantity_low', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='low')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='best')),
                ('quantity_high', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='high')),
                ('people', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='people')),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12, 'Only the first year counts.')], verbose_name='months')),
                ('margin', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Enter zero or more.'), django.core.validators.MaxValueValidator(Decimal('1'), 'Enter a share of at most 100%.')], verbose_name='margin')),
                ('contribution', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Enter zero or more.'), django.core.validators.MaxValueValidator(Decimal('1'), 'Enter a share of at most 100%.')], verbose_name='contribution')),
                ('confidence', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Enter zero or more.'), django.core.validators.MaxValueValidator(Decimal('1'), 'Enter a share of at most 100%.')], verbose_name='confidence')),
                ('estimated_by', models.CharField(blank=True, max_length=200, verbose_name='estimated by')),
                ('external_cost', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Enter zero or more.')], verbose_name='cost of an external hire')),
                ('internal_cost', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Enter zero or more.')], verbose_name='cost of an internal move')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('kpi', mentoring.tenancy.base.TenantForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.kpi', verbose_name='KPI')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='benefits', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'kpi'], name='reports_benefit_kpi'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_benefit_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_benefit_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='reports_benefit_program_tenant_fk'),
                    mentoring.tenancy.constraints.TenantFK(field='kpi', name='reports_benefit_kpi_tenant_fk'),
                    models.UniqueConstraint(condition=models.Q(('kind__in', ['departures', 'internal_fills'])), fields=('organization', 'program', 'kind', 'role'), name='reports_benefit_counted_once', violation_error_message='This benefit is counted already.'),
                    models.UniqueConstraint(condition=models.Q(('kpi__isnull', False)), fields=('organization', 'program', 'kpi'), name='reports_benefit_kpi_once', violation_error_message='A benefit from this KPI is counted already.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('isolation', ''), ('kind', 'intangible')), models.Q(models.Q(('kind', 'intangible'), _negated=True), models.Q(('isolation', ''), _negated=True)), _connector='OR'), name='reports_benefit_isolated', violation_error_message='Choose how the program’s part of this benefit was isolated.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Cost',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('software', 'Software'), ('coordinator', 'Coordination'), ('training', 'Training'), ('events', 'Events'), ('evaluation', 'Evaluation'), ('other', 'Other costs')], max_length=12, verbose_name='type')),
                ('description', models.CharField(max_length=200, verbose_name='description')),
                ('incurred_on', models.DateField(verbose_name='date')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'), 'Enter an amount above zero.')], verbose_name='amount')),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'), 'Enter an amount above zero.')], verbose_name='hours')),
                ('hourly_rate', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'), 'Enter an amount above zero.')], verbose_name='hourly rate')),
                ('prorated_by', models.CharField(blank=True, choices=[('people', 'by people'), ('months', 'by months')], max_length=6, verbose_name='prorated')),
                ('whole', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='people or months in all')),
                ('part', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='of these, in this program')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'program'], name='reports_cost_program'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_cost_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_cost_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='reports_cost_program_tenant_fk'),
                    models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', False), ('hourly_rate__isnull', True), ('hours__isnull', True)), models.Q(('amount__isnull', True), ('hourly_rate__isnull', False), ('hours__isnull', False)), _connector='OR'), name='reports_cost_amount_or_hours', violation_error_message='Enter either an amount, or hours and their hourly rate.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('part__isnull', True), ('prorated_by', ''), ('whole__isnull', True)), models.Q(models.Q(('prorated_by', ''), _negated=True), ('part__gte', 1), ('part__isnull', False), ('part__lte', models.F('whole')), ('whole__gte', 1), ('whole__isnull', False)), _connector='OR'), name='reports_cost_proration', violation_error_message='To prorate a cost, enter how many people or months it serves and how many of them are this program’s.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='LevelCount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('mentor', 'Mentor'), ('mentee', 'Mentee')], max_length=10, verbose_name='role')),
                ('level', models.CharField(blank=True, max_length=50, verbose_name='level')),
                ('people', models.PositiveIntegerField(default=0)),
                ('sessions', models.PositiveIntegerField(default=0)),
                ('minutes', models.PositiveBigIntegerField(default=0)),
                ('unrecorded', models.PositiveIntegerField(default=0)),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_levelcount_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_levelcount_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='reports_levelcount_program_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'program', 'role', 'level'), name='reports_levelcount_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RoiPlan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('currency', models.CharField(default='EUR', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Enter three capital letters, such as EUR.')], verbose_name='currency')),
                ('price_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='price year')),
                ('costs_closed_on', models.DateField(blank=True, null=True, verbose_name='costs closed on')),
                ('counted_until', models.DateField(editable=False, null=True)),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roi_plans', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_roiplan_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_roiplan_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='reports_roiplan_program_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'program'), name='reports_roiplan_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProgramKpi',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('definition', models.CharField(blank=True, max_length=500, verbose_name='definition')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                ('direction', models.CharField(choices=[('up', 'Higher is better'), ('down', 'Lower is better')], default='up', max_length=4, verbose_name='direction')),
                ('source', models.CharField(blank=True, choices=[('survey', 'Survey question'), ('skill', 'Skill or imported reading'), ('hr', 'HR rate'), ('program', 'Program count'), ('entered', 'Values by hand, file or API')], max_length=8, verbose_name='source')),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='baseline')),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='target')),
                ('primary_on', models.DateField(editable=False, null=True, verbose_name='primary since')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('objective', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='kpis', to='goals.objective', verbose_name='objective')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kpis', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'objective'], name='reports_programkpi_objective'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_programkpi_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_programkpi_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='reports_programkpi_program_tenant_fk'),
                    mentoring.tenancy.constraints.TenantFK(field='objective', name='reports_programkpi_objective_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'program', 'name'), name='reports_programkpi_once', violation_error_message='This program has a KPI with this name already.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('source__in', ['survey', 'skill', 'hr', 'program']), models.Q(('reference', ''), _negated=True)), models.Q(('reference', ''), ('source__in', ['', 'entered'])), _connector='OR'), name='reports_programkpi_reference', violation_error_message='Choose which question, skill, rate or count it is.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='KpiValue',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('taken_on', models.DateField(verbose_name='date')),
                ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='value')),
                ('people', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(5, 'A value of fewer than 5 people would say something about each of them.')], verbose_name='number of people')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='where it comes from')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('kpi', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='reports.programkpi', verbose_name='KPI')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='reports_kpivalue_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='reports_kpivalue_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='kpi', name='reports_kpivalue_kpi_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'kpi', 'taken_on'), name='reports_kpivalue_once', violation_error_message='There is a value of this day already.'),
                    models.CheckConstraint(condition=models.Q(('people__isnull', True), ('people__gte', 5), _connector='OR'), name='reports_kpivalue_people', violation_error_message='A value of fewer than 5 people would say something about each of them.'),
                ],
            },
        ),
    ]
