//! The window itself under an X server, asked by a real client of AT-SPI, the way a screen reader asks:
//! it finds the same names as the tests do, in each language, which is chosen while the program runs. What is
//! missing for it is said; CI has it all.

use std::collections::{BTreeMap, BTreeSet};

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

use inkan::app::settings::{ColorScheme, Language};
use inkan::app::tour::TourStep;
use inkan::i18n::guide::GuideTexts;
use inkan::i18n::language::LanguageTexts;
use inkan::i18n::texts::Texts;
use inkan::i18n::tour::TourTexts;

use super::scenes::CONTROLS;
use crate::display::{self, Display};
use crate::window::rig::{Rig, Setup};

#[test]
fn a_screen_reader_finds_every_name_on_every_page_in_every_language() {
    if !display::is_there() {
        return;
    }
    let config = tempfile::tempdir().expect("a folder");
    let script: Vec<serde_json::Value> = Language::ALL.into_iter().map(words).collect();
    let script = serde_json::to_vec(&script).expect("JSON");
    std::fs::write(config.path().join("script.json"), script).expect("writes");
    let screen = Display::open();
    let walked = screen
        .run(display::PYTHON, config.path())
        .arg("tests/it/access/walk.py")
        .arg(env!("CARGO_BIN_EXE_inkan"))
        .arg(config.path())
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&walked.stderr);
    assert!(walked.status.success(), "{said}");
    let found: BTreeMap<String, Found> =
        serde_json::from_slice(&std::fs::read(config.path().join("found.json")).expect(&said))
            .expect("JSON");
    for language in Language::ALL {
        compare(language, &found[LanguageTexts::of(language).name]);
    }
}

/// Of a page or a step: roles and names.
type Found = BTreeMap<String, Vec<(String, String)>>;

/// The window as the tests have it, in this language.
fn rig(language: Language) -> Rig {
    let setup = Setup::practice("normal").look(ColorScheme::Light, 100, language);
    setup.open()
}

/// The title of the page that is shown.
fn title(rig: &Rig) -> String {
    let titles = rig.harness.query_all_by(|node| node.level() == Some(1));
    let mut titles = titles.filter_map(|node| node.accesskit_node().label());
    titles.next().expect("a title")
}

/// What the client presses, and what it waits for, in this language.
fn words(language: Language) -> serde_json::Value {
    let (texts, tour) = (Texts::of(language), TourTexts::of(language));
    let choice = LanguageTexts::of(language);
    let shell = &texts.shell;
    let guide = GuideTexts::in_language(language).page().rail;
    let rail = [
        shell.home,
        shell.sign,
        shell.verify,
        shell.pins,
        guide,
        shell.settings,
    ];
    let mut rig = rig(language);
    let pages: Vec<(&str, String)> = (1..)
        .zip(rail)
        .map(|(number, label)| {
            rig.page(number);
            (label, title(&rig))
        })
        .collect();
    let steps: Vec<String> = TourStep::ALL
        .into_iter()
        .map(|step| step_title(language, step))
        .collect();
    serde_json::json!({
        "name": choice.name,
        "choose": choice.choose,
        "chosen": choice.chosen,
        "read": shell.read,
        "pages": pages,
        "start": tour.start,
        "next": tour.next,
        "finish": tour.finish,
        "steps": steps,
    })
}

fn step_title(language: Language, step: TourStep) -> String {
    let words = TourTexts::of(language);
    (words.step)(step.number(), TourStep::ALL.len(), (words.title)(step))
}

/// Every name of every page was heard, and every step of the tour.
fn compare(language: Language, found: &Found) {
    let mut rig = rig(language);
    let texts = Texts::of(language);
    // The look of the machine is its own.
    let looks = ColorScheme::ALL.map(texts.shell.colours);
    for number in 1..=6 {
        rig.page(number);
        let page = title(&rig);
        let wanted: BTreeSet<String> = rig
            .harness
            .query_all_by(|node| CONTROLS.contains(&node.role()) || node.role() == Role::Heading)
            .filter_map(|node| node.accesskit_node().label())
            .filter(|name| !looks.contains(name))
            .collect();
        assert!(wanted.len() > 10, "{page}");
        let heard: BTreeSet<&str> = found[&page].iter().map(|(_, name)| name.as_str()).collect();
        let unheard: Vec<_> = wanted
            .iter()
            .filter(|name| !heard.contains(name.as_str()))
            .collect();
        assert!(
            unheard.is_empty(),
            "{language:?} {page}: {unheard:?} not in {heard:?}"
        );
    }
    for step in TourStep::ALL {
        let heard = &found[&step_title(language, step)];
        let said = (TourTexts::of(language).words)(step, false);
        let is_said = heard.iter().any(|(_, name)| name.contains(said));
        assert!(is_said, "{language:?} {step:?}: {heard:?}");
    }
    // The program begins in the first; the others are announced as they are chosen: once, and in themselves.
    let Some(announced) = found.get("announced") else {
        assert_eq!(language, Language::ALL[0]);
        return;
    };
    for other in Language::ALL {
        let told = LanguageTexts::of(other).chosen;
        let times = announced.iter().filter(|(_, it)| it == told).count();
        assert_eq!(
            times,
            usize::from(other == language),
            "{told}: {announced:?}"
        );
    }
}
