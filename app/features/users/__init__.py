"""Users: the accounts of others, for those who manage them."""
