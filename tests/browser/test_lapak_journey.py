"""From the slip to a booth that waits: without scripts, on a line that is cut, by keyboard, and with mistakes."""

import pytest
from PIL import Image

from tests.browser.counting_proxy import counted
from tests.browser.journey import (
    PHONE,
    WHOLE,
    Walk,
    WalkByKeyboard,
    WalkWithMistakes,
    WalkWithoutScripts,
)

TOUCH = {"has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def small_photos(tmp_path_factory):
    """Four photos of about a hundred kilobytes."""
    folder, made = tmp_path_factory.mktemp("small"), []
    for number in range(4):
        bands = [Image.effect_noise((240, 180), 90).resize((960, 720)) for _band in "rgb"]
        made.append(folder / f"{number}.jpg")
        Image.merge("RGB", bands).save(made[-1], quality=80)
    return made


def test_without_scripts(visit, site, small_photos):
    visitor = visit(PHONE, java_script_enabled=False, **TOUCH)
    walk = WalkWithoutScripts(visitor, site, site.unclaimed["without scripts"])
    walk.all_the_way(small_photos)
    assert walk.stored() == WHOLE
    assert visitor.problems == []


class WalkOnABadLine(Walk):
    """The line is cut in the middle of every photo, and again when the answer to a saved product is under way."""

    def __init__(self, *args, line, **kwargs):
        super().__init__(*args, url=line.url, **kwargs)
        self.line, self.cuts = line, []

    def choose(self, photo):
        """Choose a photo, half of which gets through before the line is cut."""
        self.line.cut_after(sent=40_000)
        super().choose(photo)
        self._wait_and_mend(".shots__news")
        self.page.locator(".shot [name=foto]:not([disabled])").wait_for(state="attached")

    def press(self, name):
        """Save, and lose the answer."""
        is_saved_by_script = self.page.locator("form[data-goods]").count()
        if is_saved_by_script:
            self.line.cut_after(received=0)
        super().press(name)
        if is_saved_by_script:
            self._wait_and_mend("#kirim")

    def _wait_and_mend(self, place):
        self.page.locator(place, has_text="terputus").wait_for()
        self.cuts.append(place)
        self.line.mend()


def test_on_a_line_that_is_cut_in_the_middle_of_three_photos(visit, site, small_photos):
    visitor = visit(PHONE, **TOUCH)
    with counted(site.url) as line:
        visitor.site = line
        walk = WalkOnABadLine(visitor, site, site.unclaimed["cut"], line=line)
        walk.all_the_way(small_photos)
    assert walk.cuts == [".shots__news", "#kirim"] * 4
    assert walk.stored() == WHOLE
    assert [problem for problem in visitor.problems if "net::ERR" not in problem] == []


def test_by_keyboard(visit, site, small_photos):
    visitor = visit(PHONE, reduced_motion="reduce")
    walk = WalkByKeyboard(visitor, site, site.unclaimed["keyboard"])
    walk.all_the_way(small_photos)
    assert walk.stored() == WHOLE
    assert visitor.problems == []


def test_axe_finds_nothing_on_any_page_on_the_way(visit, site, small_photos):
    visitor = visit(PHONE, reduced_motion="reduce", **TOUCH)
    walk = WalkWithMistakes(visitor, site, site.unclaimed["mistakes"])
    walk.all_the_way(small_photos)
    walk.look("sent")
    page = walk.page
    for name in ("Wedang uwuh", "Tentang lapak", "Tautan"):
        page.goto(f"{site.url}/lapak-saya/{walk.booth['id']}/")
        page.locator("main").get_by_role("link", name=name).first.click()
        walk.look(f"{name}, waiting")
    assert walk.found == []
    assert walk.wrong == {}
    assert walk.stored() == WHOLE
    assert [problem for problem in visitor.problems if "422" not in problem] == []
