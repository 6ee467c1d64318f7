# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# Which Python, and which AWS CLI.

# wheels: a moto and an AWS CLI that pip can install from a folder.
wheels() {
  mkdir wheels
  python3 - <<'CODE'
import zipfile
with zipfile.ZipFile("wheels/moto-0.0.0-py3-none-any.whl", "w") as wheel:
    info = "moto-0.0.0.dist-info/"
    wheel.writestr("moto/__init__.py", "print('the moto of the virtual environment')\n")
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: moto\nVersion: 0.0.0\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.writestr(info + "RECORD", "")
CODE
  export PIP_NO_INDEX=1 PIP_FIND_LINKS=$sandbox/wheels
}

it "makes a virtual environment once, where Python has not the pinned moto"
wheels
runs .make/lib/python -c 'import moto'
says "installing moto into it"
says "the moto of the virtual environment"
runs .make/lib/python -c 'import moto'
holds test "$out" = "the moto of the virtual environment"

it "names the requirements to install by hand when pip cannot"
export PIP_NO_INDEX=1 PIP_FIND_LINKS=$sandbox/none
refuses .make/lib/python -c 'import moto'
says "pip install -r envs/local/emulator/requirements.txt"
holds test ! -e .build/venv/requirements.txt

it "runs the AWS CLI that is on PATH"
printf 'on PATH' >running
runs .make/lib/aws --version
says "on PATH"
