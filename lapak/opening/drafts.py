"""Where a draft is kept: in the pages of a booth, or in a row while nobody has an account."""

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from expo.domain.opening import answers_of, change_booth, change_first_product, first_product, send
from expo.models import BoothPage
from lapak.domain import openings
from lapak.goods.photos import ChosenPhotos, posted_photos
from lapak.opening import steps
from lapak.opening.forms import FORMS, BoothProductForm
from lapak.opening.photos import store_unknown_photo

FIELDS = {"phone": "whatsapp"}
"""Answers whose field in the row has another name."""


class ChangedMeanwhileError(Exception):
    """Raised where another phone was faster; `answers` are those stored now."""

    def __init__(self, answers):
        self.answers = answers
        super().__init__("changed meanwhile")


class Draft:
    """A draft, whoever keeps it. `answers` is what it holds."""

    is_unknown = False
    """True while nobody has said who opens the booth."""

    answers = None

    def url(self, step: str) -> str:
        """Return the address of a step."""
        raise NotImplementedError

    def expect_photo(self) -> None:
        """Say that a photo came, before anybody looks into it; raises TooManyAttemptsError beyond the limit."""

    def form(self, step: str, request, *, initial: dict, files=None):
        """Return the form of a step, with what was posted when something was."""
        return FORMS[step](_posted(request), files, initial=initial)

    @transaction.atomic
    def save(self, step: str, *, seen: str, **values) -> None:
        """Store the answers of a step; those that are stored already, twice sent, change nothing.

        Raises ChangedMeanwhileError when another phone stored something else since the page was `seen`.
        """
        now = self._locked_answers()
        if all(getattr(now, name) == value for name, value in values.items()):
            return
        if seen != steps.seen(now, step):
            raise ChangedMeanwhileError(now)
        self._write(step, values)


class PagesDraft(Draft):
    """The unpublished pages of a booth, changed by one of its people or by the office."""

    def __init__(self, booth: BoothPage, user):
        self.booth, self.user = booth, user
        self.answers = answers_of(booth)

    def url(self, step):
        """Return the address of a step of this booth."""
        return reverse("lapak:opening_booth_step", args=[self.booth.pk, step])

    def _locked_answers(self):
        booth = (
            BoothPage.objects.select_for_update(of=("self",)).select_related("hall").filter(pk=self.booth.pk)
        ).first()
        if booth is None:
            raise Http404
        return answers_of(booth)

    def form(self, step, request, *, initial, files=None):
        """Return the form of a step; photos go the way of all goods, and the first product shows one here."""
        if step != steps.PRODUCT:
            return super().form(step, request, initial=initial)
        photos = ChosenPhotos([self.answers.photo] if self.answers.photo else [])
        if request.method == "POST":
            photos = posted_photos(request, booth=self.booth, product=first_product(self.booth))
            # Without scripts a new photo comes beside the old one, in whose place it is to stand.
            photos.photos = photos.photos[-1:]
        return BoothProductForm(_posted(request), photos=photos, initial=initial)

    @property
    def name_on_phone(self) -> str:
        """Return under which name the phone keeps what is not sent; phones are shared."""
        return f"{self.user.pk}-{self.booth.pk}-pertama"

    def _write(self, step, values):
        if step != steps.PRODUCT:
            change_booth(booth=self.booth, by=self.user, **values)
            return
        change_first_product(booth=self.booth, name=values.pop("product"), by=self.user, **values)

    def send(self) -> None:
        """Hand the booth and its products in."""
        send(booth=self.booth, by=self.user)


class OpeningDraft(Draft):
    """The answers of somebody who is not logged in, or has chosen no hall yet; None before the first answer."""

    def __init__(self, opening, *, sender: str, is_unknown: bool):
        self.opening, self.sender, self.is_unknown = opening, sender, is_unknown
        self.answers = opening.answers if opening else openings.BoothOpening().answers
        self.new_code = ""

    def url(self, step):
        """Return the address of a step."""
        return reverse("lapak:opening_step", args=[step])

    def expect_photo(self):
        """Count the photo against the address it comes from."""
        openings.spend(action="opening_photo", sender=self.sender, most=openings.PHOTOS_AT_ONCE)

    def _locked_answers(self):
        if self.opening is None:
            self.opening, self.new_code = openings.begin(sender=self.sender)
        opening = openings.locked(self.opening)
        if opening is None or not openings.is_open(opening):
            raise Http404
        self.opening = opening
        return opening.answers

    def save(self, step, *, seen, **values):
        """Store the answers of a step; without a new photo the one there is stays."""
        if not values.get("photo"):
            values.pop("photo", None)
        super().save(step, seen=seen, **values)

    def _write(self, step, values):
        if upload := values.pop("photo", None):
            openings.replace_photo(self.opening, store_unknown_photo(upload=upload, title=values["product"]))
        openings.write(self.opening, **{FIELDS.get(name, name): value for name, value in values.items()})

    def send(self, **who) -> None:
        """Make the pages and hand them in; `who` is name, number and password, the first time only."""
        openings.send_opening(opening=self.opening, sender=self.sender, **who)


def _posted(request):
    return request.POST if request.method == "POST" else None
