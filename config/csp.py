"""Which Content-Security-Policy an answer carries: the strict one, or the administration's."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware

ADMINISTRATION = "/kelola/"
# Wagtail 8.0 writes inline scripts and styles into its forms (panel definitions, colours) and knows
# no nonces. Only people who are logged in see these pages; what they typed is escaped in them.
FOR_ADMINISTRATION = {
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["blob:"],
    # The preview of a page stands in a frame beside its form.
    "frame-src": [SELF],
}


class PolicyMiddleware(CSPMiddleware):
    """Adds to the strict policy, on pages of the administration only, what they can't do without."""

    def get_policy_parts(self, request, response, report_only=False):
        """Return the parts of the policy for this answer."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(ADMINISTRATION):
            parts.update = FOR_ADMINISTRATION
        return parts
