# With an ingress API that has everything: a key, an authorizer, a domain, a firewall.
ingress = {
  authorization = {
    kind = "authorizer"
    authorizer = {
      function_arn  = "arn:aws:lambda:eu-west-1:123456789012:function:gatekeeper:live"
      cache_seconds = 300
    }
  }
  domain = {
    name            = "ingress.example.com"
    certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b"
  }
  force_destroy = true
  kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/documents"
  web_acl_arn   = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/0a1b"
}
