"""Whether anybody who looks can tell that two names in two groups are one person."""
