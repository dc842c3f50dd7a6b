"""Hooks of this room; each concern has a module of its own."""

from expo.admin import (  # noqa: F401
    catalogue_addresses,
    editor_hooks,
    import_hooks,
    log_actions,
    meeting_hooks,
    merchant_actions,
    merchant_home,
    page_api,
    participation_hooks,
    programme_screen,
)
from expo.aid import hooks  # noqa: F401
