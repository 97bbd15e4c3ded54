"""Languages: those in which the words of charts are written."""

from kit.errors import OptionError

# English, Vietnamese, or labels in both and the words of charts in English.
LANGUAGES = ("en", "vi", "both")


def check_language(language: str) -> str:
    """The language, or an `OptionError` if it is none that charts speak."""
    if language not in LANGUAGES:
        raise OptionError(f"language is 'en', 'vi' or 'both', got {language!r}.")
    return language
