"""Which groups are counted how."""

# Counted exactly, in the database, over all processes: here guessing, or bombing a mailbox, must
# be slow. The other groups only keep one client from starving the rest, and are kept in memory, or
# in Valkey where there is one.
EXACT_GROUPS = frozenset(
    {"sign-up", "token", "mail-request", "mail", "sign-in", "sign-in-client", "one-time-token"}
)
# How many windows the wait may last, at most, when the quota is exhausted again and again.
LONGEST_PENALTY = 3
