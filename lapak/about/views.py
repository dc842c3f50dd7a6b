"""The pages of what a booth says of itself."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.numbers import is_whole_number
from expo.domain import goods
from expo.domain.booth_details import change_booth, set_picture, snapshot, take_back_booth
from expo.domain.opening import is_being_opened
from lapak.about.forms import SEEN, AboutForm
from lapak.booth.doors import of_own_booth
from lapak.booth.views import NEWS, wants_parts
from lapak.goods.photos import ChosenPhotos, posted_photos

WORDS = {
    goods.LIVE: lambda: _("Sudah tayang."),
    goods.WAITING: lambda: _("Dikirim untuk diperiksa dinas. Yang lama tetap tayang sampai dijawab."),
    goods.DRAFT: lambda: _("Tersimpan."),
}


@of_own_booth
def about(request, booth):
    """Change name, story, contact, place and hours."""
    if _is_waiting(request, booth):
        return _waiting(request, booth)
    now = snapshot(booth.get_latest_revision_as_object())
    if request.method != "POST":
        return _page(request, booth, AboutForm(now=now))
    form = AboutForm(request.POST, now=now)
    if form.is_valid():
        try:
            saved = change_booth(booth=booth, by=request.user, values=form.values, seen=form.seen)
        except goods.UnderReviewError:
            return _waiting(request, booth)
        except goods.ChangedGoodsError as error:
            form.take_change(error)
        except ValidationError as error:
            form.take_errors(error)
        else:
            return _done(request, booth, saved)
    return _page(request, booth, form, status=422)


def _page(request, booth, form, *, status=200):
    context = {
        "booth": booth,
        "form": form,
        "news": request.session.pop(NEWS, None) if request.method == "GET" else None,
        "publishes": booth.permissions_for_user(request.user).can_publish(),
    }
    return render(request, "lapak/about/about.html", context, status=status)


@of_own_booth
def picture(request, booth, which):
    """Choose the logo or the cover."""
    if _is_waiting(request, booth):
        return _waiting(request, booth)
    standing = getattr(booth.get_latest_revision_as_object(), which)
    photos = ChosenPhotos([standing] if standing else [])
    told, status = "", 200
    if request.method == "POST":
        named = request.POST.getlist("foto")
        if named != [str(photo.pk) for photo in photos.photos] or request.FILES or "geser" in request.POST:
            photos = posted_photos(request, booth=booth, product=None)
        # Without scripts a new photo comes beside the old one, in whose place it is to stand.
        photos.photos = photos.photos[-1:]
        if not (photos.is_moved or photos.errors):
            chosen = photos.photos[0].pk if photos.photos else None
            seen = request.POST.get(SEEN, "")
            seen = int(seen) if is_whole_number(seen) else None
            try:
                saved = set_picture(booth=booth, by=request.user, which=which, photo=chosen, seen=seen)
            except goods.UnderReviewError:
                return _waiting(request, booth)
            except goods.ChangedGoodsError as error:
                told = _("%(name)s baru saja menggantinya.") if error.by else _("Baru saja diganti.")
                told %= {"name": error.by}
            except ValidationError as error:
                photos.errors += error.messages
            else:
                return _done(request, booth, saved)
        status = 200 if photos.is_moved else 422
    context = {
        "booth": booth,
        "which": which,
        "photos": photos,
        "seen": standing.pk if standing else "",
        "told": told,
        "publishes": booth.permissions_for_user(request.user).can_publish(),
        "draft_name": f"{request.user.pk}-{booth.pk}-{which}",
    }
    return render(request, "lapak/about/picture.html", context, status=status)


@require_POST
@of_own_booth
def take_back(request, booth):
    """Take the booth back from the office, to change it once more."""
    take_back_booth(booth=booth, by=request.user)
    request.session[NEWS] = _news(booth, _("Ditarik kembali. Silakan ubah, lalu kirim lagi."))
    return redirect("lapak:about", booth.pk)


def _is_waiting(request, booth) -> bool:
    lock = booth.get_lock()
    return bool(lock and lock.for_user(request.user))


def _waiting(request, booth):
    status = 200 if request.method == "GET" else 409
    return render(request, "lapak/about/waiting.html", {"booth": booth}, status=status)


def _news(booth, text) -> dict:
    return {"booth": booth.pk, "text": text, "entries": []}


def _done(request, booth, saved):
    request.session[NEWS] = _news(booth, WORDS[saved.state]())
    url = reverse("lapak:booth", args=[booth.pk])
    if is_being_opened(booth):
        url = reverse("lapak:opening_booth_step", args=[booth.pk, "kirim"])
    return JsonResponse({"url": url}) if wants_parts(request) else redirect(url)
