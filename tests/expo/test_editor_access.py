"""Nobody but the office reaches an editors' page, by GET or POST, whatever else they may do."""

import pytest
from django.contrib.auth.models import Permission

from catalog.models import ProductPage
from expo.models import BoothPage, HallPage
from tests.factories import BoothFactory, HallFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/kelola/lapak/",
    "/kelola/lapak/results/",
    "/kelola/lapak/choose_parent/",
    "/kelola/lapak/?export=csv",
    "/kelola/lapak/?export=xlsx&pribadi=1",
    "/kelola/produk/",
    "/kelola/produk/results/",
    "/kelola/produk/?export=csv",
    "/kelola/hall/",
    "/kelola/hall/results/",
    "/kelola/pilihan-dinas/",
    "/kelola/pilihan-dinas/choose_parent/",
    "/kelola/kategori/",
    "/kelola/kategori/new/",
    "/kelola/kategori/edit/{category}/",
    "/kelola/kategori/delete/{category}/",
    "/kelola/pelaku-usaha/",
    "/kelola/pelaku-usaha/new/",
    "/kelola/pelaku-usaha/edit/{merchant}/",
    "/kelola/pelaku-usaha/delete/{merchant}/",
    "/kelola/pelaku-usaha/history/{merchant}/",
    "/kelola/pelaku-usaha/usage/{merchant}/",
    "/kelola/pilih-pelaku-usaha/",
    "/kelola/pilih-pelaku-usaha/results/",
    "/kelola/pilih-pelaku-usaha/chosen/{merchant}/",
    "/kelola/pilih-pelaku-usaha/chosen-multiple/?id={merchant}",
    "/kelola/pilih-pelaku-usaha/create/",
    "/kelola/pasar/",
    "/kelola/kota-kabupaten/",
    "/kelola/platform/",
    "/kelola/klik/",
    "/kelola/stan/{booth}/",
    "/kelola/beranda/sudah-dilihat/",
    "/kelola/bulk/expo/boothpage/setujui/?id={booth}",
    "/kelola/bulk/expo/boothpage/percaya/?id={booth}",
    "/kelola/bulk/expo/boothpage/jangan-percaya/?id={booth}",
    "/kelola/bulk/expo/boothpage/pilihan/?id={booth}",
    "/kelola/bulk/expo/boothpage/pindah-hall/?id={booth}",
    "/kelola/bulk/expo/boothpage/turunkan/?id={booth}",
    "/kelola/bulk/expo/boothpage/percaya/?id=all",
    "/kelola/bulk/catalog/productpage/setujui/?id={product}",
    "/kelola/bulk/catalog/productpage/pilihan/?id={product}",
    "/kelola/bulk/catalog/productpage/turunkan/?id=all",
]

DATA = {"reason": "x", "hall": "", "code": "A-9", "swap": "on", "name": "x", "showcase": ""}


@pytest.fixture
def known(hall, booth, product, other_booth):
    """Ids to put into the addresses: of the merchant's own things."""
    from tests.factories import CategoryFactory

    return {
        "booth": booth.pk,
        "product": product.pk,
        "merchant": booth.merchant_id,
        "category": CategoryFactory().pk,
        "hall": hall.pk,
    }


@pytest.fixture
def desk_clerk(tree):
    """Somebody who may open the admin and nothing else."""
    user = UserFactory()
    user.user_permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    return user


def state_of_everything():
    """Return what an attempt must not change."""
    return (
        list(
            BoothPage.objects.order_by("pk").values_list("pk", "live", "is_trusted", "stall_number", "path")
        ),
        list(ProductPage.objects.order_by("pk").values_list("pk", "live", "path")),
        HallPage.objects.count(),
    )


@pytest.mark.parametrize("who", ["merchant_user", "desk_clerk", "nobody"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_only_the_office_gets_in(client, request, known, who, address):
    if who != "nobody":
        client.force_login(request.getfixturevalue(who), backend="core.auth.PhoneOrEmailBackend")
    before = state_of_everything()
    address = address.format(**known)
    codes = [client.get(address).status_code, client.post(address, DATA).status_code]
    assert (set(codes) <= {302, 403, 404, 405}, state_of_everything()) == (True, before), codes


@pytest.mark.parametrize("who", ["editor", "administrator"])
@pytest.mark.parametrize("address", [path for path in ADDRESSES if "sudah-dilihat" not in path])
def test_the_office_gets_in(client, request, known, who, address):
    client.force_login(request.getfixturevalue(who), backend="core.auth.PhoneOrEmailBackend")
    response = client.get(address.format(**known))
    if "choose_parent" in address and response.status_code == 302:
        # With one place to add to, there is nothing to choose.
        assert response["Location"].startswith("/kelola/pages/add/expo/")
    else:
        assert response.status_code == 200


def menu(client):
    """Tell whether the admin's menu leads to the list of booths."""
    return '"/kelola/lapak/"' in client.get("/kelola/").content.decode().split("wagtail-sidebar-props")[-1]


def test_the_menu_is_the_offices(client, editor, merchant_user, desk_clerk, booth):
    shown = []
    for user in (editor, merchant_user, desk_clerk):
        client.force_login(user, backend="core.auth.PhoneOrEmailBackend")
        shown.append(menu(client))
    assert shown == [True, False, False]


def test_lists_show_the_office_drafts_of_everybody(client, editor, tree, booth, product):
    far = BoothFactory(parent=HallFactory(parent=tree.halls), title="Draf", live=False)
    ProductFactory(parent=far, title="Draf produk", live=False)
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    names = [page.title for page in client.get("/kelola/lapak/?ordering=title").context["object_list"]]
    assert names == ["Batik Sekar", "Draf"]
