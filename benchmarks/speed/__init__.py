"""How fast Accord is beside what somebody would take instead: `make bench`."""
