"""What people and the clock can ask of the desk: one call, one transaction."""
