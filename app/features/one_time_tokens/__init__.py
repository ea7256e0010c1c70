"""One-time tokens: what a mail carries to prove that it was read."""
