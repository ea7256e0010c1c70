"""E-mail addresses: proving that they are read by their owner, and what we write to them."""
