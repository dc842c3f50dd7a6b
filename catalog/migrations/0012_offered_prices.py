import datetime

import django.db.models.deletion
from django.db import migrations, models

BANDS = ((None, 25_000), (25_000, 50_000), (50_000, 100_000), (100_000, 250_000), (250_000, 1_000_000), (1_000_000, None))


def fill(apps, schema_editor):
    """Give the offers that are there already their numbers."""
    listing, offered = (apps.get_model("catalog", name) for name in ("ProductListing", "OfferedPrice"))
    rows = []
    for page_id, offers in listing.objects.exclude(offers=[]).order_by().values_list("page_id", "offers"):
        for price, *moments in offers:
            begins, ends = (int(datetime.datetime.fromisoformat(at).timestamp()) for at in moments)
            bands = sum(
                1 << bit
                for bit, (low, high) in enumerate(BANDS)
                if price >= (low or 0) and (high is None or price <= high)
            )
            rows.append(offered(page_id=page_id, price=price, bands=bands, begins=begins, ends=ends))
    offered.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0011_procurement_in_rows")]

    operations = [
        migrations.CreateModel(
            name="OfferedPrice",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("price", models.BigIntegerField()),
                ("bands", models.PositiveIntegerField(default=0)),
                ("begins", models.BigIntegerField()),
                ("ends", models.BigIntegerField()),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.productlisting",
                    ),
                ),
            ],
            options={
                "verbose_name": "harga untuk suatu waktu",
                "verbose_name_plural": "harga untuk suatu waktu",
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
