//! The window that says it: what it says in each language and size, its three answers, and what becomes of
//! an answer that could not be carried out.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::mpsc;

use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::event::Event;
use inkan::app::ports::{FileError, Source, SystemLook};
use inkan::app::settings::{ColorScheme, Language, Settings, TextChoice, TextSize};
use inkan::app::state::AppState;
use inkan::core::jpki::Slot;
use inkan::core::rules::ReminderStage;
use inkan::ui::fonts;
use inkan::ui::reminder::{Answer, ReminderWindow, Said};
use inkan::ui::theme::Theme;
use inkan::ui::tokens::Scheme;

use super::{day, window};

struct Notice {
    harness: Harness<'static, ReminderWindow>,
    taken: Rc<RefCell<Vec<Answer>>>,
    trouble: Rc<RefCell<Option<FileError>>>,
    events: mpsc::Sender<Event>,
}

fn said(stage: ReminderStage, next: Option<&str>) -> Said {
    Said {
        due: vec![(Slot::Sign, stage, window("2030-02-17"))],
        next: next.map(day),
    }
}

fn open(said: Said, settings: Settings, size: (f32, f32)) -> Notice {
    let taken = Rc::new(RefCell::new(Vec::new()));
    let trouble = Rc::new(RefCell::new(None));
    let (events, told) = mpsc::channel();
    let take = {
        let (taken, trouble) = (Rc::clone(&taken), Rc::clone(&trouble));
        Box::new(move |answer| {
            taken.borrow_mut().push(answer);
            trouble.borrow().clone().map_or(Ok(()), Err)
        })
    };
    let look = AppState::new(Source::Real, settings);
    let window = ReminderWindow::new(said, look, told, Language::Ja, take);
    let mut harness = Harness::builder()
        .with_size(vec2(size.0, size.1))
        .with_context_setup(fonts::install)
        .build_eframe(|_| window);
    harness.run();
    Notice {
        harness,
        taken,
        trouble,
        events,
    }
}

fn usual() -> Notice {
    open(
        said(ReminderStage::Open, Some("2030-01-17")),
        Settings::default(),
        (600.0, 480.0),
    )
}

impl Notice {
    fn press(&mut self, label: &str) {
        let button = self.harness.get_by_role_and_label(Role::Button, label);
        button.scroll_to_me();
        self.harness.run();
        self.harness
            .get_by_role_and_label(Role::Button, label)
            .click();
        self.harness.run();
    }

    fn sees(&self, words: &str) -> bool {
        let mut found = self.harness.query_all_by_label_contains(words);
        found.next().is_some()
    }

    fn buttons(&self) -> Vec<String> {
        let buttons = self.harness.query_all_by_role(Role::Button);
        buttons
            .filter_map(|node| node.accesskit_node().label())
            .collect()
    }

    fn given(&self) -> Option<Answer> {
        *self.harness.state().given().borrow()
    }
}

#[test]
fn it_says_what_until_when_and_when_again() {
    let notice = usual();
    for words in [
        "署名用電子証明書を更新できるようになりました",
        "有効期限：2030年2月17日（令和12年）",
        "次は2030年1月17日（令和12年）以降にお知らせします。",
        "インターネットには接続しません。",
    ] {
        assert!(notice.sees(words), "{words}");
    }
    assert_eq!(
        notice.buttons(),
        ["手続き案内を開く", "あとで", "もうお知らせしない"]
    );
    let first = notice
        .harness
        .get_by_role_and_label(Role::Button, "手続き案内を開く");
    assert!(first.is_focused());
    assert_eq!(notice.given(), None, "nothing is answered by itself");
    assert!(notice.taken.borrow().is_empty());
}

#[test]
fn each_button_is_its_answer_once() {
    for (label, answer) in [
        ("手続き案内を開く", Answer::Open),
        ("あとで", Answer::Later),
        ("もうお知らせしない", Answer::Never),
    ] {
        let mut notice = usual();
        notice.press(label);
        assert_eq!(*notice.taken.borrow(), [answer]);
        assert_eq!(notice.given(), Some(answer));
    }
}

#[test]
fn leaving_it_means_later() {
    let mut notice = usual();
    notice.harness.key_press(Key::Escape);
    notice.harness.run();
    assert_eq!(*notice.taken.borrow(), [Answer::Later]);
    let mut notice = usual();
    let id = notice.harness.ctx.viewport_id();
    let viewports = &mut notice.harness.input_mut().viewports;
    let viewport = viewports.entry(id).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    notice.harness.run();
    assert_eq!(*notice.taken.borrow(), [Answer::Later]);
    assert_eq!(notice.given(), Some(Answer::Later));
}

#[test]
fn the_last_time_says_so_and_has_nothing_to_stop() {
    let mut notice = open(
        said(ReminderStage::Expired, None),
        Settings::default(),
        (600.0, 480.0),
    );
    assert!(notice.sees("署名用電子証明書の有効期限が過ぎました"));
    assert!(notice.sees("お知らせは、これで終わりです。残してある日付も消えます。"));
    assert_eq!(notice.buttons(), ["手続き案内を開く", "閉じる"]);
    notice.press("閉じる");
    assert_eq!(*notice.taken.borrow(), [Answer::Later]);
}

#[test]
fn a_deletion_that_failed_is_told_and_other_answers_close_it() {
    let mut notice = usual();
    notice.trouble.replace(Some(FileError::ReadOnly));
    notice.press("もうお知らせしない");
    assert!(notice.sees("E-APP-07"));
    assert_eq!(notice.given(), None, "it stays open");
    notice.press("あとで");
    assert_eq!(notice.given(), Some(Answer::Later));
}

#[test]
fn it_looks_as_chosen_or_as_the_system_says() {
    let mut notice = usual();
    let theme = |notice: &Notice| Theme::of_context(&notice.harness.ctx);
    assert_eq!(theme(&notice).scheme, Scheme::Light);
    let look = SystemLook {
        text_percent: Some(150),
        high_contrast: Some(true),
        dark: None,
    };
    notice.events.send(Event::SystemLook(look)).expect("heard");
    notice.harness.run();
    assert_eq!(theme(&notice).scheme, Scheme::HighContrast);
    assert_eq!(theme(&notice).text.percent(), 150);
}

#[test]
fn it_fits_every_look() {
    for language in Language::ALL {
        for (colors, percent, size) in [
            (ColorScheme::Light, 100, (600.0, 480.0)),
            (ColorScheme::HighContrast, 200, (360.0, 320.0)),
        ] {
            for stage in ReminderStage::ALL {
                let settings = Settings {
                    language: Some(language),
                    colors,
                    text_size: TextChoice::Fixed(TextSize::new(percent)),
                    ..Settings::default()
                };
                let mut said = said(stage, Some("2030-02-10"));
                said.due
                    .push((Slot::Auth, ReminderStage::Week, window("2030-02-17")));
                let mut notice = open(said, settings, size);
                let nodes = notice.harness.query_all(egui_kittest::kittest::by());
                let mut seen = 0;
                for node in nodes {
                    let it = node.accesskit_node();
                    let is_text = [Role::Label, Role::Button, Role::Heading].contains(&it.role());
                    if let Some(place) = it.raw_bounds().filter(|_| is_text) {
                        seen += 1;
                        let fits = place.x0 >= -0.5 && place.x1 <= f64::from(size.0) + 0.5;
                        assert!(fits, "{language:?} {stage:?} {:?} {place:?}", it.label());
                    }
                }
                assert!(seen > 8, "{seen}");
                if stage == ReminderStage::Month {
                    crate::window::rig::draw(
                        &mut notice.harness,
                        &format!("reminder-notice-{percent}-{language:?}"),
                    );
                }
            }
        }
    }
}
