//! What the access tests look at: every page, dialog and state that a person comes to, in any look.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use inkan::app::event::Event;
use inkan::app::failure::Failure;
use inkan::app::ports::Source;
use inkan::app::settings::{ColorScheme, Language, TextSize};
use inkan::app::state::{Action, PinPurpose};
use inkan::app::tour::TourStep;
use inkan::core::jpki::Slot;
use inkan::i18n::doctor::DoctorTexts;
use inkan::i18n::texts::Texts;
use inkan::i18n::tour::TourTexts;
use inkan::sim::DEMO_SIGN_PASSWORD;

use crate::window::rig::{Rig, Setup};

/// A look of the window.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub colors: ColorScheme,
    pub percent: u16,
    pub language: Language,
    pub size: (f32, f32),
}

impl Look {
    pub const USUAL: Self = Self {
        colors: ColorScheme::Light,
        percent: 100,
        language: Language::Ja,
        size: (1080.0, 760.0),
    };

    fn setup(self, profile: &str) -> Setup {
        Setup::practice(profile)
            .look(self.colors, self.percent, self.language)
            .sized(self.size.0, self.size.1)
    }

    fn practice(self, profile: &str) -> Rig {
        self.setup(profile).open()
    }

    fn bare(self) -> Rig {
        let setup = self.setup("normal");
        Setup {
            source: Source::Real,
            ..setup
        }
        .open()
    }
}

/// A page or dialog in a state, by name.
pub struct Scene {
    pub name: String,
    pub rig: Rig,
    /// What the documents lie in.
    _folder: Option<tempfile::TempDir>,
}

impl Scene {
    fn new(name: &str, rig: Rig) -> Self {
        Self {
            name: name.to_owned(),
            rig,
            _folder: None,
        }
    }
}

/// Calls `look_at` with every scene in this look, one at a time.
pub fn each(look: Look, mut look_at: impl FnMut(&mut Scene)) {
    let texts = Texts::of(look.language);
    let mut show = |mut scene: Scene| look_at(&mut scene);
    show(Scene::new("home-without-card", look.bare()));
    for profile in inkan::sim::Profile::ids() {
        show(Scene::new(
            &format!("home-{profile}"),
            look.practice(profile),
        ));
    }
    for (number, page) in [
        (2, "sign"),
        (3, "verify"),
        (4, "pins"),
        (5, "guide"),
        (6, "settings"),
    ] {
        let mut rig = look.practice("normal");
        rig.page(number);
        show(Scene::new(page, rig));
    }
    for (profile, name) in [("both-locked", "pins-locked"), ("child", "pins-child")] {
        let mut rig = look.practice(profile);
        rig.page(4);
        show(Scene::new(name, rig));
    }
    let mut rig = look.practice("renewable");
    rig.act(Action::Go(inkan::app::state::Page::Details(Slot::Auth)));
    show(Scene::new("details-auth", rig));
    let mut rig = look.practice("normal");
    rig.act(Action::AskPin(PinPurpose::ReadSignCertificate));
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press(texts.pin.send_to_read);
    rig.act(Action::Go(inkan::app::state::Page::Details(Slot::Sign)));
    show(Scene::new("details-sign", rig));
    for (purpose, name) in [
        (PinPurpose::ReadSignCertificate, "dialog-read"),
        (PinPurpose::Change(Slot::Sign), "dialog-change"),
        (PinPurpose::Test(Slot::Auth), "dialog-test"),
    ] {
        let mut rig = look.practice("normal");
        rig.act(Action::AskPin(purpose));
        show(Scene::new(name, rig));
    }
    let mut rig = look.practice("normal");
    rig.act(Action::AskPin(PinPurpose::ReadSignCertificate));
    rig.type_pin("WRONG1");
    rig.press(texts.pin.send_to_read);
    show(Scene::new("dialog-wrong", rig));
    let mut rig = look.practice("auth-last-try");
    rig.act(Action::AskPin(PinPurpose::Test(Slot::Auth)));
    show(Scene::new("dialog-last-try", rig));
    let mut rig = look.practice("normal");
    let scene = (texts.practice.scene)((texts.practice.profile)("normal").0);
    rig.press(&scene);
    show(Scene::new("dialog-scenes", rig));
    let mut rig = look.practice("normal");
    rig.page(6);
    rig.press(DoctorTexts::of(look.language).start);
    show(Scene::new("settings-examined", rig));
    let mut rig = look.practice("normal");
    rig.told(Event::Failed(Failure::CardRemoved));
    show(Scene::new("notice-failure", rig));
    documents(look, &mut show);
    let mut rig = look.bare();
    rig.press(TourTexts::of(look.language).start);
    for step in TourStep::ALL {
        rig.act(Action::GoToStep(step));
        // Only its frame is taken along: the next step goes on from here.
        let scene = Scene::new(&format!("tour-{}", step.number()), rig);
        rig = shown(scene, &mut show);
    }
}

/// Shows a scene whose window is needed afterwards: the next one begins from a window of its own.
fn shown(scene: Scene, show: &mut impl FnMut(Scene)) -> Rig {
    let settings = scene.rig.harness.state().state().settings.clone();
    let rect = scene.rig.harness.ctx.content_rect();
    let step = scene
        .rig
        .harness
        .state()
        .state()
        .tour
        .as_ref()
        .map(|tour| tour.step);
    show(scene);
    let language = settings.language.unwrap_or_default();
    let look = Look {
        colors: settings.colors,
        percent: settings.text_size.fixed().map_or(100, TextSize::percent),
        language,
        size: (rect.width(), rect.height()),
    };
    let mut rig = look.bare();
    rig.press(TourTexts::of(language).start);
    if let Some(step) = step {
        rig.act(Action::GoToStep(step));
    }
    rig
}

fn documents(look: Look, show: &mut impl FnMut(Scene)) {
    let texts = Texts::of(look.language);
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = folder.path().join("lease.pdf");
    std::fs::copy("tests/it/fixtures/pdf/version-1.7.pdf", &pdf).expect("copies");
    let missing = folder.path().join("not-there.pdf");
    let mut rig = look.practice("normal");
    rig.act(Action::AddFiles(vec![pdf.clone(), missing]));
    show(Scene::new("sign-troubled", rig));
    many(look, show);
    let mut rig = look.practice("normal");
    rig.act(Action::AddFiles(vec![pdf.clone()]));
    rig.press(texts.seal.rectangle);
    show(Scene::new("sign-seal", rig));
    let mut rig = look.practice("normal");
    rig.act(Action::AddFiles(vec![pdf]));
    rig.act(Action::AskPin(PinPurpose::Sign));
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press(texts.pin.send_to_sign);
    show(Scene::new("sign-done", rig));
    let mut rig = look.practice("normal");
    rig.act(Action::Verify(vec![folder.path().join("lease.signed.pdf")]));
    show(Scene {
        name: "verify-done".to_owned(),
        rig,
        _folder: Some(folder),
    });
    let mut rig = look.practice("normal");
    let bad = "tests/it/fixtures/pdf/signed/content-changed.pdf";
    rig.act(Action::Verify(vec![bad.into()]));
    show(Scene::new("verify-bad", rig));
}

/// Lists too long to stand on the page, with names too long for a line.
fn many(look: Look, show: &mut impl FnMut(Scene)) {
    let texts = Texts::of(look.language);
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<_> = (1..=12)
        .map(|number| {
            let name = format!(
                "令和8年度 自治会の総会の議事録と会計の報告 number-{number:02}-of-twelve.txt"
            );
            let path = folder.path().join(name);
            if number != 12 {
                std::fs::write(&path, "text").expect("writes");
            }
            path
        })
        .collect();
    let mut rig = look.practice("normal");
    rig.act(Action::AddFiles(files.clone()));
    show(Scene::new("sign-many", rig));
    let mut rig = look.practice("normal");
    rig.act(Action::AddFiles(files[..11].to_vec()));
    rig.act(Action::AskPin(PinPurpose::Sign));
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press(texts.pin.send_to_sign);
    show(Scene::new("sign-many-done", rig));
    let mut rig = look.practice("normal");
    rig.act(Action::AddFiles(files[..11].to_vec()));
    rig.told(Event::SignProgress {
        done: 3,
        total: 11,
        step: inkan::app::event::SignStep::Signing,
    });
    show(Scene::new("sign-many-working", rig));
}

/// What a person acts on.
pub const CONTROLS: [Role; 9] = [
    Role::Button,
    Role::CheckBox,
    Role::Link,
    Role::List,
    Role::MultilineTextInput,
    Role::PasswordInput,
    Role::RadioButton,
    Role::Slider,
    Role::TextInput,
];

/// What must have a name besides.
pub const NAMED: [Role; 7] = [
    Role::Alert,
    Role::Canvas,
    Role::Dialog,
    Role::Heading,
    Role::Image,
    Role::ProgressIndicator,
    Role::RadioGroup,
];

/// Whether a dialog is open.
pub fn has_dialog(rig: &Rig) -> bool {
    rig.harness.query_by_role(Role::Dialog).is_some()
}
