#!/usr/bin/env python3
"""The schemas of packs/schema and the program know the same keys, choices and requirements, and all packs fit the schemas.

usage: pack_schemas.py PROGRAM

tests/cases/schema is a pack with every key. Each of its maps gets a key that nobody knows: the program names those it asks
for, and they are those of the schema. Each key is left out and each choice misspelt: the schema and the program object to
the same.
"""
import copy, functools, json, pathlib, re, subprocess, sys, tempfile

import jsonschema, yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "packs/schema"
EVERY = ROOT / "tests/cases/schema"
program = sys.argv[1]
faults = []
CHINESE = re.compile("[\u4e00-\u9fff]")


class Loader(yaml.SafeLoader):
    """As editors read it (YAML 1.2): a date is text, yes and no are text."""


Loader.yaml_implicit_resolvers = {
    first: kept
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if (kept := [(tag, "^(?:true|false)$" and pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[1] in ("int", "float", "null")])
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@functools.lru_cache(None)
def schema(name):
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def schema_name(path):
    """Of a file of a pack, by its name within the folder."""
    return "form.schema.json" if path.startswith("forms/") else pathlib.PurePath(path).name.replace(".yaml", ".schema.json")


def validator(name, part=None):
    resolver = jsonschema.RefResolver((SCHEMAS / name).as_uri(), schema(name))
    return jsonschema.Draft202012Validator(part if part is not None else schema(name), resolver=resolver)


def resolved(name, part):
    """The schema a $ref stands for, and the file it stands in; a description beside the $ref stays out."""
    while isinstance(part, dict) and "$ref" in part:
        file, _, pointer = part["$ref"].partition("#")
        name, part = file or name, functools.reduce(lambda at, key: at[key], pointer.strip("/").split("/"), schema(file or name))
    return name, part


def chosen(name, part, value):
    """Of oneOf, the one the value fits."""
    name, part = resolved(name, part)
    for one in part.get("oneOf", []):
        if validator(name, one).is_valid(value):
            return resolved(name, one)
    return name, part


def keys_of(name, part, value):
    """The properties of a map as it is: a condition may forbid some."""
    keys = dict(part.get("properties", {}))
    for condition in part.get("allOf", []):
        if "if" in condition:
            then = condition.get("then" if validator(name, condition["if"]).is_valid(value) else "else", {})
            keys = {key: one for key, one in keys.items() if then.get("properties", {}).get(key) is not False}
    return keys


def maps(name, part, value, path=()):
    """(path, keys, schema) of every map whose keys the schema lists, and every choice as (path, None, values)."""
    name, part = chosen(name, part, value)
    if isinstance(value, dict):
        keys = keys_of(name, part, value)
        if part.get("additionalProperties") is False:
            yield path, keys, (name, part)
        for key, one in value.items():
            yield from maps(name, keys.get(key, part.get("additionalProperties")), one, path + (key,))
    elif isinstance(value, list):
        for i, one in enumerate(value):
            yield from maps(name, part.get("items", {}), one, path + (i,))
    elif "enum" in part:
        yield path, None, part["enum"]


def at(value, path):
    return functools.reduce(lambda value, key: value[key], path, value)


class Trial:
    """The pack with every key, one file of it changed."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.names = sorted(str(path.relative_to(EVERY)) for path in EVERY.rglob("*.yaml"))
        self.texts = {name: (EVERY / name).read_text(encoding="utf-8") for name in self.names}
        self.as_text = {name: yaml.load(text, yaml.BaseLoader) for name, text in self.texts.items()}
        self.as_editors = {name: yaml.load(text, Loader) for name, text in self.texts.items()}
        self.runs = 0

    def findings(self, changed=None, value=None):
        for name in self.texts:
            (self.folder / name).parent.mkdir(exist_ok=True)
        for name, text in self.texts.items():
            written = yaml.safe_dump(value, allow_unicode=True, default_style='"') if name == changed else text
            (self.folder / name).write_text(written, encoding="utf-8")
        run = subprocess.run([program, "pack", "check", str(self.folder), "--json", "--lang", "en"], capture_output=True, text=True)
        self.runs += 1
        if not run.stdout:
            sys.exit(f"the program ended with {run.returncode} and {run.stderr}")
        return json.loads(run.stdout)["findings"]

    def change(self, name, path, act):
        """(findings of the program, whether the schema objects) with act done to the map or list at path."""
        value, typed = copy.deepcopy(self.as_text[name]), copy.deepcopy(self.as_editors[name])
        act(at(value, path))
        act(at(typed, path))
        return self.findings(name, value), not validator(schema_name(name)).is_valid(typed)


def place(name, path, key=""):
    return f"{name} {'/'.join(map(str, path))} {key}".strip()


def names_same_keys(trial, name, path, keys):
    findings, _ = trial.change(name, path, lambda value: value.update(zzz="1"))
    told = [finding for finding in findings if "'zzz'" in finding["message"]]
    if len(told) != 1:
        faults.append(f"{place(name, path)}: a key nobody knows is told {len(told)} times")
        return
    asked = set(re.sub(r".*expected (one of )?", "", told[0]["message"]).replace(" or ", ", ").split(", "))
    faults.extend(f"{place(name, path, key)}: the program asks for it, the schema has it not" for key in sorted(asked - set(keys)))
    faults.extend(f"{place(name, path, key)}: the schema has it, the program asks not for it" for key in sorted(set(keys) - asked))


def requires_same_keys(trial, name, path):
    for key in at(trial.as_text[name], path):
        findings, objects = trial.change(name, path, lambda value: value.pop(key))
        missing = any(finding["code"] in ("pack.missing", "pack.unknown-key", "pack.source", "form.statistical") for finding in findings)
        if missing != objects:
            faults.append(f"{place(name, path, key)}: left out, the schema objects: {objects}, the program: {findings}")


def has_same_choices(trial, name, path, values):
    findings, _ = trial.change(name, path[:-1], lambda value: value.__setitem__(path[-1], "zzz"))
    told = [finding["message"] for finding in findings if "'zzz'; expected" in finding["message"]]
    words = set(re.sub(r".*expected (one of )?", "", told[0]).replace(" or ", ", ").split(", ")) if told else None
    if words != set(values):
        faults.append(f"{place(name, path)}: the schema has {values}, the program {words}")


def program_and_schema_agree():
    used = {}
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(folder)
        if findings := trial.findings():
            sys.exit(f"tests/cases/schema is not sound: {findings}")
        for name in trial.names:
            for path, keys, part in list(maps(schema_name(name), schema(schema_name(name)), trial.as_editors[name])):
                if keys is None:
                    has_same_choices(trial, name, path, part)
                    continue
                names_same_keys(trial, name, path, keys)
                requires_same_keys(trial, name, path)
                used.setdefault(id(part[1]), (part, set()))[1].update(at(trial.as_editors[name], path))
    for (name, part), keys in used.values():
        faults.extend(f"tests/cases/schema: '{key}' of {name} ({part.get('description', '')[:20]}) is not tried" for key in sorted(set(part["properties"]) - keys))
    seen = {id(part) for (_, part), _ in used.values()}
    for name in [path.name for path in SCHEMAS.glob("*.json")]:
        for part in parts(schema(name)):
            if part.get("additionalProperties") is False and id(part) not in seen:
                faults.append(f"tests/cases/schema: no map of {name} for '{part.get('description', '')[:20]}'")
    return trial.runs


def parts(part):
    if isinstance(part, dict):
        yield part
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else []:
        yield from parts(one)


def described():
    """Every key tells in Chinese and English what it is."""
    count = 0
    for path in sorted(SCHEMAS.glob("*.json")):
        jsonschema.Draft202012Validator.check_schema(schema(path.name))
        for part in parts(schema(path.name)):
            if part.get("type") != "object" or not isinstance(part.get("properties"), dict):
                continue
            for key, one in part["properties"].items():
                count += 1
                said = one.get("description") or resolved(path.name, one)[1].get("description", "")
                zh, _, en = said.partition("\n\n")
                if not CHINESE.search(zh) or not re.search("[A-Za-z]{3}", en):
                    faults.append(f"{path.name}: '{key}' is not described in both languages: {said!r}")
    return count


def packs_fit():
    files = [(pack.parent, path) for pack in [*ROOT.glob("packs/*/pack.yaml"), EVERY / "pack.yaml"] for path in sorted(pack.parent.rglob("*.yaml"))]
    for folder, path in files:
        text = path.read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        expected = SCHEMAS / schema_name(str(path.relative_to(folder)))
        if not named or (path.parent / named[1]).resolve() != expected:
            faults.append(f"{path.relative_to(ROOT)}: its first line does not name {expected.name}")
        for error in validator(expected.name).iter_errors(yaml.load(text, Loader)):
            faults.append(f"{path.relative_to(ROOT)}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
    return len(files)


keys, files = described(), packs_fit()
runs = 0 if faults else program_and_schema_agree()  # which needs a sample that fits
print("\n".join(faults) or f"{files} files fit, {keys} keys agree in {runs} trials")
sys.exit(bool(faults))
