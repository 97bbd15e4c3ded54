"""Lines of news pages: what gives a line away, where the story is, and which line is its title."""
