"""Booths and products with links, for the tests of several rooms."""

import pytest

from expo.domain.booth_links import token_of
from expo.models import BoothPage
from marketplaces.models import Platform


@pytest.fixture
def fresh_catalogue():
    """What one test changes in the table of platforms must not stay in the process."""
    Platform.objects.forget_catalogue()
    yield
    Platform.objects.forget_catalogue()


@pytest.fixture
def with_links(fresh_catalogue):
    """Publish a page with these pasted links; return the page."""

    def publish(page, *texts):
        model = type(page)
        page = model.objects.get(pk=page.pk)
        kind = model._meta.get_field("links").related_model
        links = []
        for order, text in enumerate(texts):
            link = kind(page=page, pasted=text, sort_order=order)
            link.full_clean(exclude=["page", "platform"])
            links.append(link)
        page.links = links
        page.save_revision().publish()
        return model.objects.get(pk=page.pk)

    return publish


@pytest.fixture
def linked(booth, with_links):
    """The booth with three public links."""
    return with_links(
        booth,
        "https://shopee.co.id/batiksekar",
        "https://www.tokopedia.com/batiksekar",
        "Instagram @batik.sekar",
    )


@pytest.fixture
def trusted(linked):
    """The same booth, trusted."""
    BoothPage.objects.filter(pk=linked.pk).update(is_trusted=True)
    return BoothPage.objects.get(pk=linked.pk)


def anew(page):
    """Return a page as it is stored now."""
    return type(page).objects.get(pk=page.pk)


def draft_of(page):
    """Return the latest version of a page."""
    return anew(page).get_latest_revision_as_object()


def seen(page) -> str:
    """Return what a form would carry of the links as they are now."""
    return token_of(draft_of(page))


def addresses(page) -> list[str]:
    """Return the addresses of a version in their order."""
    return [link.address for link in page.links.all()]


def public_addresses(page) -> list[str]:
    """Return what visitors are offered."""
    from marketplaces.domain import links_for_page

    return [link.address for link in links_for_page(page.pk)]
