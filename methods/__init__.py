"""The statistics: numbers in, frozen dataclasses out. No Django, no input or output, nothing of ours imported."""
