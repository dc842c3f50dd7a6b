"""Who comes in: a booth's own people, and nobody learns whether somebody else's booth exists."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render

from catalog.models import ProductPage
from expo.domain.goods import on_counter
from expo.models import BoothPage
from lapak.access import for_people


def of_own_booth(view):
    """Decorate a view of one booth, which gets `booth` in the place of `booth_id`.

    `expo.permissions` decide. Somebody else's booth, or what the view does not find in the booth, is
    answered exactly like what does not exist.
    """

    @for_people
    @wraps(view)
    def guarded(request, booth_id, **kwargs):
        booth = BoothPage.objects.select_related("hall").filter(pk=booth_id).first()
        try:
            if booth is None or not booth.permissions_for_user(request.user).can_edit():
                raise Http404
            return view(request, booth=booth, **kwargs)
        except (Http404, PermissionDenied):
            return render(request, "lapak/booth/not_found.html", status=404)

    return guarded


def product_of(booth: BoothPage, product_id: int) -> ProductPage:
    """Return a published product of this booth; raises Http404 for anything else."""
    product = goods_of(booth).filter(pk=product_id).first()
    if product is None:
        raise Http404
    return product


def own_product(booth: BoothPage, product_id: int) -> ProductPage:
    """Return any product of this booth, public or not; raises Http404 for anything else."""
    product = ProductPage.objects.child_of(booth).filter(pk=product_id).first()
    if product is None:
        raise Http404
    return product


def goods_of(booth: BoothPage):
    """Return the published products of a booth in the order visitors see them."""
    return on_counter(booth).filter(live=True)
