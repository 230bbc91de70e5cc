#!/usr/bin/env python3
"""check_tree must pass a sound tree and catch each planted fault: one test per kind."""
import pathlib, sys, tempfile, unittest

sys.dont_write_bytecode = True
from check_tree import check

SOUND = {
    "tools/order.txt": "# comment: api · base\nbase · store expr · org · task · app\n",
    "src/base/deep/text.hpp": "",
    "src/store/CMakeLists.txt": "luoshi_module(NAME store FACES database.hpp)",
    "src/store/database.hpp": "",
    "src/store/log.cpp": 'auto sql = "SELECT seq FROM event";',
    "src/expr/CMakeLists.txt": "luoshi_module(NAME expr\n  DEPS base\n  FACES expr.hpp print/sql.hpp\n  SOURCES a.cpp)",
    "src/expr/print/sql.hpp": '#include "base/deep/text.hpp"\n',
    "src/org/CMakeLists.txt": "luoshi_module(NAME org DEPS base store FACES org.hpp)",
    "src/org/org.hpp": "",
    "src/task/CMakeLists.txt": "luoshi_module(NAME task\n  DEPS base expr org # not app\n  FACES task.hpp)",
    "src/task/rows_due.cpp": '''#include "base/deep/text.hpp"
        #include "expr/print/sql.hpp"
        // SELECT name FROM org_units: a comment is not SQL; nor does it include
        /*
        #include "org/rows.hpp"
        */
        auto list = R"(
            WITH late(id) AS (SELECT id FROM task_tasks t, task_dues d WHERE t.state IS DISTINCT FROM d.state)
            SELECT extract(day FROM u.due), 'from org_units' -- from org_units
            FROM late JOIN json_each($1) j ON j.value = late.id JOIN task_units u USING (id) FOR UPDATE OF u)";
        auto put = "INSERT INTO task_tasks(id) VALUES ($1) "
                   "ON CONFLICT (id) DO UPDATE SET n = 2";
        auto message = "cannot update task '{}'";''',
    "src/task/task.cpp": 'auto text = "select a unit from the list"; auto tag = "<TABLE border=0>";',
    "src/app/main.cpp": '#include "org/org.hpp"\n',
}


class CheckTree(unittest.TestCase):
    def faults(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**SOUND, **files}.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            faults, self.notes = check(pathlib.Path(folder))
            return "\n".join(faults)

    def assert_caught(self, name, text, fault):
        self.assertIn(fault, self.faults({name: text}))

    def test_a_sound_tree_passes(self):
        self.assertEqual(self.faults({}), "")
        self.assertEqual(self.notes, [])

    def test_a_cycle_by_deps(self):
        self.assert_caught("src/org/CMakeLists.txt", "luoshi_module(NAME org DEPS task FACES org.hpp)",
                           "cycle among modules: org -> task -> org")

    def test_a_cycle_by_includes(self):
        self.assert_caught("src/org/org.cpp", '#include "task/task.hpp"\n', "cycle among modules: org -> task -> org")

    def test_an_include_against_the_order(self):
        self.assert_caught("src/org/org.cpp", '\n#include "task/task.hpp"\n', "src/org/org.cpp:2: org may not use task")

    def test_an_include_within_the_group(self):
        self.assert_caught("src/expr/a.cpp", '#include "store/database.hpp"\n', "expr may not use store")

    def test_deps_against_the_order(self):
        self.assert_caught("src/org/CMakeLists.txt", "luoshi_module(NAME org DEPS\n  app)",
                           "src/org/CMakeLists.txt: org may not use app")

    def test_a_module_without_a_place_in_the_order(self):
        self.assert_caught("src/poll/poll.cpp", "", "src/poll: not in tools/order.txt")

    def test_an_undeclared_dependency(self):
        self.assert_caught("src/task/a.cpp", '#include "store/database.hpp"\n', "task does not list store in DEPS")

    def test_private_includes_at_any_depth(self):
        for name, include in {"src/task/a.cpp": '"expr/lexer.hpp"', "src/task/a.hpp": "<expr/print/deep/tree.hpp>",
                              "src/task/deep/a.cpp": '"../../org/rows.hpp"', "src/app/main.cpp": '"org/rows.hpp"',
                              "tests/fifty/a.cpp": '"org/rows.hpp"'}.items():
            files = {name: f"# include {include}\n", "src/org/rows.hpp": ""}
            self.assertIn("is private to", self.faults(files), name)

    def test_the_table_of_another_module(self):
        for sql in ('"SELECT name FROM org_units"', '"select name from org_units u where u.id = $1"',
                    '"SELECT * FROM task_tasks t JOIN\\n" // why\n "org_units u USING (id)"',
                    '"update or ignore org_units set a = 1"',
                    'R"sql(INSERT OR IGNORE\n INTO Org_Units VALUES (1))sql"', '"CREATE TABLE units (id BIGINT)"',
                    '"SELECT 1 FROM task_tasks t, org_units"', '"DELETE FROM \\"org_units\\""', '" LEFT JOIN units"'):
            self.assertRegex(self.faults({"src/task/deep/rows.cpp": f"query(1'000, {sql}, 2'000);"}),
                             r"table (org_)?units is not task's", sql)

    def test_sql_outside_rows(self):
        for sql in ('"SELECT id FROM task_tasks"', '"select id from task"', 'R"(\n  delete from task_tasks)"',
                    '" WHERE id = $1"', '" join task_units u on true"', '"PRAGMA user_version"'):
            for name in ("src/task/arrows.cpp", "src/task/rows.hpp", "src/api/rows/a.cpp"):
                self.assertIn("SQL outside rows*.cpp", self.faults({name: f"auto sql = {sql};"}), sql)

    def test_a_long_file_is_named_but_passes(self):
        self.assertEqual(self.faults({"src/task/long.cpp": "\n" * 501}), "")
        self.assertEqual(self.notes, ["note: src/task/long.cpp has 501 lines"])


if __name__ == "__main__":
    unittest.main()
