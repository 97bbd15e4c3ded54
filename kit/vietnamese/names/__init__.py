"""Names of countries, organisations, officials and agreements, and what an ambiguous one means."""
