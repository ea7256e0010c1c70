"""What is measured, so that documents quote numbers that anybody can make again."""
