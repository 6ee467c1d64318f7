"""Start, status and stop, also after the emulator was killed and with its port taken."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.request
import zipfile
from pathlib import Path
from urllib.error import HTTPError

from .harness import client, eventually, fake_java_home, package

LOCAL = Path(__file__).resolve().parents[2]


def gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has collected yet has."""
    answer = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return answer.stdout.strip() in ("", "Z", "Zs")


class Commands(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.directory = Path(scratch.name) / "emulator"
        self.client_jars = Path(scratch.name) / "jars"
        self.client_jars.mkdir()
        self.addCleanup(self.emulator, "stop")

    def emulator(self, command, *options, **variables):
        arguments = [sys.executable, "-m", "emulator", command, "--dir", str(self.directory)]
        return subprocess.run(
            [*arguments, *options],
            env={**os.environ, "PYTHONPATH": str(LOCAL), "AWS_PROFILE": "nobody", **variables},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def start(self, port="0", **variables):
        jars, java = str(self.client_jars), str(fake_java_home())
        options = ("--runtime-client", jars, "--java", java, "--port", port)
        return self.emulator("start", *options, **variables)

    def faults(self, endpoint):
        """The status of a request for the faults in force."""
        try:
            with urllib.request.urlopen(f"{endpoint}/_emulator/faults") as answer:
                return answer.status
        except HTTPError as error:
            error.close()
            return error.code

    def function_pid(self, endpoint):
        """Starts a function, and tells its process."""
        iam, functions = client("iam", endpoint), client("lambda", endpoint)
        role = iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        functions.create_function(
            FunctionName="f", Runtime="java21", Handler="F", Role=role, Code={"ZipFile": package()}
        )
        return json.loads(functions.invoke(FunctionName="f")["Payload"].read())["pid"]

    def test_function_processes_share_one_copy_of_the_clients_native_part(self):
        jar = self.client_jars / "aws-lambda-java-runtime-interface-client-1.jar"
        with zipfile.ZipFile(jar, "w") as archive:
            for machine in ("x86_64", "aarch_64"):
                archive.writestr(f"jni/libaws-lambda-jni.linux-{machine}.so", "native")
        pid = self.function_pid(self.start().stdout.strip())
        arguments = subprocess.run(
            ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True
        ).stdout.split()
        copies = [a.split("NativeClient.JNI=")[1] for a in arguments if "NativeClient.JNI=" in a]
        self.assertEqual(1, len(copies), arguments)
        self.assertEqual(self.directory.resolve(), Path(copies[0]).parent.parent.resolve())
        self.assertEqual("native", Path(copies[0]).read_text())

    def test_starts_once_and_stops_without_leaving_anything(self):
        self.assertEqual(1, self.emulator("status").returncode)
        self.assertIn("make up", self.emulator("status").stderr)
        endpoint = self.start().stdout.strip()
        self.assertEqual(endpoint, self.emulator("status").stdout.strip())
        self.assertIn("already running", self.start().stdout)
        buckets = client("s3", endpoint).list_buckets()["Buckets"]
        self.assertEqual(["object-ledger-state-local-123456789012"], [b["Name"] for b in buckets])
        self.assertNotEqual(200, self.faults(endpoint))  # nobody asked for them
        processes = [int((self.directory / "pid").read_text()), self.function_pid(endpoint)]
        self.assertEqual("stopped", self.emulator("stop").stdout.strip())
        self.assertEqual([True, True], [gone(pid) for pid in processes])
        self.assertFalse(self.directory.exists())
        again = self.emulator("stop")
        self.assertEqual((0, "not running"), (again.returncode, again.stdout.strip()))

    @unittest.skipUnless(sys.platform == "linux", "elsewhere a function ends at its next request")
    def test_being_killed_takes_the_functions_along_and_a_new_start_works(self):
        function = self.function_pid(self.start().stdout.strip())
        os.kill(int((self.directory / "pid").read_text()), signal.SIGKILL)
        eventually(lambda: gone(function))
        self.assertEqual(1, self.emulator("status").returncode)
        self.assertTrue(self.start().stdout.startswith("http://127.0.0.1:"))

    def test_stops_with_faults_allowed_and_messages_on_their_way(self):
        endpoint = self.start(EMULATOR_FAULTS="1", EMULATOR_VISIBILITY_SCALE="0.1").stdout.strip()
        self.assertEqual(200, self.faults(endpoint))
        processes = [self.function_pid(endpoint), int((self.directory / "pid").read_text())]
        sqs = client("sqs", endpoint)
        url = sqs.create_queue(QueueName="q")["QueueUrl"]
        arn = "arn:aws:sqs:eu-west-1:123456789012:q"
        client("lambda", endpoint).create_event_source_mapping(
            EventSourceArn=arn, FunctionName="f", BatchSize=1
        )
        for _ in range(9):
            sqs.send_message(QueueUrl=url, MessageBody='{"do": "sleep", "seconds": 2}')
        log = self.directory / "functions" / "f.log"
        eventually(lambda: log.read_text().count("aws:sqs") == 2)
        parent = ["ps", "-o", "pid=", "--ppid", str(processes[1])]
        found = subprocess.run(parent, capture_output=True, text=True).stdout.split()
        processes += [int(pid) for pid in found]
        self.assertEqual("stopped", self.emulator("stop").stdout.strip())
        self.assertEqual((4, []), (len(processes), [p for p in processes if not gone(p)]))

    def test_asks_no_proxy_and_no_metadata_service_for_anything(self):
        with socket.create_server(("127.0.0.1", 0)) as proxy:
            proxy.setblocking(False)
            names = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY")
            url = f"http://127.0.0.1:{proxy.getsockname()[1]}"
            endpoint = self.start(**dict.fromkeys(names, url), NO_PROXY="").stdout.strip()
            self.function_pid(endpoint)
            client("lambda", endpoint).list_event_source_mappings()
            with self.assertRaises(BlockingIOError):  # nobody has called
                proxy.accept()
        pid = int((self.directory / "pid").read_text())
        names = dict(
            variable.split("=", 1)
            for variable in Path(f"/proc/{pid}/environ").read_text().split("\0")
            if variable
        )
        self.assertEqual("true", names["AWS_EC2_METADATA_DISABLED"])

    def test_takes_a_free_port_when_its_own_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            endpoint = self.start(port).stdout.strip()
        self.assertTrue(endpoint.startswith("http://127.0.0.1:"))
        self.assertFalse(endpoint.endswith(f":{port}"))

    def test_says_what_is_missing(self):
        self.client_jars.rmdir()
        answer = self.start()
        self.assertEqual(1, answer.returncode)
        self.assertIn("make package", answer.stderr)
