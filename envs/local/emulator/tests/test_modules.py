"""The emulator's modules depend on each other in one direction only, and README.md has them."""

import ast
import graphlib
import re
import unittest
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
README = (PACKAGE / "README.md").read_text("utf-8")
# The modules and packages. Imports go down this list only.
ORDER = """
    __main__
    server
    faults workflow_stub
    apigateway
    cloudtrail
    s3
    events
    lambda_
    dynamodb
    kinesis
    athena
    cloudwatch
    sns
    sqs
    iam
    messages scheduler cbor deep_json timestamps context patching
""".split()
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path.read_text("utf-8")
    for path in PACKAGE.rglob("*.py")
    if "tests" not in path.parts
}


def imports(module: str, source: str) -> set[str]:
    """The modules of this package that a module imports, wherever in it: for types only, too."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = module.split(".")[: -node.level]
            given = [*folder, *(node.module or "").split(".")] if node.module else folder
            for alias in node.names:
                whole = ".".join([*given, alias.name])
                found.add(whole if whole in MODULES else ".".join(given))
    return found


def corrects(source: str) -> bool:
    """Whether a module changes moto, or says in its first comment what moto lacks."""
    replaces = re.search(r"^from \.+patching import", source, re.MULTILINE)
    return bool(replaces) or "moto" in (ast.get_docstring(ast.parse(source)) or "")


class Modules(unittest.TestCase):
    def test_imports_go_down_the_list_only(self):
        for module, source in MODULES.items():
            package = module.partition(".")[0]
            if module == "__init__":
                continue
            self.assertIn(package, ORDER)
            for imported in imports(module, source):
                below = imported.partition(".")[0]
                self.assertLessEqual(
                    ORDER.index(package), ORDER.index(below), f"{module} imports {imported}"
                )

    def test_the_table_has_every_module_that_corrects_moto(self):
        rows = set(re.findall(r"^\| \[`[\w.]+`\]\((\w+/\w+)\.py\) \|", README, re.MULTILINE))
        expected = {
            module.replace(".", "/")
            for module, source in MODULES.items()
            if "." in module and corrects(source)
        }
        self.assertEqual(expected, rows)

    def test_the_table_names_the_version_of_moto(self):
        requirements = (PACKAGE / "requirements.txt").read_text("utf-8")
        version = re.search(r"^moto.*==(.*)$", requirements, re.MULTILINE)[1]
        self.assertIn(f"moto {version}", README)

    def test_no_module_is_part_of_an_import_cycle(self):
        graph = {module: imports(module, source) for module, source in MODULES.items()}
        self.assertIn("lambda_.targets", graph["lambda_.functions"])
        graphlib.TopologicalSorter(graph).prepare()  # raises an error that names the cycle

    def test_every_import_within_the_package_is_a_relative_one(self):
        for module, source in MODULES.items():
            self.assertNotIn("import emulator", source, module)
            self.assertNotIn("from emulator", source, module)

    def test_an_import_for_types_alone_counts(self):
        guarded = "if TYPE_CHECKING:\n    from .functions import B\nfrom .. import context as d\n"
        self.assertEqual({"lambda_.functions", "context"}, imports("lambda_.logs", guarded))
