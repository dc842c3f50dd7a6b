"""The order in which a booth's goods stand."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from core.numbers import is_whole_number
from expo.domain.goods import on_counter
from lapak.booth import changes
from lapak.booth.doors import of_own_booth
from lapak.booth.views import news_of
from lapak.news import NEWS, take_news


@of_own_booth
def order(request, booth):
    """Put the goods in another order: by dragging, or by buttons that need no scripts and work at once."""
    if request.method != "POST":
        rows = on_counter(booth).defer("description")
        news = take_news(request)
        return render(request, "lapak/goods/order.html", {"booth": booth, "goods": rows, "news": news})
    posted = request.POST.getlist("urutan")
    if not posted or not all(map(is_whole_number, posted)):
        raise Http404
    wanted = [int(pk) for pk in posted]
    button = request.POST.get("geser", "")
    if button:
        wanted = _moved(wanted, button)
    try:
        change = changes.say_order(booth=booth, order=wanted, by=request.user)
    except PermissionDenied:
        raise Http404 from None
    request.session[NEWS] = news_of(booth, change)
    if button:
        return redirect(f"{reverse('lapak:order', args=[booth.pk])}#barang-{button.partition(':')[2]}")
    return redirect("lapak:booth", booth.pk)


def _moved(ids: list[int], button: str) -> list[int]:
    word, _colon, pk = button.partition(":")
    if word not in ("naik", "turun") or not is_whole_number(pk) or int(pk) not in ids:
        raise Http404
    place = ids.index(int(pk))
    ids.pop(place)
    ids.insert(max(0, place + (-1 if word == "naik" else 1)), int(pk))
    return ids
