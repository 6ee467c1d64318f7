# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# Whose an existing source bucket is, where it is, and what it notifies already.

# values TRIGGER: an environment that watches an existing bucket.
values() {
  cat >envs/dev/terraform.tfvars <<VALUES
name        = "object-ledger"
environment = "dev"
account_id  = "123456789012"
region      = "eu-west-1"
source_bucket = {
  create = false # because it was there before
  name   = "landing-zone"
}
trigger = "$1"
VALUES
  bucket 123456789012 eu-west-1
}

# bucket OWNER REGION [ACL]: what S3 answers of the bucket; no OWNER, and it is refused to everybody.
bucket() {
  stub aws "echo \"\$*\" >>aws.log
  case \"\$*\" in
    *head-bucket*--expected-bucket-owner\\ $1) echo $2 ;;
    *head-bucket*--expected-bucket-owner*) echo 'An error occurred (403)' >&2; exit 254 ;;
    *head-bucket*) [[ -n '$1' ]] && echo $2 || { echo 'An error occurred (403)' >&2; exit 254; } ;;
    *get-bucket-acl*) [[ -n '${3:-}' ]] && echo '${3:-}' || exit 254 ;;
    *) cat running ;;
  esac"
}

# A row of the answer that the AWS CLI gives.
rule() { printf '%s\t%s\t%s\n' "$@" >>running; }

# notified BUCKET: Terraform's state holds the notification of that bucket.
notified() {
  mv bin/terraform bin/rest
  stub terraform "case \"\$*\" in
    *'state show'*) echo '    bucket      = \"$1\"' ;;
    *) \"\${0%/*}/rest\" \"\$@\" ;;
  esac"
}

it "plans for an existing bucket that notifies nothing, or this stack alone"
values direct
touch running
runs make plan ENV=dev
rule object-ledger-handler-dev arn:aws:lambda:::function:object-ledger-handler-dev:live s3:ObjectCreated:*
runs make plan ENV=dev
values queue
runs make plan ENV=dev
says "Plan: 1 to add"

it "refuses to plan for an existing bucket that notifies others, and lists what it notifies"
values direct
rule object-ledger-handler-dev arn:aws:lambda:::function:object-ledger-handler-dev:live s3:ObjectCreated:*
rule thumbnails arn:aws:lambda:::function:thumbnails "s3:ObjectCreated:Put, s3:ObjectCreated:Copy"
rule audit arn:aws:sqs:::audit s3:ObjectRemoved:*
refuses make plan ENV=dev
says "* thumbnails: arn:aws:lambda:::function:thumbnails: s3:ObjectCreated:Put, s3:ObjectCreated:Copy"
says "* audit: arn:aws:sqs:::audit: s3:ObjectRemoved:*"
says "error: landing-zone notifies others"
says 'write trigger = "eventbridge" in envs/dev/terraform.tfvars'
holds test "$(grep -c 'object-ledger-handler-dev' <<<"$out")" = 0
holds test "$(grep -c ' plan ' terraform.log)" = 0

it "refuses to switch off EventBridge in an existing bucket"
values queue
rule EventBridge - "every event"
refuses make plan ENV=dev
says "error: landing-zone notifies others"

it "reads the bucket from values in one line, too"
values direct
sed -i.old '/^source_bucket/,/^}/d' envs/dev/terraform.tfvars
printf 'source_bucket = { create = false, name = "inbox" }\n' >>envs/dev/terraform.tfvars
rule audit arn:aws:sqs:::audit s3:ObjectRemoved:*
refuses make plan ENV=dev
says "error: inbox notifies others"

it "does not ask a bucket that the stack makes"
printf 'source_bucket = {\n  create = true\n  name   = null\n}\n' >>envs/dev/terraform.tfvars
stub aws 'echo "asked for $*"; exit 1'
runs make plan ENV=dev

it "says what it needs when the notification cannot be read"
values direct
refuses make plan ENV=dev
says "error: the notification of landing-zone could not be read"

it "refuses to plan for a bucket in another region, and says which"
values direct
touch running
bucket 123456789012 us-east-1
refuses make plan ENV=dev
says "error: landing-zone is in us-east-1, and the stack in eu-west-1"
says 'write region = "us-east-1" in envs/dev/terraform.tfvars'
holds test "$(grep -c ' plan ' terraform.log)" = 0

it "refuses to plan for a bucket of another account, and says whose it is"
values eventbridge
rule EventBridge - "every event"
bucket 210987654321 eu-west-1 79a59df9
refuses make plan ENV=dev
says "error: landing-zone belongs to another account than 123456789012: to 79a59df9"
says "write a bucket of the account 123456789012 as source_bucket.name in envs/dev/terraform.tfvars"
holds test "$(grep -c ' plan ' terraform.log)" = 0
bucket 210987654321 eu-west-1
refuses make plan ENV=dev
says "to an account that does not show its id"

it "says what it needs where the bucket is refused to everybody, or is not there"
values direct
bucket "" eu-west-1
refuses make plan ENV=dev
says "An error occurred (403)"
says "error: landing-zone is not to be had"
says "s3:ListBucket on it"

it "leaves the region to Terraform where the AWS CLI does not tell it"
values direct
touch running
bucket 123456789012 None
runs make plan ENV=dev

it "plans for the EventBridge of an existing bucket, whatever else that notifies"
values eventbridge
rule EventBridge - "every event"
rule audit arn:aws:sqs:::audit s3:ObjectRemoved:*
runs make plan ENV=dev

it "says how to switch EventBridge on, where an existing bucket does not send to it"
values eventbridge
rule audit arn:aws:sqs:::audit s3:ObjectRemoved:*
refuses make plan ENV=dev
says "error: landing-zone does not send its events to EventBridge"
says "put-bucket-notification-configuration --bucket landing-zone"

it "refuses to remove the notification of an existing bucket together with its EventBridge"
values eventbridge
rule EventBridge - "every event"
notified landing-zone
refuses make plan ENV=dev
says "error: the stack would remove its notification of landing-zone"
says "state rm"
holds test "$(grep -c ' plan ' terraform.log)" = 0

it "lets go the notification of a bucket that the stack had before"
values eventbridge
rule EventBridge - "every event"
notified object-ledger-source-dev-123456789012
runs make plan ENV=dev
