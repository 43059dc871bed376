//! The system's look: what was chosen wins, else what the system says holds; and the portal itself, on a
//! real bus.

use inkan::app::event::Event;
use inkan::app::policy::{LoadedPolicy, Policy};
use inkan::app::ports::{Source, SystemLook};
use inkan::app::settings::{ColorScheme, Language, Settings, TextChoice, TextSize};
use inkan::app::state::{Action, AppState};
use inkan::ui::theme::Theme;
use inkan::ui::tokens::Scheme;

use crate::window::rig::Setup;

#[cfg(target_os = "linux")]
mod portal;

fn told(look: SystemLook, settings: Settings, policy: &str) -> AppState {
    let policy = match policy {
        "" => Policy::default(),
        text => Policy::from_bytes(text.as_bytes()).expect("good"),
    };
    let mut state = AppState::new(Source::Real, settings).governed(LoadedPolicy {
        policy,
        ..LoadedPolicy::default()
    });
    assert!(state.apply(Event::SystemLook(look)).is_empty());
    state
}

fn text(percent: u16) -> SystemLook {
    SystemLook {
        text_percent: Some(percent),
        ..SystemLook::default()
    }
}

#[test]
fn text_is_as_chosen_else_as_the_system_says_and_never_below_the_policy() {
    let chosen = |percent| Settings {
        text_size: TextChoice::Fixed(TextSize::new(percent)),
        ..Settings::default()
    };
    let least = "version = 1\n[appearance]\ntext-size = 125\n";
    let counter = "version = 1\n[counter]\nmode = \"forced\"\n";
    for (look, settings, policy, size) in [
        (SystemLook::default(), Settings::default(), "", 100),
        (text(130), Settings::default(), "", 130),
        (text(90), Settings::default(), "", 100),
        (text(225), Settings::default(), "", 200),
        (text(150), chosen(100), "", 100),
        (text(100), chosen(200), "", 200),
        (text(100), Settings::default(), least, 125),
        (text(150), Settings::default(), least, 150),
        (text(100), Settings::default(), counter, 150),
        (text(175), Settings::default(), counter, 175),
        (text(175), chosen(125), counter, 150),
    ] {
        let state = told(look, settings.clone(), policy);
        let name = format!("{look:?} {settings:?} {policy}");
        assert_eq!(state.text_size().percent(), size, "{name}");
    }
}

#[test]
fn practice_mode_looks_as_the_system_says_too() {
    let mut state = told(text(150), Settings::default(), "");
    let demo = Source::Demo {
        profile: "normal".to_owned(),
    };
    for source in [demo, Source::Real] {
        state.apply(Event::SourceOpened(source));
        assert_eq!(state.text_size().percent(), 150);
    }
}

#[test]
fn colours_are_as_chosen_else_as_the_system_says() {
    let ctx = egui::Context::default();
    let look = |high_contrast, dark| SystemLook {
        text_percent: None,
        high_contrast,
        dark,
    };
    for (look, colors, scheme) in [
        (look(None, None), ColorScheme::System, Scheme::Light),
        (
            look(Some(false), Some(true)),
            ColorScheme::System,
            Scheme::Dark,
        ),
        (
            look(Some(false), Some(false)),
            ColorScheme::System,
            Scheme::Light,
        ),
        (
            look(Some(true), Some(false)),
            ColorScheme::System,
            Scheme::HighContrast,
        ),
        (
            look(Some(true), Some(true)),
            ColorScheme::System,
            Scheme::HighContrast,
        ),
        (
            look(Some(true), Some(true)),
            ColorScheme::Light,
            Scheme::Light,
        ),
        (
            look(Some(true), Some(false)),
            ColorScheme::Dark,
            Scheme::Dark,
        ),
        (
            look(Some(false), None),
            ColorScheme::HighContrast,
            Scheme::HighContrast,
        ),
    ] {
        let settings = Settings {
            colors,
            ..Settings::default()
        };
        let state = told(look, settings, "");
        assert_eq!(
            Theme::of_state(&state, &ctx).scheme,
            scheme,
            "{look:?} {colors:?}"
        );
    }
}

#[test]
fn the_window_follows_and_a_choice_ends_that() {
    let setup = Setup {
        settings: Settings {
            language: Some(Language::Ja),
            ..Settings::default()
        },
        ..Setup::practice("normal")
    };
    let mut rig = setup.open();
    rig.told(Event::SystemLook(SystemLook {
        text_percent: Some(112),
        high_contrast: Some(true),
        dark: None,
    }));
    let theme = |rig: &crate::window::rig::Rig| Theme::of_context(&rig.harness.ctx);
    assert_eq!(theme(&rig).text.percent(), 112);
    assert_eq!(theme(&rig).scheme, Scheme::HighContrast);
    // A wipe does not change what the system says.
    rig.act(Action::CounterMode(true));
    assert_eq!(theme(&rig).scheme, Scheme::HighContrast);
    assert_eq!(theme(&rig).text.percent(), 150);
    rig.act(Action::StaffCame);
    rig.act(Action::CounterMode(false));
    assert_eq!(theme(&rig).text.percent(), 112);
    // The buttons go on from what is seen, and what they choose is kept.
    rig.press("文字を大きくする");
    assert_eq!(theme(&rig).text.percent(), 125);
    let size = |rig: &crate::window::rig::Rig| {
        let saved = rig.saved.borrow();
        saved.last().expect("saved").text_size
    };
    assert_eq!(size(&rig), TextChoice::Fixed(TextSize::new(125)));
    rig.told(Event::SystemLook(text(200)));
    assert_eq!(theme(&rig).text.percent(), 125);
    rig.page(6);
    rig.act(Action::TextSize(TextChoice::System));
    assert_eq!(theme(&rig).text.percent(), 200);
    assert_eq!(size(&rig), TextChoice::System);
}

#[test]
fn who_comes_back_to_the_window_has_the_look_asked_for_again() {
    let mut rig = Setup::practice("normal").open();
    let before = rig.looked.get();
    rig.harness.event(egui::Event::WindowFocused(true));
    rig.run();
    assert_eq!(rig.looked.get(), before + 1);
    rig.harness.event(egui::Event::WindowFocused(false));
    rig.run();
    assert_eq!(rig.looked.get(), before + 1);
}
