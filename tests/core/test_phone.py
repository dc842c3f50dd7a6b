"""Phone numbers in any form people write."""

import pytest

from core.phone import format_phone, is_mobile, normalise_phone, whatsapp_digits


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "6281234567890",
        "+6281234567890",
        "81234567890",
        "+62081234567890",
        "0062 812 3456 7890",
        "0812-3456-7890",
        "0812.3456.7890",
        "(0812) 3456 7890",
        " 0812 3456 7890 ",
        "+62 812-3456-7890",
    ],
)
def test_one_number_in_any_form(text):
    assert normalise_phone(text) == "+6281234567890"


def test_landline():
    assert normalise_phone("(0283) 351234") == "+62283351234"
    assert not is_mobile("+62283351234")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "abc",
        "0812",
        "081234567890 / 082345678901",
        "+1 212 555 0100",
        "0" * 30,
        "0812x4567890",
        "0812３４５６７８90",
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="not an Indonesian phone number"):
        normalise_phone(text)


def test_shown_and_dialled():
    assert format_phone("+6281234567890") == "0812-3456-7890"
    assert format_phone("+62283351234") == "0283351234"
    assert whatsapp_digits("+6281234567890") == "6281234567890"
    assert is_mobile("+6281234567890")
    assert not is_mobile("+6284234567890")
