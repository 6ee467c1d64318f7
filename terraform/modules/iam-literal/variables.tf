variable "text" {
  description = "The text, as in the beginning of a key."
  type        = string
  nullable    = false
}
