"""What is named in sentences: dates, partners, people, topics, events; one row per mention."""
