"""What a first visit may weigh, in a real browser 360 px wide with nothing cached."""

from dataclasses import fields

import pytest

from bench.budgets import BUDGET, Weight, over_budget, weigh
from tests.browser.conftest import USER_AGENT


@pytest.mark.parametrize("kind", ["home", "hall", "booth", "product", "catalogue"])
def test_a_first_visit_stays_within_the_budget(chromium, site, kind):
    paths = {"home": "/", "catalogue": "/katalog/"} | site.busy
    weight = weigh(chromium, site.url + paths[kind], user_agent=USER_AGENT)
    assert over_budget(weight) == []
    # A page whose pictures didn't come would keep every budget.
    assert weight.whole > 100_000
    assert min(weight.html, weight.css, weight.js, weight.fonts) > 2_000


def test_every_part_has_a_budget():
    heavy = Weight(**{field.name: getattr(BUDGET, field.name) + 1 for field in fields(Weight)})
    assert over_budget(BUDGET) == []
    assert [problem.split()[0] for problem in over_budget(heavy)] == [field.name for field in fields(Weight)]
