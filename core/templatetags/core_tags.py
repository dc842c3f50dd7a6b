"""Template tags every page may use."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.money import format_rupiah
from core.phone import format_phone

register = template.Library()
register.filter("rupiah", format_rupiah)
register.filter("phone", format_phone)


def _srcset(entries) -> str:
    return ", ".join(f"{url} {width}w" for width, url in entries)


@register.simple_tag
def photo(picture, sizes="100vw", alt="", shape="card", priority=False, css_class=""):
    """Print a complete `<picture>` with AVIF, WebP and JPEG sources, or nothing without a picture.

    `picture` is a Photo or the dictionary of one shape out of `Photo.sources`. `priority` is for
    the one picture at the top of a page: loaded at once, ahead of the others.
    """
    if hasattr(picture, "sources"):
        picture = picture.sources.get(shape)
    if not picture or not picture.get("jpeg"):
        return ""
    loading = 'fetchpriority="high"' if priority else 'loading="lazy" decoding="async"'
    sizes, alt = escape(sizes), escape(alt)
    sources = "".join(
        f'<source type="image/{kind}" srcset="{_srcset(picture[kind])}" sizes="{sizes}">'
        for kind in ("avif", "webp")
        if picture.get(kind)
    )
    css = f' class="{escape(css_class)}"' if css_class else ""
    return mark_safe(
        f"<picture{css}>{sources}"
        f'<img src="{picture["jpeg"][-1][1]}" alt="{alt}" width="{picture["width"]}" height="{picture["height"]}" '
        f"{loading}></picture>"
    )
