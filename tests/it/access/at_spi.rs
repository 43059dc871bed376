//! The window itself under an X server, asked by a real client of AT-SPI, the way a screen reader asks:
//! it finds the same names as the tests do. What is missing for it is said; CI has it all.

use std::collections::{BTreeMap, BTreeSet};

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

use inkan::app::settings::Language;
use inkan::app::tour::TourStep;
use inkan::i18n::tour::TourTexts;

use super::scenes::CONTROLS;
use crate::display::{self, Display};
use crate::window::rig::Setup;

const PAGES: [&str; 6] = [
    "ホーム",
    "文書に署名",
    "署名を確認",
    "暗証番号",
    "手続き案内",
    "設定と診断",
];

#[test]
fn a_screen_reader_finds_every_name_on_every_page() {
    if !display::is_there() {
        return;
    }
    let config = tempfile::tempdir().expect("a folder");
    let screen = Display::open();
    let walked = screen
        .run(display::PYTHON, config.path())
        .arg("tests/it/access/walk.py")
        .arg(env!("CARGO_BIN_EXE_inkan"))
        .arg(config.path())
        .args(PAGES)
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&walked.stderr);
    assert!(walked.status.success(), "{said}");
    let found: BTreeMap<String, Vec<(String, String)>> =
        serde_json::from_slice(&std::fs::read(config.path().join("found.json")).expect(&said))
            .expect("JSON");
    let mut rig = Setup::practice("normal").open();
    for (number, page) in PAGES.into_iter().enumerate() {
        rig.page(number + 1);
        let wanted: BTreeSet<String> = rig
            .harness
            .query_all_by(|node| CONTROLS.contains(&node.role()) || node.role() == Role::Heading)
            .filter_map(|node| node.accesskit_node().label())
            // The look of the machine is its own.
            .filter(|name| !name.starts_with("配色"))
            .collect();
        assert!(wanted.len() > 10, "{page}");
        let heard: BTreeSet<&str> = found[page].iter().map(|(_, name)| name.as_str()).collect();
        let unheard: Vec<_> = wanted
            .iter()
            .filter(|name| !heard.contains(name.as_str()))
            .collect();
        assert!(unheard.is_empty(), "{page}: {unheard:?} not in {heard:?}");
    }
    let words = TourTexts::of(Language::Ja);
    for step in TourStep::ALL {
        let heard = &found[&format!("案内 {}", step.number())];
        let said = (words.words)(step, false);
        let is_said = heard.iter().any(|(_, name)| name.contains(said));
        assert!(is_said, "{step:?}: {heard:?}");
    }
}
