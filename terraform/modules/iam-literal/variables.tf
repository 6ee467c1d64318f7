variable "text" {
  description = "Text, such as the beginning of a key."
  type        = string
  nullable    = false
}
