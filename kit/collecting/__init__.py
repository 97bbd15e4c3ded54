"""The rooms of the collector: addresses, robots.txt, fetching, the journal and the archive."""
