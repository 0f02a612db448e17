import django.core.validators
import django.db.models.deletion
import mentoring.tenancy.base
import mentoring.tenancy.constraints
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programs', '0001_initial'),
        ('tenancy', '0002_sign_up'),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('measure', models.CharField(blank=True, max_length=200, verbose_name='measured by')),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='target')),
                ('relevance', models.CharField(blank=True, max_length=300, verbose_name='why it matters')),
                ('skill', models.CharField(blank=True, max_length=80, verbose_name='growth area')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('proposed', 'Proposed'), ('agreed', 'Agreed'), ('met', 'Met'), ('replaced', 'Replaced'), ('dropped', 'Dropped')], default='agreed', max_length=10, verbose_name='status')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed on')),
                ('met_on', models.DateField(blank=True, null=True, verbose_name='met on')),
                ('progress_percent', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='progress')),
                ('last_check_in_on', models.DateField(editable=False, null=True)),
                ('is_stuck', models.BooleanField(default=False, verbose_name='stuck')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('match', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='programs.match', verbose_name='match')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('attainment', models.CharField(blank=True, choices=[('not_met', 'Not met'), ('met', 'Met'), ('exceeded', 'Exceeded')], max_length=10, verbose_name='attainment')),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='today')),
                ('close_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('current_value', models.DecimalField(decimal_places=2, editable=False, max_digits=14, null=True)),
                ('direction', models.CharField(choices=[('raise', 'raise'), ('lower', 'lower')], default='raise', max_length=10, verbose_name='direction')),
                ('exceeded_from', models.DecimalField(decimal_places=2, editable=False, max_digits=14, null=True)),
                ('in_reach', models.CharField(blank=True, choices=[('yes', 'Yes, with effort'), ('unsure', 'Not sure'), ('no', 'Not with what I have today')], max_length=10, verbose_name='in reach')),
                ('kind', models.CharField(choices=[('number', 'A number'), ('percent', 'A percentage'), ('done', 'Done or not')], default='number', max_length=10, verbose_name='kind of measure')),
                ('obstacles', models.CharField(blank=True, max_length=300, verbose_name='what is in the way')),
                ('owner', models.CharField(choices=[('mentee', 'The mentee'), ('pair', 'Both of us')], default='mentee', max_length=10, verbose_name='whose goal')),
                ('support', models.CharField(blank=True, max_length=300, verbose_name='what helps')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                ('link_version', models.PositiveSmallIntegerField(default=0, editable=False)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='goals_goal_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='goals_goal_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='match', name='goals_goal_match_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'match', 'title'), name='goals_goal_once', violation_error_message='This match already has this goal.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('checked_on', models.DateField(verbose_name='date')),
                ('progress_percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='progress')),
                ('is_stuck', models.BooleanField(default=False, verbose_name='stuck')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.program', verbose_name='program')),
                ('goal', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to='goals.goal', verbose_name='goal')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed by the mentor')),
                ('created_at', models.DateTimeField(blank=True, null=True, verbose_name='recorded')),
                ('pace', models.CharField(blank=True, choices=[('on_track', 'On track'), ('slower', 'Slower'), ('stuck', 'Stuck')], max_length=10, verbose_name='pace')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='value')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'program', 'checked_on'], name='goals_checkin_by_day'),
                    models.Index(fields=['organization', 'goal', '-checked_on'], name='goals_checkin_of_goal'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='goals_checkin_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='goals_checkin_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='goal', name='goals_checkin_goal_tenant_fk'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='goals_checkin_program_tenant_fk'),
                    models.CheckConstraint(condition=models.Q(('progress_percent__lte', 100)), name='goals_checkin_percent'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200, verbose_name='milestone')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('goal', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='goals.goal', verbose_name='goal')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='goals_milestone_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='goals_milestone_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='goal', name='goals_milestone_goal_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'goal', 'title'), name='goals_milestone_once', violation_error_message='This goal already has this milestone.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='GoalAgreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('mentor', 'Mentor'), ('mentee', 'Mentee')], max_length=10, verbose_name='role')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked')),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed')),
                ('link_version', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('goal', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='goals.goal', verbose_name='goal')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='goals_goalagreement_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='goals_goalagreement_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='goal', name='goals_goalagreement_goal_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'goal', 'role'), name='goals_goalagreement_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ActionPlan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='revision')),
                ('revised_on', models.DateField(editable=False, null=True, verbose_name='last updated')),
                ('unchanged_in_a_row', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('match', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='action_plans', to='programs.match', verbose_name='match')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('link_version', models.PositiveSmallIntegerField(default=0, editable=False)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='goals_actionplan_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='goals_actionplan_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='match', name='goals_actionplan_match_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'match'), name='goals_actionplan_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PlanAction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='what')),
                ('who', models.CharField(choices=[('mentor', 'Mentor'), ('mentee', 'Mentee'), ('both', 'Both')], default='mentee', max_length=10, verbose_name='who')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('goal', mentoring.tenancy.base.TenantForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='goals.goal', verbose_name='goal')),
                ('organization', mentoring.tenancy.base.OrganizationField(db_constraint=False)),
                ('plan', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='goals.actionplan', verbose_name='action plan')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'plan', 'position'], name='goals_planaction_in_order'),
                    models.Index(fields=['organization', 'goal'], name='goals_planaction_goal'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='goals_planaction_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='goals_planaction_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='plan', name='goals_planaction_plan_tenant_fk'),
                    mentoring.tenancy.constraints.TenantFK(field='goal', name='goals_planaction_goal_tenant_fk'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PlanRevision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='revision')),
                ('kind', models.CharField(choices=[('saved', 'Changed'), ('unchanged', 'Nothing changed'), ('imported', 'Imported')], max_length=10, verbose_name='kind')),
                ('saved_on', models.DateField(verbose_name='date')),
                ('saved_at', models.DateTimeField(verbose_name='saved')),
                ('source', models.CharField(blank=True, max_length=80, verbose_name='starting point')),
                ('actions', models.JSONField(default=list, editable=False)),
                ('organization', mentoring.tenancy.base.OrganizationField(db_constraint=False)),
                ('plan', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='goals.actionplan', verbose_name='action plan')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='goals_planrevision_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='goals_planrevision_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='plan', name='goals_planrevision_plan_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'plan', 'number'), name='goals_planrevision_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OrganizationGoal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='goal')),
                ('description', models.CharField(blank=True, max_length=500, verbose_name='description')),
                ('owner', models.CharField(max_length=120, verbose_name='owner')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='goals_organizationgoal_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='goals_organizationgoal_tenant_rls'),
                    models.UniqueConstraint(fields=('organization', 'name'), name='goals_organizationgoal_once', violation_error_message='This goal exists already.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('statement', models.CharField(max_length=300, verbose_name='objective')),
                ('owner', models.CharField(max_length=120, verbose_name='owner')),
                ('measure', models.CharField(max_length=200, verbose_name='measure')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='baseline')),
                ('target', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='target')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='programs.program', verbose_name='program')),
                ('organization_goal', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='goals.organizationgoal', verbose_name='organization goal')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'organization_goal'], name='goals_objective_organi3a5e79d4'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='goals_objective_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='goals_objective_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='program', name='goals_objective_program_tenant_fk'),
                    mentoring.tenancy.constraints.TenantFK(field='organization_goal', name='goals_objective_organization_goal_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'program', 'statement'), name='goals_objective_once', violation_error_message='This program has this objective already.'),
                    models.CheckConstraint(condition=models.Q(('baseline__isnull', True), models.Q(('baseline', models.F('target')), _negated=True), _connector='OR'), name='goals_objective_changes', violation_error_message='Baseline and target are the same.'),
                ],
            },
        ),
    ]
