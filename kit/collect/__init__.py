"""Articles from the web: collected politely, and what of a saved page is the article."""
