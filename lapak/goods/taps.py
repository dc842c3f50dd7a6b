"""One tap: a copy, off the counter and on again, back from the office, a draft thrown away."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from expo.domain import goods
from expo.domain.handing_in import UnderReviewError
from expo.domain.handing_in import take_back as take_back_page
from lapak.booth import changes
from lapak.booth.doors import of_own_booth, own_product
from lapak.booth.views import done, news_of
from lapak.news import tell


@require_POST
@of_own_booth
def copy(request, booth, product_id):
    """Copy a product and open the copy."""
    made = goods.copy_product(product=own_product(booth, product_id), by=request.user)
    tell(request, booth, _("Ini salinannya. Ubah yang berbeda, lalu simpan."))
    return redirect("lapak:product", booth.pk, made.pk)


@require_POST
@of_own_booth
def shown(request, booth, product_id):
    """Hide a product from the buyers, or show it again."""
    product = own_product(booth, product_id)
    wanted = request.POST.get("tampil")
    if wanted not in ("0", "1"):
        raise Http404
    change = changes.say_hidden(product=product, is_hidden=wanted == "0", by=request.user)
    return done(request, booth, news_of(booth, change), products=[product.pk])


@require_POST
@of_own_booth
def take_back(request, booth, product_id):
    """Take back what waits for the office, to change it once more."""
    product = own_product(booth, product_id)
    take_back_page(page=product, by=request.user)
    tell(request, booth, _("Ditarik kembali. Silakan ubah, lalu kirim lagi."))
    return redirect("lapak:product", booth.pk, product.pk)


@require_POST
@of_own_booth
def discard(request, booth, product_id):
    """Throw a draft away that nobody has seen."""
    product = own_product(booth, product_id)
    try:
        goods.discard(product=product, by=request.user)
    except UnderReviewError:
        raise PermissionDenied from None
    tell(request, booth, _("%(product)s dibuang.") % {"product": product.draft_title})
    return redirect("lapak:booth", booth.pk)
