//! What is copied into a catalog's repository works as it stands: the action, the templates, the hooks.
//!
//! The services themselves are not here. The scripts in the files are run by `bash`, as the services run them, on a sound and a
//! broken catalog, with the program already in the cache.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is a text"))
}

/// A new catalog, as `gatefold init` makes it.
fn catalog(ci: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_gatefold"));
    let made = program.current_dir(folder.path()).args(["init", "--ci", ci]).output().unwrap();
    assert!(made.status.success());
    folder
}

fn spoil(catalog: &Path) {
    let path = catalog.join("input/blue-hour.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace("title: Low Tide", "title: 1979")).unwrap();
}

/// The program where the cache has it.
fn cached(root: &Path) {
    fs::create_dir_all(root.join("bin")).unwrap();
    symlink(env!("CARGO_BIN_EXE_gatefold"), root.join("bin/gatefold")).unwrap();
}

/// GitHub's runner, as far as a composite action needs it.
struct Runner {
    home: tempfile::TempDir,
    inputs: BTreeMap<String, String>,
    outputs: BTreeMap<String, String>,
}

impl Runner {
    fn new(action: &Value, asked: &[(&str, &str)]) -> Self {
        let inputs = action["inputs"].as_object().unwrap().iter();
        let mut inputs: BTreeMap<String, String> =
            inputs.map(|(name, input)| (name.clone(), text(&input["default"]).to_owned())).collect();
        for (name, value) in asked {
            assert!(inputs.insert((*name).to_owned(), (*value).to_owned()).is_some(), "the action has no input {name}");
        }
        Self { home: tempfile::tempdir().unwrap(), inputs, outputs: BTreeMap::new() }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A value with what stands in `${{ … }}` filled in.
    fn filled(&self, value: &str) -> String {
        let mut parts = value.split("${{");
        let mut filled = parts.next().unwrap().to_owned();
        for part in parts {
            let (name, rest) = part.split_once("}}").unwrap();
            filled += &match name.trim() {
                "github.action_path" => env!("CARGO_MANIFEST_DIR").to_owned(),
                name => match name.strip_prefix("inputs.") {
                    Some(input) => self.inputs[input].clone(),
                    None => self.outputs[name].clone(),
                },
            };
            filled += rest;
        }
        filled
    }

    /// Runs the steps that are scripts, up to one that fails.
    fn run(&mut self, action: &Value, catalog: &Path) -> Output {
        let mut last = None;
        for step in action["runs"]["steps"].as_array().unwrap() {
            let Some(script) = step["run"].as_str() else {
                // The cache: it has the program.
                assert_eq!(text(&step["uses"]), "actions/cache@v4");
                assert!(!self.filled(text(&step["with"]["key"])).is_empty());
                cached(Path::new(&self.filled(text(&step["with"]["path"]))));
                continue;
            };
            assert_eq!(step["shell"], "bash", "a step of an action names its shell");
            assert!(!script.contains("${{"), "an input is no part of a script: {script}");
            let mut bash = Command::new("bash");
            bash.args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]).current_dir(catalog);
            bash.envs([("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64"), ("GITHUB_ACTIONS", "true")]);
            bash.env("HOME", self.home.path()).env("GITHUB_OUTPUT", self.file("output"));
            bash.env("GITHUB_PATH", self.file("path")).env("GITHUB_STEP_SUMMARY", self.file("summary"));
            for (name, value) in step["env"].as_object().into_iter().flatten() {
                bash.env(name, self.filled(text(value)));
            }
            let output = bash.output().unwrap();
            for line in fs::read_to_string(self.file("output")).unwrap_or_default().lines() {
                let (name, value) = line.split_once('=').unwrap();
                self.outputs.insert(format!("steps.{}.outputs.{name}", text(&step["id"])), value.to_owned());
            }
            let _ = fs::remove_file(self.file("output"));
            let has_failed = !output.status.success();
            last = Some(output);
            if has_failed {
                break;
            }
        }
        last.unwrap()
    }
}

#[test]
fn the_action_checks_a_catalog() {
    let action = yaml("action.yml");
    assert_eq!(action["runs"]["using"], "composite");
    let catalog = catalog("github");
    let output = Runner::new(&action, &[]).run(&action, catalog.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    spoil(catalog.path());
    let asked =
        [("sarif", "out/gatefold.sarif"), ("arguments", "--deny-warnings --select N"), ("paths", "input/*.yaml")];
    let mut runner = Runner::new(&action, &asked);
    let output = runner.run(&action, catalog.path());
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("\n::error file=input/blue-hour.yaml,line=12,endLine=12,col=12,"), "{said}");
    let summary = fs::read_to_string(runner.file("summary")).unwrap();
    assert!(summary.starts_with("### Gatefold: 1 error in 1 record\n"), "{summary}");
    assert!(catalog.path().join("out/gatefold.sarif").exists());
    let program = runner.filled(text(&action["outputs"]["program"]["value"]));
    assert!(Path::new(&program).exists(), "{program}");
}

/// What the source is called changes with it, so that the cache never has another program.
#[test]
fn the_cache_is_named_by_the_source() {
    let action = yaml("action.yml");
    let script = text(&action["runs"]["steps"][0]["run"]).to_owned();
    let folder = tempfile::tempdir().unwrap();
    for path in ["src", "schemas", "docs/rules", "docs/ci"] {
        fs::create_dir_all(folder.path().join(path)).unwrap();
    }
    for path in ["Cargo.toml", "Cargo.lock", "src/a b.rs"] {
        fs::write(folder.path().join(path), "x").unwrap();
    }
    let key = || {
        let output = folder.path().join("output");
        let mut bash = Command::new("bash");
        bash.args(["-e", "-o", "pipefail", "-c", &script]).env("SOURCE", folder.path()).env("GITHUB_OUTPUT", &output);
        assert!(bash.env("RUNNER_OS", "Linux").env("RUNNER_ARCH", "X64").status().unwrap().success());
        let said = fs::read_to_string(&output).unwrap();
        fs::remove_file(output).unwrap();
        said
    };
    let before = key();
    assert_eq!(before, key());
    fs::write(folder.path().join("src/a b.rs"), "y").unwrap();
    assert_ne!(before, key());
}

#[test]
fn the_github_workflow_uses_the_action() {
    let workflow = yaml("docs/ci/github.yml");
    let steps = workflow["jobs"]["check"]["steps"].as_array().unwrap();
    let last = steps.last().unwrap();
    let kept = text(&steps[1]["with"]["path"]);
    assert_eq!(text(&last["uses"]), format!("./{kept}"));
    let action = yaml("action.yml");
    for name in last["with"].as_object().unwrap().keys() {
        assert!(action["inputs"].get(name).is_some(), "the action has no input {name}");
    }
    // A hidden folder is no part of a catalog, wherever it is checked from.
    assert!(kept.starts_with('.'));
    assert_eq!(workflow["env"]["GATEFOLD_REVISION"], concat!("v", env!("CARGO_PKG_VERSION")));
    let written = fs::read_to_string(catalog("github").path().join(".github/workflows/gatefold.yml")).unwrap();
    assert_eq!(written, fs::read_to_string("docs/ci/github.yml").unwrap());
}

#[test]
fn the_gitlab_job_checks_a_catalog() {
    let catalog = catalog("gitlab");
    let path = catalog.path().join(".gitlab-ci.yml");
    let job = &yaml(path.to_str().unwrap())["gatefold"];
    assert_eq!(job["variables"]["GATEFOLD_REVISION"], concat!("v", env!("CARGO_PKG_VERSION")));
    cached(&catalog.path().join(text(&job["cache"]["paths"][0])));
    let run = || {
        for line in job["script"].as_array().unwrap() {
            let mut bash = Command::new("bash");
            bash.args(["-e", "-o", "pipefail", "-c", text(line)])
                .current_dir(catalog.path())
                .env_remove("GITHUB_ACTIONS");
            bash.envs(job["variables"].as_object().unwrap().iter().map(|(name, value)| (name, text(value))));
            let status = bash.status().unwrap();
            if !status.success() {
                return status.code();
            }
        }
        Some(0)
    };
    assert_eq!(run(), Some(0));
    spoil(catalog.path());
    assert_eq!(run(), Some(1));
    let reports = &job["artifacts"]["reports"];
    let issues: Value =
        serde_json::from_str(&fs::read_to_string(catalog.path().join(text(&reports["codequality"]))).unwrap()).unwrap();
    assert_eq!(issues[0]["location"]["path"], "input/blue-hour.yaml");
    assert!(fs::read_to_string(catalog.path().join(text(&reports["junit"]))).unwrap().contains("<failure "));
    assert_eq!(job["artifacts"]["when"], "always", "the reports matter when the job fails");
}

/// `.ci/run` runs the hooks by pre-commit itself; here their words are looked at.
#[test]
fn hooks_are_told_of_in_the_docs() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let docs = fs::read_to_string("docs/ci.md").unwrap();
    for hook in hooks.as_array().unwrap() {
        assert!(docs.contains(&format!("| `{}` |", text(&hook["id"]))), "docs/ci.md does not tell of {}", hook["id"]);
        assert_eq!(hook["pass_filenames"], false, "the rules look at all records together");
    }
    let action = yaml("action.yml");
    for name in action["inputs"].as_object().unwrap().keys() {
        assert!(docs.contains(&format!("| `{name}` |")), "docs/ci.md does not tell of {name}");
    }
    assert!(docs.contains(concat!("rev: v", env!("CARGO_PKG_VERSION"))));
}
