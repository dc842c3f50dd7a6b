"""The English translation: complete, compiled, with the same placeholders."""

import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

LOCALE = Path(settings.BASE_DIR) / "locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")


def entries(path="en/LC_MESSAGES/django.po"):
    """Yield (msgid, plural msgid or None, translations) of a catalogue's file."""
    text = (LOCALE / path).read_text()
    for block in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        field = None
        for line in block.splitlines():
            if match := re.match(r"(msgid_plural|msgid|msgstr(?:\[\d\])?) (\".*\")$", line):
                field = match[1]
                fields[field] = _unquoted(match[2])
            elif line.startswith('"') and field:
                fields[field] += _unquoted(line)
        if fields.get("msgid"):
            strings = [value for name, value in sorted(fields.items()) if name.startswith("msgstr")]
            yield fields["msgid"], fields.get("msgid_plural"), strings


def _unquoted(text):
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), text[1:-1])


def test_everything_is_translated():
    assert [msgid for msgid, _plural, strings in entries() if not all(strings)] == []


def test_translations_keep_their_placeholders():
    wrong = [
        (msgid, string)
        for msgid, _plural, strings in entries()
        for string in strings
        if sorted(set(PLACEHOLDER.findall(msgid))) != sorted(set(PLACEHOLDER.findall(string)))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(str(path.relative_to(LOCALE)) for path in LOCALE.rglob("*.po")))
def test_the_compiled_catalogue_is_in_step(path):
    with (LOCALE / path).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    wrong = []
    for msgid, plural, strings in entries(path):
        counts = (1, 2)[: len(strings)]
        found = [compiled.ngettext(msgid, plural, n) for n in counts] if plural else [compiled.gettext(msgid)]
        if all(strings) and found != strings:
            wrong.append(msgid)
    assert wrong == [], "run make messages"


@pytest.mark.parametrize(("language", "words"), [("id", "Pesan lewat WhatsApp"), ("en", "Order on WhatsApp")])
def test_both_languages_speak(language, words):
    with translation.override(language):
        assert translation.gettext("Pesan lewat WhatsApp") == words


def test_the_administration_speaks_indonesian_where_wagtail_does_not_yet():
    with translation.override("id"):
        assert translation.gettext("Search all pages…") == "Cari semua halaman…"
    with translation.override("en"):
        assert translation.gettext("Search all pages…") == "Search all pages…"
