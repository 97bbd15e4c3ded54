"""The replication package of a study: one archive with all that a journal asks for, and how it is run and verified."""
