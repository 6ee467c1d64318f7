# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# What a plan destroys while it holds data.

# destroys KIND NAME [URL]: the plan destroys that.
destroys() { printf '%s\t%s\t%s\t%s\n' "$1" "$2" "${3:--}" "module.x.$2" >>destroys; }

# answers NAME ANSWER...: what AWS says when it is asked for the bucket or queue of that name.
answers() {
  printf '%s\n' "${@:2}" >"answer-$1"
  # shellcheck disable=SC2016 # it is the stand-in that expands them
  stub aws 'printf "%s\n" "$*" >>aws.log
for file in answer-*; do
  [[ "$*" != *" ${file#answer-} "* && "$*" != *"/${file#answer-} "* ]] || { cat "$file"; exit; }
done
echo "An error occurred (AccessDenied)" >&2
exit 254'
}

it "asks nothing of a plan that destroys no bucket and no queue"
stub aws 'echo asked >>aws.log; exit 1'
runs make plan ENV=dev
holds test ! -e aws.log

it "plans to destroy a bucket and a queue that are empty, and asks for one object only"
destroys bucket ledger
destroys queue events https://sqs/events
answers ledger 0
answers events 0.0
runs make plan ENV=dev
says "make apply ENV=dev"
holds grep -q 'list-object-versions --bucket ledger --max-keys 1 ' aws.log

it "refuses to destroy what holds data, names it, and says what to type"
destroys bucket ledger
destroys bucket empty
destroys queue events https://sqs/events
destroys queue failures https://sqs/failures
answers ledger 1
answers empty 0
answers events 12
answers failures 1
refuses make plan ENV=dev
says "error: this plan destroys what holds data"
says "* the bucket ledger holds objects: module.x.ledger"
says "* the queue events holds 12 messages: module.x.events"
says "* the queue failures holds 1 message: module.x.failures"
says 'type: make plan ENV=dev DESTROY="ledger events failures"'
holds test "$(grep -c 'the bucket empty' <<<"$out")" = 0
refuses make apply ENV=dev
says "there is no saved plan for dev"

it "says what to type with the values that were typed"
destroys bucket ledger
answers ledger 1
refuses make plan ENV=dev "PLAN_VARS=$tried"
says "type: make plan ENV=dev PLAN_VARS=$tried_in_shell DESTROY=\"ledger\""
refuses env planned_by="up 1" make plan ENV=dev
says 'type: make up ENV=dev DESTROY="ledger"'

it "destroys what is told by its whole name, and nothing else"
destroys bucket ledger
destroys bucket ledger-2
answers ledger 1
answers ledger-2 1
refuses make plan ENV=dev DESTROY=ledger-2
says "* the bucket ledger holds objects"
says 'type: make plan ENV=dev DESTROY="ledger-2 ledger"'
holds test "$(grep -c 'bucket ledger-2' <<<"$out")" = 0
runs make plan ENV=dev DESTROY="ledger-2 ledger"

it "prints what keeps the bucket of a source with another label, where it holds data"
destroys bucket ledger-old
destroys bucket ledger-empty
printf '%s\t%s\n' ledger-old 'moved {' ledger-old '  to = module.source_bucket["new"] # or: x' \
  ledger-old '}' ledger-empty 'never said' >renames
answers ledger-old 1
answers ledger-empty 0
refuses make plan ENV=dev
says "* the bucket ledger-old holds objects"
says $'  moved {\n    to = module.source_bucket["new"] # or: x\n  }'
says 'DESTROY="ledger-old"'
holds test "$(grep -c 'never said' <<<"$out")" = 0
runs make plan ENV=dev DESTROY=ledger-old

it "takes what is gone already for empty"
destroys bucket ledger
destroys queue events https://sqs/events
stub aws 'case "$*" in
  *s3api*) echo "An error occurred (NoSuchBucket): gone" >&2 ;;
  *) echo "An error occurred (AWS.SimpleQueueService.NonExistentQueue): gone" >&2 ;;
esac
exit 254'
runs make plan ENV=dev

it "refuses where AWS does not answer, because it may hold data"
destroys bucket ledger
answers another 0
refuses make plan ENV=dev
says "whether the bucket ledger holds data could not be asked: An error occurred (AccessDenied)"
says 'type: make plan ENV=dev DESTROY="ledger"'
