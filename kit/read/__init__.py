"""From files to the articles table: what each article is, when it is from, and which are copies."""
