"""The checks of a catalogue, one rule each: pure functions of what was read and of what stands."""
