//! The fonts: `BIZ UDPGothic` (SIL OFL, assets/fonts) first, so every screen looks the same on
//! every machine and kanji never take Chinese shapes; the system's Japanese fonts after it, for
//! rare characters of names. The bundled files have their home in `core::pdf::font`, which also embeds
//! them into documents. Must not pick fonts by the system's locale.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily};
use egui_system_font_provider::SystemFontProvider;

use crate::core::pdf::font::Face;

const REGULAR: &str = "BIZ UDPGothic";
const BOLD: &str = "BIZ UDPGothic Bold";

/// The family of headings, buttons and emphasised words.
pub fn bold() -> FontFamily {
    FontFamily::Name(BOLD.into())
}

/// Makes the bundled fonts the only ones.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}

/// Looks up what the bundled fonts lack among the system's fonts, Japanese shapes first. Reading
/// the system's fonts takes its time, on a thread of the provider's own.
pub fn install_system_fallback(ctx: &Context) {
    ctx.add_font_provider(Arc::new(SystemFontProvider::new().with_locale(Some("ja"))));
}

/// The bundled fonts, for a context or a test.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [(REGULAR, Face::Regular.data()), (BOLD, Face::Bold.data())] {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec![REGULAR.to_owned()]);
    }
    fonts
        .families
        .insert(bold(), vec![BOLD.to_owned(), REGULAR.to_owned()]);
    fonts
}
