"""Acts of statements: who says what to whom, read from Vietnamese sentences."""
