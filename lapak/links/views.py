"""Pages of links. Every change is a POST that leads back to the list; scripts only save the way."""

from functools import wraps

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from expo.domain import booth_links
from expo.domain.completeness import NotPublishable
from expo.domain.freshness import hide_link, show_link_again
from expo.domain.handing_in import (
    HIDDEN,
    LIVE,
    WAITING,
    ChangedMeanwhileError,
    Saved,
    UnderReviewError,
    publish_or_hand_in,
)
from lapak.booth.doors import of_own_booth, own_product
from lapak.links.forms import LinkForm, PasteForm
from lapak.links.places import Place
from lapak.links.rows import page_context, ways
from lapak.news import news, take_news, tell
from marketplaces.domain import examine, examine_paste


def of_place(view):
    """Decorate a view of the links of an own booth, or of a product in it, which gets `place`."""

    @of_own_booth
    @wraps(view)
    def guarded(request, booth, product_id=None, **kwargs):
        page = booth if product_id is None else own_product(booth, product_id)
        return view(request, place=Place(booth, page), **kwargs)

    return guarded


@require_safe
@of_place
def links(request, place):
    """Show the links, and where to paste more."""
    return _list(request, place, form=PasteForm(initial={"teks": request.GET.get("teks", "")[:4000]}))


@require_POST
@of_place
def check(request, place):
    """Say what a paste holds, before anything is saved."""
    form = PasteForm(request.POST)
    paste = examine_paste(form.text)
    if request.headers.get("X-Requested-With") == "fetch":
        at_once = booth_links.publishes_at_once(place.page, request.user)
        context = {"place": place, "paste": paste, "booth": place.booth, "at_once": at_once}
        return JsonResponse({"html": render_to_string("lapak/links/paste.html", context, request)})
    return _list(request, place, form=form, paste=paste)


@require_POST
@of_place
def add(request, place):
    """Add what a paste holds; what is wrong in it stays in the box with the reason."""
    form = PasteForm(request.POST)
    paste = examine_paste(form.text)
    if not paste.good:
        return _list(request, place, form=form, paste=paste, status=422)
    try:
        saved = booth_links.add_links(
            page=place.page,
            texts=[link.text for link in paste.good],
            seen=request.POST.get("dilihat", ""),
            by=request.user,
            send=request.POST.get("lalu") == "kirim",
        )
    except ChangedMeanwhileError as error:
        return _list(request, place, form=form, paste=paste, told=_told(error), status=409)
    except UnderReviewError:
        return _list(request, place, form=form, paste=paste, told=_waiting(), status=409)
    except ValidationError as error:
        return _list(request, place, form=form, paste=paste, told=" ".join(error.messages), status=422)
    words = _sentence(saved, _added(saved.count)) if saved.count else _added(0)
    if not paste.bad:
        return _back(request, place, words)
    rest = PasteForm(initial={"teks": "\n".join(link.text for link in paste.bad)})
    left = examine_paste(rest.initial["teks"])
    return _list(request, place.anew(), form=rest, paste=left, said=words)


@of_place
def edit(request, place, key):
    """Change a link's address or the words on its button."""
    version = place.page.get_latest_revision_as_object()
    link = next((link for link in version.links.all() if link.key == key), None)
    if link is None:
        raise Http404
    context = {"booth": place.booth, "place": place, "key": key, "seen": booth_links.token_of(version)}
    form = LinkForm(request.POST or None, initial={"alamat": link.pasted, "tulisan": link.label})
    status = 200
    if request.method == "POST":
        status = 422
        context["examined"] = examine(form.text, hint=form.label)
        if form.is_valid():
            outcome = _try(
                lambda: booth_links.replace_link(
                    page=place.page,
                    key=key,
                    text=form.cleaned_data["alamat"],
                    label=form.cleaned_data["tulisan"],
                    seen=request.POST.get("dilihat", ""),
                    by=request.user,
                )
            )
            if not isinstance(outcome, str):
                return _back(request, place, _sentence(outcome, _("Tautan diubah.")))
            form.add_error(None if not context["examined"].is_refused else "alamat", outcome)
    else:
        context["examined"] = examine(link.pasted, hint=link.label)
    return render(request, "lapak/links/edit.html", context | {"form": form}, status=status)


@require_POST
@of_place
def show(request, place, key):
    """Hide a link, at once; show it again, at once when it was public as it is, else by the rules of review."""
    wanted = request.POST.get("tampil")
    if wanted not in ("0", "1"):
        raise Http404
    page = place.page
    try:
        if wanted == "0":
            hide_link(page=page, key=key, by=request.user)
            return _back(request, place, _("Tautan disembunyikan."))
        show_link_again(page=page, key=key, by=request.user)
    except LookupError:
        raise Http404 from None
    except PermissionDenied:
        seen = request.POST.get("dilihat", "")
        outcome = _try(lambda: booth_links.switch_on(page=page, key=key, seen=seen, by=request.user))
        words = outcome if isinstance(outcome, str) else _sentence(outcome, _("Tautan dinyalakan."))
        return _back(request, place, words)
    return _back(request, place, _("Tautan ditampilkan lagi."))


@require_POST
@of_place
def move(request, place, key):
    """Move a link one place up or down."""
    steps = {"naik": -1, "turun": 1}.get(request.POST.get("ke"))
    if steps is None:
        raise Http404
    seen = request.POST.get("dilihat", "")
    outcome = _try(
        lambda: booth_links.move_link(page=place.page, key=key, by_places=steps, seen=seen, by=request.user)
    )
    return _answer(request, place, outcome, _("Urutan diubah."), anchor=f"t-{key}")


@require_POST
@of_place
def order(request, place):
    """Put the links into the order they were dragged to."""
    keys = request.POST.getlist("tautan")
    seen = request.POST.get("dilihat", "")
    outcome = _try(lambda: booth_links.order_links(page=place.page, keys=keys, seen=seen, by=request.user))
    return _answer(request, place, outcome, _("Urutan diubah."))


@of_place
def remove(request, place, key):
    """Ask, then take a link out."""
    version = place.page.get_latest_revision_as_object()
    link = next((link for link in version.links.all() if link.key == key), None)
    if link is None:
        raise Http404
    if request.method == "POST":
        seen = request.POST.get("dilihat", "")
        outcome = _try(lambda: booth_links.remove_link(page=place.page, key=key, seen=seen, by=request.user))
        return _answer(request, place, outcome, _("Tautan dihapus."))
    context = {"booth": place.booth, "place": place, "key": key, "seen": booth_links.token_of(version)}
    context["examined"] = examine(link.pasted, hint=link.label)
    return render(request, "lapak/links/remove.html", context)


@require_POST
@of_place
def send(request, place):
    """Publish the latest version or hand it in."""
    outcome = _try(lambda: publish_or_hand_in(page=place.page, by=request.user))
    words = {LIVE: _("Sudah tayang."), WAITING: _("Dikirim. Dinas akan memeriksa."), HIDDEN: _("Tersimpan.")}
    return _back(request, place, words.get(outcome, outcome))


def _try(action):
    """Return what an action returned, or why it could not be done, in words."""
    try:
        return action()
    except ChangedMeanwhileError as error:
        return _told(error)
    except UnderReviewError:
        return _waiting()
    except ValidationError as error:
        return " ".join(error.messages)
    except NotPublishable as error:
        return str(error)
    except LookupError:
        raise Http404 from None


def _sentence(saved: Saved, done: str) -> str:
    """Return what to tell of a change: what was done, and who sees it when."""
    if saved.state == LIVE:
        return _("%(done)s Sudah tayang.") % {"done": done}
    if saved.state == WAITING:
        return _("%(done)s Dikirim ke dinas; yang lama tetap tayang sampai dijawab.") % {"done": done}
    return " ".join(filter(None, [_("%(done)s Belum dikirim.") % {"done": done}, saved.problem]))


def _added(count: int) -> str:
    if not count:
        return _("Tautan itu sudah ada di daftar.")
    words = ngettext("%(count)s tautan ditambahkan.", "%(count)s tautan ditambahkan.", count)
    return words % {"count": count}


def _told(error: ChangedMeanwhileError) -> str:
    if error.by:
        words = _("Daftar ini baru saja diubah %(name)s. Lihat dulu, lalu ulangi.")
        return words % {"name": error.by}
    return _("Daftar ini baru saja diubah dari HP lain. Lihat dulu, lalu ulangi.")


def _waiting() -> str:
    return _("Sedang diperiksa dinas. Menambah dan mengubah bisa lagi setelah dijawab.")


def _answer(request, place, outcome, done: str, anchor: str = ""):
    words = outcome if isinstance(outcome, str) else _sentence(outcome, done)
    return _back(request, place, words, anchor)


def _back(request, place, words: str, anchor: str = ""):
    tell(request, place.booth, words)
    return redirect(place.url() + (f"#{anchor}" if anchor else ""))


def _list(request, place, *, form, paste=None, told="", said="", status=200):
    context = page_context(place=place, user=request.user)
    kept = news(place.booth, said) if said else take_news(request)
    context |= {"form": form, "paste": paste, "told": told, "news": kept, "ways": ways()}
    return render(request, "lapak/links/links.html", context, status=status)
