"""What the data amount to: identities that must hold between stated numbers, and points left open."""
