"""Template tags every page may use."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.filters import FilterOption
from core.money import format_rupiah
from core.page_cache import kept
from core.phone import format_phone

register = template.Library()
register.filter("rupiah", format_rupiah)
register.filter("phone", format_phone)


def _srcset(entries) -> str:
    return ", ".join(f"{url} {width}w" for width, url in entries)


class KeptNode(template.Node):
    """Renders what stands inside once, until something changes that visitors see."""

    def __init__(self, nodelist, name, vary_on):
        self.nodelist, self.name, self.vary_on = nodelist, name, vary_on

    def render(self, context):
        """Return what is kept, or make it."""
        parts = [self.name, *(str(part.resolve(context)) for part in self.vary_on)]
        return kept(":".join(parts), lambda: self.nodelist.render(context))


@register.tag("kept")
def keep(parser, token):
    """Keep a part of a page that is the same on many: `{% kept name vary_on … %}…{% endkept %}`."""
    _tag, name, *vary_on = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(part) for part in vary_on])


@register.simple_tag
def filter_options(options: list[FilterOption], prefix: str):
    """Print the values of a filter as list items; `prefix` is the language's ("/en" or "").

    In Python and not in the template: forty of them were a quarter of what the catalogue's page cost.
    """
    return mark_safe("".join(_filter_option(option, prefix) for option in options))


def _filter_option(option: FilterOption, prefix: str) -> str:
    css = "chip" + " chip--on" * option.is_selected + " chip--sub" * bool(option.level)
    current = ' aria-current="true"' if option.is_selected else ""
    count = "" if option.count is None else f" <small>{option.count}</small>"
    return (
        f'<li><a class="{css}" href="{escape(prefix + option.url)}" rel="nofollow"{current}>'
        f"{escape(option.label)}{count}</a></li>\n"
    )


@register.simple_tag
def photo(picture, sizes="100vw", alt="", shape="card", priority=False, css_class=""):
    """Print a complete `<picture>` with AVIF, WebP and JPEG sources, or nothing without a picture.

    `picture` is a Photo or the dictionary of one shape out of `Photo.sources`. `priority` is for
    the one picture at the top of a page: loaded at once, ahead of the others. Until a picture is
    there, its place has its tone (see `core.tones`) and, by width and height, its size.
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
    tone = picture.get("tone")
    names = " ".join(filter(None, (css_class, "" if tone is None else f"t{tone}")))
    css = f' class="{escape(names)}"' if names else ""
    return mark_safe(
        f"<picture{css}>{sources}"
        f'<img src="{picture["jpeg"][-1][1]}" alt="{alt}" width="{picture["width"]}" height="{picture["height"]}" '
        f"{loading}></picture>"
    )
