"""Date expressions: vocabulary, grammar, calendars, and which year is meant."""
