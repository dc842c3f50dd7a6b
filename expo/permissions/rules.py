"""The rules about merchants and their pages, each written once.

"Own" means: a booth of a business this person is a member of, or a product in such a booth.
"""

from catalog.models import ProductPage
from expo.models import BoothPage
from merchants.enums import MembershipRole
from merchants.models import Merchant
from merchants.permissions import is_curator, is_member


def own_booths(user):
    """Return the booths of the businesses `user` is a member of, published or not."""
    return BoothPage.objects.for_merchant(user)


def publishes_own_edits(booth: BoothPage) -> bool:
    """Tell whether this booth's people publish themselves: it is trusted and public.

    Not before its first publication, which is always reviewed, and not after the office took it
    down, which its people cannot undo.
    """
    return booth.is_trusted and booth.live


def is_own(user, page) -> bool:
    """Tell whether `page` is one of the merchant's own pages."""
    return any(page.path.startswith(booth.path) for booth in _booths(user))


def can_edit(user, page) -> bool:
    """Tell whether this merchant may change the page."""
    return is_own(user, page)


def can_add_product(user, page) -> bool:
    """Tell whether this merchant may add a product below `page`."""
    return issubclass(page.specific_class, BoothPage) and is_own(user, page)


def can_publish(user, page) -> bool:
    """Tell whether this merchant's edit of the page (or a new product below it) goes live without review.

    A page that was public and is no longer was taken down by the office: only the office brings it back.
    """
    if was_taken_down(page):
        return False
    return any(page.path.startswith(booth.path) for booth in _booths(user) if publishes_own_edits(booth))


def is_hidden(page) -> bool:
    """Tell whether `page` is a product that its booth's own people hid."""
    if page.live or page.first_published_at is None or not issubclass(page.specific_class, ProductPage):
        return False
    return page.specific.is_hidden


def was_taken_down(page) -> bool:
    """Tell whether `page` was public and the office took it off the site."""
    return page.first_published_at is not None and not page.live and not is_hidden(page)


def can_hide(user, page) -> bool:
    """Tell whether this merchant may take the page off the counter: an own product that is public."""
    return issubclass(page.specific_class, ProductPage) and page.live and is_own(user, page)


def can_show(user, page) -> bool:
    """Tell whether this merchant may put the page back: an own product that its people hid.

    It comes back as it was, which somebody of the office has seen; what the office takes down is no
    longer hidden by its people, and only the office brings it back.
    """
    return is_hidden(page) and is_own(user, page)


def can_discard(user, page) -> bool:
    """Tell whether this merchant may delete the page: an own product that the public has never seen."""
    return (
        issubclass(page.specific_class, ProductPage)
        and not page.live
        and page.first_published_at is None
        and is_own(user, page)
    )


def businesses_to_open(user):
    """Return the businesses `user` owns that have no booth yet: each may open one, which waits for review.

    Not those of people of the office, who add booths in the administration.
    """
    if is_curator(user):
        return Merchant.objects.none()
    owned = user.memberships.filter(role=MembershipRole.OWNER).values("merchant")
    return Merchant.objects.filter(pk__in=owned, booths=None).order_by("pk")


def can_open_booth(user, merchant) -> bool:
    """Tell whether this person may open the first booth of a business."""
    return user.is_active and businesses_to_open(user).filter(pk=merchant.pk).exists()


def can_found_business(user) -> bool:
    """Tell whether this person may open a booth for a business of an own that is not known yet.

    Who belongs to a business already asks the office for another one.
    """
    return user.is_authenticated and user.is_active and not is_curator(user) and not is_member(user)


def is_unpublished(page) -> bool:
    """Tell whether the public has never seen the page: only then its people choose its hall themselves."""
    return not page.live and page.first_published_at is None


def _booths(user) -> list[BoothPage]:
    """Return the person's booths, asked once per request."""
    if not hasattr(user, "_own_booths"):
        user._own_booths = list(
            own_booths(user)
            .only("path", "depth", "title", "draft_title", "is_trusted", "live", "slug")
            .distinct()
        )
    return user._own_booths
