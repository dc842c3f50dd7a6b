"""A link in a form: recognised when cleaned, refused with a sentence."""

import pytest
from django.core.exceptions import ValidationError

from expo.models import BoothLink
from marketplaces.models import LinkFields, Platform

pytestmark = pytest.mark.django_db


def cleaned(text, **values):
    """A link after cleaning."""
    link = BoothLink(pasted=text, **values)
    link.clean()
    return link


def test_cleaning_fills_what_was_recognised():
    link = cleaned("Cek produk ini di Shopee! https://shopee.co.id/Kopi-i.12.34?sp_atk=1")
    assert (link.platform.slug, link.kind, link.address) == (
        "shopee",
        "product",
        "https://shopee.co.id/product/12/34",
    )
    assert link.warning == ""


def test_a_phone_number_becomes_a_whatsapp_chat():
    link = cleaned("0812-3456-7890")
    assert (link.platform.slug, link.kind, link.address) == (
        "whatsapp",
        "chat",
        "https://wa.me/6281234567890",
    )
    assert "0812-3456-7890" in link.warning


def test_the_label_tells_where_an_account_is():
    assert cleaned("@kopikita", label="Instagram").address == "https://www.instagram.com/kopikita"


@pytest.mark.parametrize(
    "text", ["@kopikita", "Kopi Kita", "javascript:alert(1)", "https://10.0.0.1/", "qlapa.com/x"]
)
def test_refusal_is_an_error_on_the_field_and_leaves_no_address(text):
    link = BoothLink(pasted=text, address="https://evil.example/")
    with pytest.raises(ValidationError) as caught:
        link.clean()
    assert list(caught.value.message_dict) == ["pasted"]
    assert link.address == ""


def test_an_empty_draft_is_no_error():
    link = cleaned("  ", address="https://evil.example/")
    assert (link.address, link.platform, link.kind) == ("", None, "unknown")


def test_an_editors_state_and_sentence_count_at_once():
    shopee = Platform.objects.get(slug="shopee")
    cleaned("https://shopee.co.id/kopikita")
    shopee.state, shopee.note = "closed", "Sudah tutup, ya."
    shopee.save()
    with pytest.raises(ValidationError, match="Sudah tutup, ya"):
        cleaned("https://shopee.co.id/kopikita")


def test_cleaning_several_links_reads_the_platforms_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        for text in ("https://shopee.co.id/a_b", "https://wa.me/6281234567890", "https://kopi.store/a"):
            cleaned(text)


def test_only_text_label_and_switch_are_for_people():
    editable = {field.name for field in LinkFields._meta.get_fields() if field.editable}
    assert editable == {"pasted", "label", "is_on"}


def test_key_is_new_for_each_link():
    assert BoothLink().key != BoothLink().key
