"""What a product costs at a quantity."""

import pytest

from catalog.domain.terms import Terms


@pytest.mark.parametrize(
    ("terms", "quantity", "each"),
    [
        (Terms(15_000), 3, (15_000, 15_000)),
        (Terms(15_000, 20_000), 3, (15_000, 20_000)),
        (Terms(), 3, None),
        (Terms(15_000, None, 12_000, 10), 9, (15_000, 15_000)),
        (Terms(15_000, None, 12_000, 10), 10, (12_000, 12_000)),
        (Terms(15_000, 20_000, 12_000, 10), 11, (12_000, 12_000)),
        (Terms(None, None, 12_000, 10), 10, (12_000, 12_000)),
        (Terms(15_000, None, 12_000, None), 10, (15_000, 15_000)),
        (Terms(15_000, None, 0, 10), 10, (0, 0)),
    ],
)
def test_the_price_of_a_piece(terms, quantity, each):
    assert terms.each(quantity) == each


@pytest.mark.parametrize("terms", [Terms(), Terms(15_000, 20_000, 12_000, 10, 3), Terms(0)])
def test_they_survive_a_page(terms):
    assert Terms.from_text(terms.as_text()) == terms


@pytest.mark.parametrize("text", ["", "1", "1.2.3.4.5.6", "a....", "-1....", "1" * 65, "²....", "١...."])
def test_anything_else_is_nothing(text):
    assert Terms.from_text(text) is None
