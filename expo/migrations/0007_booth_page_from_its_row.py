from collections import defaultdict

from django.db import migrations, models

BATCH = 500


def copy_hours_and_papers(apps, schema_editor):
    """Fill the new columns of the rows that are there."""
    alias = schema_editor.connection.alias
    booth_listing = apps.get_model("expo", "BoothListing").objects.using(alias)
    opening_hours = apps.get_model("expo", "OpeningHours").objects.using(alias)
    certificates = apps.get_model("expo", "BoothCertificate").objects.using(alias)
    page_ids = list(booth_listing.values_list("pk", flat=True))
    for start in range(0, len(page_ids), BATCH):
        batch = page_ids[start : start + BATCH]
        hours, papers = defaultdict(list), defaultdict(list)
        for day in opening_hours.filter(page__in=batch).order_by("weekday"):
            hours[day.page_id].append([day.weekday, f"{day.opens_at:%H.%M}", f"{day.closes_at:%H.%M}"])
        for paper in certificates.filter(page__in=batch).order_by("sort_order", "pk"):
            papers[paper.page_id].append(
                {
                    "type": paper.type,
                    "number": paper.number,
                    "valid_until": paper.valid_until and paper.valid_until.isoformat(),
                    "is_checked": paper.is_checked,
                }
            )
        rows = list(booth_listing.filter(pk__in=batch))
        for row in rows:
            row.hours, row.papers = hours[row.pk], papers[row.pk]
        booth_listing.bulk_update(rows, ["hours", "papers"], batch_size=100)


class Migration(migrations.Migration):

    dependencies = [
        ('expo', '0006_plain_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='boothlisting',
            name='hours',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='boothlisting',
            name='papers',
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(copy_hours_and_papers, migrations.RunPython.noop),
    ]
