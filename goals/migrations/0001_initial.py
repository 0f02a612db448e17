
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
        ('tenancy', '0001_initial'),
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
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed'), ('met', 'Met'), ('dropped', 'Dropped')], default='agreed', max_length=10, verbose_name="status")),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed on')),
                ('met_on', models.DateField(blank=True, null=True, verbose_name='met on')),
                ('progress_percent', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='progress')),
                ('last_check_in_on', models.DateField(editable=False, null=True)),
                ('is_stuck', models.BooleanField(default=False, verbose_name='stuck')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('match', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='programs.match', verbose_name='match')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
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
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
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
            },
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=mentoring.tenancy.constraints.TenantPK(name='goals_goal_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='goals_goal_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=mentoring.tenancy.constraints.TenantFK(field='match', name='goals_goal_match_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.UniqueConstraint(fields=('organization', 'match', 'title'), name='goals_goal_once', violation_error_message='This match already has this goal.'),
        ),
        migrations.AddIndex(
            model_name='checkin',
            index=models.Index(fields=['organization', 'program', 'checked_on'], name='goals_checkin_by_day'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=mentoring.tenancy.constraints.TenantPK(name='goals_checkin_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='goals_checkin_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=mentoring.tenancy.constraints.TenantFK(field='goal', name='goals_checkin_goal_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='goals_checkin_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.UniqueConstraint(fields=('organization', 'goal', 'checked_on'), name='goals_checkin_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('progress_percent__lte', 100)), name='goals_checkin_percent'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=mentoring.tenancy.constraints.TenantPK(name='goals_milestone_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='goals_milestone_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=mentoring.tenancy.constraints.TenantFK(field='goal', name='goals_milestone_goal_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(fields=('organization', 'goal', 'title'), name='goals_milestone_once', violation_error_message='This goal already has this milestone.'),
        ),
    ]
