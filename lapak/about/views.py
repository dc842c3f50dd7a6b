"""The pages of what a booth says of itself."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.numbers import is_whole_number
from expo.domain import handing_in
from expo.domain.booth_details import change_booth, set_picture, snapshot
from expo.domain.opening import is_being_opened
from lapak.about.forms import AboutForm
from lapak.booth.doors import of_own_booth
from lapak.booth.views import wants_parts
from lapak.goods.photos import ChosenPhotos, posted_photos
from lapak.news import take_news, tell
from lapak.seen import SEEN

WORDS = {
    handing_in.LIVE: lambda: _("Sudah tayang."),
    handing_in.WAITING: lambda: _("Dikirim untuk diperiksa dinas. Yang lama tetap tayang sampai dijawab."),
    handing_in.DRAFT: lambda: _("Tersimpan."),
}


@of_own_booth
def about(request, booth):
    """Change name, story, contact, place and hours."""
    if handing_in.is_waiting_for(booth, request.user):
        return _waiting(request, booth)
    now = snapshot(booth.get_latest_revision_as_object())
    if request.method != "POST":
        return _page(request, booth, AboutForm(now=now))
    form = AboutForm(request.POST, now=now)
    if form.is_valid():
        try:
            saved = change_booth(booth=booth, by=request.user, values=form.values, seen=form.seen)
        except handing_in.UnderReviewError:
            return _waiting(request, booth)
        except handing_in.ChangedMeanwhileError as error:
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
        "news": take_news(request) if request.method == "GET" else None,
        "publishes": booth.permissions_for_user(request.user).can_publish(),
    }
    return render(request, "lapak/about/about.html", context, status=status)


@of_own_booth
def picture(request, booth, which):
    """Choose the logo or the cover."""
    if handing_in.is_waiting_for(booth, request.user):
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
            except handing_in.UnderReviewError:
                return _waiting(request, booth)
            except handing_in.ChangedMeanwhileError as error:
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
        "is_sent_back": bool(told or photos.errors),
        "publishes": booth.permissions_for_user(request.user).can_publish(),
        "draft_name": f"{request.user.pk}-{booth.pk}-{which}",
    }
    return render(request, "lapak/about/picture.html", context, status=status)


@require_POST
@of_own_booth
def take_back(request, booth):
    """Take the booth back from the office, to change it once more."""
    handing_in.take_back(page=booth, by=request.user)
    tell(request, booth, _("Ditarik kembali. Silakan ubah, lalu kirim lagi."))
    return redirect("lapak:about", booth.pk)


def _waiting(request, booth):
    status = 200 if request.method == "GET" else 409
    return render(request, "lapak/about/waiting.html", {"booth": booth}, status=status)


def _done(request, booth, saved):
    tell(request, booth, WORDS[saved.state]())
    url = reverse("lapak:booth", args=[booth.pk])
    if is_being_opened(booth):
        url = reverse("lapak:opening_booth_step", args=[booth.pk, "kirim"])
    return JsonResponse({"url": url}) if wants_parts(request) else redirect(url)
