"""The pages a person meets in the admin, and the API behind the page menu."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from expo.permissions.pages import PageAccessPolicy
from merchants.models import Membership
from tests.factories import BoothFactory, MerchantFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


def log_in(client, user):
    client.force_login(user, backend="core.auth.PhoneOrEmailBackend")
    return client


@pytest.fixture
def persons(tree, hall, booth, other_booth, merchant_user, editor, administrator):
    """People with permissions on nothing, one booth, two booths, nested pages, the whole site."""
    of_two = UserFactory()
    for number, parent in enumerate((hall, hall)):
        BoothFactory(
            parent=parent,
            title=f"Lapak berdua {number}",
            merchant=MerchantFactory(owner=of_two, name=f"U{number}"),
        )
    nested = UserFactory()
    group = Group.objects.create(name="Penata hall")
    nested.groups.add(group)
    for page in (hall, booth, tree.halls):
        for codename in ("add_page", "change_page"):
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page_id=page.pk, permission=permission)
    return [UserFactory(), merchant_user, of_two, nested, editor, administrator]


def test_the_pages_met_are_those_of_wagtails_own_answer(persons, product):
    policy = PageAccessPolicy(Page)
    ours = [sorted(policy.explorable_instances(user).values_list("pk", flat=True)) for user in persons]
    theirs = [
        sorted(PagePermissionPolicy.explorable_instances(policy, user).values_list("pk", flat=True))
        for user in persons
    ]
    assert ours == theirs
    assert ours[0] == []
    # An editor of the whole site meets the same pages as an administrator; all others differ.
    assert len({tuple(pages) for pages in ours}) == len(persons) - 1


@pytest.mark.parametrize("count", [1, 3])
def test_children_are_counted_in_the_menu(client, editor, hall, booth, count):
    for number in range(count):
        ProductFactory(parent=booth, title=f"Barang {number}")
    answer = log_in(client, editor).get(f"/kelola/api/main/pages/?child_of={hall.pk}&for_explorer=1").json()
    assert [(item["title"], item["meta"]["children"]["count"]) for item in answer["items"]] == [
        ("Batik Sekar", count)
    ]


def test_a_merchant_is_told_of_own_pages_only(client, merchant_user, tree, hall, booth, other_booth, product):
    client = log_in(client, merchant_user)

    def told(page):
        answer = client.get(f"/kelola/api/main/pages/?child_of={page.pk}")
        if answer.status_code != 200:
            return answer.status_code
        return [(item["id"], item["meta"]["children"]["count"]) for item in answer.json()["items"]]

    assert [told(page) for page in (tree.halls, hall, booth, other_booth)] == [
        404,
        [(booth.pk, 1)],
        [(product.pk, 0)],
        404,
    ]
    Membership.objects.filter(user=merchant_user).delete()
    assert told(booth) not in (200, [(product.pk, 0)])
