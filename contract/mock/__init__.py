"""A server without a service: what a contract's examples can answer, chosen by `Prefer`."""
