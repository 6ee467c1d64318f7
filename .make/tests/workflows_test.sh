# shellcheck shell=bash disable=SC2016,SC2154 # sandbox, out and status are the harness's
# What is asked of GitHub's workflows: a broken copy is refused, by name.

# edits FILE EXPRESSION: a copy of every workflow, of which one is changed by sed.
edits() {
  cp -R "$top/.github" "$top/docs" "$sandbox"
  cp ".github/$1" before
  sed -i.bak "$2" ".github/$1" && rm ".github/$1.bak"
  ! cmp -s before ".github/$1" || fail "nothing is changed by: $2"
}
# What one fault at a time shows, all of them at once show.
walk() { FEW=1 node .make/develop/npm/walk.mjs "$top/.build/npm/node_modules" .github docs/delivery.md; }
rules() { node .make/develop/npm/workflows.mjs "$top/.build/npm/node_modules" .github; }

# broken WHAT FILE EXPRESSION MESSAGE: refused with that message.
broken() {
  it "refuses a workflow with $1"
  edits "workflows/$2" "$3"
  refuses rules
  says "$4"
}

it "accepts the workflows as they are"
edits workflows/drift.yml 's/^name: drift$/name: nightly/'
runs rules
says "0 problems"

broken "an action pinned by a tag" check.yml 's/@[0-9a-f]* # v6.0.2/@v6/' \
  "actions/checkout@v6: pin it"
broken "an action without its version" check.yml 's/ # v6.0.2//' "pin it, as owner/name@"
broken "rights at the top" drift.yml 's/^permissions: {}/permissions: read-all/' \
  "add permissions: {} at the top"
broken "a job that lists no rights" check.yml '/^    permissions:/d; /^      contents:/d' \
  "job test: list its permissions"
broken "a job without a limit" check.yml '/timeout-minutes/d' "job test: add timeout-minutes"
broken "an expression in a script" pull-request.yml \
  's/run: make package/run: echo ${{ matrix.environment }}/' "put it into env"
broken "a script that is long" check.yml 's/run: make test$/run: "a\\nb\\nc\\nd"/' \
  "make it a script in .github/scripts"
broken "a checkout that keeps its token" check.yml '/persist-credentials/d' \
  "add persist-credentials: false"
broken "the event for strangers' changes" pull-request.yml 's/^  pull_request:/  pull_request_target:/' \
  "on pull_request_target"
broken "secrets passed on" deploy.yml $'s/^    with:$/    secrets: inherit\\\n    with:/' \
  "it passes secrets on"
broken "something that is no YAML" check.yml 's/^jobs:/jobs: [/' "is no YAML"

broken "a condition that forgets what a job before came to" deploy.yml \
  "/needs.check.result == 'success'/d" "job staging: its if has to say which needs.check.result it takes"

for workflow in drift environment pull-request; do
  broken "a plan that takes the state's lock ($workflow)" "$workflow.yml" \
    's/-lock=false/-lock-timeout=5m/' "it plans as the plan role: add env TF_CLI_ARGS_plan"
done

# unsafe WHAT FILE EXPRESSION MESSAGE: refused by the walk through all results, with that message.
unsafe() {
  it "refuses a deployment $1"
  edits "workflows/$2" "$3"
  refuses walk
  says "$4"
}

unsafe "of what was not checked to the end" deploy.yml "s/needs.check.result == 'success'/true/" \
  "check cancelled, package success, reviewed success"
unsafe "to prod after a staging that was skipped" deploy.yml \
  "s/(contains(needs.reviewed.outputs.names, '\"staging\"') \&\& 'success' || 'skipped')/'skipped'/" \
  "deploys to [dev,prod], may to [dev]"
unsafe "that a cancelled run goes on with" deploy.yml 's/!cancelled()/always()/' \
  "staging success, cancelled:"
unsafe "beside another" deploy.yml 's/group: deploy-.*/group: ${{ github.sha }}/' \
  "two runs of main are not in one concurrency group"
unsafe "that another branch evicts" deploy.yml 's/group: deploy-.*/group: deploy/' \
  "a run of another branch cancels one of main that waits"
unsafe "that a push stops half-way" deploy.yml 's/cancel-in-progress: false/cancel-in-progress: true/' \
  "a later push cancels a deployment that has begun"
unsafe "with a job that a later run evicts" environment.yml \
  's/^    environment: \(.*\)/&\n    concurrency: { group: x }/' \
  "job apply: a later run cancels it while it waits"

it "refuses what would never report in a merge queue, or let one group cancel another"
edits workflows/pull-request.yml '/^  merge_group:/d; s/group: check-.*/group: check/'
refuses walk
says "add merge_group, or"
says "two merge groups cancel each other's check"

it "refuses a required job that forgets a job, or passes what was skipped"
edits workflows/pull-request.yml 's/needs: \[check, environments, plan, comment\]/needs: [check]/'
refuses walk
says "it has to need [check,comment,environments,plan]"
edits scripts/required '/NAMES !=/s/.*/    idle=" plan comment "/'
refuses walk
says "a pull request, plan skipped"

it "refuses a release or a scan that a private repository without a paid plan cannot pass"
edits workflows/release.yml '/^      - if: .*private/d; s/^        uses: actions.attest/      - uses: actions\/attest/'
refuses walk
says "release.yml: attest must pass without signing: private true"
edits workflows/scan.yml 's/^      && (!github.*/      }}/'
refuses walk
says "scan.yml: dependencies would be red: private true"

it "keeps an attempt's success and decides the rest anew, as the table of docs/delivery.md says"
edits workflows/drift.yml 's/^name: drift$/name: nightly/'
runs walk
says "0 problems"
sed -i.bak 's/^| nothing fails | success/| nothing fails | –/' docs/delivery.md
refuses walk
says "docs/delivery.md is stale; type: UPDATE=1 .make/develop/workflows"

it "asks the same of actions"
edits actions/credentials/action.yml 's/@[0-9a-f]* # v6.0.0/@v6/; s/"\$ROLE"/${{ inputs.role }}/'
refuses rules
says "configure-aws-credentials@v6: pin it"
says "runs: step 1: an expression in a script"

it "refuses what GitHub would not understand"
edits workflows/check.yml 's/runs-on:/run-on:/'
refuses env FEW=1 TOOLS_DIR="$top/.build" .make/develop/workflows
says 'unexpected key "run-on"'
mv before .github/workflows/check.yml
runs env FEW=1 TOOLS_DIR="$top/.build" .make/develop/workflows

it "lets make check fail for a broken workflow, and names the linter"
edits workflows/check.yml '/timeout-minutes/d'
mkdir .ci
cp "$top/CHANGELOG.md" .
# Here are no pages that a link could lead to.
grep -v customRules "$top/.markdownlint-cli2.jsonc" >.markdownlint-cli2.jsonc
for linter in shellcheck shfmt yamllint flake8; do stub "$linter" 'true'; done
stub terraform 'mkdir -p "${TF_DATA_DIR:-terraform}"
[[ $1 != version ]] || printf "Terraform v1.11.4\non linux_amd64\n"'
refuses env FEW=1 TOOLS_DIR="$top/.build" make check
says "job test: add timeout-minutes"
says "these checks failed: workflows"
says "==> yamllint"
mv before .github/workflows/check.yml
runs env FEW=1 TOOLS_DIR="$top/.build" make check
