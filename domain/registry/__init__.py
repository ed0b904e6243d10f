"""The registry of organisations: what the lead keeps of who is entitled to what (R3, R5, R7)."""
