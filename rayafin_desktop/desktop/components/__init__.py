"""The parts every screen is built from; one file each."""
