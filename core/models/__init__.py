"""Models of the leaf room."""

from core.models.base_page import BasePage, BasePageQuerySet
from core.models.photo import Photo, PhotoRendition
from core.models.user import User

__all__ = ["BasePage", "BasePageQuerySet", "Photo", "PhotoRendition", "User"]
