"""Rules that several rooms need are written down once."""

import re

import pytest
from django.conf import settings

from core.tree import BOOTH_DEPTH, site_path

ROOMS = ("core", "marketplaces", "merchants", "catalog", "expo", "home")


@pytest.mark.django_db
def test_a_booth_stands_where_the_tree_says(booth):
    assert (booth.depth, site_path(booth)) == (BOOTH_DEPTH, "/hall/batik/batik-sekar/")


@pytest.mark.parametrize(
    ("rule", "home"),
    [
        (r"^BOOTH_DEPTH =", "core/tree.py"),
        (r"url_path\.split\(.*\[2\]", "core/tree.py"),
        (r"^CURATE =", "core/powers.py"),
    ],
)
def test_a_rule_is_written_once(rule, home):
    files = (path for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*.py"))
    found = [path.relative_to(settings.BASE_DIR).as_posix() for path in files
             if re.search(rule, path.read_text(), re.MULTILINE)]  # fmt: skip
    assert found == [home]
