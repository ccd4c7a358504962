"""Every read of rankings that is more than a lookup, by subject."""
