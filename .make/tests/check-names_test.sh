# shellcheck shell=bash disable=SC2016,SC2154 # sandbox, out and status are the harness's
# How misspelled names of values are refused.

# gives FILE LINE...: appends values to a file of the environment dev.
gives() {
  printf '%s\n' "${@:2}" >>"envs/dev/$1"
}

# refused: the plan was not even begun.
refused() {
  says "error: values have names that no variable has, and would be left out"
  holds test ! -e terraform.log
  holds test ! -e .build/dev/plan.tfplan
}

it "refuses a plan whose values have misspelled names, at any depth, and says the nearest of all at once"
gives terraform.tfvars 'function = { memory = 512 }' 'queue = { batchsize = 10 }' \
  'queu = {}' 'workflow = { url = "x", body = "{}", match = { sufix = ".csv" } }'
refuses make plan ENV=dev
refused
says "envs/dev/terraform.tfvars: function.memory: did you mean function.memory_size?"
says "envs/dev/terraform.tfvars: queue.batchsize: did you mean queue.batch_size?"
says "envs/dev/terraform.tfvars: queu: did you mean queue?"
says "envs/dev/terraform.tfvars: workflow.match.sufix: did you mean workflow.match.suffix?"

it "takes what was planned before a misspelled name away"
runs make plan ENV=dev
gives terraform.tfvars 'queu = {}'
refuses make plan ENV=dev
holds test ! -e .build/dev/plan.tfplan
refuses make apply ENV=dev
says "there is no saved plan for dev"

it "names what is there where no name is near"
gives terraform.tfvars 'latest = { glob = "*.csv" }'
refuses make plan ENV=dev
refused
says "envs/dev/terraform.tfvars: latest.glob: latest has enabled, tombstone_days"

it "says where the values of a stack of one source belong"
gives terraform.tfvars 'source_bucket = { create = true }' 'trigger = "queue"' 'switching_from = null'
refuses make plan ENV=dev
refused
for name in source_bucket trigger switching_from; do
  says "envs/dev/terraform.tfvars: $name: each of the sources has its own now: docs/upgrading.md says how to write it"
done

it "refuses misspelled names in PLAN_VARS, three deep"
refuses make plan ENV=dev \
  PLAN_VARS='latest={"enabled":false} release={"version":"7","canary":{"version":"8","weight":0.1,"wieght":0.2}} latst=x'
refused
says "PLAN_VARS: release.canary.wieght: did you mean release.canary.weight?"
says "PLAN_VARS: latst: did you mean latest?"
runs make plan ENV=dev PLAN_VARS='latest={"enabled":false} queue={"batch_size":10}'

it "refuses misspelled names in the environment of Terraform, where they count"
TF_VAR_queue='{ batchsize = 1 }' TF_VAR_unknown=1 refuses make plan ENV=dev
refused
says "TF_VAR_queue: queue.batchsize: did you mean queue.batch_size?"
[[ $out != *unknown:* ]] || fail "it refuses what other modules may be given"
gives terraform.tfvars 'queue = { batch_size = 1 }'
TF_VAR_queue='{ batchsize = 1 }' runs make plan ENV=dev

it "lets a map have any names, and an object those that have a default"
gives terraform.tfvars 'tags = { Team = "data", "cost center" = "1" }' \
  'latest = { tombstone_days = null }' 'parameter_context = null' 'function = {}'
runs make plan ENV=dev

it "names what is misspelled beside what Terraform cannot convert"
gives terraform.tfvars 'function = { timeout = "long" }' 'queue = { batchsize = 10 }' 'nam = "x"'
refuses make plan ENV=dev
refused
says "queue.batchsize: did you mean queue.batch_size?"
says "nam: did you mean name?"

it "knows a name by its word, its hyphens and its capitals"
gives terraform.tfvars 'function = { logLevel = "INFO", reserved = 1, snapstart = true }'
refuses make plan ENV=dev
refused
says "function.logLevel: did you mean function.log_level?"
says "function.reserved: did you mean function.reserved_concurrency?"
says "function.snapstart: did you mean function.snap_start?"

it "looks into lists, sets and maps of objects"
mkdir module
cat >module/variables.tf <<'TF'
variable "sources" {
  type = map(object({ rules = optional(list(object({ key = string, size = optional(number) }))) }))
}
variable "steps" {
  type      = set(object({ name = string, wait = optional(object({ seconds = number })) }))
  sensitive = true
}
TF
cat >given.tfvars <<'TF'
sources = { "a b" = { rules = [{ key = "x" }, { key = "y", sise = 1 }] }, c = { rule = [] }, d = {} }
steps   = [{ name = "z" }, { name = "y", wait = { seconds = 1, minuts = 2 } }, { nam = "x", name = "x" }]
TF
refuses .make/deploy/check-names module given.tfvars
says 'given.tfvars: sources["a b"].rules[1].sise: did you mean sources["a b"].rules[1].size?'
says "given.tfvars: sources.c.rule: did you mean sources.c.rules?"
says "given.tfvars: steps[1].wait.minuts: steps[1].wait has seconds"
says "given.tfvars: steps[2].nam: did you mean steps[2].name?"

it "asks Terraform once for the same values"
runs .make/deploy/check-names terraform envs/dev/terraform.tfvars
stub terraform 'echo asked; exit 1'
runs .make/deploy/check-names terraform envs/dev/terraform.tfvars
refuses .make/deploy/check-names terraform envs/dev/terraform.tfvars latest={}
says "the variables of terraform cannot be read"

it "refuses to bootstrap with misspelled names, in both files"
gives bootstrap.tfvars 'state_noncurent_days = 90' \
  'github = { create_provider = true, owner = "o", owner_id = "1", repository = "r", repository_id = "2", subjet = "ids" }'
gives terraform.tfvars 'alarms = { email = ["a@example.com"] }'
refuses make bootstrap ENV=dev
refused
says "envs/dev/bootstrap.tfvars: state_noncurent_days: did you mean state_noncurrent_days?"
says "envs/dev/bootstrap.tfvars: github.subjet: did you mean github.subject?"
says "envs/dev/terraform.tfvars: alarms.email: did you mean alarms.emails?"

it "says what is wrong with a value that is none"
refuses make plan ENV=dev PLAN_VARS='latest={"enabled":'
says "error: a value of PLAN_VARS or TF_VAR_… beside envs/dev/terraform.tfvars cannot be read"
says "<value for var.latest>"
holds test ! -e terraform.log
gives terraform.tfvars 'latest = {'
refuses make plan ENV=dev
says "error: envs/dev/terraform.tfvars cannot be read"
holds test ! -e terraform.log
