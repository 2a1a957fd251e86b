"""What the law says, as data, and the small machine that reads it. Standard library only."""
