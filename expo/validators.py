"""Checks of what merchants type into a booth."""

import re
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from core.enums import Palette
from core.palettes import weak_pairs
from core.phone import normalise_phone

_VIDEO_ID = re.compile(r"[\w-]{11}", re.ASCII)


def youtube_id(address: str) -> str:
    """Return the id of a YouTube video; raises ValidationError on any other address."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    video = ""
    if parts.scheme == "https" and host == "youtu.be":
        video = parts.path.strip("/")
    elif parts.scheme == "https" and host in {"youtube.com", "youtube-nocookie.com"}:
        folder, _slash, rest = parts.path.strip("/").partition("/")
        video = rest if folder in {"shorts", "embed", "live"} else parse_qs(parts.query).get("v", [""])[0]
    if not _VIDEO_ID.fullmatch(video):
        raise ValidationError(_("Tempel alamat video YouTube, contoh: https://youtu.be/abcdefghijk"))
    return video


def audio_host(address: str) -> None:
    """Refuse a stream of sound from a host that pages may not play from (STAGE_AUDIO_HOSTS)."""
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.netloc not in settings.STAGE_AUDIO_HOSTS:
        raise ValidationError(
            _("Siaran suara hanya dari alamat https yang didaftarkan pengelola situs: %(hosts)s.")
            % {"hosts": ", ".join(settings.STAGE_AUDIO_HOSTS) or "–"}
        )


def phone_or_error(text: str) -> str:
    """Return the E.164 form of a number; raises ValidationError in plain words."""
    try:
        return normalise_phone(text)
    except ValueError:
        raise ValidationError(_("Nomor ini tidak dikenali. Contoh: 0812-3456-7890")) from None


def palette_or_error(palette: str) -> None:
    """Refuse a palette whose texts or stripes can't be told apart in the light or the dark scheme (WCAG 2.2 AA)."""
    weak = weak_pairs(palette)
    if not weak:
        return
    scheme, _text, _ground, ratio = min(weak, key=lambda pair: pair[-1])
    schemes = {"light": _("terang"), "dark": _("gelap")}
    raise ValidationError(
        _(
            "Warna %(palette)s sulit dibaca di tampilan %(scheme)s: kontrasnya hanya %(ratio)s banding 1. "
            "Pilih warna lain."
        ),
        code="weak_palette",
        params={
            "palette": Palette(palette).label if palette in Palette.values else palette,
            "scheme": schemes[scheme],
            "ratio": number_format(ratio, 1),
        },
    )
