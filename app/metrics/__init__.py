"""What can be measured of a running process, for Prometheus: docs/operations.md names each."""
