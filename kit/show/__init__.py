"""Back to the text: the sentences behind a number, and words in their context."""
