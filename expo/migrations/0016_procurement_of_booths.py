"""Note on the rows of public booths and products what the booth offers to offices already: an NIB, two platforms."""

from collections import defaultdict

from django.db import migrations

NIB, E_KATALOG, PADI = 2, 4, 8
BATCH = 500


def note(apps, schema_editor):
    """Write the bits of `catalog.enums.Procurement` into rows, entries and counts."""
    booths = apps.get_model("expo", "BoothPage").objects.filter(listing__isnull=False)
    links = apps.get_model("expo", "BoothLink").objects.filter(is_on=True, page__listing__isnull=False)
    listings = apps.get_model("expo", "BoothListing").objects
    products = apps.get_model("catalog", "ProductListing").objects
    entries = apps.get_model("catalog", "SearchEntry").objects
    counts = apps.get_model("catalog", "FacetCount").objects
    bits = defaultdict(int)
    for pk in booths.exclude(merchant__nib="").values_list("pk", flat=True):
        bits[pk] |= NIB
    for slug, bit in (("e_katalog", E_KATALOG), ("padi_umkm", PADI)):
        for pk in links.filter(platform__slug=slug).values_list("page_id", flat=True):
            bits[pk] |= bit
    by_mask = defaultdict(list)
    for pk, mask in bits.items():
        by_mask[mask].append(pk)
    for mask, pks in by_mask.items():
        number = 0
        for start in range(0, len(pks), BATCH):
            some = pks[start : start + BATCH]
            listings.filter(page__in=some).update(procurement=mask)
            products.filter(booth__in=some).update(procurement=mask)
            number += entries.filter(page__booth__in=some).update(procurement=mask)
        if number:
            counts.create(kind="procurement", value=mask, step=number)


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0011_procurement_in_rows"),
        ("expo", "0015_buyers_and_booths_meet"),
        ("marketplaces", "0002_link_health"),
        ("merchants", "0001_initial"),
    ]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
