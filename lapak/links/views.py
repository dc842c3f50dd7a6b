"""Pages of links. Every change is a POST that leads back to the list; scripts only save the way."""

from functools import wraps

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expo.domain.completeness import NotPublishable
from expo.domain.freshness import hide_link, show_link_again
from lapak.booth.doors import of_own_booth
from lapak.booth.views import NEWS
from lapak.links import changes
from lapak.links.changes import LinksChangedError, WaitingError, added_words, sentence
from lapak.links.forms import LinkForm, PasteForm
from lapak.links.places import place_of
from lapak.links.rows import page_context, ways
from marketplaces.domain import examine, examine_paste


def of_place(view):
    """Decorate a view of the links of an own booth, or of a product in it, which gets `place`."""

    @of_own_booth
    @wraps(view)
    def guarded(request, booth, product_id=None, **kwargs):
        return view(request, place=place_of(booth, product_id), **kwargs)

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
        at_once = changes.publishes_at_once(place.page, request.user)
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
        saved = changes.add_links(
            page=place.page,
            texts=[link.text for link in paste.good],
            seen=request.POST.get("dilihat", ""),
            by=request.user,
            send=request.POST.get("lalu") == "kirim",
        )
    except LinksChangedError as error:
        return _list(request, place, form=form, paste=paste, told=_told(error), status=409)
    except WaitingError:
        return _list(request, place, form=form, paste=paste, told=_waiting(), status=409)
    except ValidationError as error:
        return _list(request, place, form=form, paste=paste, told=" ".join(error.messages), status=422)
    words = sentence(saved, added_words(saved.count)) if saved.count else added_words(0)
    if not paste.bad:
        return _back(request, place, words)
    rest = PasteForm(initial={"teks": "\n".join(link.text for link in paste.bad)})
    left = examine_paste(rest.initial["teks"])
    return _list(request, place.anew(), form=rest, paste=left, news=words)


@of_place
def edit(request, place, key):
    """Change a link's address or the words on its button."""
    version = changes.latest_version(place.page)
    link = next((link for link in version.links.all() if link.key == key), None)
    if link is None:
        raise Http404
    context = {"booth": place.booth, "place": place, "key": key, "seen": changes.token_of(version)}
    form = LinkForm(request.POST or None, initial={"alamat": link.pasted, "tulisan": link.label})
    status = 200
    if request.method == "POST":
        status = 422
        context["examined"] = examine(form.text, hint=form.label)
        if form.is_valid():
            outcome = _try(
                lambda: changes.replace_link(
                    page=place.page,
                    key=key,
                    text=form.cleaned_data["alamat"],
                    label=form.cleaned_data["tulisan"],
                    seen=request.POST.get("dilihat", ""),
                    by=request.user,
                )
            )
            if not isinstance(outcome, str):
                return _back(request, place, sentence(outcome, _("Tautan diubah.")))
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
        outcome = _try(lambda: changes.switch_on(page=page, key=key, seen=seen, by=request.user))
        words = outcome if isinstance(outcome, str) else sentence(outcome, _("Tautan dinyalakan."))
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
        lambda: changes.move_link(page=place.page, key=key, by_places=steps, seen=seen, by=request.user)
    )
    return _answer(request, place, outcome, _("Urutan diubah."), anchor=f"t-{key}")


@require_POST
@of_place
def order(request, place):
    """Put the links into the order they were dragged to."""
    keys = request.POST.getlist("tautan")
    seen = request.POST.get("dilihat", "")
    outcome = _try(lambda: changes.order_links(page=place.page, keys=keys, seen=seen, by=request.user))
    return _answer(request, place, outcome, _("Urutan diubah."))


@of_place
def remove(request, place, key):
    """Ask, then take a link out."""
    version = changes.latest_version(place.page)
    link = next((link for link in version.links.all() if link.key == key), None)
    if link is None:
        raise Http404
    if request.method == "POST":
        seen = request.POST.get("dilihat", "")
        outcome = _try(lambda: changes.remove_link(page=place.page, key=key, seen=seen, by=request.user))
        return _answer(request, place, outcome, _("Tautan dihapus."))
    context = {"booth": place.booth, "place": place, "key": key, "seen": changes.token_of(version)}
    context["examined"] = examine(link.pasted, hint=link.label)
    return render(request, "lapak/links/remove.html", context)


@require_POST
@of_place
def send(request, place):
    """Publish the latest version or hand it in."""
    outcome = _try(lambda: changes.send_links(page=place.page, by=request.user))
    if isinstance(outcome, str):
        return _back(request, place, outcome)
    words = {"public": _("Sudah tayang."), "waiting": _("Dikirim. Dinas akan memeriksa.")}
    return _back(request, place, words[outcome.state])


def _try(action):
    """Return what an action returned, or why it could not be done, in words."""
    try:
        return action()
    except LinksChangedError as error:
        return _told(error)
    except WaitingError:
        return _waiting()
    except ValidationError as error:
        return " ".join(error.messages)
    except NotPublishable as error:
        return str(error)
    except LookupError:
        raise Http404 from None


def _told(error: LinksChangedError) -> str:
    if error.by:
        words = _("Daftar ini baru saja diubah %(name)s. Lihat dulu, lalu ulangi.")
        return words % {"name": error.by}
    return _("Daftar ini baru saja diubah dari HP lain. Lihat dulu, lalu ulangi.")


def _waiting() -> str:
    return _("Sedang diperiksa dinas. Menambah dan mengubah bisa lagi setelah dijawab.")


def _answer(request, place, outcome, done: str, anchor: str = ""):
    words = outcome if isinstance(outcome, str) else sentence(outcome, done)
    return _back(request, place, words, anchor)


def _back(request, place, words: str, anchor: str = ""):
    request.session[NEWS] = {"booth": place.booth.pk, "text": words, "entries": []}
    return redirect(place.url() + (f"#{anchor}" if anchor else ""))


def _list(request, place, *, form, paste=None, told="", news="", status=200):
    context = page_context(place=place, user=request.user)
    kept = {"booth": place.booth.pk, "text": news, "entries": []} if news else request.session.pop(NEWS, None)
    context |= {"form": form, "paste": paste, "told": told, "news": kept, "ways": ways()}
    return render(request, "lapak/links/links.html", context, status=status)
