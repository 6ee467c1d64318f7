"""The emulator's modules depend on each other in one direction only."""

import ast
import graphlib
import unittest
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def imports(source: str) -> set[str]:
    """The modules of this package that a module imports, wherever in it: for types only, too."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found.update(name.partition(".")[0] for name in names)
    return found


class Modules(unittest.TestCase):
    def test_no_module_is_part_of_an_import_cycle(self):
        graph = {path.stem: imports(path.read_text("utf-8")) for path in PACKAGE.glob("*.py")}
        self.assertIn("functions", graph)
        self.assertIn("targets", graph["functions"])
        graphlib.TopologicalSorter(graph).prepare()  # raises an error that names the cycle

    def test_every_import_within_the_package_is_a_relative_one(self):
        for path in PACKAGE.glob("*.py"):
            text = path.read_text("utf-8")
            self.assertNotIn("import emulator", text, path.name)
            self.assertNotIn("from emulator", text, path.name)

    def test_an_import_for_types_alone_counts(self):
        guarded = "if TYPE_CHECKING:\n    from .a import B\nfrom . import c as d\nimport json"
        self.assertEqual({"a", "c"}, imports(guarded))
