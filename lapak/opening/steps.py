"""The five steps: their order, what each asks, and what a draft still lacks."""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from core.money import format_rupiah
from core.phone import format_phone
from expo.domain.completeness import why_of
from expo.domain.opening import Answers

NAME, HALL, CONTACT, PRODUCT, LINKS, LOOK, WHO = (
    "nama", "hall", "kontak", "barang", "tautan", "kirim", "siapa",
)  # fmt: skip

NUMBERS = {NAME: 1, HALL: 1, CONTACT: 2, PRODUCT: 3, LINKS: 4, LOOK: 5, WHO: 5}
"""Which of the five steps a page belongs to: the first asks for the name, then for the hall."""

ORDER = [NAME, HALL, CONTACT, PRODUCT, LINKS, LOOK]

NEEDED = [(NAME, "name"), (HALL, "hall"), (CONTACT, "phone")]
"""Without these a booth is not shown; a later step is not asked before them."""

ASKED = {
    NAME: ("name", "sold"),
    HALL: ("hall",),
    CONTACT: ("phone",),
    PRODUCT: ("product", "price", "photo"),
    LINKS: ("links",),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that would make the booth better: in words, why, and the step where it is filled in."""

    todo: str
    why: str
    step: str


def first_missing(answers: Answers, *, before: str = LOOK) -> str | None:
    """Return the first step before `before` whose needed answer is missing; None when all are there."""
    for step, name in NEEDED:
        if ORDER.index(step) < ORDER.index(before) and not getattr(answers, name):
            return step
    return None


def where_it_stopped(answers: Answers) -> str:
    """Return the step to go on with on another day or another phone."""
    if missing := first_missing(answers):
        return missing
    if not answers.product:
        return PRODUCT
    return LOOK if answers.links else LINKS


def after(step: str) -> str:
    """Return the step that follows."""
    return ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


def previous(step: str) -> str | None:
    """Return the step before, None before the first."""
    if step == WHO:
        return LOOK
    return ORDER[ORDER.index(step) - 1] if step != ORDER[0] else None


def seen(answers: Answers, step: str) -> str:
    """Return a mark of what a step showed, by which a form tells whether somebody changed it since."""
    values = [getattr(answers, name) for name in ASKED.get(step, ())]
    text = repr([getattr(value, "pk", value) for value in values])
    return salted_hmac("lapak.opening.seen", text, algorithm="sha256").hexdigest()[:16]


def in_words(answers: Answers, step: str) -> str:
    """Return what a step holds, for telling that somebody else has just written it."""
    if step == NAME:
        return answers.name
    if step == HALL:
        return answers.hall.title if answers.hall else "–"
    if step == CONTACT:
        return format_phone(answers.phone) if answers.phone else "–"
    if step == PRODUCT:
        price = format_rupiah(answers.price) if answers.price else _("Tanya penjual")
        return f"{answers.product}, {price}" if answers.product else "–"
    return ", ".join(answers.links) or "–"


def lacks(answers: Answers) -> list[Lack]:
    """Return what is missing without which the booth can be sent all the same, the most useful first.

    The reasons are those of the booth's completeness, which the front page goes on with after sending.
    """
    missing = [
        ("products", _("Produk pertama"), PRODUCT, not answers.product),
        ("photos", _("Foto produk"), PRODUCT, answers.product and answers.photo is None),
        ("prices", _("Harga"), PRODUCT, answers.product and answers.price is None),
        ("links", _("Tautan toko daring"), LINKS, not answers.links),
        ("tagline", _("Yang Anda jual"), NAME, not answers.sold),
    ]
    return [Lack(todo, why_of(key), step) for key, todo, step, is_missing in missing if is_missing]
