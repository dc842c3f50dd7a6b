"""Pages of the top floor."""

from home.models.content_page import ContentPage, JoinPage
from home.models.home_page import HomePage
from home.models.settings import SiteSettings

__all__ = ["ContentPage", "HomePage", "JoinPage", "SiteSettings"]
