"""Every read of scorecards that is more than a lookup, by subject."""
