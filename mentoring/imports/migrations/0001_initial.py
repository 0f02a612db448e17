import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import mentoring.tenancy.base
import mentoring.tenancy.constraints
import uuid
from django.db import migrations, models

# Compressing a 5 MB file takes as long as reading its rows, and random ids cannot be compressed. Both columns are emptied
# once the import can no longer be undone.
UNCOMPRESSED = (("imports_importrun", "source"), ("imports_importchange", "added_ids"))

def set_storage(kind):
    return [f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE {kind}" for table, column in UNCOMPRESSED]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40, verbose_name='type')),
                ('target_id', models.UUIDField(blank=True, null=True)),
                ('as_of', models.DateField(verbose_name='as of')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('source', models.BinaryField(blank=True, null=True)),
                ('is_text', models.BooleanField(default=False)),
                ('mapping', models.JSONField(blank=True, default=dict)),
                ('date_order', models.CharField(blank=True, max_length=3)),
                ('fixes', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('uploaded', 'Confirm columns'), ('checking', 'Checking'), ('checked', 'Ready to import'), ('importing', 'Importing'), ('done', 'Imported'), ('failed', 'Failed'), ('undone', 'Undone')], default='uploaded', max_length=12, verbose_name='status')),
                ('row_count', models.PositiveIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('skipped', models.PositiveIntegerField(default=0)),
                ('fault_count', models.PositiveIntegerField(default=0)),
                ('refusal', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('imported_at', models.DateTimeField(blank=True, null=True, verbose_name='imported')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('created_by', mentoring.tenancy.base.TenantForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenancy.membership', verbose_name='by')),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('columns', models.JSONField(blank=True, default=list)),
                ('notes', models.JSONField(blank=True, default=list)),
                ('state_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('undecided', models.JSONField(blank=True, default=list)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', '-created_at', '-id'], name='imports_run_newest'),
                    models.Index(fields=['organization', 'created_by'], name='imports_importrun_created_by'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='imports_importrun_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='imports_importrun_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='created_by', name='imports_importrun_created_by_tenant_fk'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportFault',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('row_number', models.PositiveIntegerField(verbose_name='row')),
                ('field', models.CharField(blank=True, max_length=40)),
                ('header', models.CharField(blank=True, max_length=200, verbose_name='column')),
                ('found', models.CharField(blank=True, max_length=200, verbose_name='found')),
                ('expected', models.CharField(max_length=500, verbose_name='expected')),
                ('code', models.CharField(max_length=40)),
                ('skips_row', models.BooleanField(default=True)),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('run', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='imports.importrun', verbose_name='import')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [
                    models.Index(fields=['organization', 'run', 'row_number'], name='imports_fault_by_row'),
                ],
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='imports_importfault_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='imports_importfault_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='run', name='imports_importfault_run_tenant_fk'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('model', models.CharField(max_length=80)),
                ('added_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('before', models.JSONField(blank=True, default=dict)),
                ('organization', mentoring.tenancy.base.OrganizationField()),
                ('run', mentoring.tenancy.base.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='imports.importrun', verbose_name='import')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='imports_importchange_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='imports_importchange_tenant_rls'),
                    mentoring.tenancy.constraints.TenantFK(field='run', name='imports_importchange_run_tenant_fk'),
                    models.UniqueConstraint(fields=('organization', 'run', 'position'), name='imports_change_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ColumnMemory',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('headings', models.JSONField(blank=True, default=dict)),
                ('organization', mentoring.tenancy.base.OrganizationField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [
                    mentoring.tenancy.constraints.TenantPK(name='imports_columnmemory_tenant_pk'),
                    mentoring.tenancy.constraints.TenantRLS(name='imports_columnmemory_tenant_rls'),
                    models.UniqueConstraint(fields=('organization', 'kind'), name='imports_memory_once'),
                ],
            },
        ),
        migrations.RunSQL(set_storage("EXTERNAL"), set_storage("EXTENDED")),
    ]
