"""What recognition answers."""

from dataclasses import dataclass

from marketplaces.enums import LinkKind, PlatformSlug


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a pasted text is.

    `platform` is a PlatformSlug value, `address` a normalised https address or "" when there is none
    to link to. `warning` and `error` are whole sentences for the person who pasted; an `error` means
    the link is refused. `suggestion` is an address that may be what was meant (never used by itself).
    """

    platform: str = PlatformSlug.UNKNOWN.value
    kind: LinkKind = LinkKind.UNKNOWN
    address: str = ""
    warning: str = ""
    error: str = ""
    suggestion: str = ""

    @property
    def is_refused(self):
        """Whether the text can't be used as a link."""
        return bool(self.error)
