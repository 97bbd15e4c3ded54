"""Meetings: which officials of different sides met, as a sentence tells it."""
