"""Fixtures every room's tests may use."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import teardown_databases
from django.utils import translation
from wagtail.models import Collection, Locale, Page

from catalog.models import CatalogPage
from expo.models import ExpoIndexPage, HallIndexPage, ShowcaseIndexPage
from home.domain import SiteTree, set_up_site
from home.models import HomePage
from merchants.models import Membership
from tests.database import HOSTNAME, migrate_and_set_up, use_migrated_copy
from tests.factories import BoothFactory, HallFactory, MerchantFactory, ProductFactory, UserFactory

pytest_plugins = ["tests.no_skips"]


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Set up the test database: a copy of a migrated file on SQLite, Django's own way on PostgreSQL."""
    if connection.vendor != "sqlite":
        with django_db_blocker.unblock():
            databases = migrate_and_set_up()
        yield
        with django_db_blocker.unblock():
            teardown_databases(databases, verbosity=0)
        return
    with django_db_blocker.unblock():
        undo = use_migrated_copy(connection)
    yield
    with django_db_blocker.unblock():
        undo()


@pytest.fixture(autouse=True)
def speak_indonesian():
    """Speak the site's first language, whatever the test before asked for last."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def empty_cache():
    """Forget what other tests left: Wagtail caches renditions by the ids that a rollback gives out again."""
    cache.clear()


@pytest.fixture
def tree(db):
    """The fixed pages, the editors' group and the workflow of an empty site."""
    if not HomePage.objects.exists():
        # A test with several connections emptied the tables.
        return set_up_site(hostname=HOSTNAME)
    return SiteTree(
        home=HomePage.objects.get(),
        halls=HallIndexPage.objects.get(),
        catalog=CatalogPage.objects.get(),
        showcases=ShowcaseIndexPage.objects.get(),
        expos=ExpoIndexPage.objects.get(),
    )


@pytest.fixture
def committed_tree(transactional_db):
    """The same as `tree` for tests with several connections.

    Such a test leaves empty tables behind, so the next one makes anew what migrations had put there.
    """
    Locale.objects.get_or_create(language_code="id")
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="Root", slug="root"))
        Collection.add_root(name="Root")
    return set_up_site(hostname=HOSTNAME)


@pytest.fixture
def hall(tree):
    """A public hall."""
    return HallFactory(parent=tree.halls, title="Batik", slug="batik")


@pytest.fixture
def editor(tree):
    """A person of the office."""
    return UserFactory(editor=True)


@pytest.fixture
def canvasser(tree):
    """A person who makes slips at the stalls."""
    return UserFactory(canvasser=True)


@pytest.fixture
def administrator(tree):
    """A person who may do everything."""
    return UserFactory(superuser=True)


@pytest.fixture
def merchant_user(tree):
    """The owner of `booth`."""
    return UserFactory()


@pytest.fixture
def booth(hall, merchant_user):
    """A public booth owned by `merchant_user`."""
    return BoothFactory(parent=hall, title="Batik Sekar", merchant=MerchantFactory(owner=merchant_user))


@pytest.fixture
def helper(booth):
    """A helper of `booth`."""
    person = UserFactory(first_name="Budi")
    Membership.objects.create(merchant=booth.merchant, user=person, role="helper")
    return person


@pytest.fixture
def outsider(tree):
    """A person who belongs to no business."""
    return UserFactory()


@pytest.fixture
def as_role(client, merchant_user, helper, outsider, canvasser, editor, administrator):
    """Log the client in as a role towards `booth`; any other word leaves it a visitor."""
    people = {
        "owner": merchant_user,
        "helper": helper,
        "outsider": outsider,
        "canvasser": canvasser,
        "editor": editor,
        "administrator": administrator,
    }

    def log_in(role):
        if role in people:
            client.force_login(people[role])
        return client

    return log_in


@pytest.fixture
def product(booth):
    """A public product of `booth`."""
    return ProductFactory(parent=booth, title="Kain batik tulis", price=350000)


@pytest.fixture
def other_booth(hall):
    """A public booth of somebody else."""
    return BoothFactory(parent=hall, title="Lapak Tetangga", merchant=MerchantFactory(owner=UserFactory()))


@pytest.fixture(scope="session")
def shared_data():
    """The folder of real data beside the repository; tests that need it skip, saying so, where it is absent."""
    folder = Path(os.environ.get("SHARED_DATA", settings.BASE_DIR.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the shared data folder is not here (set SHARED_DATA to try these tests)")
    return folder
