variable "name" {
  description = "The name of the stack; the other one is called like it, with -foundation."
  type        = string
  default     = "accord"
}

variable "image" {
  description = "The image by digest."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by its digest: what runs must not change behind a tag."
  }
}

variable "next_image" {
  description = "The image that the migration runs, while the servers are still on image; empty for the same."
  type        = string
  default     = ""
}

variable "public_url" {
  description = "Where people reach it, such as https://accounts.example.com."
  type        = string
}

variable "certificate_arn" {
  description = "A certificate for that name, in ACM."
  type        = string
}

variable "secret_arn" {
  description = "A secret with the members DATABASE_URL, MIGRATION_DATABASE_URL, SIGNING_KEYS and SMTP_PASSWORD."
  type        = string
}

variable "secret_kms_key_arn" {
  description = "The key of your own that encrypts the secret; empty for the account's default key."
  type        = string
  default     = ""
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "public_subnet_ids" {
  description = "Two or more, for the load balancer."
  type        = list(string)
}

variable "private_subnet_ids" {
  description = "Two or more, for the tasks, with a way to the internet."
  type        = list(string)
}

variable "log_bucket" {
  description = "A bucket that takes the access logs of the load balancer."
  type        = string
}

variable "mail" {
  description = "The sender of every message, the mail server, and the account on it."
  type = object({
    from     = string
    host     = string
    username = string
  })
}

variable "frontend_url" {
  description = "The frontend that links in mails point to."
  type        = string
}

variable "cors_origins" {
  description = "The origins whose pages may call the API."
  type        = list(string)
  default     = []
}

variable "servers" {
  description = "How many; 0 and 0 before the first migration."
  type = object({
    min = number
    max = number
  })
  default = { min = 2, max = 6 }
}

variable "workers" {
  description = "How many processes send mails; 0 before the first migration."
  type        = number
  default     = 1
}

variable "notification_arns" {
  description = "Topics that hear of what happens to the stacks."
  type        = list(string)
  default     = []
}
