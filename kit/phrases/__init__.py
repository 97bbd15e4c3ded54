"""The rooms of the topic dictionary: patterns compiled to phrases, all found in one pass."""
