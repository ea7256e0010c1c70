"""The configuration: what the environment may decide, read once, checked whole, frozen."""

from app.config.loading import Misconfigured, load_settings
from app.config.production import unsafe_in_production
from app.config.settings import MAX_WORKERS, Settings
from app.config.values import DEFAULT_RATE_LIMITS, Quota

__all__ = [
    "DEFAULT_RATE_LIMITS",
    "MAX_WORKERS",
    "Misconfigured",
    "Quota",
    "Settings",
    "load_settings",
    "unsafe_in_production",
]
