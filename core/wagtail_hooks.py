"""Hooks of this room; each concern has a module of its own."""

from core.users import hooks  # noqa: F401
