"""The audit trail: who did what to whom, in a chain that shows when somebody tampers with it."""
