"""What a text is known again by, whatever its spelling and punctuation: hashes of its syllables, some at a time."""
