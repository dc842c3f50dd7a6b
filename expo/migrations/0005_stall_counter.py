import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max


def start_from_what_is_given(apps, schema_editor):
    """Let every hall count on from the highest number its booths have."""
    BoothPage = apps.get_model("expo", "BoothPage")
    StallCounter = apps.get_model("expo", "StallCounter")
    halls = (
        BoothPage.objects.using(schema_editor.connection.alias)
        .filter(hall__isnull=False, stall_number__isnull=False)
        .order_by()
        .values("hall")
        .annotate(highest=Max("stall_number"))
    )
    StallCounter.objects.using(schema_editor.connection.alias).bulk_create(
        StallCounter(hall_id=row["hall"], highest=row["highest"]) for row in halls
    )


class Migration(migrations.Migration):

    dependencies = [
        ('expo', '0004_import_job'),
    ]

    operations = [
        migrations.CreateModel(
            name='StallCounter',
            fields=[
                ('hall', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='stall_counter', serialize=False, to='expo.hallpage')),
                ('highest', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'nomor stan terakhir',
                'default_permissions': (),
            },
        ),
        migrations.RunPython(start_from_what_is_given, migrations.RunPython.noop),
    ]
