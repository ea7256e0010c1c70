"""What generated code stands on: wire types, readers, typed answers and the fidelity gate."""
