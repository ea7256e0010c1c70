"""What operators see: structured logs and the context of a request."""
