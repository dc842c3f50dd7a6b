"""Front page, switches, prices and the way back."""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.numbers import is_whole_number
from expo.domain.enquiries import new_by_booth
from expo.domain.goods import on_counter
from expo.permissions import businesses_to_open, can_found_business, own_booths
from lapak.access import for_people
from lapak.booth import changes, front
from lapak.booth.doors import goods_of, of_own_booth, product_of
from lapak.booth.forms import PriceForm
from lapak.domain.canvassing import is_canvasser
from lapak.expo.front import expo_cards
from lapak.news import NEWS, news, take_news
from merchants.permissions import is_curator


@require_safe
@for_people
def my_booth(request):
    """Show the one booth of a person, or let choose among several."""
    booths = list(own_booths(request.user).select_related("hall").order_by("pk"))
    if len(booths) == 1:
        return _front(request, booths[0], several=False)
    if booths:
        new = new_by_booth(user=request.user)
        for booth in booths:
            booth.new_enquiries = new.get(booth.pk, 0)
        return render(request, "lapak/booth/choose.html", {"booths": booths})
    if is_curator(request.user):
        return redirect("wagtailadmin_home")
    if is_canvasser(request.user):
        return redirect("lapak:canvass")
    if businesses_to_open(request.user).exists():
        return redirect("lapak:open")
    context = {"may_open": can_found_business(request.user)}
    return render(request, "lapak/entry/no_booth.html", context, status=403)


@require_safe
@of_own_booth
def booth_front(request, booth):
    """Show one booth, of several or after a tap without scripts."""
    return _front(request, booth, several=own_booths(request.user).count() > 1)


def _front(request, booth, *, several):
    context = front.front_context(booth=booth, user=request.user, page_number=request.GET.get("hal"))
    context |= {"several": several, "news": take_news(request)}
    context |= {"expos": expo_cards(booth=booth, now=timezone.now())}
    return render(request, "lapak/booth/front.html", context)


@require_POST
@of_own_booth
def closed_today(request, booth):
    """Close the booth for today, or open it again."""
    wanted = request.POST.get("tutup")
    if wanted not in ("0", "1"):
        raise Http404
    change = changes.say_closed_today(booth=booth, is_closed=wanted == "1", by=request.user)
    return done(request, booth, news_of(booth, change), is_booth=True, anchor="hari-ini")


@require_POST
@of_own_booth
def availability(request, booth, product_id):
    """Say that a product is there, or sold out."""
    product = product_of(booth, product_id)
    wanted = request.POST.get("ada")
    if wanted not in ("0", "1"):
        raise Http404
    change = changes.say_availability(product=product, is_there=wanted == "1", by=request.user)
    return done(request, booth, news_of(booth, change), products=[product.pk])


@of_own_booth
def price(request, booth, product_id):
    """Change the price of one product, in its row or, without scripts, on a page that asks nothing else."""
    product = product_of(booth, product_id)
    if request.method != "POST":
        good = front.Good(product, PriceForm(product=product))
        return render(request, "lapak/booth/price.html", {"booth": booth, "good": good})
    good = front.Good(product, PriceForm(request.POST, product=product))
    change = good.form.save(by=request.user)
    if not good.form.errors:
        return done(request, booth, news_of(booth, change), products=[product.pk])
    context = {"booth": booth, "good": good, "page_number": request.POST.get("hal", "")}
    if not wants_parts(request):
        return render(request, "lapak/booth/price.html", context, status=422)
    row = render_to_string("lapak/booth/good.html", context, request=request)
    return JsonResponse({"parts": {f"barang-{product.pk}": row}, "news": ""})


@of_own_booth
def prices(request, booth):
    """Change all prices on one page: what is right is saved, what is not stays with the reason beside it."""
    page = front.page_of(goods_of(booth).defer("description"), request.GET.get("hal"), front.PRICES_ON_PAGE)
    data = request.POST if request.method == "POST" else None
    if data is None:
        goods = front.counter(page)
        context = {"booth": booth, "page": page, "goods": goods, "news": take_news(request)}
        return render(request, "lapak/booth/prices.html", context)
    # Only what was on the page: a product that came meanwhile may have moved another one to the next page.
    shown = goods_of(booth).filter(
        pk__in=[pk for pk in data.getlist("barang") if is_whole_number(pk)][: front.PRICES_ON_PAGE]
    )
    goods = [front.Good(product, PriceForm(data, product=product)) for product in shown]
    saved = [change for good in goods if (change := good.form.save(by=request.user))]
    wrong = [good for good in goods if good.is_open]
    told = _news_of_prices(booth, saved)
    if not wrong:
        request.session[NEWS] = told
        return redirect("lapak:booth", booth.pk)
    for good in goods:
        if not good.is_open:
            good.product.refresh_from_db()
            good.form = PriceForm(product=good.product)
    context = {"booth": booth, "page": page, "goods": goods, "wrong": wrong, "news": told if saved else None}
    return render(request, "lapak/booth/prices.html", context, status=422)


@require_POST
@of_own_booth
def undo(request, booth):
    """Take the last change back."""
    entries = request.POST.getlist("perubahan")
    if not all(map(is_whole_number, entries)):
        raise Http404
    undone = changes.undo(booth=booth, entries=map(int, entries), by=request.user)
    is_done = undone.products or undone.is_booth or undone.is_all
    words = [_("Dikembalikan seperti semula.")] if is_done else []
    if undone.too_late:
        words.append(_("Yang sudah diubah lagi sesudahnya dibiarkan."))
    told = news(booth, " ".join(words))
    return done(
        request, booth, told, products=undone.products, is_booth=undone.is_booth, is_all=undone.is_all
    )


def news_of(booth, change) -> dict:
    """Return what to tell of a change; what was so already needs no way back."""
    if change is None:
        return news(booth, _("Sudah begitu. Tidak ada yang berubah."))
    return news(booth, change.words, [change.entry])


def _news_of_prices(booth, saved) -> dict:
    if len(saved) < 2:
        return news_of(booth, saved[0] if saved else None)
    text = ngettext("%(number)d harga sudah tayang.", "%(number)d harga sudah tayang.", len(saved))
    return news(booth, text % {"number": len(saved)}, [change.entry for change in saved])


def wants_parts(request) -> bool:
    """Tell whether a script asks, which draws what changed by itself."""
    return request.headers.get("X-Requested-With") == "fetch"


def done(request, booth, told, *, products=(), is_booth=False, is_all=False, anchor=""):
    """Answer a tap: with the parts of the page that changed, or with the way back to where it was.

    `is_all` asks for the whole page anew.
    """
    number = request.POST.get("hal", "")
    if not wants_parts(request):
        request.session[NEWS] = told
        anchor = anchor or (f"barang-{products[0]}" if products else "")
        query = f"?hal={number}" if number.isdecimal() else ""
        return redirect(f"{reverse('lapak:booth', args=[booth.pk])}{query}{'#' if anchor else ''}{anchor}")
    if is_all:
        request.session[NEWS] = told
        return JsonResponse({"go": reverse("lapak:booth", args=[booth.pk])})
    context = {"booth": booth, "page_number": number}
    parts = {
        f"barang-{good.product.pk}": render_to_string(
            "lapak/booth/good.html", context | {"good": good}, request
        )
        for good in front.counter(on_counter(booth).filter(pk__in=products))
    }
    if is_booth:
        booth.refresh_from_db(fields=["closed_on"])
        is_closed = booth.closed_on == timezone.localdate()
        shown = context | {"row": front.stall_row(booth), "is_closed_today": is_closed}
        parts["hari-ini"] = render_to_string("lapak/booth/today.html", shown, request)
        parts["rupa"] = render_to_string("lapak/booth/stall.html", shown, request)
    return JsonResponse(
        {"parts": parts, "news": render_to_string("lapak/booth/news.html", {"news": told}, request)}
    )
