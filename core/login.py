"""Log-in names: an e-mail address or a phone number in any spelling."""

from core.phone import normalise_phone


def login_name(text: str) -> str:
    """Return the stored form of a log-in name: a lower-case e-mail address or an E.164 number.

    What is neither is returned stripped, so that looking it up finds nobody.
    """
    text = text.strip()
    if "@" in text:
        return text.lower()
    try:
        return normalise_phone(text)
    except ValueError:
        return text


def name_tried(request, credentials=None) -> str:
    """Return the stored form of the name somebody tries to log in with, for counting failures."""
    name = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return login_name(str(name))[:254]
