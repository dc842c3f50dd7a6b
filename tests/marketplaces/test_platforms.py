"""The platform table and the shipped data."""

import re

import pytest

from marketplaces.domain import sync_platforms
from marketplaces.enums import LinkKind, PlatformKind, PlatformSlug, PlatformState
from marketplaces.models import Platform
from marketplaces.recognition import Catalogue, recognise, shipped_catalogue, shipped_entries


@pytest.mark.django_db
def test_table_is_filled_after_migrating():
    assert set(Platform.objects.values_list("slug", flat=True)) == set(PlatformSlug.values)


@pytest.mark.django_db
def test_syncing_again_changes_nothing(django_assert_num_queries):
    # Savepoint, read, release.
    with django_assert_num_queries(3):
        assert sync_platforms() == 0


@pytest.mark.django_db
def test_syncing_keeps_what_editors_wrote_and_refreshes_the_shapes():
    Platform.objects.filter(slug="shopee").update(
        name="Shopee Indonesia", state="limited", note="Pelan-pelan, ya.", hosts=[], sort_order=1
    )
    sync_platforms()
    row = Platform.objects.get(slug="shopee")
    assert (row.name, row.state, row.note, row.sort_order) == (
        "Shopee Indonesia",
        "limited",
        "Pelan-pelan, ya.",
        1,
    )
    assert "shopee.co.id" in row.host_names


@pytest.mark.django_db
def test_syncing_makes_missing_platforms():
    Platform.objects.filter(slug="qlapa").delete()
    assert sync_platforms() == 1
    row = Platform.objects.get(slug="qlapa")
    assert (row.state, row.kind) == ("closed", "marketplace")


@pytest.mark.django_db
def test_table_and_shipped_data_recognise_alike():
    catalogue = Platform.objects.catalogue()
    for pasted in (
        "https://shopee.co.id/Kopi-i.1.2",
        "IG @kopi.kita",
        "https://tok0pedia.com",
        "qlapa.com/x",
    ):
        assert recognise(pasted, catalogue=catalogue) == recognise(pasted)


@pytest.mark.django_db
def test_without_rows_the_shipped_catalogue_serves():
    Platform.objects.all().delete()
    Platform.objects.forget_catalogue()
    assert Platform.objects.catalogue() is shipped_catalogue()
    assert Platform.objects.id_of("shopee") is None


@pytest.mark.parametrize("entry", shipped_entries(), ids=lambda entry: entry["slug"])
def test_shipped_data_is_well_formed(entry):
    assert entry["slug"] in PlatformSlug.values
    assert entry["kind"] in PlatformKind.values
    assert entry.get("state", "open") in PlatformState.values
    assert (entry.get("state", "open") == "open") == ("note" not in entry)
    known = {"names", "canonical", "only_path", "keep", "reserved", "shapes", "warning"}
    shape_keys = {"kind", "path", "query", "address", "keep", "lower", "phone", "slug", "warning", "unwrap"}
    for group in entry.get("hosts", []):
        assert set(group) <= known
        for shape in group.get("shapes", []):
            assert set(shape) <= shape_keys
            assert shape["kind"] in LinkKind.values
            names = set(re.findall(r"\{(\w+)\}", shape.get("address", ""))) - {"host"}
            assert names <= set(re.findall(r"\?P<(\w+)>", shape["path"])) | set(shape.get("query", {}))


def test_no_host_belongs_to_two_platforms():
    names = [
        name for entry in shipped_entries() for group in entry.get("hosts", []) for name in group["names"]
    ]
    assert sorted(names) == sorted(set(names))


def test_canonical_hosts_and_handles_are_recognised_as_their_own():
    for entry in Catalogue.from_entries(shipped_entries()).entries:
        for group in entry.groups:
            if group.canonical:
                assert group.canonical in group.names
        if entry.handle:
            found = recognise(entry.handle.format(handle="kopikita"))
            assert (found.platform, found.address) == (entry.slug, entry.handle.format(handle="kopikita"))
