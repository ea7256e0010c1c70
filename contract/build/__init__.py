"""From the hand-written contract to everything that is derived from it: `python -m
contract.build`."""
