"""The product: one folder per tag of the contract, one file per layer."""
