//! The window: egui only, no I/O, no clock, never waits (invariant 12). Every colour is a token,
//! every word comes from `i18n`, every fact from `app`.

pub mod app;
pub mod fonts;
pub mod graphics;
pub mod guarded;
pub mod manner;
pub mod pictures;
pub mod reminder;
pub mod shell;
pub mod theme;
pub mod tokens;
pub mod views;
pub mod widgets;

use crate::app::settings::Language;

/// The window's title; the program's name in every language.
pub const WINDOW_TITLE: &str = "Inkan";

/// The window's name for the desktop: that of its entry, its icon and its metadata (`packaging`).
pub const APP_ID: &str = "jp.inkan.Inkan";

/// The size the window opens with, and the smallest at which everything can be used (ui.md).
const INNER_SIZE: [f32; 2] = [1080.0, 760.0];
const MIN_INNER_SIZE: [f32; 2] = [720.0, 540.0];

/// The window's icon, drawn from `inkan.svg` by `make icons`.
const ICON: &[u8] = include_bytes!("../../assets/icons/inkan.png");

/// How the window is opened, but for the way it is drawn.
pub fn window_options() -> eframe::NativeOptions {
    eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id(APP_ID)
            // Without one, eframe would show egui's.
            .with_icon(eframe::icon_data::from_png_bytes(ICON).unwrap_or_default())
            .with_inner_size(INNER_SIZE)
            .with_min_inner_size(MIN_INNER_SIZE)
            .with_drag_and_drop(true),
        // `install` adds a provider of its own: the default one follows the system's locale.
        system_font_fallback: false,
        // It smooths gradients; there are none, and where the processor draws it is a third of the work.
        dithering: false,
        ..Default::default()
    }
}

/// Prepares a fresh egui context: fonts first, rare characters from the system's.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    fonts::install_system_fallback(ctx);
}

/// A window has no accessible name of its own (pitfalls §5.4).
fn name_window(ctx: &egui::Context, name: &str, language: Language) {
    ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| {
        node.set_label(name);
        node.set_language(language.tag());
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::TextSize;

    #[test]
    fn each_window_has_our_icon_and_belongs_to_our_entry() {
        for options in [
            window_options(),
            reminder::window_options(TextSize::default()),
        ] {
            let icon = options.viewport.icon.expect("an icon");
            assert_eq!((icon.width, icon.height), (256, 256));
            assert_eq!(options.viewport.app_id.as_deref(), Some(APP_ID));
        }
    }
}
