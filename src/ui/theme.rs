//! Tokens → egui's style: type sizes, colours, targets, and the theme every widget asks for.
//! Nothing moves here: no animation says anything (ui.md, "Look").

use std::collections::BTreeMap;

use egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{Context, FontFamily, FontId, Id, Margin, Stroke, Style, TextStyle, Ui, Visuals, vec2};

use super::fonts;
use super::tokens::{LINE_HEIGHT, Palette, Scheme, size, space};
use crate::app::settings::{ColorScheme, TextSize};
use crate::app::state::AppState;

/// What a widget needs to know to paint itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// The colours.
    pub scheme: Scheme,
    /// The type size.
    pub text: TextSize,
}

impl Theme {
    /// The theme `ui` is painted in.
    pub fn of(ui: &Ui) -> Self {
        Self::of_context(ui.ctx())
    }

    /// What was chosen, and else what the system says: here, or to the window.
    pub fn of_state(state: &AppState, ctx: &Context) -> Self {
        let scheme = match state.settings.colors {
            ColorScheme::Dark => Scheme::Dark,
            ColorScheme::HighContrast => Scheme::HighContrast,
            ColorScheme::Light => Scheme::Light,
            ColorScheme::System if state.look.high_contrast == Some(true) => Scheme::HighContrast,
            ColorScheme::System => {
                let by_window = || ctx.system_theme() == Some(egui::Theme::Dark);
                if state.look.dark.unwrap_or_else(by_window) {
                    Scheme::Dark
                } else {
                    Scheme::Light
                }
            }
        };
        Self {
            scheme,
            text: state.text_size(),
        }
    }

    /// The theme applied to `ctx`.
    pub fn of_context(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(storage_id()))
            .unwrap_or_default()
    }

    /// Makes `ctx` look like this. Cheap when nothing changed.
    pub fn apply(self, ctx: &Context) {
        let applied: Option<Self> = ctx.data(|data| data.get_temp(storage_id()));
        if applied == Some(self) {
            return;
        }
        ctx.data_mut(|data| data.insert_temp(storage_id(), self));
        ctx.set_theme(match self.scheme {
            Scheme::Light => egui::Theme::Light,
            Scheme::Dark | Scheme::HighContrast => egui::Theme::Dark,
        });
        let style = self.style();
        ctx.all_styles_mut(|current| *current = style.clone());
    }

    /// The colours.
    pub fn palette(self) -> &'static Palette {
        self.scheme.palette()
    }

    /// A size of type or icon, at the chosen text size.
    pub fn scaled(self, points: f32) -> f32 {
        points * self.text.factor()
    }

    /// The height and width no control goes below: a thumb, or a line of large type with its room.
    pub fn target(self) -> f32 {
        space::TARGET.max(self.scaled(size::BODY) * LINE_HEIGHT + space::S)
    }

    /// Regular type of `points` at 100 %.
    pub fn regular(self, points: f32) -> FontId {
        FontId::new(self.scaled(points), FontFamily::Proportional)
    }

    /// Bold type of `points` at 100 %.
    pub fn bold(self, points: f32) -> FontId {
        FontId::new(self.scaled(points), fonts::bold())
    }

    fn style(self) -> Style {
        let mut style = Style {
            text_styles: BTreeMap::from([
                (TextStyle::Small, self.regular(size::SMALL)),
                (TextStyle::Body, self.regular(size::BODY)),
                (TextStyle::Button, self.bold(size::BODY)),
                (TextStyle::Heading, self.bold(size::HEADING)),
                (TextStyle::Monospace, self.regular(size::BODY)),
            ]),
            visuals: self.visuals(),
            animation_time: 0.0,
            scroll_animation: ScrollAnimation::none(),
            explanation_tooltips: false,
            ..Style::default()
        };
        let target = self.target();
        let spacing = &mut style.spacing;
        spacing.item_spacing = vec2(space::S, space::S);
        spacing.button_padding = vec2(space::M, space::S);
        spacing.interact_size = vec2(target, target);
        spacing.text_edit_width = self.scaled(280.0);
        spacing.extra_text_line_spacing = self.scaled(size::BODY) * (LINE_HEIGHT - 1.0);
        spacing.tooltip_width = self.scaled(320.0);
        spacing.window_margin = Margin::same(24);
        spacing.scroll = ScrollStyle {
            bar_width: 12.0,
            handle_min_length: 44.0,
            ..ScrollStyle::solid()
        };
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.3;
        style
    }

    fn visuals(self) -> Visuals {
        let palette = self.palette();
        let mut visuals = match self.scheme {
            Scheme::Light => Visuals::light(),
            Scheme::Dark | Scheme::HighContrast => Visuals::dark(),
        };
        visuals.override_text_color = None;
        visuals.weak_text_color = Some(palette.text_weak);
        visuals.widgets = widgets(palette);
        visuals.selection = Selection {
            bg_fill: palette.selected.ground,
            stroke: Stroke::new(1.0, palette.selected.ink),
        };
        visuals.hyperlink_color = palette.secondary.ink;
        visuals.faint_bg_color = palette.page;
        visuals.extreme_bg_color = palette.surface;
        visuals.text_edit_bg_color = Some(palette.surface);
        visuals.warn_fg_color = palette.warning.ink;
        visuals.error_fg_color = palette.error.ink;
        visuals.window_fill = palette.surface;
        visuals.window_stroke = Stroke::new(1.0, palette.outline);
        visuals.window_corner_radius = space::CORNER.into();
        visuals.menu_corner_radius = space::CORNER.into();
        visuals.panel_fill = palette.page;
        visuals.window_shadow = egui::Shadow::NONE;
        visuals.popup_shadow = egui::Shadow::NONE;
        visuals.text_cursor.stroke = Stroke::new(2.0, palette.text);
        visuals.text_cursor.blink = false;
        // Behind a dialog everything is disabled; the backdrop dims it, its colours need not.
        visuals.disabled_alpha = 1.0;
        visuals
    }
}

fn storage_id() -> Id {
    Id::unique("inkan-theme")
}

fn widgets(palette: &Palette) -> Widgets {
    let state = |ground, line, ink| WidgetVisuals {
        // Of egui's own widgets only the scroll bar's handle is filled with this: in the ground's
        // colour it would not be seen.
        bg_fill: line,
        weak_bg_fill: ground,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: space::CORNER.into(),
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: state(palette.surface, palette.divider, palette.text),
        inactive: state(palette.surface, palette.outline, palette.text),
        hovered: state(palette.secondary.hover, palette.outline, palette.text),
        active: state(palette.secondary.hover, palette.outline, palette.text),
        open: state(palette.surface, palette.outline, palette.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_never_smaller_than_a_thumb() {
        for percent in [100, 125, 150, 175, 200] {
            let theme = Theme {
                text: TextSize::new(percent),
                ..Theme::default()
            };
            assert!(theme.target() >= space::TARGET);
        }
    }
}
