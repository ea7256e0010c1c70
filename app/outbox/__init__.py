"""What must happen after a commit, kept in the database until it has happened."""
