# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# Whose an existing source bucket is, where it is, and what it notifies already. Which buckets are
# asked is read in the saved plan, by a Java class with tests of its own.
address='aws_s3_bucket_notification.source_bucket[0]'

# planned WHAT BUCKET [RULES]: what the plan does to the notification of a bucket of somebody else.
planned() {
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$address" "${3:--}" >>notifications
  printf 'name = "object-ledger"\naccount_id = "123456789012"\nregion = "eu-west-1"\n' \
    >envs/dev/terraform.tfvars
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

it "plans for an existing bucket that notifies nothing, or this stack alone"
planned sets landing-zone object-ledger-handler-dev
touch running
runs make plan ENV=dev
rule object-ledger-handler-dev arn:aws:lambda:::function:object-ledger-handler-dev:live s3:ObjectCreated:*
runs make plan ENV=dev
says "Plan: 1 to add"

it "refuses to plan for an existing bucket that notifies others, and lists what it notifies"
planned sets landing-zone object-ledger-handler-dev
rule object-ledger-handler-dev arn:aws:lambda:::function:object-ledger-handler-dev:live s3:ObjectCreated:*
rule thumbnails arn:aws:lambda:::function:thumbnails "s3:ObjectCreated:Put, s3:ObjectCreated:Copy"
rule audit arn:aws:sqs:::audit s3:ObjectRemoved:*
refuses make plan ENV=dev
says "* thumbnails: arn:aws:lambda:::function:thumbnails: s3:ObjectCreated:Put, s3:ObjectCreated:Copy"
says "* audit: arn:aws:sqs:::audit: s3:ObjectRemoved:*"
says "error: landing-zone notifies others"
says 'write trigger = "eventbridge" in envs/dev/terraform.tfvars'
holds test "$(grep -c '\* object-ledger-handler-dev' <<<"$out")" = 0
refuses make apply ENV=dev
says "there is no saved plan for dev"

it "refuses to switch off EventBridge in an existing bucket"
planned sets landing-zone object-ledger-handler-dev
rule EventBridge - "every event"
refuses make plan ENV=dev
says "error: landing-zone notifies others"

it "does not ask a bucket that the stack makes"
stub aws 'echo "asked for $*"; exit 1'
runs make plan ENV=dev

it "says what it needs when the notification cannot be read"
planned sets landing-zone object-ledger-handler-dev
refuses make plan ENV=dev
says "error: the notification of landing-zone could not be read"

it "refuses to plan for a bucket in another region, and says which"
planned sets landing-zone object-ledger-handler-dev
touch running
bucket 123456789012 us-east-1
refuses make plan ENV=dev
says "error: landing-zone is in us-east-1, and the stack in eu-west-1"
says 'write region = "us-east-1" in envs/dev/terraform.tfvars'
holds test ! -e .build/dev/plan.tfplan

it "refuses to plan for a bucket of another account, and says whose it is"
planned waits landing-zone
rule EventBridge - "every event"
bucket 210987654321 eu-west-1 79a59df9
refuses make plan ENV=dev
says "error: landing-zone belongs to another account than 123456789012: to 79a59df9"
says "write a bucket of the account 123456789012 as source_bucket.name in envs/dev/terraform.tfvars"
holds test ! -e .build/dev/plan.tfplan
bucket 210987654321 eu-west-1
refuses make plan ENV=dev
says "to an account that does not show its id"

it "says what it needs where the bucket is refused to everybody, or is not there"
planned sets landing-zone object-ledger-handler-dev
bucket "" eu-west-1
refuses make plan ENV=dev
says "An error occurred (403)"
says "error: landing-zone is not to be had"
says "s3:ListBucket on it"

it "leaves the region to Terraform where the AWS CLI does not tell it"
planned sets landing-zone object-ledger-handler-dev
touch running
bucket 123456789012 None
runs make plan ENV=dev

it "plans for the EventBridge of an existing bucket, whatever else that notifies"
planned waits landing-zone
rule EventBridge - "every event"
rule audit arn:aws:sqs:::audit s3:ObjectRemoved:*
runs make plan ENV=dev

it "says how to switch EventBridge on, where an existing bucket does not send to it"
planned waits landing-zone
rule audit arn:aws:sqs:::audit s3:ObjectRemoved:*
refuses make plan ENV=dev
says "error: landing-zone does not send its events to EventBridge"
says "put-bucket-notification-configuration --bucket landing-zone"

it "refuses to remove the notification of an existing bucket together with its EventBridge"
planned removes landing-zone object-ledger-handler-dev
planned waits landing-zone
rule EventBridge - "every event"
refuses make plan ENV=dev
says "error: the stack would remove its notification of landing-zone"
says "* EventBridge: -: every event"
says "state rm"
says "$address"

it "removes its own rule from a bucket that notifies nothing else"
planned removes landing-zone object-ledger-handler-dev
rule object-ledger-handler-dev arn:aws:lambda:::function:object-ledger-handler-dev:live s3:ObjectCreated:*
runs make plan ENV=dev
