"""Every write of rankings, a file per subject."""
