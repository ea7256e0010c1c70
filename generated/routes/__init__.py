"""One module per tag. Written by `python -m contract.build` from the contract; never edit it."""
