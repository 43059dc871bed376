//! The six steps: on the real pages, by keyboard alone, and nothing is left behind.

use std::path::PathBuf;

use egui::Key;
use egui::accesskit::{Live, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::ports::{DialogRequest, Source};
use inkan::app::settings::{ColorScheme, Language, Settings};
use inkan::app::state::{Action, GuideStep, Page};
use inkan::app::tour::{Sample, TourStep};
use inkan::core::pdf::report::{Block, TextReport};
use inkan::i18n::tour::TourTexts;
use inkan::sim::DEMO_SIGN_PASSWORD;

use crate::window::rig::{Rig, Setup};

const START: &str = "使い方の案内を始める";
const NEXT: &str = "次へ";
const END: &str = "案内をやめる";

fn started(setup: Setup) -> Rig {
    let mut rig = setup.open();
    rig.press(START);
    rig
}

fn sample(rig: &Rig) -> PathBuf {
    let tour = rig.harness.state().state().tour.as_ref().expect("a tour");
    tour.sample.clone().expect("a sample")
}

fn step(rig: &Rig) -> Option<TourStep> {
    let state = rig.harness.state().state();
    state.tour.as_ref().map(|tour| tour.step)
}

fn sign(rig: &mut Rig) {
    rig.press("署名する…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("署名する");
}

#[test]
fn it_leads_through_six_real_pages_and_leaves_nothing() {
    let mut rig = started(Setup::bare());
    let file = sample(&rig);
    let folder = file.parent().expect("a folder").to_owned();
    assert!(file.starts_with(std::env::temp_dir()));
    for (number, (wanted, page)) in [
        (TourStep::Certificates, Page::Home),
        (TourStep::Dates, Page::Home),
        (TourStep::Pins, Page::Pins),
        (TourStep::Sign, Page::Sign),
        (TourStep::Check, Page::Verify),
        (TourStep::Office, Page::Guide),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(step(&rig), Some(wanted));
        assert_eq!(rig.harness.state().state().page, page);
        assert!(rig.sees(&format!("案内 {}／6", number + 1)));
        rig.picture(&format!("tour-{}", number + 1));
        if wanted == TourStep::Sign {
            sign(&mut rig);
            assert!(rig.sees("練習用の文書に署名しました"));
            rig.picture("tour-4-signed");
        }
        if wanted == TourStep::Check {
            assert!(
                rig.sees("本物の署名ではありません"),
                "it is checked at once"
            );
        }
        if wanted != TourStep::Office {
            rig.press(NEXT);
        }
    }
    assert!(folder.join("練習用の文書.pdf").exists());
    rig.press("案内を終わる");
    assert_eq!(step(&rig), None);
    assert!(!folder.exists(), "everything is gone");
    let state = rig.harness.state().state();
    assert_eq!((&state.source, state.page), (&Source::Real, Page::Home));
    assert!(state.desk.files.is_empty());
    assert!(rig.sees("カードリーダーが見つかりません"));
    rig.press(START);
    assert_eq!(
        step(&rig),
        Some(TourStep::Certificates),
        "from the beginning"
    );
}

#[test]
fn it_ends_at_any_step_and_leads_back() {
    for count in 0..5 {
        let mut rig = Setup::practice("expired").open();
        rig.press(START);
        let file = sample(&rig);
        for _ in 0..count {
            rig.press(NEXT);
        }
        if count % 2 == 0 {
            rig.press(END);
        } else {
            rig.harness.key_press(Key::Escape);
            rig.run();
        }
        assert_eq!(step(&rig), None, "{count}");
        assert!(!file.exists(), "{count}");
        assert!(rig.sees("有効期限が切れています"), "back in its scene");
        assert!(rig.buttons().contains(&"場面：期限切れ…".to_owned()));
    }
}

#[test]
fn by_keyboard_alone_each_step_is_announced_and_has_the_focus() {
    let mut rig = Setup::bare().open();
    rig.tab_to(Role::Button, START);
    rig.harness.key_press(Key::Enter);
    rig.run();
    for wanted in TourStep::ALL {
        assert_eq!(step(&rig), Some(wanted));
        let title = (TourTexts::of(Language::Ja).title)(wanted);
        let focused = rig
            .harness
            .query_all_by_role(Role::Status)
            .find(egui_kittest::Node::is_focused)
            .expect("the words of the step have the focus");
        let label = focused.accesskit_node().label().unwrap_or_default();
        assert!(label.contains(title), "{label}");
        assert_eq!(focused.accesskit_node().live(), Live::Polite);
        if wanted != TourStep::Office {
            rig.tab_to(Role::Button, NEXT);
            rig.harness.key_press(Key::Enter);
            rig.run();
        }
    }
    rig.tab_to(Role::Button, "前へ");
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert_eq!(step(&rig), Some(TourStep::Check));
    rig.tab_to(Role::Button, END);
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert_eq!(step(&rig), None);
}

#[test]
fn without_signing_it_goes_on_and_says_so() {
    let mut rig = started(Setup::bare());
    for _ in 0..4 {
        rig.press(NEXT);
    }
    assert!(rig.sees("1つ前の手順で署名しておくと"));
    rig.press("前へ");
    sign(&mut rig);
    rig.press("ほかの文書に署名する");
    assert!(rig.sees("練習用の文書.pdf"), "it is laid out again");
    sign(&mut rig);
    rig.press(NEXT);
    assert!(rig.sees("本物の署名ではありません"));
}

#[test]
fn nothing_of_the_person_is_taken_in_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("mine.txt");
    std::fs::write(&document, "text").expect("writes");
    let mut rig = started(Setup::bare());
    for action in [
        Action::AddFiles(vec![document.clone()]),
        Action::OpenFiles(vec![document.clone()]),
        Action::Verify(vec![document.clone()]),
        Action::Choose(DialogRequest::OutputFolder),
        Action::Export(
            inkan::core::jpki::Slot::Auth,
            inkan::core::cert::export::CertificateFormat::Der,
        ),
        Action::SaveSupportReport("report".to_owned()),
        Action::ShowFolder(document.clone()),
        Action::StartPractice("expired".to_owned()),
    ] {
        let mut state = inkan::app::state::AppState::new(Source::Real, Settings::default());
        state.act(Action::StartTour(Sample {
            name: "a.pdf".to_owned(),
            language: Language::Ja,
        }));
        assert!(state.act(action).is_empty());
        assert_eq!(state.notice, Some(inkan::app::state::Notice::NotInTour));
    }
    rig.drop_file(&document);
    assert!(rig.sees("案内のあいだは、ファイルを選んだり保存したりできません"));
    assert!(!rig.sees("mine.txt"));
    rig.page(1);
    rig.press("利用者証明用電子証明書 保存…");
    assert!(rig.dialogs.borrow().opened.is_empty(), "no dialog opens");
    rig.page(6);
    rig.press("ハイコントラスト");
    assert!(rig.saved.borrow().is_empty(), "settings wait");
    assert_eq!(
        rig.harness.state().state().settings.colors,
        ColorScheme::HighContrast,
        "and count at once"
    );
    rig.press(END);
    let saved = rig.saved.borrow().clone();
    assert_eq!(saved.len(), 1);
    assert_eq!(saved[0].colors, ColorScheme::HighContrast);
    assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 1);
}

#[test]
fn settings_that_stay_as_they_were_are_not_stored() {
    let mut rig = started(Setup::bare());
    rig.press(END);
    assert!(rig.saved.borrow().is_empty());
}

#[test]
fn on_another_page_one_button_leads_back() {
    let mut rig = started(Setup::bare());
    rig.press(NEXT);
    rig.press(NEXT);
    rig.page(6);
    rig.press("この手順の画面を開く");
    assert_eq!(rig.harness.state().state().page, Page::Pins);
    assert!(!rig.buttons().contains(&"この手順の画面を開く".to_owned()));
}

#[test]
fn the_last_step_is_the_renewal_in_the_guide_and_leads_back_to_it_from_a_topic() {
    let mut rig = started(Setup::bare());
    for _ in TourStep::ALL.iter().skip(1) {
        rig.press(NEXT);
    }
    assert!(rig.sees("更新の予定") && rig.sees("お住まいの市区町村の窓口"));
    let ring = |rig: &Rig| spotlight(rig).map(|(ring, _)| ring);
    let heading = rig.harness.get_by_label("更新の予定").rect();
    assert!(ring(&rig).expect("a frame").contains_rect(heading));
    // A topic that someone has opened on the way is closed again.
    rig.act(Action::Guide(GuideStep::Open("renewal".to_owned())));
    rig.run();
    assert_eq!(ring(&rig), None);
    rig.press("この手順の画面を開く");
    assert!(ring(&rig).is_some());
    // What would be saved from here is not, and that is said.
    for button in ["カレンダーに登録…", "更新の案内を印刷・保存…"] {
        rig.press(button);
        assert!(rig.sees("案内のあいだは、ファイルを選んだり保存したりできません"));
        rig.act(Action::DismissNotice);
        rig.run();
    }
    assert!(rig.dialogs.borrow().opened.is_empty());
    rig.press("案内を終わる");
    assert_eq!(rig.harness.state().state().page, Page::Home);
}

#[test]
fn a_pin_changed_on_the_way_can_be_reset() {
    use inkan::app::event::{Event, PinChange};
    let mut rig = started(Setup::bare());
    rig.told(Event::PinChanged(PinChange {
        slot: inkan::core::jpki::Slot::Sign,
        changed: inkan::core::jpki::Changed::Unknown,
        left: None,
        failure: None,
    }));
    assert!(rig.sees("パスワード 変わったかもしれません"));
    rig.press("カードを初めの状態に戻す");
    assert!(rig.sees(&format!("パスワード {DEMO_SIGN_PASSWORD}")));
}

#[test]
fn the_worker_takes_the_folder_with_it() {
    let rig = started(Setup::bare());
    let file = sample(&rig);
    assert!(file.exists());
    drop(rig);
    assert!(!file.exists() && !file.parent().expect("a folder").exists());
}

#[cfg(unix)]
#[test]
fn what_a_run_that_was_cut_short_left_goes_with_the_next_tour() {
    let day = std::time::Duration::from_hours(25);
    let old = std::env::temp_dir().join(format!("inkan-tour-old-{}", std::process::id()));
    let young = std::env::temp_dir().join(format!("inkan-tour-young-{}", std::process::id()));
    for folder in [&old, &young] {
        std::fs::create_dir(folder).expect("creates");
        std::fs::write(folder.join("a.pdf"), "a").expect("writes");
    }
    let then = std::time::SystemTime::now() - day;
    let opened = std::fs::File::open(&old).expect("opens");
    opened.set_modified(then).expect("is old");
    let mut rig = started(Setup::bare());
    assert!(!old.exists(), "nobody uses it any more");
    assert!(young.exists(), "another window's tour");
    rig.press(END);
    std::fs::remove_dir_all(&young).expect("removes");
}

#[test]
fn the_panel_never_lies_on_the_page_and_what_it_talks_about_is_in_view() {
    for (colors, percent, language, (width, height)) in [
        (ColorScheme::Light, 100, Language::Ja, (1080.0, 760.0)),
        (ColorScheme::Dark, 200, Language::Ja, (1080.0, 760.0)),
        (ColorScheme::Light, 100, Language::En, (720.0, 540.0)),
        (ColorScheme::HighContrast, 200, Language::En, (720.0, 540.0)),
        (ColorScheme::Dark, 200, Language::Ja, (720.0, 540.0)),
    ] {
        let name = format!("{colors:?} {percent} {language:?} {width}");
        let words = TourTexts::of(language);
        let mut rig = Setup::bare()
            .look(colors, percent, language)
            .sized(width, height)
            .open();
        rig.press(words.start);
        for wanted in TourStep::ALL {
            let number = wanted.number();
            rig.picture(&format!(
                "tour-{colors:?}-{percent}-{language:?}-{width}-{number}"
            ));
            rig.assert_fits(&name, width);
            let last = if wanted == TourStep::Office {
                words.finish
            } else {
                words.end
            };
            let panel = rig.button(last).rect();
            let (ring, clip) = spotlight(&rig).unwrap_or_else(|| panic!("{name}: step {number}"));
            let seen = ring.intersect(clip);
            assert!(
                clip.top() >= panel.bottom() - 1.0,
                "{name}: {clip:?} {panel:?}"
            );
            assert!(clip.height() >= 80.0, "{name} step {number}: {clip:?}");
            assert!(
                seen.height() >= 44.0_f32.min(ring.height() - 1.0) && seen.width() >= 44.0,
                "{name} step {number}: {ring:?} in {clip:?}"
            );
            if wanted != TourStep::Office {
                rig.press(words.next);
            }
        }
    }
}

/// The frame around what is talked about, and the part of the window that it may be seen in.
fn spotlight(rig: &Rig) -> Option<(egui::Rect, egui::Rect)> {
    let scheme = match rig.harness.state().state().settings.colors {
        ColorScheme::Dark => inkan::ui::tokens::Scheme::Dark,
        ColorScheme::HighContrast => inkan::ui::tokens::Scheme::HighContrast,
        ColorScheme::Light | ColorScheme::System => inkan::ui::tokens::Scheme::Light,
    };
    let ink = scheme.palette().info.ink;
    rig.harness
        .output()
        .shapes
        .iter()
        .find_map(|clipped| match &clipped.shape {
            egui::Shape::Rect(rect)
                if rect.stroke.color == ink && (rect.stroke.width - 4.0).abs() < 0.1 =>
            {
                Some((rect.rect, clipped.clip_rect))
            }
            _ => None,
        })
}

#[test]
fn the_samples_are_what_the_program_makes_of_their_words() {
    for language in Language::ALL {
        let words = &TourTexts::of(language).sample;
        let mut blocks = vec![Block::Notice(words.notice.to_owned())];
        blocks.extend(words.paragraphs.map(|it| Block::Paragraph(it.to_owned())));
        let report = TextReport {
            title: words.title.to_owned(),
            language: language.tag().to_owned(),
            footer: words.footer.to_owned(),
            blocks,
        };
        let made = report.to_pdf().expect("a PDF");
        if std::env::var_os("INKAN_WRITE_SAMPLES").is_some() {
            let name = format!("assets/tour/sample-{}.pdf", language.name());
            std::fs::write(name, &made).expect("writes");
            continue;
        }
        let sample = Sample {
            name: words.file_name.to_owned(),
            language,
        };
        assert!(
            sample.bytes() == made.as_slice(),
            "make it anew with INKAN_WRITE_SAMPLES=1"
        );
    }
}
