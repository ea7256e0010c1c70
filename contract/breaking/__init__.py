"""Says what a changed contract would break for those who call it: a request may only widen, an
answer may only narrow."""
