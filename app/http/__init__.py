"""The edge: everything that knows HTTP and is not generated."""
