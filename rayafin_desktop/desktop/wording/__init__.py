"""Words of the window in the user's language: `tr` with English sentences as keys."""

from .catalogue import LANGUAGES, Language, direction, language, set_language, tr

__all__ = ["LANGUAGES", "Language", "direction", "language", "set_language", "tr"]
