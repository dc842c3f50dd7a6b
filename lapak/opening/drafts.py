"""Where a draft is kept: in the pages of a booth, or in a row while nobody has an account."""

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from expo.domain.goods_photos import store_photo
from expo.domain.opening import answers_of, change_booth, change_first_product, send
from expo.models import BoothPage
from lapak.domain import openings
from lapak.goods.photos import key_of
from lapak.opening import steps
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

    @transaction.atomic
    def save(self, step: str, *, seen: str, upload=None, **values) -> None:
        """Store the answers of a step; those that are stored already, twice sent, change nothing.

        Raises ChangedMeanwhileError when another phone stored something else since the page was `seen`.
        """
        now = self._locked_answers()
        if all(getattr(now, name) == value for name, value in values.items()) and upload is None:
            return
        if seen != steps.seen(now, step):
            raise ChangedMeanwhileError(now)
        self._write(step, values, upload)


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

    def _write(self, step, values, upload):
        if step != steps.PRODUCT:
            change_booth(booth=self.booth, by=self.user, **values)
            return
        photo = upload and store_photo(upload=upload, booth=self.booth, by=self.user, key=key_of(upload))
        change_first_product(
            booth=self.booth, name=values["product"], price=values["price"], photo=photo, by=self.user
        )

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

    def _write(self, step, values, upload):
        if upload is not None:
            openings.replace_photo(self.opening, store_unknown_photo(upload=upload, title=values["product"]))
        openings.write(self.opening, **{FIELDS.get(name, name): value for name, value in values.items()})

    def send(self, **who) -> None:
        """Make the pages and hand them in; `who` is name, number and password, the first time only."""
        openings.send_opening(opening=self.opening, sender=self.sender, **who)
