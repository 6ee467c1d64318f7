# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # sandbox, out and status are the harness's
# What the workflows call, with a stand-in for GitHub.
export GITHUB_REPOSITORY=owner/ledger
bot='"user": {"login": "github-actions[bot]"}' person='"user": {"login": "somebody"}'

# github PATH JSON: what GitHub answers when it is asked for the path.
github() {
  mkdir -p "github/repos/owner/ledger/$(dirname "$1")"
  printf '%s\n' "$2" >"github/repos/owner/ledger/$1.json"
}

# sent FILTER: something of what was sent to GitHub last.
sent() { jq -r "$1" gh.body; }

wrote() { [[ $(cat gh.log 2>/dev/null) == "$1" ]] || fail "GitHub was sent: $(cat gh.log)"; }

scripts=.github/scripts

it "shows a plan in a comment of its own for each environment"
printf 'Plan: "1" to add\n' >plan.md
github issues/7/comments "[{\"id\": 1, $bot, \"body\": \"<!-- object-ledger: plan for prod -->\"}]"
runs env ENV=dev $scripts/comment 7 plan.md
wrote "POST repos/owner/ledger/issues/7/comments"
holds test "$(sent .body)" = "<!-- object-ledger: plan for dev -->

Plan: \"1\" to add"

it "edits the comment that it wrote before, on whichever page it is"
touch plan.md
github issues/7/comments "[{\"id\": 1, $bot, \"body\": \"other\"}]
  [{\"id\": 2, $bot, \"body\": \"<!-- object-ledger: plan for dev -->\\nold\"}]"
runs env ENV=dev $scripts/comment 7 plan.md
wrote "PATCH repos/owner/ledger/issues/comments/2"

it "does not take a person's comment with the same marker for its own"
touch plan.md
github issues/7/comments "[{\"id\": 1, $person, \"body\": \"<!-- object-ledger: plan for dev -->\"}]"
runs env ENV=dev $scripts/comment 7 plan.md
wrote "POST repos/owner/ledger/issues/7/comments"

# drift EMPTY ISSUES: the nightly plan, and the issues that are open.
drift() {
  mkdir plan
  printf '{"empty": %s}\n' "$1" >plan/plan.json
  printf 'the alias moves\n' >plan/plan.md
  github issues "$2"
  runs env ENV=dev $scripts/drift plan
}
open="{\"number\": 5, $bot, \"body\": \"<!-- object-ledger: drift of dev -->\"}"

it "opens an issue when an environment is not what main says"
drift false "[{\"number\": 4, $person, \"body\": null},
  {\"number\": 3, $bot, \"pull_request\": {}, \"body\": \"<!-- object-ledger: drift of dev -->\"}]"
wrote "POST repos/owner/ledger/issues"
holds test "$(sent .title)" = "dev is not what main says"
holds grep -q 'the alias moves' <(sent .body)

it "keeps that issue up to date"
drift false "[$open]"
wrote "PATCH repos/owner/ledger/issues/5"
holds grep -q 'the alias moves' <(sent .body)

it "closes that issue when nothing differs any more"
drift true "[$open]"
wrote "PATCH repos/owner/ledger/issues/5"
holds test "$(sent .state)" = closed
says "#5 is closed"

it "writes nothing when nothing differs and no issue is open"
drift true "[]"
wrote ""

# merged RUNS [PULL]: commit c came from pull request with head h, for which those runs are known.
merged() {
  local pull='"merged_at": "2026-11-20", "merge_commit_sha": "c", "base": {"ref": "main"}'
  github commits/c/pulls "[{${2:-$pull}, \"head\": {\"sha\": \"h\"}}]"
  github actions/workflows/pull-request.yml/runs "{\"workflow_runs\": [$1]}"
}

# attempt ID [HEAD_REPOSITORY [CONCLUSION [PATH]]]: a run of the workflow of pull requests.
attempt() {
  printf '{"id": %s, "run_number": %s, "event": "pull_request", "head_sha": "h",
    "repository": {"id": 1}, "head_repository": {"id": %s}, "conclusion": "%s", "path": "%s"}' \
    "$1" "$1" "${2:-1}" "${3:-success}" "${4:-.github/workflows/pull-request.yml}"
}

# planned RUN DIGEST: that run planned dev.
planned() {
  mkdir -p "github/runs/$1/plan-dev"
  printf '{"digest": "%s"}\n' "$2" >"github/runs/$1/plan-dev/plan.json"
}
digest=$(printf 'a%.0s' {1..64}) other=$(printf 'b%.0s' {1..64})

it "finds the digest that was reviewed in the pull request of a commit"
merged "$(attempt 8),$(attempt 9)"
planned 8 "$other"
planned 9 "$digest"
runs $scripts/reviewed c
says "dev=$digest"
holds test "$(grep -c '^[a-z]*=[0-9a-f]' <<<"$out")" = 1

it "does not believe a fork, a run that failed, or another workflow"
merged "$(attempt 7 1 failure),$(attempt 8 2),$(attempt 9 1 success .github/workflows/other.yml)"
for run in 7 8 9; do planned "$run" "$digest"; done
runs $scripts/reviewed c
holds test "$(grep -c '^[a-z]*=[0-9a-f]' <<<"$out")" = 0
says "no run of .github/workflows/pull-request.yml passed for h"

for pull in '"merged_at": null, "merge_commit_sha": "c", "base": {"ref": "main"}' \
  '"merged_at": "2026-11-20", "merge_commit_sha": "d", "base": {"ref": "main"}' \
  '"merged_at": "2026-11-20", "merge_commit_sha": "c", "base": {"ref": "other"}'; do
  it "does not believe a pull request with $pull"
  merged "$(attempt 9)" "$pull"
  planned 9 "$digest"
  runs $scripts/reviewed c
  says "commit c did not come from a pull request"
done

it "refuses a digest that is none"
merged "$(attempt 9)"
planned 9 "x; true"
refuses $scripts/reviewed c
says "run 9 has no digest for dev: x; true"

# replanned DIGEST: make plan of dev ends with that digest.
replanned() {
  mkdir -p .build/dev
  printf '{"digest": "%s"}\n' "$1" >.build/dev/plan.json
  printf 'the summary\n' >.build/dev/plan.md
  stub make 'exit "${PLAN_STATUS:-0}"'
  export GITHUB_OUTPUT=$sandbox/output GITHUB_STEP_SUMMARY=$sandbox/summary
}

it "goes on with a plan that is the reviewed one, and shows it"
replanned "$digest"
runs env ENV=dev DIGEST="$digest" $scripts/replan
holds test "$(cat output)" = "digest=$digest"
holds test "$(cat summary)" = "the summary"

it "stops at a plan that is not the reviewed one, shows it and says what to type"
replanned "$other"
refuses env ENV=dev DIGEST="$digest" PLAN_STATUS=1 $scripts/replan
says "reviewed: $digest"
says "now:      $other"
says "gh workflow run deploy.yml -f dev=$other"
holds test "$(cat summary)" = "the summary"
holds test ! -e output

it "stops where no plan was reviewed, and where a plan failed"
replanned "$other"
refuses env ENV=dev DIGEST= $scripts/replan
says "reviewed: none"
refuses env ENV=dev DIGEST="$other" PLAN_STATUS=1 $scripts/replan
holds test ! -e output
unset GITHUB_OUTPUT GITHUB_STEP_SUMMARY

it "names the roles of an environment's account"
printf 'name = "object-ledger"\nregion = "eu-west-1"\naccount_id = "123456789012"\n' \
  >envs/dev/terraform.tfvars
runs env ENV=dev $scripts/role plan
says "arn=arn:aws:iam::123456789012:role/object-ledger-plan-dev"
says "account=123456789012"
says "region=eu-west-1"
runs env ENV=dev $scripts/role apply
says "role/object-ledger-apply-dev"
for way in cn-north-1=aws-cn eusc-de-east-1=aws-eusc us-gov-west-1=aws-us-gov us-iso-west-1=aws-iso \
  us-isob-east-1=aws-iso-b eu-isoe-west-1=aws-iso-e us-isof-south-1=aws-iso-f mx-central-1=aws; do
  printf 'name = "o"\nregion = "%s"\naccount_id = "123456789012"\n' "${way%=*}" \
    >envs/dev/terraform.tfvars
  runs env ENV=dev $scripts/role plan
  says "arn=arn:${way#*=}:iam::123456789012:role/o-plan-dev"
done
printf 'account_id = "111111111111"\n' >envs/dev/terraform.tfvars
refuses env ENV=dev $scripts/role plan
says "account_id 111111111111 is a placeholder"

it "lists the environments with an account, and says which it skips"
mkdir envs/prod envs/staging
printf 'account_id = "111111111111"\n' >envs/dev/terraform.tfvars
printf 'account_id = "123456789012"\n' | tee envs/prod/terraform.tfvars >envs/staging/terraform.tfvars
runs $scripts/environments
says 'names=["prod","staging"]'
says "::notice::dev is skipped"
rm envs/prod/* envs/staging/*
runs $scripts/environments
says 'names=[]'

# results CHECK ENVIRONMENTS PLAN COMMENT: as GitHub tells them.
results() {
  printf '{"check": {"result": "%s"}, "environments": {"result": "%s"},
    "plan": {"result": "%s"}, "comment": {"result": "%s"}}' "$@"
}

it "passes when every job passed, or could not run for a fork, without an account or in a queue"
export EVENT=pull_request FORK=false NAMES='["dev"]'
runs env NEEDS="$(results success success success success)" $scripts/required
runs env NEEDS="$(results success success skipped skipped)" NAMES='[]' $scripts/required
runs env NEEDS="$(results success skipped skipped skipped)" NAMES= FORK=true $scripts/required
runs env NEEDS="$(results success skipped skipped skipped)" NAMES= FORK=true EVENT=merge_group \
  $scripts/required

for result in failure cancelled skipped; do
  it "fails when a job that had to run ended with $result"
  refuses env NEEDS="$(results $result success success success)" $scripts/required
  says "check: $result"
  refuses env NEEDS="$(results $result skipped skipped skipped)" FORK=true $scripts/required
  refuses env NEEDS="$(results $result skipped skipped skipped)" EVENT=merge_group $scripts/required
  says "check: $result"
  refuses env NEEDS="$(results success $result skipped skipped)" NAMES= $scripts/required
  refuses env NEEDS="$(results success success $result skipped)" $scripts/required
  says "plan: $result"
  refuses env NEEDS="$(results success success success $result)" $scripts/required
done

it "fails for a job that it is not told of, one more that failed, and an event without a rule"
refuses env NEEDS='{"check": {"result": "success"}}' NAMES='[]' $scripts/required
says "environments: is not among the needs of this job"
refuses env NEEDS='{}' $scripts/required
more=$(results success success success success)
refuses env NEEDS="${more%\}}, \"licences\": {\"result\": \"cancelled\"}}" $scripts/required
says "licences: cancelled"
refuses env NEEDS="$more" EVENT=push $scripts/required
says "no rule says which jobs an event 'push' needs"
unset EVENT FORK NAMES

it "applies only what was compared with the reviewed plan"
stub make 'printf "%s %s\n" "$*" "$DIGEST" >made'
refuses env ENV=dev DIGEST= $scripts/apply
says "the job before gave no digest of a plan for dev: ''"
refuses env ENV=dev DIGEST=1 $scripts/apply
holds test ! -e made
runs env ENV=dev DIGEST="$digest" $scripts/apply
holds test "$(cat made)" = "plan apply $digest"
