"""The form of a product, new or standing."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from expo.domain import goods, handing_in
from expo.domain.goods_photos import MOST_PHOTOS
from expo.domain.opening import is_being_opened
from lapak.booth.doors import of_own_booth, own_product
from lapak.booth.views import wants_parts
from lapak.goods.forms import ProductForm
from lapak.goods.photos import ChosenPhotos, posted_photos, standing_photos
from lapak.news import take_news, tell

LATER = "nanti"


@of_own_booth
def add(request, booth):
    """Add a product: photos, name, price; the rest if somebody likes."""
    if request.method != "POST":
        return _page(request, booth, ProductForm(), ChosenPhotos([]))
    form, photos = ProductForm(request.POST), posted_photos(request, booth=booth, product=None)
    if photos.is_moved:
        return _page(request, booth, form, photos, without_errors=True)
    saved = None
    if form.is_valid() and not photos.errors:
        values = form.values
        try:
            saved = goods.add_product(
                booth=booth,
                by=request.user,
                name=values["title"],
                price=values["price"],
                photos=photos.ids,
                details={name: values[name] for name in goods.DETAILS},
                key=form.key,
                hands_in=_hands_in(request, booth),
            )
        except ValidationError as error:
            photos.errors += form.take_errors(error)
    return _done(request, booth, saved) if saved else _page(request, booth, form, photos, status=422)


def _hands_in(request, booth) -> bool:
    """Tell whether the product is sent on its own: not on request, and not before its booth was sent."""
    return LATER not in request.POST and not is_being_opened(booth)


@of_own_booth
def edit(request, booth, product_id):
    """Change a product; while the office looks at it, show what waits."""
    product = own_product(booth, product_id)
    latest = product.get_latest_revision_as_object()
    if handing_in.is_waiting_for(product, request.user):
        return _waiting(request, booth, latest)
    if request.method != "POST":
        form = ProductForm(now=goods.snapshot(latest))
        return _page(request, booth, form, standing_photos(latest), product=product)
    form, photos = ProductForm(request.POST), posted_photos(request, booth=booth, product=product)
    if photos.is_moved:
        return _page(request, booth, form, photos, product=product, without_errors=True)
    saved = None
    if form.is_valid() and not photos.errors:
        try:
            saved = goods.change_product(
                product=product,
                by=request.user,
                values=form.values,
                photos=photos.ids,
                seen=form.seen,
                hands_in=_hands_in(request, booth),
            )
        except handing_in.UnderReviewError:
            return _waiting(request, booth, latest)
        except handing_in.ChangedMeanwhileError as error:
            if "photos" in error.names and form.seen and photos.ids == form.seen.get("photos"):
                photos = standing_photos(own_product(booth, product_id).get_latest_revision_as_object())
            form.take_change(error)
        except ValidationError as error:
            photos.errors += form.take_errors(error)
    if saved:
        return _done(request, booth, saved)
    return _page(request, booth, form, photos, product=product, status=422)


def _page(request, booth, form, photos, *, product=None, without_errors=False, status=200):
    if without_errors:
        # A photo was moved: nobody asked yet whether the rest is right.
        form.errors.clear()
    tester = (product or booth).permissions_for_user(request.user)
    publishes = tester.can_publish() if product else tester.can_publish_subpage()
    context = {
        "booth": booth,
        "product": product,
        "form": form,
        "photos": photos,
        "most_photos": MOST_PHOTOS,
        "publishes": publishes,
        "is_being_opened": is_being_opened(booth),
        "sent_back": _words_of_office(product) if product else "",
        "is_draft": product is not None and product.first_published_at is None,
        "news": take_news(request) if request.method == "GET" else None,
        "back": _back(booth, product),
        # Phones are shared: what one person has not sent yet is nobody else's.
        "draft_name": f"{request.user.pk}-{booth.pk}-{product.pk if product else 'baru'}",
    }
    return render(request, "lapak/goods/form.html", context, status=status)


def _waiting(request, booth, latest):
    context = {"booth": booth, "product": latest, "photos": standing_photos(latest).photos}
    context |= {"news": take_news(request), "back": _back(booth, latest)}
    return render(
        request, "lapak/goods/waiting.html", context, status=200 if request.method == "GET" else 409
    )


def _words_of_office(product) -> str:
    state = product.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES and state.current_task_state:
        return state.current_task_state.comment
    return ""


def _back(booth, product) -> str:
    address = reverse("lapak:booth", args=[booth.pk])
    return f"{address}#barang-{product.pk}" if product and (product.live or product.is_hidden) else address


WORDS = {
    handing_in.LIVE: lambda: _("%(product)s sudah tayang."),
    handing_in.WAITING: lambda: _("%(product)s dikirim untuk diperiksa dinas."),
    handing_in.DRAFT: lambda: _("%(product)s disimpan. Belum dikirim."),
    handing_in.HIDDEN: lambda: _("%(product)s tersimpan, dan masih disembunyikan."),
}


def _done(request, booth, saved):
    words = WORDS[saved.state]() if saved.is_new else _("%(product)s sudah tersimpan tadi.")
    tell(request, booth, words % {"product": saved.page.draft_title}, saved.entries)
    url = _back(booth, saved.page)
    if is_being_opened(booth):
        url = reverse("lapak:opening_booth_step", args=[booth.pk, "kirim"])
    return JsonResponse({"url": url}) if wants_parts(request) else redirect(url)
