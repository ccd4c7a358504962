"""Every write of scorecards, by subject."""
