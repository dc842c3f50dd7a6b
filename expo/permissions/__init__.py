"""Who may do what, in one place: predicates, the policies of pages and photos, and the tester.

Everything that asks (the admin, its choosers and reports, the phone pages) asks these. The rules in
words, and why they are made this way, stand in docs/decisions/permissions.md.
"""

from expo.permissions.pages import PageAccessPolicy, PageAccessTester
from expo.permissions.photos import PhotoAccessPolicy
from expo.permissions.rules import (
    businesses_to_open,
    can_discard,
    can_edit,
    can_found_business,
    can_open_booth,
    can_publish,
    is_hidden,
    is_own,
    is_unpublished,
    own_booths,
    publishes_own_edits,
)

__all__ = [
    "PageAccessPolicy",
    "PageAccessTester",
    "PhotoAccessPolicy",
    "businesses_to_open",
    "can_discard",
    "can_edit",
    "can_found_business",
    "can_open_booth",
    "can_publish",
    "is_hidden",
    "is_own",
    "is_unpublished",
    "own_booths",
    "publishes_own_edits",
]
