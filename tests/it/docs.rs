//! The documents say what is there: README's failure codes, CHANGELOG's version, and in
//! ARCHITECTURE the modules, the tests behind the invariants and the dependencies.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use inkan::app::doctor::Finding;
use inkan::app::failure::Failure;

#[test]
fn the_readme_lists_every_failure_code_and_no_other() {
    let readme = read("README.md");
    let listed: Vec<&str> = readme
        .lines()
        .filter_map(|line| {
            line.strip_prefix("| E-")
                .and_then(|_| line.split('|').nth(1))
        })
        .map(str::trim)
        .collect();
    let told: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(told.len(), listed.len(), "a code is listed twice");
    let known: BTreeSet<&str> = Failure::examples().iter().map(Failure::code).collect();
    assert_eq!(told, known);
}

#[test]
fn the_readme_lists_every_finding_of_the_doctor_and_no_other() {
    let readme = read("README.md");
    let rows: Vec<Vec<&str>> = readme
        .lines()
        .filter(|line| line.starts_with("| D-"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    for row in &rows {
        assert!(
            row.len() == 3 && row.iter().all(|cell| !cell.is_empty()),
            "{row:?}"
        );
    }
    let listed: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let known: Vec<&str> = Finding::examples().iter().map(|it| it.code()).collect();
    assert_eq!(listed, known);
}

#[test]
fn every_line_of_the_code_table_is_filled() {
    let readme = read("README.md");
    for line in readme.lines().filter(|line| line.starts_with("| E-")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{line}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
    }
}

#[test]
fn the_readme_names_commands_that_exist() {
    let makefile = read("Makefile");
    let readme = read("README.md");
    let targets = quoted_or_shell(&readme, "make ");
    assert!(
        targets.contains("run") && targets.contains("test"),
        "{targets:?}"
    );
    for target in targets {
        assert!(makefile.contains(&format!("\n{target}:")), "make {target}");
    }
}

#[test]
fn the_build_service_runs_what_is_there_and_nothing_that_can_change() {
    let workflow = read(".github/workflows/build.yml");
    let makefile = read("Makefile");
    for line in workflow.lines().map(str::trim) {
        let used = line.strip_prefix("- uses: ");
        if let Some((_, version)) = used.and_then(|it| it.split_once('@')) {
            let commit = version.split(' ').next().unwrap_or_default();
            let is_pinned = commit.len() == 40 && commit.bytes().all(|it| it.is_ascii_hexdigit());
            assert!(is_pinned, "{line}: a tag can be moved");
        }
        let run = line.trim_start_matches("- ").strip_prefix("run: ");
        let Some(command) = run.filter(|it| *it != "|") else {
            continue;
        };
        let first = command.split_whitespace().next().unwrap_or_default();
        match first {
            "make" => assert!(
                makefile.contains(&format!("\n{}:", &command[5..])),
                "{line}"
            ),
            it if it.contains('/') => assert!(root().join(it).is_file(), "{line}"),
            _ => {}
        }
    }
}

#[test]
fn the_changelog_has_this_version() {
    let heading = format!("\n## {}", env!("CARGO_PKG_VERSION"));
    assert!(
        read("CHANGELOG.md").contains(&heading),
        "no `{}`",
        heading.trim()
    );
}

#[test]
fn every_top_module_is_on_the_code_map() {
    let map = read("ARCHITECTURE.md");
    let lib = read("src/lib.rs");
    let modules: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert!(modules.contains(&"core"), "{modules:?}");
    for module in modules {
        let places = [
            format!("| `src/{module}/` |"),
            format!("| `src/{module}.rs` |"),
        ];
        let mapped = places.iter().any(|place| map.contains(place));
        assert!(mapped, "src/{module} is not on the map");
    }
}

#[test]
fn every_path_and_link_in_the_documents_leads_somewhere() {
    for document in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        let text = read(document);
        let quoted = text.split('`').skip(1).step_by(2).filter(|quoted| {
            let first = quoted.split('/').next().unwrap_or_default();
            ["assets", "packaging", "src", "tests"].contains(&first) && quoted.contains('/')
        });
        let linked = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .filter(|link| !link.starts_with("http") && !link.starts_with('#'));
        for path in quoted.chain(linked) {
            assert!(root().join(path).exists(), "{document}: {path}");
        }
    }
}

#[test]
fn every_invariant_names_tests_that_exist() {
    let architecture = read("ARCHITECTURE.md");
    let invariants = invariants(section(&architecture, "## Invariants"));
    assert_eq!(invariants.len(), 16);
    for (number, text) in &invariants {
        let tests: Vec<&str> = text
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|quoted| quoted.contains("::") && !quoted.contains("Session"))
            .collect();
        for test in &tests {
            assert!(test_exists(test), "invariant {number}: {test}");
        }
        assert!(!tests.is_empty(), "invariant {number} has no test");
    }
    assert!(!test_exists("layering::no_such_test"));
    assert!(!test_exists("docs::read"), "a function that is no test");
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let mut named = BTreeSet::new();
    let names = |table: &toml::Value| -> Vec<String> {
        table.as_table().unwrap().keys().cloned().collect()
    };
    for kind in ["build-dependencies", "dependencies", "dev-dependencies"] {
        named.extend(manifest.get(kind).map(names).unwrap_or_default());
        for target in manifest["target"].as_table().unwrap().values() {
            named.extend(target.get(kind).map(names).unwrap_or_default());
        }
    }
    let architecture = read("ARCHITECTURE.md");
    let reasons: BTreeSet<String> = section(&architecture, "## Dependencies")
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(reasons, named);
}

#[test]
fn every_place_of_a_pin_names_tests_and_files_that_exist() {
    let policy = read("SECURITY.md");
    let places = section(&policy, "## Where a PIN is");
    let quoted = || places.split('`').skip(1).step_by(2);
    let tests: Vec<&str> = quoted().filter(|it| it.contains("::")).collect();
    assert!(tests.len() > 5, "{tests:?}");
    for test in tests {
        assert!(test_exists(test), "{test}");
    }
    for path in quoted().filter(|it| it.starts_with("src/")) {
        assert!(root().join(path).exists(), "{path}");
    }
}

#[test]
fn every_promise_of_the_security_policy_names_tests_that_exist() {
    let policy = read("SECURITY.md");
    let promises = invariants(section(&policy, "## What is promised"));
    assert_eq!(promises.len(), 12);
    for (number, text) in &promises {
        let quoted = text.split('`').skip(1).step_by(2);
        let tests: Vec<&str> = quoted.filter(|it| it.contains("::")).collect();
        assert!(!tests.is_empty(), "promise {number} has no test");
        for test in tests {
            assert!(test_exists(test), "promise {number}: {test}");
        }
    }
}

/// The words that follow `command` in code of a document.
fn quoted_or_shell<'a>(text: &'a str, command: &str) -> BTreeSet<&'a str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(command));
    let quoted = text
        .split('`')
        .filter_map(|part| part.strip_prefix(command));
    let word = |rest: &'a str| {
        rest.split(|c: char| !c.is_ascii_lowercase() && c != '-')
            .next()
    };
    lines
        .chain(quoted)
        .filter_map(word)
        .filter(|word| !word.is_empty())
        .collect()
}

fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let from = text.find(heading).unwrap() + heading.len();
    let rest = &text[from..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

/// `1. **…** …` with the lines that belong to it.
fn invariants(section: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for line in section.lines() {
        let number = line
            .split_once(". **")
            .and_then(|(number, _)| number.parse().ok());
        if let Some(number) = number {
            found.push((number, line.to_owned()));
        } else if let Some((_, text)) = found.last_mut() {
            text.push('\n');
            text.push_str(line);
        }
    }
    found
}

/// Whether `module::test` is a function under `#[test]` or in `proptest!` there.
fn test_exists(name: &str) -> bool {
    let (module, test) = name.rsplit_once("::").unwrap();
    let path = module.replace("::", "/");
    let places = [
        format!("src/{path}.rs"),
        format!("src/{path}/mod.rs"),
        format!("src/{path}/tests.rs"),
        format!("tests/it/{path}.rs"),
        format!("tests/it/{path}/mod.rs"),
    ];
    let signature = format!("fn {test}(");
    places
        .iter()
        .filter_map(|place| std::fs::read_to_string(root().join(place)).ok())
        .any(|text| {
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            lines.iter().enumerate().any(|(index, line)| {
                line.starts_with(&signature)
                    && lines[..index]
                        .iter()
                        .rev()
                        .take_while(|above| above.starts_with('#') || above.starts_with("//"))
                        .any(|above| *above == "#[test]")
            })
        })
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
