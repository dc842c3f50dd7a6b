"""The steps, and sending."""

from urllib.parse import urlencode

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.models import ProductPage
from core.addresses import visitor_of
from core.phone import format_phone, is_mobile
from expo.domain.completeness import NotPublishable
from expo.domain.hall_advice import advise
from expo.domain.opening import is_being_opened
from expo.domain.readers import hall_tiles
from expo.models import BoothPage
from expo.permissions import businesses_to_open, can_found_business, own_booths
from lapak.access import unkept
from lapak.booth.doors import of_own_booth
from lapak.booth.views import wants_parts
from lapak.domain import openings
from lapak.domain.attempts import TooManyAttemptsError
from lapak.entry.views import wait_words
from lapak.goods.photos import MOVE
from lapak.news import NEWS
from lapak.opening import cookie, steps
from lapak.opening.drafts import ChangedMeanwhileError, OpeningDraft, PagesDraft
from lapak.opening.forms import SendForm
from lapak.opening.look import look_of
from merchants.permissions import is_curator

BACK_TO_LOOK = "kembali"
"""Parameter of a step that was opened from the last one, and leads back there."""
PASSED_OVER = "lewat"
"""Parameter of the last step, signed: lines of the paste that were no links. Who has no account has no session."""


@require_http_methods(["GET", "HEAD", "POST"])
@unkept
def start(request):
    """Lead to where the opening stopped; say what it is to somebody who begins.

    POST is the answer of somebody logged in that the answers on this phone are the own.
    """
    opening = cookie.opening_of(request)
    if request.user.is_authenticated:
        return _start_of_person(request, opening)
    if request.method == "POST":
        return redirect("lapak:open")
    if opening is None:
        return render(request, "lapak/opening/start.html")
    if not openings.is_open(opening):
        return redirect("lapak:opening_sent")
    return redirect(
        OpeningDraft(opening, sender="", is_unknown=True).url(steps.where_it_stopped(opening.answers))
    )


def _start_of_person(request, opening):
    """Lead somebody who is logged in to the own draft, or to a new one."""
    user = request.user
    if is_curator(user):
        return redirect("wagtailadmin_home")
    for booth in own_booths(user).distinct().order_by("pk"):
        if is_being_opened(booth):
            return redirect("lapak:opening_go_on", booth.pk)
    if not _may_begin(user):
        return cookie.forget(redirect("lapak:my_booth"))
    if opening is None or opening.sent_at is not None:
        return render(request, "lapak/opening/start.html")
    if opening.name and opening.hall_id:
        if request.method == "POST":
            return _adopt(request, opening)
        # Phones are shared at a stall: somebody else may have begun here.
        return render(request, "lapak/opening/adopt.html", {"look": look_of(opening.answers)})
    return redirect("lapak:opening_step", steps.where_it_stopped(opening.answers))


def _may_begin(user) -> bool:
    return can_found_business(user) or businesses_to_open(user).exists()


def _adopt(request, opening, step=None):
    """Turn answers given without an account into the pages of the person who is logged in now."""
    try:
        booth = openings.adopt(opening=opening, user=request.user)
    except (openings.OpeningRefusedError, PermissionDenied):
        return cookie.forget(redirect("lapak:my_booth"))
    if step is None:
        return cookie.forget(redirect("lapak:opening_go_on", booth.pk))
    return cookie.forget(redirect("lapak:opening_booth_step", booth.pk, step))


@unkept
@sensitive_post_parameters("password")
def opening_step(request, step):
    """Ask one thing of somebody without an account, or whose booth has no hall yet."""
    opening = cookie.opening_of(request)
    if request.user.is_authenticated:
        if not _may_begin(request.user) or is_curator(request.user):
            return redirect("lapak:open")
        if opening is not None and opening.sent_at is not None:
            opening = None
        if step not in (steps.NAME, steps.HALL):
            return redirect("lapak:open")
    elif opening is not None and not openings.is_open(opening):
        return redirect("lapak:opening_sent")
    draft = OpeningDraft(opening, sender=visitor_of(request), is_unknown=not request.user.is_authenticated)
    response = _ask_who(request, draft) if step == steps.WHO else _ask(request, draft, step)
    if draft.new_code and response.status_code == 302:
        cookie.remember(response, draft.new_code)
    if (
        request.user.is_authenticated
        and step == steps.HALL
        and response.status_code == 302
        and _may_adopt(draft)
    ):
        return _adopt(request, draft.opening, steps.CONTACT)
    return response


def _may_adopt(draft) -> bool:
    return bool(draft.opening and draft.opening.hall_id and draft.opening.name)


@of_own_booth
def go_on(request, booth):
    """Lead to the step where the draft of a booth stopped."""
    if not is_being_opened(booth):
        return redirect("lapak:booth", booth.pk)
    draft = PagesDraft(booth, request.user)
    return redirect(draft.url(steps.where_it_stopped(draft.answers)))


@of_own_booth
def booth_step(request, booth, step):
    """Ask one thing about the draft of a booth."""
    if step == steps.WHO:
        raise Http404
    if not is_being_opened(booth):
        if request.method == "POST":
            request.session[NEWS] = _news(booth, _("Lapak ini sudah dikirim."))
        return _on(request, reverse("lapak:booth", args=[booth.pk]))
    return _ask(request, PagesDraft(booth, request.user), step)


def _ask(request, draft, step):
    """Show a step, or store what was answered and go on."""
    if missing := steps.first_missing(draft.answers, before=step):
        return _on(request, draft.url(missing))
    if step == steps.LOOK:
        return _look(request, draft)
    back_to_look = bool(request.POST.get(BACK_TO_LOOK) or request.GET.get(BACK_TO_LOOK))
    way_on = draft.url(steps.LOOK if back_to_look else steps.after(step))
    form, seen, status = None, steps.seen(draft.answers, step), 200
    if request.method == "POST":
        if request.POST.get("lewati") and step in (steps.PRODUCT, steps.LINKS):
            return redirect(way_on)
        form = draft.form(step, request, files=request.FILES, initial=_initial(draft.answers, step))
        status = 422
        try:
            if request.FILES:
                draft.expect_photo()
            if form.is_valid():
                draft.save(step, seen=request.POST.get("dilihat", ""), **form.cleaned_data)
                return _on(request, way_on + _passed_over(form))
            if MOVE in request.POST:
                # The photo was taken away: nobody asked yet whether the rest is right.
                form.errors.clear()
                status = 200
        except ChangedMeanwhileError as error:
            seen = steps.seen(error.answers, step)
            draft.answers = error.answers
            words = _("Baru saja diubah di HP lain menjadi: %(now)s. Periksa, lalu simpan lagi.")
            form.add_error(None, words % {"now": steps.in_words(error.answers, step)})
        except TooManyAttemptsError as refused:
            status = 429
            # Without the photo, so that nobody looks into it.
            form = draft.form(step, request, initial=_initial(draft.answers, step))
            form.add_error(None, wait_words(refused.minutes))
        except openings.OpeningRefusedError as refused:
            status = 429
            form.add_error(None, str(refused))
    if form is None:
        form = draft.form(step, request, initial=_initial(draft.answers, step, request))
    context = _frame(draft, step) | {"form": form, "seen": seen, "back_to_look": back_to_look}
    if step == steps.HALL:
        context |= _halls(draft.answers, form)
    return render(request, f"lapak/opening/{step}.html", context, status=status)


def _initial(answers, step, request=None) -> dict:
    """Return what a form starts with; the number of the person's own phone is offered for the buyers'."""
    # Not the photo: a field of files would answer it as if it had been sent again.
    values = {name: getattr(answers, name) for name in steps.ASKED[step] if name != "photo"}
    if step == steps.CONTACT and not values["phone"] and request and not is_curator(request.user):
        values["phone"] = getattr(request.user, "phone", "") or ""
    return values


def _passed_over(form) -> str:
    """Return the parameter that tells the next page what was no link; "" when nothing is to be told."""
    paste = getattr(form, "paste", None)
    if not paste or not paste.talk:
        return ""
    lines = [f"“{Truncator(line).chars(40)}”" for line in paste.talk[:3]]
    words = ", ".join(lines if len(paste.talk) <= len(lines) else [*lines, "…"])
    return "?" + urlencode({PASSED_OVER: signing.dumps(words, salt=PASSED_OVER)})


def _told_as_passed_over(request) -> str:
    try:
        return signing.loads(request.GET.get(PASSED_OVER, ""), salt=PASSED_OVER)
    except signing.BadSignature:
        return ""


def _on(request, url):
    """Lead on; a script that sent the form goes there by itself."""
    return JsonResponse({"url": url}) if wants_parts(request) else redirect(url)


def _frame(draft, step) -> dict:
    """Return what every step shows."""
    before = steps.previous(step)
    return {
        "draft": draft,
        "answers": draft.answers,
        "step": step,
        "number": steps.NUMBERS[step],
        "back": draft.url(before) if before else "",
        "on_whatsapp": bool(draft.answers.phone) and is_mobile(draft.answers.phone),
        "restart": draft.is_unknown and draft.opening is not None and draft.opening.sent_at is None,
    }


def _halls(answers, form) -> dict:
    """Return the halls, those that suit what is sold first, and which is ticked."""
    halls = hall_tiles()
    advised = advise(sold=f"{answers.sold} {answers.name}" if answers.sold else answers.name, halls=halls)
    chosen = form.data.get("hall") if form.is_bound else None
    if not chosen and answers.hall:
        chosen = answers.hall.pk
    elif not chosen and advised:
        chosen = advised[0].pk
    return {
        "advised": advised,
        "others": [hall for hall in halls if hall not in advised],
        "chosen": str(chosen or ""),
    }


def _look(request, draft):
    """Show the booth as visitors will see it, and send it."""
    problems = []
    if request.method == "POST" and draft.is_unknown and draft.opening.sent_at is None:
        return redirect(draft.url(steps.WHO))
    if request.method == "POST":
        try:
            draft.send()
            return _sent(request, draft)
        except NotPublishable as error:
            problems = error.problems
        except openings.OpeningRefusedError as error:
            problems = [str(error)]
    ways = {step: f"{draft.url(step)}?{BACK_TO_LOOK}=1" for step in steps.ASKED}
    context = _frame(draft, steps.LOOK) | {
        "look": look_of(draft.answers),
        "ways": ways,
        "lacks": [(lack, ways[lack.step]) for lack in steps.lacks(draft.answers)],
        "problems": problems,
        "passed_over": _told_as_passed_over(request),
        "words": openings.sent_back_with(draft.opening) if _came_back(draft) else "",
    }
    if isinstance(draft, PagesDraft):
        goods = ProductPage.objects.child_of(draft.booth).order_by("pk")
        context |= {
            "news": request.session.pop(NEWS, None) if request.method == "GET" else None,
            "goods": list(goods.values_list("draft_title", flat=True)),
            "has_logo": bool(draft.booth.latest_revision.content["logo"]),
        }
    return render(request, "lapak/opening/kirim.html", context, status=422 if problems else 200)


def _came_back(draft) -> bool:
    return isinstance(draft, OpeningDraft) and draft.opening.sent_at is not None


def _ask_who(request, draft):
    """Ask for number and password, then send. The answer is the same for every number."""
    if not draft.is_unknown or draft.opening is None or draft.opening.sent_at is not None:
        return redirect("lapak:open")
    if missing := steps.first_missing(draft.answers):
        return redirect(draft.url(missing))
    form, status = SendForm(initial={"username": _own_number(draft.answers)}), 200
    if request.method == "POST":
        form, status = SendForm(request.POST), 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                draft.send(person=data["person"], phone=data["username"], password=data["password"])
                return redirect("lapak:opening_sent")
            except TooManyAttemptsError as refused:
                status = 429
                form.add_error(None, wait_words(refused.minutes))
            except openings.OpeningRefusedError as refused:
                form.add_error(None, str(refused))
            except NotPublishable:
                return redirect(draft.url(steps.LOOK))
    return render(
        request, "lapak/opening/siapa.html", _frame(draft, steps.WHO) | {"form": form}, status=status
    )


def _own_number(answers) -> str:
    return format_phone(answers.phone) if answers.phone else ""


def _sent(request, draft):
    if isinstance(draft, OpeningDraft):
        return redirect("lapak:opening_sent")
    booth = BoothPage.objects.get(pk=draft.booth.pk)
    words = _("Terkirim. Dinas memeriksa lapak Anda; jawabannya tampil di sini.")
    if booth.live:
        words = _("Lapak Anda sudah tayang.")
    request.session[NEWS] = _news(booth, words)
    return redirect("lapak:booth", booth.pk)


def _news(booth, text: str) -> dict:
    return {"booth": booth.pk, "text": text, "entries": []}


@require_safe
@unkept
def sent(request):
    """Say to somebody without an account what became of the booth."""
    opening = cookie.opening_of(request)
    if opening is None or opening.sent_at is None:
        return redirect("lapak:open")
    if request.user.is_authenticated:
        return cookie.forget(redirect("lapak:my_booth"))
    words = None if opening.confirmed_at else openings.sent_back_with(opening)
    context = {
        "opening": opening,
        "look": look_of(opening.answers),
        "words": words,
        "is_back": words is not None,
        "fix": reverse("lapak:opening_step", args=[steps.LOOK]),
    }
    return render(request, "lapak/opening/sent.html", context)


@require_POST
@unkept
def forget(request):
    """Throw the answers on this phone away, or only the way to them when they were sent."""
    opening = cookie.opening_of(request)
    if opening is not None:
        openings.throw_away(opening=opening)
    return cookie.forget(redirect("lapak:open"))
