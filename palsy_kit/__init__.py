"""palsy_kit."""
