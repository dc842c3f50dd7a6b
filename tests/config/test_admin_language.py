"""The administration speaks Indonesian: its packages' texts have our own translation."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.html import strip_tags

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
FOLDER = Path(settings.BASE_DIR) / "locale" / "id" / "LC_MESSAGES"


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("Save draft", "Simpan draf"),
        ("Submit for moderation", "Ajukan untuk diperiksa"),
        ("Request changes", "Minta perbaikan"),
        ("Approve", "Setujui"),
        ("Reports", "Laporan"),
        ("Choose an image", "Pilih foto"),
        ("Log out", "Keluar"),
        ("This field is required.", "Bagian ini wajib diisi."),
    ],
)
def test_central_texts(english, indonesian):
    with translation.override("id"):
        assert translation.gettext(english) == indonesian


@pytest.mark.parametrize("name", ["django.po", "djangojs.po"])
def test_translations_keep_their_placeholders(name):
    wrong = []
    for entry in (FOLDER / name).read_text().split("\n\n")[1:]:
        parts = {
            field: "".join(re.findall(r'"(.*)"', text))
            for field, text in re.findall(
                r"^(msgid_plural|msgid|msgstr(?:\[0\])?) ((?:\".*\"\n?)+)", entry, re.M
            )
        }
        source = parts.get("msgid_plural") or parts["msgid"]
        target = parts.get("msgstr[0]") or parts["msgstr"]
        if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(target)):
            wrong.append(source)
    assert wrong == []


@pytest.mark.django_db
def test_pages_of_the_administration_show_no_common_english(client, editor, booth):
    """Words that Wagtail's pages are full of must not show where an editor works."""
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    english = re.compile(
        r"\b(Search|Settings|Reports|Help|Publish|Draft|Images?|Pages?|History|Save|Delete|Choose)\b"
    )
    for path in ["/kelola/", f"/kelola/pages/{booth.pk}/edit/", "/kelola/images/", "/kelola/account/"]:
        html = client.get(path).content.decode()
        html = re.sub(r"<(script|style|template|svg)\b.*?</\1>", "", html, flags=re.S)
        text = " ".join(strip_tags(html).split())
        left = [text[max(0, match.start() - 30) : match.end() + 30] for match in english.finditer(text)]
        assert left == [], path
