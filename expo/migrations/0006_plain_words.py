from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('expo', '0005_stall_counter'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='boothlisting',
            options={'verbose_name': 'lapak tayang', 'verbose_name_plural': 'lapak tayang'},
        ),
        migrations.AlterField(
            model_name='boothpage',
            name='is_trusted',
            field=models.BooleanField(default=False, verbose_name='tepercaya'),
        ),
    ]
