from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0012_program_template'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='helprequest',
            name='text',
        ),
        migrations.AddField(
            model_name='helprequest',
            name='sealed',
            field=models.TextField(blank=True, default='', editable=False),
            preserve_default=False,
        ),
    ]
