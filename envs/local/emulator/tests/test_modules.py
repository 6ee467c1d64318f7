"""The emulator's modules depend on each other in one direction only."""

import ast
import graphlib
import unittest
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
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


class Modules(unittest.TestCase):
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
