"""Quality: what was repaired in an article or is suspicious about it, by the words of the column ``quality``."""

REPAIRS = {
    "encoding": "not UTF-8, and read in the encoding that was found",
    "nfc": "decomposed letters composed (Unicode NFC)",
    "spaces": "no-break and other odd spaces made plain",
    "invisible": "zero-width marks, soft hyphens and control characters removed",
    "d-bar": "Ð (U+00D0, of Iceland) made Đ (U+0110, of Vietnam)",
    "entities": "HTML entities written as the characters they mean",
    "tags": "HTML tags inside a text field turned into lines",
    "segmented": "words joined by underscores (Việt_Nam) and detached punctuation turned back",
    "wrapped": "lines of a text file cut at a fixed width joined again",
    "title-line": "the title of a column of its own put before a text that lacks it, as its first line",
    "surrogates": "halves of broken emoji replaced by U+FFFD",
}
"""The repairs, as they are named in the column ``quality`` of the articles table."""

FLAGS = {
    "mojibake": "letters garbled by a wrong encoding (Viá»‡t, Bé tr­ëng); not repaired",
    "no-diacritics": "Vietnamese written without its marks; not repaired",
    "bad-bytes": "a few bytes are no valid UTF-8 and stand as U+FFFD",
    "lost-letters": "letters stand as question marks (lao ??ng, n?m); they are lost",
    "lead-only": "no body was given, only the lead",
    "title-only": "no text was given, only the title",
    "no-date": "the given date cannot be read; it is kept in published_raw",
    "placeholder-date": "the given date is a filler (1970-01-01, year 1 …); not used",
    "future-date": "its date, or what it cannot be earlier than, is later than the day on which it is checked",
    "reversed-bounds": "the bounds of its date are the wrong way round; they are not used",
    "date-outside-bounds": "its date, or its bounds, and other bounds that are given exclude each other; its own stay",
    "bounds-against-text": "its text contradicts the bounds of its date, which stay (published_reason says where)",
    "date-before-events": "the article tells events as past that are later than its given date",
}
"""What is suspicious about an article; nothing is changed for these but what is said here."""
