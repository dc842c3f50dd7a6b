"""Tags for the head of a page: what search engines and messengers read of it."""

from html import unescape

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from core.structured import SHARE_IMAGE, absolute, as_json_ld, describe

register = template.Library()

CARD_SIZE = (1200, 630)
DESCRIPTION_LENGTH = 200
LOCALES = {"id": "id_ID", "en": "en_US"}


class CapturedNode(template.Node):
    """Renders what stands inside into a variable. Blocks inside can be overridden as usual."""

    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        """Set the variable and print nothing."""
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return ""


@register.tag
def captured(parser, token):
    """Keep what stands inside as a variable: `{% captured as name %}…{% endcaptured %}`."""
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("captured is written {% captured as name %}")
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return CapturedNode(nodelist, words[2])


def canonical_query(context) -> str:
    """Return the part of the address that makes another page: the aisle or the number of the page.

    Filters and orders show the same things in other ways, and what other sites append says nothing.
    """
    asked = context["request"].GET
    if "lorong" in asked and context.get("is_walk") and context.get("previous_aisle"):
        return f"?lorong={context['aisle']}"
    pages = context.get("pages")
    if "hal" in asked and pages and "is_walk" not in context and pages["number"] > 1:
        return f"?hal={pages['number']}"
    return ""


def is_indexed(context) -> bool:
    """Tell whether search engines may list the page: the catalogue's searches and combined filters are endless.

    The category in the catalogue's address is one of its chips, and a page of its own.
    """
    if "is_walk" in context:
        return True
    filters = len(context.get("chips") or ()) - bool(context.get("category"))
    return not context.get("q") and filters <= 0


def share_image(context) -> dict:
    """Return the picture that messengers show: {url, width, height}; the page's card, its photo, or the site's."""
    shown = context.get("row") or (None if is_preview(context) else listing_of(context["page"]))
    if shown and getattr(shown, "card", ""):
        from django.core.files.storage import default_storage

        return {
            "url": absolute(default_storage.url(shown.card)),
            "width": CARD_SIZE[0],
            "height": CARD_SIZE[1],
        }
    picture = shown.picture if shown else {}
    if picture and picture.get("jpeg"):
        return {
            "url": absolute(picture["jpeg"][-1][1]),
            "width": picture["width"],
            "height": picture["height"],
        }
    return {"url": absolute(static(SHARE_IMAGE)), "width": CARD_SIZE[0], "height": CARD_SIZE[1]}


def listing_of(page):
    """Return the page's row of a flat table where it was read along with the page, otherwise None."""
    return getattr(page, "listing", None) if "listing" in getattr(page, "shown_with", ()) else None


def is_preview(context) -> bool:
    """Tell whether somebody looks at a version that is not published."""
    return bool(getattr(context.get("request"), "is_preview", False))


@register.inclusion_tag("components/meta.html", takes_context=True)
def meta(context, title, description):
    """Print canonical address, languages, Open Graph and Twitter tags of a page; nothing without a page.

    `title` and `description` are escaped already, as they stand in the document.
    """
    page = context.get("page")
    request = context.get("request")
    if not page or not request:
        return {}
    language = "en" if context["L"] else "id"
    path = request.path.removeprefix("/en") if context["L"] else request.path
    address = f"{settings.SITE_URL}{{}}{path}{canonical_query(context)}"
    listing = listing_of(page) if not is_preview(context) else None
    price = getattr(listing, "price", None)
    return {
        "is_indexed": is_indexed(context),
        "canonical": address.format("/en" if language == "en" else ""),
        "indonesian": address.format(""),
        "english": address.format("/en"),
        "title": unescape(title).removesuffix(f" · {context['site_name']}"),
        "description": Truncator(" ".join(unescape(description).split())).chars(DESCRIPTION_LENGTH),
        "site_name": context["site_name"],
        "locale": LOCALES[language],
        "other_locale": LOCALES["id" if language == "en" else "en"],
        "type": "product" if price else "website",
        "price": price,
        "image": share_image(context),
    }


@register.simple_tag(takes_context=True)
def structured(context):
    """Print the page's schema.org description as JSON-LD, or nothing in previews and for other answers."""
    page = context.get("page")
    if not page or is_preview(context):
        return ""
    data = describe(page, context)
    return mark_safe(f'<script type="application/ld+json">{as_json_ld(data)}</script>\n') if data else ""
