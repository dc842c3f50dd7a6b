"""Click-to-chat addresses."""

import pytest

from marketplaces.domain import chat_address
from marketplaces.recognition import recognise


def test_number_alone():
    assert chat_address("+6281234567890") == "https://wa.me/6281234567890"


def test_prepared_text_is_encoded():
    assert (
        chat_address("+6281234567890", "Halo kak, 1+1 & “kopi”?\nTerima kasih")
        == "https://wa.me/6281234567890?text=Halo%20kak%2C%201%2B1%20%26%20%E2%80%9Ckopi%E2%80%9D%3F%0ATerima%20kasih"
    )


def test_the_address_is_recognised_as_a_chat():
    assert recognise(chat_address("+6281234567890", "Halo")).address == "https://wa.me/6281234567890"


@pytest.mark.parametrize("phone", ["", "081234567890", "+62 812", "x", "+٦٢٨"])
def test_other_forms_are_a_programming_error(phone):
    with pytest.raises(ValueError, match=r"E\.164"):
        chat_address(phone)
