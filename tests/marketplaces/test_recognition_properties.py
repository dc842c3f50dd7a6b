"""What holds for every text whatever."""

from hypothesis import example, given
from hypothesis import strategies as st

from marketplaces.recognition import Recognition, recognise, shipped_catalogue
from marketplaces.recognition.text import MAX_LENGTH

HOSTS = sorted(
    {name.removeprefix("*.") for e in shipped_catalogue().entries for g in e.groups for name in g.names}
)

# Texts made of the pieces that addresses and tricks consist of reach further than random letters.
PIECES = r"""
    https:// http:// https:/ htps:// // / \ @ : ? # & &amp; = . .. , ; %00 %2f %40 -i.12.34 /product/12/34 /shop/1
    ?u= ?q= utm_source=x javascript: data: intent:// whatsapp://send?phone= wa.me/ 0812 3456 7890 +62 xn-- com .co.id
    a B é а [::1] 127.0.0.1 0x7f ig @kopi toko _ ~ * ( ) " ' | E+11
"""
pieces = st.sampled_from([*PIECES.split(), *" \n\u200b\u202e\0"]) | st.sampled_from(HOSTS)
pieces = st.sampled_from(PIECES) | st.sampled_from(HOSTS)
texts = (
    st.text(max_size=80)
    | st.lists(pieces, max_size=9).map("".join)
    | st.lists(pieces | st.text(max_size=4), max_size=9).map("".join)
)


@given(texts, st.sampled_from(["", "Instagram", "WA", "website"]))
@example("https://x.id/a.?utm_source=1", "")
@example("https://x.id/a&amp;amp;b", "")
@example("https://www.google.com/url?q=https://www.google.com/url?q=https://x.id", "")
@example("//" * 900, "")
@example("https://l.facebook.com/l.php?u=" * 60, "")
def test_any_text_is_answered_safely(text, hint):
    found = recognise(text, hint=hint)
    assert isinstance(found, Recognition)
    assert found.is_refused or found.address
    if not found.address:
        return
    assert not found.is_refused
    assert len(found.address) <= MAX_LENGTH
    assert found.address.startswith("https://")
    assert found.address.isascii()
    assert found.address.isprintable()
    assert not set(found.address) & set(' <>"\\')
    authority = found.address.removeprefix("https://").partition("/")[0]
    assert authority
    assert not set(authority) & set("@:?#%")
    assert "." in authority
    assert recognise(found.address, hint=hint).address == found.address
    assert recognise(found.address).address == found.address


@given(st.sampled_from(HOSTS), st.sampled_from(["", "www.", "m."]), st.text(max_size=30))
def test_only_hosts_of_the_list_belong_to_a_platform(host, prefix, tail):
    found = recognise(f"https://{prefix}{host}.evil.tld/{tail}")
    assert found.platform in {"unknown", "website"}
    assert recognise(f"https://{host}@evil.tld/{tail}").is_refused
