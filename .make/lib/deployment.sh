# shellcheck shell=bash
# What the scripts share that plan and apply: the packages, the lock of the state, and what to type after an error
# of Terraform. It is sourced after environment.sh.
# shellcheck disable=SC2154 # the variables of environment.sh

# use_package: builds the packages that are to be deployed, or takes those that are given.
# shellcheck disable=SC2034 # environment.sh exports them
use_package() {
  if [[ -z ${PACKAGE:-} || -z ${CHANGES_PACKAGE:-} ]]; then
    .make/develop/package
  fi
  [[ -z ${PACKAGE:-} ]] || ZIP=$(given_package PACKAGE) || exit 1
  [[ -z ${CHANGES_PACKAGE:-} ]] || CHANGES_ZIP=$(given_package CHANGES_PACKAGE) || exit 1
}

# given_package SETTING: the whole path of the file that the setting names.
given_package() {
  [[ -f ${!1} ]] || die "$1 names no file: ${!1}"
  printf '%s/%s' "$(cd "$(dirname "${!1}")" && pwd)" "$(basename "${!1}")"
}

# changes_wanted VALUE...: whether ENV has a changes function, with these <name>=<value> tried over its values.
# What has none is planned without the package of it, so that nothing depends on that.
changes_wanted() {
  local tried wanted
  wanted=$(value changes) || exit 1
  for tried in "$@"; do
    [[ $tried != changes=* ]] || wanted=${tried#changes=}
  done
  [[ -n $wanted && $wanted != null ]]
}

# What makes a plan and applies it by itself says so, with its process: planned_by="release 123".
export planned_by=${planned_by:-}

# sources: a digest of all that a plan of ENV is made of, but for the package.
sources() {
  {
    cat .terraform-version "envs/$ENV/terraform.tfvars" "envs/$ENV/backend.hcl"
    find terraform -type f ! -path '*/.terraform/*' ! -path '*/tests/*' ! -path '*/bootstrap/*' \
      ! -name '*.md' | contents
  } | sha256
}

# What changes an environment waits this long for who is changing it. As TF_CLI_ARGS_plan it would not
# reach an apply.
export wait_for_lock=-lock-timeout=5m

# read_lock BUCKET KEY: fetches the lock of that state; fails, and says why, where there is none.
read_lock() {
  mkdir -p "$work"
  .make/lib/aws s3 cp "s3://$1/$2.tflock" - >"$work/lock.json"
}

# lock_detail NAME: what the lock says of itself.
lock_detail() { .make/lib/value "$work/lock.json" "values.$1"; }

# explain_lock LOG: what to type, where Terraform's output says that the state is locked.
explain_lock() {
  ! grep -q 'Error acquiring the state lock' "$1" ||
    die "the state of $ENV is locked: somebody is at work, or was killed at it" \
      "to see who, and to take the lock away if nobody is: make unlock ENV=$ENV"
}

# explain_credentials LOG: what to type, where Terraform's output says that AWS knows nobody.
explain_credentials() {
  ! grep -qE "$no_credentials" "$1" || die_without_credentials
}
die_without_credentials() {
  die "AWS accepts no credentials of yours" \
    "type: aws sso login (version 2 of the AWS CLI), or: export AWS_PROFILE=…"
}
no_credentials='No valid credential sources|failed to get shared config profile|ExpiredToken'
no_credentials+='|Unable to locate credentials|config profile .* could not be found|InvalidClientTokenId|UnrecognizedClientException|security token .* (invalid|expired)'

# explain_bucket LOG: what to type, where Terraform's output says that the existing source bucket is not
# there, or not to be read.
explain_bucket() {
  local found='s/.*reading S3 Bucket (\([^)]*\)): ' bucket label write
  label=$(plain_text <"$1" | sed -n 's/.*with .*aws_s3_bucket\.[a-z_]*\["\([a-z0-9-]*\)"\].*/\1/p' | head -n 1)
  label=sources.${label:-<label>}.bucket
  write="write its name as $label.name, or $label = { create = true }"
  bucket=$(sed -n "${found}couldn't find resource.*/\1/p" "$1" | head -n 1)
  [[ -z $bucket ]] ||
    die "$label.create is false, but there is no bucket $bucket" \
      "$write, in envs/$ENV/terraform.tfvars" \
      "to see the account's buckets: eval \"\$(make -s env ENV=$ENV)\" && aws s3 ls"
  bucket=$(sed -n "${found}.*StatusCode: 403.*/\1/p" "$1" | head -n 1)
  [[ -z $bucket ]] ||
    die "the bucket $bucket may not be read: it is another account's, or its policy refuses it" \
      "$write, in envs/$ENV/terraform.tfvars" \
      "if it is ours, allow s3:ListBucket on it to who plans: make bootstrap ENV=$ENV"
}
