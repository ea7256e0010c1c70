"""Mail: what the letters say, and the ways in which they leave."""
