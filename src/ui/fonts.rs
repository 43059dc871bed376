//! The fonts: `BIZ UDPGothic` (SIL OFL, assets/fonts) first, so every screen looks the same on
//! every machine and kanji never take Chinese shapes; the system's Japanese fonts after it, for
//! rare characters of names. Must not pick fonts by the system's locale.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily};
use egui_system_font_provider::SystemFontProvider;

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
    for (name, bytes) in [
        (
            REGULAR,
            include_bytes!("../../assets/fonts/BIZUDPGothic-Regular.ttf").as_slice(),
        ),
        (
            BOLD,
            include_bytes!("../../assets/fonts/BIZUDPGothic-Bold.ttf").as_slice(),
        ),
    ] {
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
