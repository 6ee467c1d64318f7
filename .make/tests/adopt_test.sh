# shellcheck shell=bash disable=SC2016,SC2154 # sandbox, out and status are the harness's
# How what an existing bucket notifies gets into the values, and a source out of its notification. What
# is read of S3 and what is written is a Java class's, with tests of its own.
fixtures=$top/handler/src/test/resources/adopt
applied='{"ledger_bucket": {"value": "x"}, "live": {"value": {"arn": "a", "function_name": "f"}}}'

# adopting [EDITED]: the environment has the values of the fixtures; the tool writes this file for them.
adopting() {
  cp "$fixtures/before.tfvars" envs/dev/terraform.tfvars
  mkdir found
  [[ -z ${1:-} ]] || cp "$1" found/adopt.tfvars
  printf 'others = { to = "paste" }\n' >found/adopt.hcl
  { printf '{"others": ' && cat "$fixtures/others.json" && printf '}'; } | base64 | tr -d '\n' >found/adopt.expected
  printf '#!/usr/bin/env bash\nprintf "%%s\\n" "$*" >>java.log\nwords=("$@")\n[[ $* != *AdoptCommand* ]] ||
    cp found/* "${words[$#-1]}"/
[[ ! -e refused ]] || { cat refused >&2; exit 1; }\n' >jdk-21/bin/java
}

it "writes what Terraform reads as the values of before and the others, and nothing else"
adopting "$fixtures/after.tfvars"
chmod 640 envs/dev/terraform.tfvars
runs make adopt ENV=dev SOURCE=landing
says "now read it, and type: make plan ENV=dev"
holds cmp envs/dev/terraform.tfvars "$fixtures/after.tfvars"
holds grep -q 'adopt.AdoptCommand .*adopt.values.json envs/dev/terraform.tfvars' java.log
holds test "$(find envs/dev -perm 640 -name '*.tfvars*')" = envs/dev/terraform.tfvars
holds test "$(find envs/dev -name '*.new*')" = ""
wanted=$("$top/.make/lib/value" "$fixtures/others.json" values)
[[ $(.make/lib/value envs/dev/terraform.tfvars 'values.sources["landing"].others') == "$wanted" ]] ||
  fail "Terraform reads other others"

it "lays the values out as they were: formatted, or as nobody formatted them"
sed 's/^    others = {/    others     =  {/' "$fixtures/after.tfvars" >edited
adopting edited
runs make adopt ENV=dev SOURCE=landing
holds cmp envs/dev/terraform.tfvars "$fixtures/after.tfvars"
rm -r found
adopting edited
sed -i.bak 's/^name  /name/' envs/dev/terraform.tfvars
sed -i.bak 's/^name  /name/' found/adopt.tfvars
rm envs/dev/*.bak found/*.bak
runs make adopt ENV=dev SOURCE=landing
holds grep -q '^    others     =  {' envs/dev/terraform.tfvars

it "leaves the values as they are where Terraform reads anything else, and prints what to write"
for change in 's/landing-eu/landing-us/' 's/100%/101%/' 's/"in\/"/"in"/' 's/^tags = {}$/tags = { a = "b" }/' \
  's/^tags = {}$//' 's/    others = {/    more = {/' 's/^}$//'; do
  sed "$change" "$fixtures/after.tfvars" >edited
  rm -rf found
  adopting edited
  refuses make adopt ENV=dev SOURCE=landing
  says "error: envs/dev/terraform.tfvars is written in a way"
  says 'others = { to = "paste" }'
  holds cmp envs/dev/terraform.tfvars "$fixtures/before.tfvars"
done

it "prints what to write where the tool found no place for it"
adopting
refuses make adopt ENV=dev SOURCE=landing
says 'others = { to = "paste" }'
holds cmp envs/dev/terraform.tfvars "$fixtures/before.tfvars"

it "changes nothing where the tool refuses, or finds what the values say already"
adopting "$fixtures/after.tfvars"
printf 'error: nothing to adopt\n' >refused
refuses make adopt ENV=dev SOURCE=landing
says "error: nothing to adopt"
rm -r refused found
adopting
rm found/*
touch found/nothing
runs make adopt ENV=dev SOURCE=landing
holds cmp envs/dev/terraform.tfvars "$fixtures/before.tfvars"

it "says which sources there are, where none is named"
adopting
refuses make adopt ENV=dev
says "error: SOURCE is missing"
says "one of: landing last other"
refuses make adopt ENV=dev SOURCE='$(touch ran)'
says "which is no label of a source"
refuses make adopt ENV=dev UNDO=yes SOURCE=landing
says "UNDO is 'yes': write UNDO=1"
holds test ! -e ran
holds test ! -e java.log

it "writes others that are longer than a line that Terraform's console takes"
printf '%s\n' 'import json, sys
others = json.load(open(sys.argv[1]))
rule = others["rules"]["MWI4ZTQxYzctZTk5OC00"]
for i in range(90):
    others["rules"]["x%d" % i] = dict(rule, prefix="p%d-" % i + "a" * 700)
json.dump(others, open("others.json", "w"))
text = open(sys.argv[2]).read()
start = text.index("    others = {\n", text.index("# What others have"))
end = text.index("\n    }\n", start)
rules = "".join("        %s = %s\n" % (json.dumps(n), json.dumps(r)) for n, r in others["rules"].items() if n[0] == "x")
print(text[:end - len("\n      }")] + "\n" + rules + "      }" + text[end:], end="")' >longer.py
python3 longer.py "$fixtures/others.json" "$fixtures/after.tfvars" >edited
adopting edited
{ printf '{"others": ' && cat others.json && printf '}'; } | base64 | tr -d '\n' >found/adopt.expected
holds test "$(wc -c <found/adopt.expected)" -gt 65536
runs make adopt ENV=dev SOURCE=landing
holds test "$(.make/lib/value envs/dev/terraform.tfvars 'length(values.sources["landing"].others.rules)')" = 93

# withdrawing ADDRESS...: what the state has.
withdrawing() {
  adopting
  printf '%s\n' "$applied" >stack.json
  printf '%s\n' 'aws_s3_bucket.this' "$@" >state
}

it "takes the source out of the notification first, then out of the state, and says what comes next"
withdrawing 'aws_s3_bucket_notification.source["landing"]' 'aws_s3_bucket_notification.source["other"]'
mkdir -p .build/dev
touch .build/dev/plan.tfplan
runs make adopt ENV=dev SOURCE=landing UNDO=1
says "take sources.landing out of envs/dev/terraform.tfvars, and type: make plan apply ENV=dev"
holds grep -qF 'adopt.values.json aws_s3_bucket_notification.source["landing"]' java.log
holds grep -qx -- '-chdir=terraform state rm -lock-timeout=5m aws_s3_bucket_notification.source\["landing"\]' terraform.log
holds test "$(cat state)" = $'aws_s3_bucket.this\naws_s3_bucket_notification.source["other"]'
holds test ! -e .build/dev/plan.tfplan
holds cmp envs/dev/terraform.tfvars "$fixtures/before.tfvars"
runs make adopt ENV=dev SOURCE=landing UNDO=1
says "the stack does not manage that notification any more"
holds test "$(grep -c 'state rm' terraform.log)" = 1
holds grep -q 'adopt.WithdrawCommand .*stack.json .*adopt.values.json $' java.log

it "takes the address of an older commit for the source of that name only"
withdrawing 'aws_s3_bucket_notification.source_bucket[0]'
runs make adopt ENV=dev SOURCE=landing UNDO=1
holds test "$(grep -c 'state rm' terraform.log)" = 0
runs make adopt ENV=dev SOURCE=source UNDO=1
holds grep -qF 'state rm -lock-timeout=5m aws_s3_bucket_notification.source_bucket[0]' terraform.log

it "leaves the state alone where the notification could not be changed"
withdrawing 'aws_s3_bucket_notification.source["landing"]'
printf 'error: refused by S3\n' >refused
refuses make adopt ENV=dev SOURCE=landing UNDO=1
says "error: refused by S3"
holds grep -q source state
holds test "$(grep -c 'state rm' terraform.log)" = 0

it "says who has the lock of the state, and goes on when it is typed again"
withdrawing 'aws_s3_bucket_notification.source["landing"]'
printf 'Error: Error acquiring the state lock\n' >said
refuses make adopt ENV=dev SOURCE=landing UNDO=1
says "error: the state of dev is locked"
holds grep -q source state
rm said
runs make adopt ENV=dev SOURCE=landing UNDO=1
holds test "$(cat state)" = aws_s3_bucket.this
