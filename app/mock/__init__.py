"""`accord mock`: the whole contract with no database, for those who build on it."""
