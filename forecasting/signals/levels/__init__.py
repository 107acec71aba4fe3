"""Sales that have come to another level, for a while or for good."""
