"""The site as an app: manifest, service worker and what is read without a network."""

import hashlib
import json

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

SHELL = [
    "css/site.css",
    "fonts/plus-jakarta-sans-latin.woff2",
    "img/icons.svg",
    "img/mark.svg",
    *(f"js/{name}.js" for name in (
        "filters", "gallery", "live", "offline", "order", "plan", "seen", "share", "site", "suggest", "transitions",
        "video",
    )),
]  # fmt: skip
"""Static files that every public page needs."""

THEME = "#c2321d"
PAPER = "#fffcf6"


def manifest(request):
    """Tell the browser how to install the site (https://www.w3.org/TR/appmanifest/)."""
    answer = JsonResponse(
        {
            "id": "/",
            "name": settings.WAGTAIL_SITE_NAME,
            "short_name": settings.WAGTAIL_SITE_NAME,
            "description": _("Pameran maya IKM dan pasar rakyat"),
            "lang": translation.get_language(),
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": THEME,
            "background_color": PAPER,
            "categories": ["shopping"],
            "icons": [
                {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
                {"src": static("img/mark-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("img/mark-512.png"), "sizes": "512x512", "type": "image/png"},
                {
                    "src": static("img/mark-maskable-512.png"),
                    "sizes": "512x512",
                    "type": "image/png",
                    "purpose": "maskable",
                },
            ],
            "shortcuts": [
                {"name": _("Hall"), "url": "/hall/"},
                {"name": _("Katalog produk"), "url": "/katalog/"},
                {"name": _("Lapak saya"), "url": reverse("lapak:my_booth")},
            ],
        },
        content_type="application/manifest+json",
    )
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


def offline(request):
    """Say that there is no network; the service worker shows this page and lists what it has kept."""
    return render(request, "pages/offline.html")


def service_worker(request):
    """Return the service worker, whose text changes whenever a file of the shell does."""
    languages = {}
    for language in ("id", "en"):
        with translation.override(language):
            kept = _("Halaman ini disimpan {time}; harga dan persediaan bisa sudah berubah.")
            languages[language] = {
                "offline": reverse("offline"),
                "note": f"{_('Tanpa jaringan.')} {kept}",
                "slow": f"{_('Jaringan sangat lambat.')} {kept}",
            }
    shell = [*map(static, SHELL), *(words["offline"] for words in languages.values())]
    values = {"shell": shell, "languages": languages, "site": settings.WAGTAIL_SITE_NAME}
    text = render_to_string("service_worker.js", {"values": json.dumps(values, ensure_ascii=False)})
    text = text.replace("VERSION", hashlib.blake2b(text.encode(), digest_size=6).hexdigest(), 1)
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    # Asked for anew each time: it decides what everybody else sees.
    answer["Cache-Control"] = "no-cache"
    return answer
