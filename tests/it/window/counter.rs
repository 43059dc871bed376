//! 窓口モード in the window: a marked person goes through everything, and when their card leaves,
//! when they say so or when nobody touches anything, not one mark of theirs is left (invariant 16).
//! By keyboard alone, and with a clock that the tests move.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use egui::accesskit::Role;
use egui::{Event as Input, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::command::PracticeAction;
use inkan::app::event::{CardFact, CertificateFact, Event, PinChange};
use inkan::app::failure::{Failure, PolicyFlaw};
use inkan::app::ports::{DialogRequest, FileError, Presence, ReaderReport, Source};
use inkan::app::settings::{ColorScheme, Language, OfficeChoice, Settings};
use inkan::app::state::{
    Action, Notice, Page, PinPurpose, SealChange, SealLook, SessionEnd, SignPhase, Staff,
    Verification,
};
use inkan::app::tour::Sample;
use inkan::app::view_model::view_model;
use inkan::core::jpki::{Changed, Slot};
use inkan::core::rules::Attempts;
use inkan::platform::settings_store::SettingsStore;
use inkan::sim::{DEMO_SIGN_PASSWORD, Profile};

use super::documents::pdf;
use super::rig::{Rig, Setup};

const FORCED: &str = "version = 1\n[counter]\nmode = \"forced\"\nidle-seconds = 60\n";
const FILE: &str = "窓子の申請書MARKED";
const HOLD: &str = "押している間だけ表示";
const INSERT: &str = "マイナンバーカードをセットしてください";

/// Marks that no other test, and no other run of this one, has.
struct Person {
    name: String,
    address: String,
    marks: Vec<String>,
}

impl Person {
    fn new() -> Self {
        let number = std::process::id();
        let wide: String = number
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32))
            .collect();
        let name = "窓口　印子".to_owned();
        let address = format!("印影県印影市窓口町{wide}番");
        let marks = [
            name.as_str(),
            "印子",
            &address,
            "印影",
            &wide,
            "Marked-ken",
            "Marked-shi",
            FILE,
            "MARKED",
            "1987-06-05",
            "19870605",
            "1987年",
            "昭和62年",
        ];
        let marks = marks.map(str::to_owned).to_vec();
        Self {
            name,
            address,
            marks,
        }
    }

    fn card(&self) -> Profile {
        Profile::parse(&format!(
            "id = \"normal\"
[holder]
name = \"{}\"
birth-date = \"1987-06-05\"
sex = \"female\"
address = \"{}\"
prefecture = \"Marked-ken\"
municipality = \"Marked-shi\"
[certificates.auth]
from = \"today - 643 days\"
until = \"today + 1183 days\"
[certificates.sign]
from = \"today - 643 days\"
until = \"today + 1183 days\"
[tries]
auth = 3
sign = 5
",
            self.name, self.address
        ))
        .expect("a profile")
    }
}

/// The window, the marked person and their folder.
struct Scene {
    rig: Rig,
    person: Person,
    folder: tempfile::TempDir,
    begun: SystemTime,
    copied: Vec<String>,
}

impl Scene {
    fn open() -> Self {
        let person = Person::new();
        let begun = SystemTime::now() - Duration::from_secs(2);
        let setup = Setup::practice("normal").under(FORCED).card(person.card());
        Self {
            rig: setup.open(),
            person,
            folder: tempfile::tempdir().expect("a folder"),
            begun,
            copied: Vec::new(),
        }
    }

    /// Everything of the window that could hold a mark: state, view-model, tree, clipboard.
    fn shown(&self) -> Vec<(&'static str, String)> {
        let window = self.rig.harness.state();
        let state = window.state();
        let now = super::rig::NOW.parse().expect("a time");
        let vm = view_model(state, now);
        let model = format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            vm.status,
            vm.home,
            vm.verification,
            vm.pins,
            vm.notice,
            vm.sign.files,
            vm.sign.phase,
            vm.details
                .map(|details| details.certificate.map(|it| format!("{it:?}")))
        );
        vec![
            ("the state", format!("{state:?}")),
            ("the view-model", model),
            ("the tree", tree(&self.rig)),
            ("the clipboard", self.copied.join("\n")),
        ]
    }

    /// How many marks are found, with where.
    fn marks(&self) -> Vec<(String, &'static str)> {
        let shown = self.shown();
        let mut found = Vec::new();
        for mark in &self.person.marks {
            for (place, text) in &shown {
                if text.contains(mark.as_str()) {
                    found.push((mark.clone(), *place));
                }
            }
        }
        found
    }

    /// The marked person reads both certificates, looks at the details, signs with a seal, checks the
    /// signature and saves the report.
    fn go_through_everything(&mut self) {
        let rig = &mut self.rig;
        rig.press("パスワードを入力して読み取る…");
        rig.type_pin(DEMO_SIGN_PASSWORD);
        rig.press("読み取る");
        rig.press("署名用電子証明書 くわしく");
        let card = rig.harness.state().state().active_card().expect("a card");
        for slot in Slot::BOTH {
            let Some(CertificateFact::Read(certificate, _)) = &card.slot(slot).certificate else {
                panic!("{slot:?} was not read");
            };
            self.person.marks.extend([
                certificate.serial().to_string(),
                certificate.subject().to_owned(),
                certificate.fingerprint().to_string(),
            ]);
        }
        let path = pdf(self.folder.path(), &format!("{FILE}.pdf"), 1);
        let rig = &mut self.rig;
        rig.page(2);
        rig.dialogs.borrow_mut().answers.push_back(vec![path]);
        rig.press("文書を選ぶ…");
        rig.press("丸い印影（氏名）");
        rig.picture("counter-seal");
        rig.press("署名する…");
        rig.type_pin(DEMO_SIGN_PASSWORD);
        rig.press("署名する");
        let phase = &rig.harness.state().state().desk.phase;
        assert!(matches!(phase, SignPhase::Finished { .. }), "{phase:?}");
        let signed = self.folder.path().join(format!("{FILE}.signed.pdf"));
        assert!(signed.exists());
        rig.page(3);
        rig.dialogs.borrow_mut().answers.push_back(vec![signed]);
        rig.press("確認するファイルを選ぶ…");
        let report = self.folder.path().join(format!("{FILE}.txt"));
        rig.dialogs.borrow_mut().answers.push_back(vec![report]);
        rig.press("テキストで保存…");
        assert!(rig.sees("保存しました"));
        rig.picture("counter-verified");
    }

    /// Files of this run outside of the person's own folder that hold a mark.
    fn marked_files(&self) -> Vec<PathBuf> {
        let unique = self.person.address.as_bytes();
        let mut found = Vec::new();
        let mut folders = vec![std::env::temp_dir()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let Ok(meta) = std::fs::symlink_metadata(&path) else {
                    continue;
                };
                let is_new = meta.modified().is_ok_and(|at| at >= self.begun);
                if path == self.folder.path() || meta.is_symlink() || !is_new {
                    continue;
                }
                if meta.is_dir() {
                    folders.push(path);
                } else if meta.is_file() && meta.len() < 1 << 20 {
                    let bytes = std::fs::read(&path).unwrap_or_default();
                    if bytes.windows(unique.len()).any(|it| it == unique) {
                        found.push(path);
                    }
                }
            }
        }
        found
    }

    #[track_caller]
    fn assert_nothing_left(&self) {
        assert_eq!(self.marks(), [], "marks found");
        assert_eq!(self.marked_files(), Vec::<PathBuf>::new());
        // The settings, as they are stored.
        let kept = tempfile::tempdir().expect("a folder");
        let store = SettingsStore::in_folder(kept.path().to_owned());
        for settings in self.rig.saved.borrow().iter() {
            store
                .save(&settings.to_toml().expect("TOML"))
                .expect("saved");
            let text = store.load().expect("read").expect("text");
            assert!(self.person.marks.iter().all(|mark| !text.contains(mark)));
        }
        assert!(self.rig.sees("窓口モード：次の方をお待ちしています"));
    }
}

/// Every name and value that assistive technology gets.
fn tree(rig: &Rig) -> String {
    let mut told = Vec::new();
    for node in rig.harness.query_all_by(|_| true) {
        let node = node.accesskit_node();
        told.extend(
            [node.label(), node.value(), node.description()]
                .into_iter()
                .flatten(),
        );
    }
    told.join("\n")
}

fn hold_key(rig: &mut Rig, key: Key) {
    rig.harness.key_down(key);
    rig.harness.step();
    rig.run();
}

fn release_key(rig: &mut Rig, key: Key) {
    rig.harness.key_up(key);
    rig.harness.step();
    rig.run();
}

const KEYS: Modifiers = Modifiers {
    ctrl: true,
    shift: true,
    command: true,
    ..Modifiers::NONE
};

/// As a keyboard tells it: first the modifiers, then the key; and back.
fn chord(rig: &mut Rig, modifiers: Modifiers, key: Key, pressed: bool) {
    let key = Input::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    if pressed {
        rig.harness.event(Input::ModifiersChanged(modifiers));
        rig.harness.event(key);
    } else {
        rig.harness.event(key);
        rig.harness.event(Input::ModifiersChanged(Modifiers::NONE));
    }
    rig.run();
}

/// Ctrl, Shift and S, held for so long.
fn gesture(rig: &mut Rig, time: Duration) {
    chord(rig, KEYS, Key::S, true);
    rig.wait(time);
    chord(rig, KEYS, Key::S, false);
}

fn idle(rig: &mut Rig, seconds: u64) {
    rig.wait(Duration::from_secs(seconds));
}

#[test]
fn the_marks_are_found_while_the_person_is_there() {
    let mut scene = Scene::open();
    scene.go_through_everything();
    let found = scene.marks();
    for place in ["the state", "the view-model", "the tree"] {
        assert!(
            found.iter().any(|(_, it)| *it == place),
            "{place}: {found:?}"
        );
    }
}

#[test]
fn when_the_card_leaves_no_mark_is_left() {
    let mut scene = Scene::open();
    scene.go_through_everything();
    scene.rig.practice(PracticeAction::Pull);
    scene.assert_nothing_left();
    assert!(scene.rig.sees(INSERT));
    assert!(
        scene
            .rig
            .sees("カードが取り出されたので、画面の内容を消しました")
    );
}

#[test]
fn when_nobody_touches_anything_no_mark_is_left() {
    let mut scene = Scene::open();
    scene.go_through_everything();
    idle(&mut scene.rig, 41);
    assert!(scene.rig.sees("まもなく画面の内容を消します"));
    assert!(!scene.marks().is_empty(), "not yet");
    idle(&mut scene.rig, 20);
    scene.assert_nothing_left();
    assert!(scene.rig.sees("しばらく操作がなかったので"));
    assert!(scene.rig.sees("マイナンバーカードを取り出してください"));
    scene.rig.practice(PracticeAction::Pull);
    scene.assert_nothing_left();
    assert!(scene.rig.sees(INSERT));
}

#[test]
fn when_the_person_says_so_no_mark_is_left() {
    let mut scene = Scene::open();
    scene.go_through_everything();
    scene.rig.tab_to(Role::Button, "終わる");
    scene.rig.harness.key_press(Key::Enter);
    scene.rig.run();
    scene.assert_nothing_left();
    assert!(scene.rig.sees("マイナンバーカードを取り出してください"));
    // Not read again by itself, and not by news of the readers.
    idle(&mut scene.rig, 5);
    assert!(scene.rig.harness.state().state().active_card().is_none());
    scene.rig.press("もう一度読み取る");
    assert!(scene.rig.harness.state().state().active_card().is_some());
    assert!(scene.rig.sees("窓口モード：ご案内中"));
}

/// The figure of the issue: marks found while the person is there, and after each way to be done.
#[test]
fn marks_are_counted_before_and_after_each_way_to_be_done() {
    for way in ["card removed", "idle", "終わる"] {
        let mut scene = Scene::open();
        scene.go_through_everything();
        let before = scene.marks().len();
        match way {
            "card removed" => scene.rig.practice(PracticeAction::Pull),
            "idle" => idle(&mut scene.rig, 61),
            button => scene.rig.press(button),
        }
        let after = scene.marks().len() + scene.marked_files().len();
        println!("marks found: {before} before, {after} after ({way})");
        assert!(before >= 10, "{before}");
        assert_eq!(after, 0, "{way}");
    }
}

#[test]
fn pulled_at_each_stage_nothing_is_left() {
    for stage in 0..5 {
        let mut scene = Scene::open();
        let rig = &mut scene.rig;
        let path = scene.folder.path().join(format!("{FILE}.txt"));
        std::fs::write(&path, "text").expect("written");
        if stage > 0 {
            rig.press("パスワードを入力して読み取る…");
            rig.type_pin(DEMO_SIGN_PASSWORD);
        }
        if stage > 1 {
            rig.press("読み取る");
            rig.press("署名用電子証明書 くわしく");
        }
        if stage > 2 {
            rig.page(2);
            rig.dialogs.borrow_mut().answers.push_back(vec![path]);
            rig.press("文書を選ぶ…");
        }
        if stage > 3 {
            rig.press("署名する…");
            rig.type_pin("ABC1");
        }
        rig.practice(PracticeAction::Pull);
        scene.assert_nothing_left();
    }
}

/// Opens a dialog in which something is typed, marked or running.
type Opens = (&'static str, fn(&mut Rig));

const DIALOGS: [Opens; 6] = [
    ("a password half typed", |rig| {
        rig.press("パスワードを入力して読み取る…");
        rig.type_pin("ABC1");
    }),
    ("a change of the password", |rig| {
        rig.act(Action::AskPin(PinPurpose::Change(Slot::Sign)));
        rig.harness.event(Input::Text("ABC123".to_owned()));
        rig.run();
    }),
    ("a PIN that the card is checking", |rig| {
        rig.act(Action::AskPin(PinPurpose::Test(Slot::Auth)));
        rig.type_pin("1234");
        // The worker is still at something else.
        rig.harness.key_press(Key::Enter);
        rig.harness.run();
        assert!(rig.sees("カードを動かさないでください"));
    }),
    ("the choice of a language", |rig| {
        rig.press("言語・Language…");
    }),
    ("the scenes of practice mode", |rig| {
        let scene = rig
            .buttons()
            .into_iter()
            .find(|it| it.starts_with("場面"))
            .expect("the scenes");
        rig.press(&scene);
    }),
    ("a PIN of which the last try is left", |rig| {
        let slot = Slot::Auth;
        let epoch = rig.harness.state().state().active_card().expect("it").epoch;
        rig.told(Event::CardFact {
            epoch,
            fact: CardFact::Attempts(slot, Attempts::of(slot, 1)),
        });
        rig.act(Action::AskPin(PinPurpose::Test(slot)));
        rig.type_pin("1234");
        rig.harness.key_press(Key::Enter);
        rig.run();
    }),
];

#[test]
fn a_person_is_done_in_the_middle_of_any_dialog_by_keyboard_and_by_mouse() {
    for (what, open) in DIALOGS {
        for by_mouse in [false, true] {
            let mut scene = Scene::open();
            let rig = &mut scene.rig;
            open(rig);
            // The one behind the dialog cannot be pressed.
            let enabled = |rig: &Rig| -> Vec<egui::Rect> {
                let all = rig
                    .harness
                    .query_all_by_role_and_label(Role::Button, "終わる");
                all.filter(|it| !it.accesskit_node().is_disabled())
                    .map(|it| it.rect())
                    .collect()
            };
            let places = enabled(rig);
            let [place] = places[..] else {
                panic!("{what}: {places:?}");
            };
            if by_mouse {
                rig.harness.drag_at(place.center());
                rig.harness.step();
                rig.harness.drop_at(place.center());
                rig.harness.step();
            } else {
                // Without letting the worker go on.
                let focused = |rig: &Rig| {
                    let mut all = rig
                        .harness
                        .query_all_by_role_and_label(Role::Button, "終わる");
                    all.any(|it| it.is_focused())
                };
                for _ in 0..60 {
                    if !focused(rig) {
                        rig.harness.key_press(Key::Tab);
                        rig.harness.run();
                    }
                }
                assert!(focused(rig), "{what}");
                rig.harness.key_press(Key::Enter);
            }
            rig.run();
            let typed = rig
                .harness
                .ctx
                .data_mut(|data| data.count::<egui::text_edit::TextEditState>());
            assert_eq!(typed, 0, "{what}");
            assert!(rig.harness.state().state().pin.is_none(), "{what}");
            scene.assert_nothing_left();
            let rig = &mut scene.rig;
            assert!(rig.sees("マイナンバーカードを取り出してください"), "{what}");
            assert_eq!(
                rig.harness.state().state().counter.ended,
                Some(SessionEnd::Pressed),
                "{what}"
            );
        }
    }
}

#[test]
fn dialogs_have_that_button_at_a_counter_only_and_it_is_always_in_view() {
    let mut rig = Setup::practice("normal").open();
    rig.press("パスワードを入力して読み取る…");
    assert!(!rig.sees("終わる"));
    for (percent, language, (width, height)) in [
        (200, Language::Ja, (720.0, 540.0)),
        (200, Language::En, (720.0, 540.0)),
        (150, Language::JaEasy, (1080.0, 760.0)),
    ] {
        let setup = Setup::practice("normal")
            .look(ColorScheme::Light, percent, language)
            .under(FORCED)
            .sized(width, height);
        let mut rig = setup.open();
        for action in [
            Action::AskPin(PinPurpose::Change(Slot::Sign)),
            Action::AskPin(PinPurpose::ReadSignCertificate),
        ] {
            rig.act(action);
            let name = format!("counter-dialog-{percent}-{language:?}-{width}");
            rig.assert_fits(&name, width);
            rig.picture(&name);
            let end = inkan::i18n::counter::CounterTexts::of(language).end;
            let all = rig.harness.query_all_by_role_and_label(Role::Button, end);
            let inside = all.filter(|it| !it.accesskit_node().is_disabled());
            let window = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, height));
            let places: Vec<egui::Rect> = inside.map(|it| it.rect()).collect();
            assert!(
                matches!(places[..], [place] if window.contains_rect(place)),
                "{name}: {places:?}"
            );
        }
    }
}

#[test]
fn what_arrives_after_a_wipe_is_passed_over() {
    let mut scene = Scene::open();
    scene.go_through_everything();
    let path = PathBuf::from(format!("/{FILE}"));
    let rig = &mut scene.rig;
    // A dialog that the person left open is answered when they are gone.
    let request = DialogRequest::FilesToSign;
    rig.harness
        .state_mut()
        .act(Action::EndSession(inkan::app::state::SessionEnd::Pressed));
    for event in [
        Event::DialogClosed {
            request,
            paths: vec![path.clone()],
        },
        Event::Saved(path.clone()),
        Event::SaveFailed(path.clone(), FileError::Full),
        Event::Failed(Failure::DocumentNotPdf { path: path.clone() }),
        Event::FilesSorted {
            documents: vec![path.clone()],
            signatures: vec![path.clone()],
        },
        Event::VerifyProgress { done: 1, total: 2 },
        Event::Verified(Vec::new()),
        Event::SealImageRead(path.clone(), Err(Failure::SealImageUnsuitable { path })),
    ] {
        rig.tell(event);
    }
    rig.run();
    scene.assert_nothing_left();
}

#[test]
fn work_that_goes_on_when_the_person_is_done_leaves_nothing() {
    let mut scene = Scene::open();
    let path = pdf(scene.folder.path(), &format!("{FILE}.pdf"), 1);
    let window = scene.rig.harness.state_mut();
    window.act(Action::Verify(vec![path.clone()]));
    window.act(Action::AddFiles(vec![path.clone()]));
    window.act(Action::EndSession(SessionEnd::Pressed));
    assert!(!window.state().is_at_work());
    // Only now does the worker get to all three.
    scene.rig.run();
    scene.assert_nothing_left();
    // And what the next person asks for is answered.
    scene.rig.press("もう一度読み取る");
    scene
        .rig
        .harness
        .state_mut()
        .act(Action::Verify(vec![path]));
    scene.rig.run();
    assert!(scene.rig.sees(FILE));
}

#[test]
fn a_card_exchanged_faster_than_anyone_sees_an_empty_reader_is_another_persons() {
    let mut scene = Scene::open();
    scene.go_through_everything();
    let readers = &scene.rig.harness.state().state().readers;
    let mut snapshots: Vec<_> = readers.iter().map(|it| it.snapshot.clone()).collect();
    for snapshot in &mut snapshots {
        if let Presence::Card { insertions } = &mut snapshot.presence {
            *insertions += 2;
        }
    }
    scene
        .rig
        .tell(Event::Readers(ReaderReport::Readers(snapshots)));
    scene.rig.run();
    assert_eq!(scene.marks(), []);
}

#[test]
fn a_card_that_is_read_again_begins_a_new_session() {
    let mut scene = Scene::open();
    scene.go_through_everything();
    scene.rig.harness.key_press(Key::F5);
    scene.rig.run();
    let state = scene.rig.harness.state().state();
    assert!(state.active_card().is_some());
    assert!(matches!(state.verification, Verification::Empty));
    assert!(state.desk.files.is_empty());
    for mark in ["印子", "印影", FILE] {
        assert!(!format!("{state:?}").contains(mark), "{mark}");
    }
}

#[test]
fn a_service_that_ends_takes_everything_with_it() {
    let mut scene = Scene::open();
    scene.go_through_everything();
    scene.rig.tell(Event::Readers(ReaderReport::ServiceGone));
    scene.rig.run();
    assert_eq!(scene.marks(), []);
}

#[test]
fn a_pin_sent_for_a_finished_card_reaches_nobody() {
    let mut rig = Setup::practice("normal").under(FORCED).open();
    rig.press("パスワードを入力して読み取る…");
    let window = rig.harness.state_mut();
    let epoch = window.state().active_card().expect("a card").epoch;
    window.act(Action::EndSession(SessionEnd::Pressed));
    assert!(window.state().pin.is_none());
    rig.run();
    rig.press("もう一度読み取る");
    let state = rig.harness.state().state();
    assert!(state.active_card().expect("a card").epoch > epoch);
    assert!(rig.sees("残り回数 あと5回"));
}

#[test]
fn outside_of_counter_mode_nothing_of_this_happens() {
    let person = Person::new();
    let mut rig = Setup::practice("normal").card(person.card()).open();
    assert!(!rig.sees("窓口モード"));
    rig.press("パスワードを入力して読み取る…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("読み取る");
    gesture(&mut rig, Duration::from_secs(3));
    assert_eq!(rig.harness.state().state().page, Page::Home);
    idle(&mut rig, 3600);
    assert!(rig.harness.state().state().active_card().is_some());
    rig.press("署名用電子証明書 くわしく");
    rig.press("氏名 表示");
    assert!(rig.sees("印子"), "a toggle, as ever");
    rig.press("文字を大きくする");
    assert_eq!(rig.saved.borrow().len(), 1);
}

#[test]
fn personal_facts_are_shown_while_held_and_only_then() {
    let mut scene = Scene::open();
    let rig = &mut scene.rig;
    rig.press("パスワードを入力して読み取る…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("読み取る");
    rig.press("署名用電子証明書 くわしく");
    let name = format!("氏名 {HOLD}");
    for mark in ["印子", "印影", "1987年", "Marked"] {
        assert!(!tree(rig).contains(mark), "{mark}");
    }
    // By keyboard: Tab, hold Space or Enter, let go.
    rig.tab_to(Role::Button, &name);
    for key in [Key::Space, Key::Enter] {
        hold_key(rig, key);
        assert!(rig.sees("印子"), "{key:?}");
        assert!(!rig.sees("印影県"), "the others stay masked");
        release_key(rig, key);
        assert!(!rig.sees("印子"), "{key:?}: not a toggle");
    }
    // By mouse or finger.
    rig.button(&name).scroll_to_me();
    rig.run();
    let place = rig.button(&name).rect().center();
    rig.harness.drag_at(place);
    rig.harness.step();
    rig.harness.step();
    assert!(rig.sees("印子"));
    rig.harness.drop_at(place);
    rig.run();
    assert!(!rig.sees("印子"));
    // The window loses the keyboard while the key is down.
    rig.tab_to(Role::Button, &name);
    hold_key(rig, Key::Space);
    rig.harness.event(Input::WindowFocused(false));
    rig.run();
    assert!(!rig.sees("印子"));
    let copying = rig.buttons().iter().any(|label| label.contains("コピー"));
    assert!(
        !copying,
        "nothing personal can be copied: {:?}",
        rig.buttons()
    );
}

#[test]
fn the_settings_open_by_the_gesture_alone_and_close_again() {
    let mut rig = Setup::practice("normal").under(FORCED).open();
    let has_settings = |rig: &Rig| rig.buttons().iter().any(|it| it == "設定と診断");
    assert!(!has_settings(&rig));
    rig.page(6);
    assert_eq!(rig.harness.state().state().page, Page::Home);
    gesture(&mut rig, Duration::from_millis(1900));
    assert!(!has_settings(&rig), "not held for long enough");
    gesture(&mut rig, Duration::from_secs(2));
    assert!(has_settings(&rig));
    assert_eq!(rig.harness.state().state().page, Page::Settings);
    assert!(rig.sees("窓口モード：職員が設定中"));
    rig.picture("counter-settings");
    rig.tab_to(Role::Button, "設定を閉じる");
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert!(!has_settings(&rig));
    gesture(&mut rig, Duration::from_secs(3));
    assert!(has_settings(&rig));
    idle(&mut rig, 61);
    assert!(!has_settings(&rig), "staff who went away have closed it");
    gesture(&mut rig, Duration::from_secs(3));
    rig.practice(PracticeAction::Pull);
    rig.practice(PracticeAction::Insert);
    assert_eq!(rig.harness.state().state().counter.staff, Staff::Away);
}

#[test]
fn other_keys_and_other_policies_open_nothing() {
    let none = format!("{FORCED}staff-gesture = \"none\"\n");
    let mut rig = Setup::practice("normal").under(&none).open();
    gesture(&mut rig, Duration::from_secs(5));
    assert_eq!(rig.harness.state().state().page, Page::Home);
    let other = format!("{FORCED}staff-gesture = \"ctrl-shift-f12\"\n");
    let mut rig = Setup::practice("normal").under(&other).open();
    gesture(&mut rig, Duration::from_secs(5));
    assert_eq!(rig.harness.state().state().page, Page::Home);
    chord(&mut rig, KEYS, Key::F12, true);
    idle(&mut rig, 2);
    assert_eq!(rig.harness.state().state().page, Page::Settings);
    // Without Shift, and with keys that were let go in between.
    let mut rig = Setup::practice("normal").under(FORCED).open();
    chord(&mut rig, Modifiers::COMMAND, Key::S, true);
    idle(&mut rig, 5);
    chord(&mut rig, Modifiers::COMMAND, Key::S, false);
    for _ in 0..3 {
        gesture(&mut rig, Duration::from_secs(1));
    }
    assert_eq!(rig.harness.state().state().page, Page::Home);
}

#[test]
fn each_touch_puts_the_wipe_off_and_nothing_is_wiped_where_nothing_is() {
    let mut rig = Setup::practice("normal").under(FORCED).open();
    for _ in 0..5 {
        idle(&mut rig, 45);
        assert!(rig.sees("まもなく画面の内容を消します"));
        rig.harness.key_press(Key::ArrowDown);
        rig.run();
        assert!(!rig.sees("まもなく画面の内容を消します"));
    }
    assert!(rig.harness.state().state().active_card().is_some());
    rig.practice(PracticeAction::Pull);
    let wipes = rig.harness.state().state().counter.wipes;
    idle(&mut rig, 3600);
    assert_eq!(rig.harness.state().state().counter.wipes, wipes);
    // A card that is laid down begins anew.
    rig.practice(PracticeAction::Insert);
    idle(&mut rig, 30);
    assert!(rig.harness.state().state().active_card().is_some());
}

#[test]
fn what_a_person_chose_for_themselves_goes_with_them() {
    let mut rig = Setup::practice("normal").under(FORCED).open();
    assert_eq!(rig.harness.state().state().text_size().percent(), 150);
    rig.press("文字を大きくする");
    rig.press("言語・Language…");
    rig.press("English");
    assert!(rig.sees("Counter mode: in use"));
    assert!(rig.saved.borrow().is_empty(), "nothing is kept of it");
    rig.practice(PracticeAction::Pull);
    assert!(rig.sees(INSERT), "Japanese again");
    assert_eq!(rig.harness.state().state().text_size().percent(), 150);
    rig.press("文字を小さくする");
    assert_eq!(
        rig.harness.state().state().text_size().percent(),
        150,
        "never below"
    );
}

#[test]
fn an_office_is_chosen_by_staff_alone_and_kept_without_what_counter_mode_adds() {
    let setup = Setup::practice("normal").look(ColorScheme::Dark, 100, Language::Ja);
    let kept = setup.settings.clone();
    let office = Some(OfficeChoice::BuiltIn("narashino".to_owned()));
    let mut rig = setup.under(FORCED).open();
    rig.act(Action::Language(Language::En));
    rig.act(Action::ChooseOffice(office.clone()));
    assert_eq!(rig.harness.state().state().settings.office, None);
    assert!(rig.saved.borrow().is_empty());
    rig.act(Action::EndSession(SessionEnd::Pressed));
    rig.act(Action::StaffCame);
    rig.act(Action::ChooseOffice(office.clone()));
    rig.act(Action::EndSession(SessionEnd::Pressed));
    let state = rig.harness.state().state();
    assert_eq!(state.settings.office, office);
    assert!(state.office.office.is_some());
    assert_eq!(*rig.saved.borrow(), [Settings { office, ..kept }]);
}

#[test]
fn practice_mode_that_someone_began_ends_with_them() {
    let is_practice = |rig: &Rig| rig.harness.state().state().source.is_demo();
    let mut rig = Setup::bare().under(FORCED).open();
    for end in [SessionEnd::Pressed, SessionEnd::Idle] {
        rig.act(Action::StartPractice("normal".to_owned()));
        rig.practice(PracticeAction::Pull);
        rig.practice(PracticeAction::Insert);
        assert!(is_practice(&rig), "the card of practice mode may be pulled");
        rig.act(Action::EndSession(end));
        assert!(!is_practice(&rig));
    }
    let mut rig = Setup::practice("normal").under(FORCED).open();
    rig.act(Action::EndSession(SessionEnd::Pressed));
    assert!(is_practice(&rig), "the program was started in it");
}

#[test]
fn a_tour_ends_with_the_person_who_began_it_and_keeps_nothing_of_theirs() {
    let tour = || {
        Action::StartTour(Sample {
            name: "a.pdf".to_owned(),
            language: Language::Ja,
        })
    };
    let mut rig = Setup::bare().under(FORCED).open();
    rig.act(tour());
    rig.act(Action::Language(Language::En));
    rig.act(Action::EndTour);
    assert!(rig.saved.borrow().is_empty());
    rig.act(tour());
    let state = rig.harness.state().state();
    let sample = state.tour.as_ref().and_then(|tour| tour.sample.clone());
    let sample = sample.expect("laid out");
    assert!(sample.exists());
    rig.act(Action::EndSession(SessionEnd::Pressed));
    let state = rig.harness.state().state();
    assert!(state.tour.is_none());
    assert_eq!(state.source, Source::Real);
    assert!(!sample.exists());
    assert!(rig.saved.borrow().is_empty());
}

#[test]
fn a_change_of_a_pin_that_was_cut_off_is_told_after_the_card_has_left() {
    let mut rig = Setup::practice("normal").under(FORCED).open();
    let slot = Slot::Auth;
    rig.told(Event::PinChanged(PinChange {
        slot,
        changed: Changed::Unknown,
        left: None,
        failure: Some(Failure::PinChangeUnknown { slot }),
    }));
    rig.practice(PracticeAction::Pull);
    let is_told = |rig: &Rig| {
        matches!(
            rig.harness.state().state().notice,
            Some(Notice::PinChanged(_))
        )
    };
    assert!(is_told(&rig), "they must know what to do");
    assert!(rig.sees("E-PIN-10"));
    rig.practice(PracticeAction::Insert);
    assert!(is_told(&rig), "their card again, most likely");
    rig.practice(PracticeAction::Pull);
    assert!(!is_told(&rig), "nobody after them");
}

#[test]
fn what_the_policy_leaves_out_is_not_there_and_cannot_be_reached() {
    let none = "version = 1\n[offer]\nsigning = false\npin-change = false\nexport = false\nreport-saving = false\npractice = false\n";
    let mut rig = Setup::practice("normal").under(none).open();
    for label in ["文書に署名", "利用者証明用電子証明書 保存", "保存"] {
        assert!(
            !rig.buttons().iter().any(|it| it == label),
            "{label}: {:?}",
            rig.buttons()
        );
    }
    for action in [
        Action::AskPin(PinPurpose::Sign),
        Action::AskPin(PinPurpose::Change(Slot::Auth)),
        Action::Export(
            Slot::Auth,
            inkan::core::cert::export::CertificateFormat::Der,
        ),
        Action::Go(Page::Sign),
        Action::AddFiles(vec!["a.pdf".into()]),
        Action::SaveSupportReport(String::new()),
        Action::StartPractice("normal".to_owned()),
    ] {
        rig.harness.state_mut().act(action);
        rig.run();
        assert!(rig.sees("E-POLICY-02"));
        assert_eq!(rig.harness.state().state().page, Page::Home);
        assert!(rig.harness.state().state().pin.is_none());
        rig.harness.state_mut().act(Action::DismissNotice);
    }
    assert!(rig.dialogs.borrow().opened.is_empty());
    let folder = tempfile::tempdir().expect("a folder");
    rig.drop_file(&pdf(folder.path(), "a.pdf", 1));
    assert!(rig.sees("E-POLICY-02"));
    let state = rig.harness.state().state();
    assert!(state.page == Page::Home && state.desk.order.documents.is_empty());
    let bare = Setup::bare().under(none).open();
    assert!(!bare.sees("練習モードで試す"));
}

#[test]
fn a_refused_policy_is_told_in_red_on_every_page_and_the_strictest_holds() {
    let trouble = Failure::PolicyRefused {
        path: "/etc/inkan/policy.toml".into(),
        line: Some(12),
        flaw: Box::new(PolicyFlaw::UnknownName("modus".to_owned())),
    };
    let mut setup = Setup::practice("normal");
    setup.policy = inkan::app::policy::Policy::strictest();
    setup.trouble = Some(trouble);
    let mut rig = setup.open();
    for number in 1..=4 {
        rig.page(number);
        let alert = rig
            .harness
            .query_all_by_role(Role::Alert)
            .next()
            .expect("red");
        let told = alert.accesskit_node().label().unwrap_or_default();
        for part in ["12行目", "modus", "/etc/inkan/policy.toml"] {
            assert!(told.contains(part), "{told}");
        }
    }
    assert!(rig.sees("窓口モード"));
    rig.picture("counter-refused");
    rig.harness.key_press(Key::Escape);
    rig.run();
    assert!(rig.sees("E-POLICY-01"), "it cannot be closed");
    gesture(&mut rig, Duration::from_secs(5));
    assert_ne!(rig.harness.state().state().page, Page::Settings);
}

#[test]
fn counter_mode_is_turned_on_in_the_settings_and_off_by_staff() {
    let mut rig = Setup::practice("normal").open();
    rig.page(6);
    rig.press("窓口モードにする");
    assert!(rig.sees("窓口モード："));
    assert!(rig.saved.borrow().last().expect("saved").counter_mode);
    gesture(&mut rig, Duration::from_secs(2));
    rig.press("窓口モードをやめる");
    assert!(!rig.saved.borrow().last().expect("saved").counter_mode);
    assert!(!rig.sees("窓口モード："));
    // Where the policy begins with it, nothing is kept of leaving it; where it forces it, nobody can.
    let on = "version = 1\n[counter]\nmode = \"on\"\n";
    let mut rig = Setup::practice("normal").under(on).open();
    gesture(&mut rig, Duration::from_secs(2));
    rig.press("窓口モードをやめる");
    assert!(!rig.sees("窓口モード："));
    assert!(rig.saved.borrow().is_empty());
    let mut rig = Setup::practice("normal").under(FORCED).open();
    gesture(&mut rig, Duration::from_secs(2));
    assert!(!rig.buttons().iter().any(|it| it == "窓口モードをやめる"));
    rig.harness.state_mut().act(Action::CounterMode(false));
    rig.run();
    assert!(rig.sees("窓口モード："));
}

#[test]
fn a_seal_shows_nobodys_name_while_it_is_laid() {
    let mut scene = Scene::open();
    let rig = &mut scene.rig;
    rig.press("パスワードを入力して読み取る…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("読み取る");
    rig.harness
        .state_mut()
        .act(Action::Seal(SealChange::Look(SealLook::Round)));
    rig.run();
    let path = pdf(scene.folder.path(), "a.pdf", 1);
    rig.drop_file(&path);
    let seal = format!("{:?}", rig.harness.state().state().desk.seal);
    assert!(!seal.contains("印子"), "{seal}");
}

#[test]
fn it_fits_every_look() {
    for (colors, percent, language, (width, height)) in [
        (ColorScheme::Light, 100, Language::Ja, (1080.0, 760.0)),
        (ColorScheme::Dark, 200, Language::Ja, (1080.0, 760.0)),
        (ColorScheme::HighContrast, 200, Language::En, (720.0, 540.0)),
    ] {
        let setup = Setup::practice("renewable")
            .look(colors, percent, language)
            .under(FORCED)
            .sized(width, height);
        let mut rig = setup.open();
        let name = format!("counter-{colors:?}-{percent}-{language:?}-{width}");
        rig.assert_fits(&name, width);
        rig.picture(&name);
        rig.practice(PracticeAction::Pull);
        rig.assert_fits(&name, width);
        rig.picture(&format!("{name}-quiet"));
        gesture(&mut rig, Duration::from_secs(2));
        rig.assert_fits(&name, width);
    }
}

#[test]
fn egui_forgets_what_was_typed_and_drawn() {
    let mut scene = Scene::open();
    let rig = &mut scene.rig;
    rig.press("パスワードを入力して読み取る…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("読み取る");
    let path = pdf(scene.folder.path(), &format!("{FILE}.pdf"), 1);
    rig.drop_file(&path);
    rig.press("丸い印影（氏名）");
    let pictures = |rig: &Rig| {
        let textures = rig.harness.ctx.tex_manager();
        let textures = textures.read();
        let named = |name: &str| {
            textures
                .allocated()
                .filter(|(_, meta)| meta.name == name)
                .count()
        };
        (named("page"), named("seal"))
    };
    assert_eq!(pictures(rig), (1, 1));
    rig.press("署名する…");
    rig.type_pin("ABC1");
    let field = rig
        .harness
        .get_by_role(Role::PasswordInput)
        .accesskit_node()
        .id();
    let typed = |rig: &Rig| {
        rig.harness
            .ctx
            .data_mut(|data| data.count::<egui::text_edit::TextEditState>())
    };
    assert_eq!(
        typed(rig),
        1,
        "what was typed, with its undo history: {field:?}"
    );
    rig.practice(PracticeAction::Pull);
    assert_eq!(pictures(rig), (0, 0));
    assert_eq!(typed(rig), 0);
    assert!(rig.harness.ctx.memory(egui::Memory::focused).is_none());
    scene.assert_nothing_left();
}

#[test]
fn the_tree_is_read_at_all() {
    let rig = Setup::practice("normal").under(FORCED).open();
    assert!(tree(&rig).lines().count() > 20, "{}", tree(&rig));
}
