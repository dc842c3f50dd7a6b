"""Opening a booth step by step: the draft's pages, and handing them in together.

The draft is the booth's page itself, which the public does not see, with its first product below: each step
writes the page and a version of it, so the administration, the phone and the office look at the same thing.
What is written here was never public; nothing of it needs review before it is sent.

`by` is the person who does it, asked for the right to; None stands for somebody the office does not know
yet, whose answers the room above keeps until they are sent. Only that room passes None.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, WorkflowState

from catalog.models import ProductPage, ProductPhoto
from core.models import Photo
from core.phone import is_mobile
from expo.domain.moderation import hand_in, publish_by_trusted, submit
from expo.models import BoothLink, BoothPage, HallPage
from expo.permissions import can_open_booth, is_unpublished
from merchants.models import Merchant
from merchants.permissions import anew


@dataclass(frozen=True, slots=True)
class Answers:
    """What the five steps ask. `phone` is E.164, `price` whole rupiah, `links` are as pasted."""

    name: str = ""
    sold: str = ""
    hall: HallPage | None = None
    phone: str = ""
    product: str = ""
    price: int | None = None
    photo: Photo | None = None
    links: list[str] = field(default_factory=list)


def is_being_opened(booth: BoothPage) -> bool:
    """Tell whether a booth is a draft that nobody has sent yet, whoever began it. One query."""
    return is_unpublished(booth) and booth.current_workflow_state is None


def first_product(booth: BoothPage) -> ProductPage | None:
    """Return the product the third step is about: the first that was added."""
    return ProductPage.objects.child_of(booth).order_by("pk").first()


def answers_of(booth: BoothPage) -> Answers:
    """Return what is known of a draft, from its latest versions as they are stored. At most six queries.

    Building the pages from their versions would ask for every link's platform.
    """
    latest = _stored(booth)
    product = first_product(booth)
    goods = _stored(product) if product else {}
    photos = [row["photo"] for row in goods.get("photos", ())]
    return Answers(
        name=latest["title"],
        sold=latest["tagline"],
        hall=booth.hall,
        phone=latest["whatsapp"] or latest["phone"],
        product=goods.get("title", ""),
        price=goods.get("price"),
        photo=Photo.objects.filter(pk=photos[0]).first() if photos else None,
        links=[row["pasted"] for row in latest["links"]],
    )


def _stored(page) -> dict:
    """Return the latest version of a page as its stored values."""
    return page.latest_revision.content if page.latest_revision else page.serializable_data()


@transaction.atomic
def open_booth(*, merchant: Merchant, name: str, sold: str, hall: HallPage, by) -> BoothPage:
    """Make the draft of a business's first booth in a hall and return it; the one there is when it has one.

    The row of the business is locked, so that a button tapped twice opens one booth. Raises
    PermissionDenied when `by` may not, or the hall is not public.
    """
    merchant = Merchant.objects.select_for_update().get(pk=merchant.pk)
    if existing := BoothPage.objects.filter(merchant=merchant).order_by("pk").first():
        if by is not None and not existing.permissions_for_user(anew(by)).can_edit():
            raise PermissionDenied
        return existing
    if by is not None and not can_open_booth(anew(by), merchant):
        raise PermissionDenied
    hall = _public_hall(hall)
    booth = BoothPage(title=name, tagline=sold, merchant=merchant, live=False, owner=by)
    hall.add_child(instance=booth)
    booth.save_revision(user=by, log_action="wagtail.create")
    return booth


@transaction.atomic
def change_booth(*, booth: BoothPage, by, **changes) -> None:
    """Write answers of a draft: any of `name`, `sold`, `hall`, `phone`, `links`. What is the same is left alone.

    Raises PermissionDenied when `by` may not edit the booth, it waits for the office, or was ever public.
    """
    booth = _draft(booth, by)
    hall = changes.pop("hall", None)
    if hall is not None and hall.pk != booth.hall_id:
        booth = _move(booth, _public_hall(hall), by)
    page = booth.get_latest_revision_as_object()
    before = page.serializable_data()
    if "name" in changes and changes["name"] != page.title:
        page.title, page.slug = changes["name"], _free_slug(changes["name"], page)
    page.tagline = changes.get("sold", page.tagline)
    if "phone" in changes:
        number = changes["phone"]
        mobile = is_mobile(number)
        # A number that is not a mobile one is no WhatsApp; the other of the two fields keeps what it has.
        page.whatsapp, page.phone = (
            (number, page.phone) if mobile else ("" if number else page.whatsapp, number)
        )
    if "links" in changes:
        page.links = _links(page, changes["links"])
    if page.serializable_data() != before:
        _store(page, by)


@transaction.atomic
def change_first_product(*, booth: BoothPage, name: str, price: int | None, photo: Photo | None, by) -> None:
    """Write the first product of a draft; made when there is none, so that sending a form twice makes one.

    `photo` takes the place of the first in the gallery, None takes that away. Raises PermissionDenied as
    `change_booth` does.
    """
    booth = _draft(booth, by)
    product = first_product(booth)
    if product is None:
        product = ProductPage(title=name, price=price, live=False, owner=by)
        if photo is not None:
            product.photos = [ProductPhoto(photo=photo, sort_order=0)]
        booth.add_child(instance=product)
        product.save_revision(user=by, log_action="wagtail.create")
        return
    page = product.get_latest_revision_as_object()
    before = page.serializable_data()
    if name != page.title:
        page.title, page.slug = name, _free_slug(name, page)
    page.price = price
    if price is None or (page.price_to is not None and page.price_to < price):
        page.price_to = None
    first, *others = [*page.photos.all()] or [None]
    if (first and first.photo) != photo:
        front = [ProductPhoto(photo=photo)] if photo else []
        rows = front + [row for row in others if row.photo != photo]
        for order, row in enumerate(rows):
            row.sort_order = order
        page.photos = rows
    if page.serializable_data() != before:
        state = product.current_workflow_state
        if by is None and state and state.status == WorkflowState.STATUS_IN_PROGRESS:
            # The booth came back, its product waits: what was changed is sent anew with the booth.
            state.cancel()
        _draft(product, by)
        _store(page, by)


@transaction.atomic
def send(*, booth: BoothPage, by) -> None:
    """Hand the booth and its products in that nobody has sent yet; what its people may publish is published.

    Sending twice changes nothing. Raises PermissionDenied when `by` may not, NotPublishable when something
    is missing without which a booth is not shown.
    """
    booth = BoothPage.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    person = None if by is None else anew(by)
    pages = [booth, *ProductPage.objects.child_of(booth).order_by("pk")]
    for page in pages:
        state = page.current_workflow_state
        # A product that came back stays with its reason until its people have looked at it.
        came_back = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        if page.live or (state is not None and not (came_back and by is None)):
            continue
        if person is None:
            hand_in(page=page, by=None)
            continue
        may = page.permissions_for_user(person)
        if may.can_publish() and not may.can_submit_for_moderation():
            publish_by_trusted(page=page, by=by)
        else:
            submit(page=page, by=by)


def _draft(page, by):
    """Return the page, locked, when it may be written here."""
    page = type(page).objects.select_for_update(of=("self",)).get(pk=page.pk)
    if by is not None and not page.permissions_for_user(anew(by)).can_edit():
        raise PermissionDenied
    state = page.current_workflow_state
    if not is_unpublished(page) or (state and state.status == WorkflowState.STATUS_IN_PROGRESS):
        raise PermissionDenied
    return page


def _store(page, by) -> None:
    """Write a version and the row: nobody sees the row before it is published, and lists read it."""
    page.save()
    page.save_revision(user=by, log_action=True)


def _public_hall(hall: HallPage) -> HallPage:
    found = HallPage.objects.public().filter(pk=hall.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _move(booth: BoothPage, hall: HallPage, by) -> BoothPage:
    if not Page._slug_is_available(booth.slug, hall, booth):
        page = booth.get_latest_revision_as_object()
        page.slug = _free_slug(page.title, page, hall)
        _store(page, by)
        booth = BoothPage.objects.get(pk=booth.pk)
    # Nobody but the office moves pages; a draft's hall is an answer, and whose it is was asked above.
    MovePageAction(booth, hall, pos="last-child", user=by).execute(skip_permission_checks=True)
    return BoothPage.objects.get(pk=booth.pk)


def _free_slug(title: str, page: Page, *parents: Page) -> str:
    """Return an address nobody has beside the page, nor below the other parents."""
    base = slugify(title) or page._meta.model_name
    places = [page.get_parent(), *parents]
    number, slug = 1, base[:240]
    while not all(Page._slug_is_available(slug, parent, page) for parent in places):
        number += 1
        slug = f"{base[:240]}-{number}"
    return slug


def _links(page: BoothPage, pasted: list[str]) -> list[BoothLink]:
    """Return the links for these texts; one that was there already stays the same link."""
    known = {link.pasted: link for link in page.links.all()}
    rows = []
    for order, text in enumerate(dict.fromkeys(pasted)):
        link = known.get(text) or BoothLink(pasted=text)
        link.sort_order = order
        link.clean()
        rows.append(link)
    return rows[: BoothPage.most_links]
