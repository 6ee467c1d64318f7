# The state: an apply writes it, and holds its lock.
locals {
  apply_state = [
    {
      Sid      = "WriteState"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = local.arns.state_file
    },
    {
      # Terraform reads a lock to say who holds it.
      Sid      = "LockState"
      Effect   = "Allow"
      Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
      Resource = local.arns.state_lock
    },
  ]
}
