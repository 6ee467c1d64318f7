# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# Whose an existing source bucket is, and where it is. Which buckets are asked is read in the saved plan,
# and what they notify is compared with it, by Java classes with tests of their own.

# planned WHAT BUCKET [LABEL]: what the plan does to the notification of a bucket of somebody else.
planned() {
  printf '%s\t%s\t%s\n' "$1" "$2" "${3:-landing}" >>notifications
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
    *) exit 254 ;;
  esac"
}

# compares COMMANDS: what the tool does that compares what the bucket notifies with the plan.
compares() {
  sed -i.bak 's/^\[\[ \$\* == \*PlanCommand/[[ $* != *NotificationCommand* ]] || { '"$1"'; }\
&/' jdk-21/bin/java
}

it "gives the tool what the plan does, with region and account"
planned sets landing-zone
runs make plan ENV=dev
says "Plan: 1 to add"
holds grep -q 'plan.NotificationCommand .*/plan.notifications.json eu-west-1 123456789012$' java.log

it "refuses the plan that the tool refuses, so that it cannot be applied"
planned sets landing-zone
compares 'echo "error: landing-zone notifies others" >\&2; exit 1'
refuses make plan ENV=dev
says "error: landing-zone notifies others"
holds test ! -e .build/dev/plan.tfplan
refuses make apply ENV=dev
says "there is no saved plan for dev"

it "does not ask a bucket that the stack makes"
stub aws 'echo "asked for $*"; exit 1'
runs make plan ENV=dev
holds test "$(grep -c NotificationCommand java.log)" = 0

it "asks each bucket of several where it is, but none that is left"
planned sets landing-zone
planned waits orders-eu orders
planned removes gone-eu gone
planned moves moved-eu moved
runs make plan ENV=dev
holds test "$(grep -c 'head-bucket --bucket' aws.log)" = 2
holds grep -q -- '--bucket orders-eu' aws.log

it "refuses to plan for a bucket in another region, and says which"
planned sets landing-zone
bucket 123456789012 us-east-1
refuses make plan ENV=dev
says "error: landing-zone is in us-east-1, and the stack in eu-west-1"
says 'write region = "us-east-1" in envs/dev/terraform.tfvars'
holds test ! -e .build/dev/plan.tfplan

it "refuses to plan for a bucket of another account, and says whose it is"
planned waits landing-zone
bucket 210987654321 eu-west-1 79a59df9
refuses make plan ENV=dev
says "error: landing-zone belongs to another account than 123456789012: to 79a59df9"
says "write a bucket of the account 123456789012 as sources.landing.bucket.name in envs/dev/terraform.tfvars"
holds test ! -e .build/dev/plan.tfplan
bucket 210987654321 eu-west-1
refuses make plan ENV=dev
says "to an account that does not show its id"

it "says what it needs where the bucket is refused to everybody, or is not there"
planned sets landing-zone
bucket "" eu-west-1
refuses make plan ENV=dev
says "An error occurred (403)"
says "error: landing-zone is not to be had"
says "s3:ListBucket on it"

it "leaves the region to Terraform where the AWS CLI does not tell it"
planned sets landing-zone
bucket 123456789012 None
runs make plan ENV=dev

it "looks again before it applies, because others may have changed something since"
planned sets landing-zone
runs make plan ENV=dev
compares 'echo "error: landing-zone notifies others" >\&2; exit 1'
refuses make apply ENV=dev
says "error: landing-zone notifies others"
holds test "$(grep -c ' apply ' terraform.log)" = 0

it "does not destroy a notification that holds what is somebody else's"
planned removes landing-zone
compares 'echo "error: the stack would remove its notification of landing-zone" >\&2; exit 1'
refuses make destroy ENV=dev CONFIRM=dev
says "error: the stack would remove its notification of landing-zone"
holds grep -q ' plan -destroy .*-var-file=../envs/dev/terraform.tfvars' terraform.log
holds test "$(grep -c ' destroy ' terraform.log)" = 0
holds test "$(find .build/dev -name 'plan.*')" = ""

it "destroys a notification that holds nothing but the stack's, and asks in the bucket's own account"
planned removes landing-zone
runs make destroy ENV=dev CONFIRM=dev
holds grep -q 'plan.NotificationCommand .*/plan.notifications.json eu-west-1 123456789012$' java.log
holds grep -q ' destroy -input=false -auto-approve' terraform.log
holds test "$(find .build/dev -name 'plan.*')" = ""

it "destroys nothing where it cannot be looked at what that does"
sed -i.bak 's/^  plan)$/&\n    echo "Error: Error acquiring the state lock"; exit 1/' bin/terraform
refuses make destroy ENV=dev CONFIRM=dev
says "error: the state of dev is locked"
holds test "$(grep -c ' destroy ' terraform.log)" = 0
