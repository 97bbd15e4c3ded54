"""The rooms of find_partners and find_people: names, cues, context, offices, titles, instruments."""
