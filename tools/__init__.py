"""What the maintainers' sessions call: bundle, generate, lock, compare. Not part of the distribution."""
