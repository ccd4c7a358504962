"""The pages about accounts, by subject."""
