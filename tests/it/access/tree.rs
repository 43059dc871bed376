//! The tree as assistive technology has it: compared with what was agreed, every control with a name,
//! and every result announced.

use egui::accesskit::{Live, Role};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT, Queryable};

use inkan::app::{release::Release, settings::Language};
use inkan::i18n::texts::Texts;

use super::scenes::{CONTROLS, Look, NAMED, each};
use crate::window::rig::Rig;

/// Role, name, value and what is announced, one a line, as deep as it lies.
fn tree(rig: &Rig) -> String {
    let mut lines = String::new();
    describe(&rig.harness.root(), 0, &mut lines);
    lines
}

fn describe(node: &Node<'_>, depth: usize, lines: &mut String) {
    let it = node.accesskit_node();
    let (label, value) = (it.label(), it.value());
    let is_plain = it.role() == Role::GenericContainer && label.is_none() && it.live() == Live::Off;
    let mut depth = depth;
    // Text runs repeat what their parent says.
    if it.role() == Role::TextRun || it.is_hidden() {
        return;
    }
    if !is_plain {
        let mut line = format!("{}{:?}", "  ".repeat(depth), it.role());
        for words in [&label, &value].into_iter().flatten() {
            line.push_str(&format!(" {words:?}"));
        }
        if let Some(described) = it.description() {
            line.push_str(&format!(" ({described})"));
        }
        if let Some(toggled) = it.toggled() {
            line.push_str(&format!(" [{toggled:?}]"));
        }
        for (holds, word) in [
            (it.is_disabled(), "disabled"),
            (it.is_modal(), "modal"),
            (it.live() == Live::Polite, "polite"),
            (it.live() == Live::Assertive, "assertive"),
        ] {
            if holds {
                line.push_str(&format!(" [{word}]"));
            }
        }
        if node.is_focused() {
            line.push_str(" [focused]");
        }
        lines.push_str(&line);
        lines.push('\n');
        depth += 1;
    }
    for child in node.children() {
        describe(&child, depth, lines);
    }
}

/// What differs from run to run.
fn steadied(tree: &str) -> String {
    let tree = tree.replace(env!("CARGO_PKG_VERSION"), "(version)");
    let made_on = Texts::of(Language::Ja).day(Release::this().made_on);
    let tree = tree.replace(&made_on, "(made on)");
    let temporary = std::env::temp_dir().display().to_string();
    tree.lines()
        .map(|line| match line.find(&temporary) {
            Some(at) => {
                let rest = &line[at..];
                let end = rest.find(['"', ' ']).unwrap_or(rest.len());
                format!("{}(temporary folder){}\n", &line[..at], &rest[end..])
            }
            None => format!("{line}\n"),
        })
        .collect()
}

#[test]
fn every_page_and_dialog_is_as_agreed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/access");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    each(Look::USUAL, |scene| {
        let tree = steadied(&tree(&scene.rig));
        settings.bind(|| insta::assert_snapshot!(scene.name.as_str(), tree));
    });
}

#[test]
fn nothing_that_can_be_used_or_means_something_is_without_a_name() {
    each(Look::USUAL, |scene| {
        let rig = &scene.rig;
        let mut controls = 0;
        for node in rig
            .harness
            .query_all_by(|node| CONTROLS.contains(&node.role()) || NAMED.contains(&node.role()))
        {
            controls += 1;
            let it = node.accesskit_node();
            let name = it.label().unwrap_or_default();
            assert!(!name.trim().is_empty(), "{}: {:?}", scene.name, it.role());
        }
        assert!(controls > 8, "{}: the controls are found", scene.name);
        let titles = rig.harness.query_all_by(|node| node.level() == Some(1));
        assert_eq!(titles.count(), 1, "{}: one title", scene.name);
    });
}

#[test]
fn two_controls_of_a_page_that_do_different_things_have_different_names() {
    each(Look::USUAL, |scene| {
        let mut names: Vec<String> = scene
            .rig
            .harness
            .query_all_by(|node| node.role() == Role::Button && !node.is_disabled())
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        names.sort();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        // A page of the rail, and the button that leads there; reading again, below the page and in a
        // notice.
        let leads_there = |name: &str| ["文書に署名", "もう一度読み取る"].contains(&name);
        let unclear: Vec<_> = twice.iter().filter(|pair| !leads_there(&pair[0])).collect();
        assert!(unclear.is_empty(), "{}: {unclear:?}", scene.name);
    });
}

#[test]
fn results_are_announced() {
    let mut wanted = vec![
        ("home-normal", "読み取りました"),
        ("home-expired", "有効期限が切れています"),
        ("home-upside-down", ""),
        ("dialog-wrong", "あと4回"),
        ("dialog-last-try", "あと1回"),
        ("pins-locked", "ロックされています"),
        ("settings-examined", ""),
        ("notice-failure", "カード"),
        ("sign-done", "署名しました"),
        ("verify-done", "本物の署名ではありません"),
        ("verify-bad", "信用できません"),
        ("tour-1", "2つの電子証明書"),
        ("tour-6", "市区町村の窓口"),
    ];
    each(Look::USUAL, |scene| {
        let Some(at) = wanted.iter().position(|(name, _)| *name == scene.name) else {
            return;
        };
        let (name, words) = wanted.remove(at);
        let live: Vec<String> = scene
            .rig
            .harness
            .query_all_by(|node| node.live() != Live::Off)
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        assert!(
            live.iter().any(|said| said.contains(words)),
            "{name}: {words} is not in {live:?}"
        );
    });
    assert!(wanted.is_empty(), "never shown: {wanted:?}");
}
