# shellcheck shell=bash
# A test is a sentence, `it "does something"`, and the lines up to the next one.
here=$PWD top=$PWD/../..
sandbox=$(cd "$(mktemp -d)" && pwd -P) tests=0 bad=0 sentence='' problem=''
export out='' status=0 sandbox tried tried_in_shell
path=$PATH
# A value to try, as it is given, and as a shell is told to give it.
tried='latest={"enabled":false}' tried_in_shell='latest=\{\"enabled\":false\}'
# For the stand-in that lets Terraform itself read values.
real_path=$PATH real_top=$(cd "$top" && pwd)
answers=$real_top/.build/tests-of-scripts
mkdir -p "$answers"
export real_path real_top answers
# The same value of the same file is read once for all tests: .make/lib/value finds it by their digest.
read_values=$(mktemp -d)
trap 'rm -rf "$sandbox" "$read_values"' EXIT

# Starts a test in a new sandbox; its own bin/ comes first on PATH.
it() {
  report
  sentence=$1 problem=''
  unset PIP_NO_INDEX PIP_FIND_LINKS
  rm -rf "${sandbox:?}"
  mkdir -p "$sandbox"/{bin,terraform,handler/src,handler/.mvn} "$sandbox"/envs/{dev,local/emulator}
  cd "$sandbox" || exit
  mkdir .make .build
  ln -s "$read_values" .build/values
  cp -R "$top"/.make/{local,deploy,operate,develop,lib} .make/
  mkdir .github
  cp -R "$top/.github/scripts" .github/
  cp "$top/Makefile" "$top/.terraform-version" .
  printf 'region = "eu-west-1"\n' | tee envs/dev/terraform.tfvars >envs/local/terraform.tfvars
  printf 'bucket = "state"\n' | tee envs/dev/backend.hcl >envs/local/backend.hcl
  printf 'moto[server]==0.0.0\n' >envs/local/emulator/requirements.txt
  touch terraform/.terraform.lock.hcl
  mkdir terraform/bootstrap
  cp "$top"/terraform/variables*.tf terraform/
  cp "$top"/terraform/bootstrap/variables*.tf terraform/bootstrap/
  touch handler/pom.xml
  cp "$here/mvnw" handler/mvnw
  cp "$here"/{aws,gh,terraform} bin/
  export PATH=$sandbox/bin:$path JDK_PLACES="$sandbox/jdk-*" HOME=$sandbox
  stub java 'exit 1'
  jdk 21
}

# stub NAME CODE: a command of that name comes first on PATH.
stub() {
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"bin/$1"
  chmod +x "bin/$1"
}

# jdk VERSION: a JDK in the place where the scripts look. Its java notes what it is given; of a plan it
# says that the digest is 1, and what is listed in the files `destroys`, `notifications` and `renames`.
jdk() {
  mkdir -p "jdk-$1/bin"
  printf '#!/bin/sh\necho javac %s.0.1\n' "$1" >"jdk-$1/bin/javac"
  cat >"jdk-$1/bin/java" <<'JAVA'
#!/usr/bin/env bash
printf '%s\n' "$*" >>java.log
[[ $* == *PlanCommand* ]] || exit 0
cat >plan.seen
all=$*
folder=${all#*PlanCommand }
folder=${folder%% *}
for list in destroys notifications renames; do
  cat "$list" >"$folder/plan.$list" 2>/dev/null || touch "$folder/plan.$list"
done
[[ ${DIGEST:-1} == 1 ]] || { echo "error: this is not the plan that was reviewed" >&2; exit 1; }
JAVA
  chmod +x "jdk-$1/bin"/*
}

# interrupted_at SUBCOMMAND: as Ctrl-C at a terminal does, Terraform's stand-in interrupts every process of
# the command when it comes to that, and ends as Terraform does. First it waits, for 2 s at most, until
# what reads its output has emptied the log: before that a busy machine would interrupt the reader, too.
interrupted_at() {
  # shellcheck disable=SC2016 # it is the stand-in that expands it
  sed -i.bak 's/^case \$2 in$/if [[ $2 == '"$1"' ]]; then trap "" INT; \
    for try in {1..20}; do [[ -z $(find ..\/.build\/logs -name "$2-*.log" -empty) ]] || break; sleep 0.1; done; \
    kill -INT 0; sleep 0.3; printf "Interrupt received.\\n"; cat ..\/said 2>\/dev\/null; exit 1; fi\n&/' bin/terraform
}

# alone COMMAND...: runs it in a session of its own, so that nobody else is interrupted. Some Pythons put
# their own folder before the stand-ins in PATH.
alone() {
  python3 -c 'import os, signal, sys
if os.fork() == 0:
    os.setsid()
    # What runs in the background of a shell ignores these, and so would what it starts.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.execvp(sys.argv[1], sys.argv[1:])
status = os.waitstatus_to_exitcode(os.wait()[1])
sys.exit(status if status >= 0 else 128 - status)' env "PATH=$PATH" "$@"
}

# The targets of make that the help lists.
make_targets() { sed -n 's/^\([a-z-]*\):.*## .*/\1/p' Makefile; }

# running ZIP: what Lambda says about the code of live is that of the zip.
running() {
  python3 - "$1" >running <<'CODE'
import base64, hashlib, sys
print(base64.b64encode(hashlib.sha256(open(sys.argv[1], "rb").read()).digest()).decode())
CODE
}

fail() { problem+="    $1"$'\n'; }

runs() {
  status=0
  out=$("$@" 2>&1 </dev/null) || status=$?
  ((status == 0)) || fail "failed: $*"
}

refuses() {
  status=0
  out=$("$@" 2>&1 </dev/null) || status=$?
  ((status != 0)) || fail "did not fail: $*"
}

says() { [[ $out == *"$1"* ]] || fail "did not say: $1"; }

holds() { "$@" || fail "does not hold: $*"; }

report() {
  [[ -n $sentence ]] || return 0
  tests=$((tests + 1))
  if [[ -z $problem ]]; then
    printf 'ok      %s\n' "$sentence"
  else
    bad=$((bad + 1))
    printf 'FAILED  %s\n%s    it said:\n%s\n' "$sentence" "$problem" "$out"
  fi
}

finish() {
  report
  printf '%d script tests, %d failed\n' "$tests" "$bad"
  ((bad == 0))
}
