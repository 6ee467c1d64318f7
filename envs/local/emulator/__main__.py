"""Starts, stops and shows the emulator: `python -m emulator start|stop|status --dir DIR`.

Read from the environment at its start:
EMULATOR_RETRY_DELAYS      seconds before each retry (default "1,2"; on AWS a minute or more)
EMULATOR_VISIBILITY_SCALE  factor on the visibility timeout of messages that a function receives
                           (default 1: the queue's own, as on AWS)
EMULATOR_ALARM_PERIOD_SCALE
                           factor on the periods of alarms (default 1: a minute lasts a minute)
EMULATOR_FAULTS            1 lets tests set faults at /_emulator/faults (see faults.py)
"""

from __future__ import annotations

import argparse
import fcntl
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

_START_SECONDS = 30
_STOP_SECONDS = 15


def main() -> None:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("emulator", description=__doc__, formatter_class=layout)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("start", "stop", "status", "serve"):
        command = commands.add_parser(name)
        command.add_argument("--dir", type=lambda path: Path(path).resolve(), required=True)
        if name in ("start", "serve"):
            command.add_argument("--runtime-client", type=Path, required=True)
            command.add_argument("--java", type=Path, required=True, help="JAVA_HOME, 21 or later")
            command.add_argument("--port", type=int, default=5000)
    options = vars(parser.parse_args())
    command = options.pop("command")
    directory = options.pop("dir")
    {"start": start, "stop": stop, "status": status, "serve": serve}[command](directory, **options)


def start(directory: Path, port: int, runtime_client: Path, java: Path) -> None:
    """Starts the server in the background, and returns when it listens."""
    if running(directory):
        print(f"already running on {endpoint(directory)}")
        return
    for path, cure in (
        (java / "bin" / "java", "give the folder of a JDK 21 or later with --java"),
        (runtime_client, "type `make package`"),
    ):
        if not path.exists():
            sys.exit(f"{path} is missing: {cure}")
    shutil.rmtree(directory, ignore_errors=True)  # what a killed server has left
    directory.mkdir(parents=True)
    log = directory / "emulator.log"
    environment = _environment()
    command = [sys.executable, "-m", "emulator", "serve", "--dir", str(directory)]
    command += ["--port", str(port), "--runtime-client", str(runtime_client.resolve())]
    command += ["--java", str(java.resolve())]
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=Path(__file__).resolve().parent.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    deadline = time.monotonic() + _START_SECONDS
    try:
        while not endpoint(directory):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                end = log.read_text()[-2000:]
                sys.exit(f"the emulator did not start; the end of {log}:\n{end}")
            time.sleep(0.05)
    except KeyboardInterrupt:  # its session is its own: it would go on starting
        process.kill()
        process.wait()
        sys.exit(130)
    print(endpoint(directory))


def _environment() -> dict[str, str]:
    """The server's variables.

    The caller's AWS settings are left out, because a profile that does not exist would stop it; so
    is a proxy, because the server calls loopback addresses only. The credentials are made up: moto
    creates botocore's clients, which without any ask EC2's metadata service, for minutes.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AWS_") and not name.lower().endswith("_proxy")
    }
    return {
        **kept,
        "AWS_ACCESS_KEY_ID": "emulator",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SECRET_ACCESS_KEY": "emulator",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def stop(directory: Path) -> None:
    """Ends the server and its functions, and removes its folder."""
    if running(directory):
        pid = int((directory / "pid").read_text())
        for number in (signal.SIGTERM, signal.SIGKILL):
            os.kill(pid, number)
            deadline = time.monotonic() + _STOP_SECONDS
            while running(directory) and time.monotonic() < deadline:
                time.sleep(0.05)
            if not running(directory):
                break
        print("stopped")
    else:
        print("not running")
    shutil.rmtree(directory, ignore_errors=True)


def status(directory: Path) -> None:
    """Prints the endpoint."""
    if not running(directory):
        sys.exit("the local environment is not running: type `make up`")
    print(endpoint(directory))


def serve(directory: Path, **options) -> None:
    """Runs the server; `start` starts this in the background."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    from .server import serve as run  # not above: importing moto takes seconds

    run(directory, **options)


def running(directory: Path) -> bool:
    """Whether a server holds the lock; the process id alone could be of another process now."""
    try:
        with (directory / "pid").open() as pid:
            fcntl.flock(pid, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return False
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True


def endpoint(directory: Path) -> str:
    try:
        return (directory / "endpoint").read_text().strip()
    except FileNotFoundError:
        return ""


if __name__ == "__main__":
    main()
