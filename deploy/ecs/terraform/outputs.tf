output "address" {
  description = "Where the name in public_url must point to."
  value       = aws_cloudformation_stack.foundation.outputs["Address"]
}

output "task_group" {
  description = "Let this security group into the database."
  value       = aws_cloudformation_stack.foundation.outputs["TaskGroup"]
}

output "migration_task" {
  description = "Run it once for each version."
  value       = aws_cloudformation_stack.service.outputs["MigrationTask"]
}
