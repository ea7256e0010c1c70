"""Client libraries for two languages, by generators that others keep well."""
