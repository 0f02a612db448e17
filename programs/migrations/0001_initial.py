
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import mentoring.tenancy.base
import mentoring.tenancy.constraints
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Program',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('purpose', models.TextField(blank=True, max_length=2000, verbose_name='purpose')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends on')),
                ('meeting_interval_days', models.PositiveSmallIntegerField(choices=[(7, 'Every week'), (14, 'Every two weeks'), (21, 'Every three weeks'), (30, 'Every month'), (42, 'Every six weeks')], default=14, verbose_name='meeting frequency')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open for applications'), ('running', 'Running'), ('closed', 'Closed')], default='draft', max_length=10, verbose_name="status")),
                ('counted_until', models.DateField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('mentor', 'Mentor'), ('mentee', 'Mentee')], max_length=10, verbose_name='role')),
                ('state', models.CharField(choices=[('applied', 'Applied'), ('accepted', 'Accepted'), ('waiting', 'On the waiting list'), ('declined', 'Declined'), ('left', 'Left')], default='accepted', max_length=10, verbose_name="status")),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None, verbose_name='topics')),
                ('capacity', models.PositiveSmallIntegerField(default=1, verbose_name='maximum number of mentees')),
                ('motivation', models.TextField(blank=True, max_length=2000, verbose_name='motivation')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('person', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='people.person', verbose_name='person')),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('active', 'Active'), ('paused', 'Paused'), ('ended', 'Ended')], default='active', max_length=10, verbose_name="status")),
                ('started_on', models.DateField(verbose_name='started on')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('held_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='sessions held')),
                ('last_held_on', models.DateField(editable=False, null=True, verbose_name="last met on")),
                ('next_planned_on', models.DateField(editable=False, null=True, verbose_name='next session')),
                ('sessions_known_until', models.DateField(editable=False, null=True)),
                ('expected_count', models.PositiveIntegerField(default=0, editable=False)),
                ('goals_agreed', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('goals_met', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('health', models.CharField(choices=[('at_risk', 'At risk'), ('attention', 'Needs attention'), ('on_track', 'On track'), ('unknown', 'Not enough data'), ('finished', 'Finished')], default='unknown', editable=False, max_length=10, verbose_name='health')),
                ('calculated_health', models.CharField(choices=[('at_risk', 'At risk'), ('attention', 'Needs attention'), ('on_track', 'On track'), ('unknown', 'Not enough data'), ('finished', 'Finished')], default='unknown', editable=False, max_length=10)),
                ('signals', models.JSONField(default=list, editable=False)),
                ('health_since', models.DateField(editable=False, null=True)),
                ('evaluated_on', models.DateField(editable=False, null=True)),
                ('override', models.CharField(blank=True, choices=[('at_risk', 'At risk'), ('attention', 'Needs attention'), ('on_track', 'On track'), ('unknown', 'Not enough data'), ('finished', 'Finished')], max_length=10, verbose_name='override')),
                ('override_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('override_review_on', models.DateField(blank=True, null=True, verbose_name='review on')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('overridden_by', mentoring.tenancy.base.TenantForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenancy.membership')),
                ('mentee', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches_as_mentee', to='programs.participant', verbose_name='mentee')),
                ('mentor', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches_as_mentor', to='programs.participant', verbose_name='mentor')),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='HealthSnapshot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('week_ends_on', models.DateField(verbose_name='week ends on')),
                ('on_track', models.PositiveIntegerField(default=0)),
                ('attention', models.PositiveIntegerField(default=0)),
                ('at_risk', models.PositiveIntegerField(default=0)),
                ('unknown', models.PositiveIntegerField(default=0)),
                ('finished', models.PositiveIntegerField(default=0)),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='health_snapshots', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='DailyCount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='day')),
                ('held', models.PositiveIntegerField(default=0)),
                ('missed', models.PositiveIntegerField(default=0)),
                ('cancelled', models.PositiveIntegerField(default=0)),
                ('minutes', models.PositiveIntegerField(default=0)),
                ('goals_met', models.PositiveIntegerField(default=0)),
                ('check_ins', models.PositiveIntegerField(default=0)),
                ('is_dirty', models.BooleanField(default=False)),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='daily_counts', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Break',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('reason', models.CharField(blank=True, max_length=100, verbose_name='reason')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(max_length=500)),
                ('membership', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='tenancy.membership', verbose_name='member')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happens_on', models.DateField(verbose_name='date')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('missed', 'Missed'), ('cancelled', "Canceled")], max_length=10, verbose_name="status")),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='minutes')),
                ('rating', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='rating')),
                ('agenda', models.CharField(blank=True, max_length=500, verbose_name='agenda')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('match', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='programs.match', verbose_name='match')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('program', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='programs.program', verbose_name='program')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('participant', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='programs.participant', verbose_name='participant')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['organization', 'participant'], name='programs_absence_participant')],
                'constraints': [mentoring.tenancy.constraints.TenantPK(name='programs_absence_tenant_pk'), mentoring.tenancy.constraints.TenantRLS(name='programs_absence_tenant_rls'), mentoring.tenancy.constraints.TenantFK(field='participant', name='programs_absence_participant_tenant_fk'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='programs_absence_order', violation_error_message='An absence must end on or after its first day.')],
            },
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=mentoring.tenancy.constraints.TenantPK(name='programs_program_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='programs_program_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.UniqueConstraint(fields=('organization', 'name'), name='programs_program_name_once', violation_error_message='A program with this name already exists.'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='programs_program_ends_after_start', violation_error_message='The program must end after it starts.'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['organization', 'person'], name='programs_participant_person'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=mentoring.tenancy.constraints.TenantPK(name='programs_participant_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='programs_participant_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='programs_participant_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=mentoring.tenancy.constraints.TenantFK(field='person', name='programs_participant_person_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.UniqueConstraint(fields=('organization', 'program', 'person', 'role'), name='programs_participant_once', violation_error_message='This person is already in the program in this role.'),
        ),
        migrations.AddIndex(
            model_name='match',
            index=models.Index(fields=['organization', 'program', 'health', 'health_since'], name='programs_match_health'),
        ),
        migrations.AddIndex(
            model_name='match',
            index=models.Index(fields=['organization', 'mentor'], name='programs_match_mentor'),
        ),
        migrations.AddIndex(
            model_name='match',
            index=models.Index(fields=['organization', 'mentee'], name='programs_match_mentee'),
        ),
        migrations.AddIndex(
            model_name='match',
            index=models.Index(fields=['organization', 'overridden_by'], name='programs_match_overridden_by'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=mentoring.tenancy.constraints.TenantPK(name='programs_match_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='programs_match_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='programs_match_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=mentoring.tenancy.constraints.TenantFK(field='mentor', name='programs_match_mentor_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=mentoring.tenancy.constraints.TenantFK(field='mentee', name='programs_match_mentee_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=mentoring.tenancy.constraints.TenantFK(field='overridden_by', name='programs_match_overridden_by_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(fields=('organization', 'program', 'mentor', 'mentee'), name='programs_match_once', violation_error_message='These two are already matched in this program.'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(('mentor', models.F('mentee')), _negated=True), name='programs_match_two_people', violation_error_message='Nobody can be their own mentor.'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='programs_match_ends_after_start', violation_error_message='A match must end on or after the day it started.'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(('override', ''), models.Q(('override_review_on__isnull', False), models.Q(('override_reason', ''), _negated=True)), _connector='OR'), name='programs_match_override_explained', violation_error_message='Enter a reason and a review date.'),
        ),
        migrations.AddConstraint(
            model_name='healthsnapshot',
            constraint=mentoring.tenancy.constraints.TenantPK(name='programs_healthsnapshot_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='healthsnapshot',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='programs_healthsnapshot_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='healthsnapshot',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='programs_healthsnapshot_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='healthsnapshot',
            constraint=models.UniqueConstraint(fields=('organization', 'program', 'week_ends_on'), name='programs_healthsnapshot_once'),
        ),
        migrations.AddConstraint(
            model_name='dailycount',
            constraint=mentoring.tenancy.constraints.TenantPK(name='programs_dailycount_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='dailycount',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='programs_dailycount_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='dailycount',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='programs_dailycount_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='dailycount',
            constraint=models.UniqueConstraint(fields=('organization', 'program', 'day'), name='programs_dailycount_once'),
        ),
        migrations.AddIndex(
            model_name='break',
            index=models.Index(fields=['organization', 'program'], name='programs_break_program'),
        ),
        migrations.AddConstraint(
            model_name='break',
            constraint=mentoring.tenancy.constraints.TenantPK(name='programs_break_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='break',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='programs_break_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='break',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='programs_break_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='break',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='programs_break_order', violation_error_message='A break must end on or after its first day.'),
        ),
        migrations.AddIndex(
            model_name='savedview',
            index=models.Index(fields=['organization', 'program'], name='programs_savedview_program'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=mentoring.tenancy.constraints.TenantPK(name='programs_savedview_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='programs_savedview_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=mentoring.tenancy.constraints.TenantFK(field='membership', name='programs_savedview_membership_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='programs_savedview_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('organization', 'membership', 'program', 'name'), name='programs_savedview_once', violation_error_message='You already have a view with this name.'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['organization', 'program', 'happens_on'], include=('state', 'minutes'), name='programs_session_by_day'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=mentoring.tenancy.constraints.TenantPK(name='programs_session_tenant_pk'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=mentoring.tenancy.constraints.TenantRLS(name='programs_session_tenant_rls'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=mentoring.tenancy.constraints.TenantFK(field='match', name='programs_session_match_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=mentoring.tenancy.constraints.TenantFK(field='program', name='programs_session_program_tenant_fk'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('organization', 'match', 'happens_on'), name='programs_session_once_a_day', violation_error_message='This match already has a session on that day.'),
        ),
    ]
