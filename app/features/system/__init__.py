"""The service itself: health, keys, metadata."""
