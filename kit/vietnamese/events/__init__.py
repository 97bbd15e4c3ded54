"""Events: what a clause says of the date in it, and what that is called on a chart."""
