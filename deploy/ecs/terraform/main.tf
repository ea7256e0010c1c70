# The same two stacks as by hand, from the same templates: there is one description of what runs, and cfn-lint holds it
# to the schema of AWS. Terraform passes the parameters, keeps the order and the state.

resource "aws_cloudformation_stack" "foundation" {
  name          = "${var.name}-foundation"
  template_body = file("${path.module}/../foundation.yaml")
  capabilities  = ["CAPABILITY_IAM"]

  parameters = {
    CertificateArn  = var.certificate_arn
    SecretArn       = var.secret_arn
    SecretKmsKeyArn = var.secret_kms_key_arn
    VpcId           = var.vpc_id
    PublicSubnetIds = join(",", var.public_subnet_ids)
    LogBucket       = var.log_bucket
  }

  notification_arns = var.notification_arns
}

resource "aws_cloudformation_stack" "service" {
  name          = var.name
  template_body = file("${path.module}/../service.yaml")
  capabilities  = ["CAPABILITY_IAM"]

  parameters = {
    Foundation       = aws_cloudformation_stack.foundation.name
    Image            = var.image
    NextImage        = var.next_image
    SecretArn        = var.secret_arn
    PublicUrl        = var.public_url
    PrivateSubnetIds = join(",", var.private_subnet_ids)
    MailFrom         = var.mail.from
    SmtpHost         = var.mail.host
    SmtpUsername     = var.mail.username
    FrontendUrl      = var.frontend_url
    CorsOrigins      = join(",", var.cors_origins)
    MinServers       = var.servers.min
    MaxServers       = var.servers.max
    Workers          = var.workers
  }

  notification_arns = var.notification_arns
}
