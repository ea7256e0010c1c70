"""Everything that follows from the contract. Written by `python -m contract.build` from the contract; never edit it."""
