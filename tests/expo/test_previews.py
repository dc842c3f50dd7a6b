"""Previews show the version at hand, not what was published before."""

import pytest

from expo.models import BoothPage

pytestmark = pytest.mark.django_db


def publish_with(page, pasted):
    """Publish a page with one link."""
    page.links = [page.links.model(pasted=pasted)]
    for link in page.links.all():
        link.clean()
    page.save_revision().publish()


@pytest.mark.parametrize("name", ["booth", "product"])
def test_a_preview_shows_the_links_of_the_draft(client, booth, product, merchant_user, name):
    page = {"booth": booth, "product": product}[name]
    publish_with(page, "https://shopee.co.id/lama")
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.links = [draft.links.model(pasted="https://www.tokopedia.com/barusekali")]
    for link in draft.links.all():
        link.clean()
    draft.save_revision()
    client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
    response = client.get(f"/kelola/pages/{page.pk}/view_draft/")
    assert [(link.platform, link.url) for link in response.context["links"]] == [
        ("tokopedia", "https://www.tokopedia.com/barusekali")
    ]
    public = client.get(page.get_url())
    assert [link.platform for link in public.context["links"]] == ["shopee"]
    assert all(link.url.startswith("/ke/") for link in public.context["links"])


def test_links_that_are_off_or_refused_are_not_previewed(client, booth, merchant_user):
    draft = BoothPage.objects.get(pk=booth.pk)
    draft.links = [
        draft.links.model(pasted="https://shopee.co.id/toko", is_on=False),
        draft.links.model(pasted="bukan tautan"),
    ]
    draft.links.all()[0].clean()
    draft.save_revision()
    client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
    assert client.get(f"/kelola/pages/{booth.pk}/view_draft/").context["links"] == []
