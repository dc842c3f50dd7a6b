"""Words that stand for the same goods, and words that say nothing about them."""

_SAME = """
    asam asem
    bayam bayem
    cabai cabe lombok
    camilan cemilan kudapan snack
    cengkih cengkeh
    denim jins jean jeans
    durian duren
    gaun dress
    gerabah keramik tembikar
    hampers parsel parcel
    hijau ijo
    hitam item
    kado hadiah bingkisan
    katering catering
    kaus kaos
    kerudung jilbab hijab
    konveksi konpeksi konfeksi
    kulit leather
    kunyit kunir
    mebel meubel furnitur furniture perabot
    mukena rukuh
    peci kopiah songkok
    pedas pedes
    pisau piso
    rempeyek peyek
    sambal sambel
    sandal sendal
    sereh serai sere
    shuttlecock kok
    sirup sirop
    suvenir souvenir cenderamata cinderamata
    sutra sutera
    syal scarf pashmina
    telur telor
    teko poci
"""
"""One group a line: everyday, Javanese and English words beside those of a dictionary."""

_SAYS_NOTHING = """
    jual beli dijual harga murah termurah terdekat online
    yang dan atau untuk di dari ke dengan
"""

FILLERS = frozenset(_SAYS_NOTHING.split())
"""Words that a search leaves out when others remain."""

_GROUPS = {word: line.split() for line in _SAME.strip().splitlines() for word in line.split()}


def synonyms_of(word: str) -> list[str]:
    """Return the other words of a word's group."""
    return [other for other in _GROUPS.get(word, ()) if other != word]
