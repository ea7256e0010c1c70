"""Sessions: signing in, refreshing, listing and ending."""
