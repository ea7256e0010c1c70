"""Rate limits: quotas by group, exact across processes where guessing must be slow."""
