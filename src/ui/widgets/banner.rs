//! The banner: one notice with its severity as icon, bar and word, what it means, and at most one
//! action that works. A live region, so that it is announced when it appears (ui.md, "Access").

use egui::accesskit::{Live, Role};
use egui::{Frame, Margin, Rect, Stroke, Ui, UiBuilder, vec2};

use super::button::{Button, Emphasis};
use super::icon::{self, Icon};
use super::text;
use crate::ui::theme::Theme;
use crate::ui::tokens::{Palette, Tone, size, space};

/// How much a notice weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Something is wrong or at its end.
    Error,
    /// A fact.
    Info,
    /// It worked.
    Success,
    /// Something to do soon.
    Warning,
}

impl Severity {
    /// Its colours.
    pub fn tone(self, palette: &Palette) -> Tone {
        match self {
            Self::Error => palette.error,
            Self::Info => palette.info,
            Self::Success => palette.success,
            Self::Warning => palette.warning,
        }
    }

    /// Its icon.
    pub fn icon(self) -> Icon {
        match self {
            Self::Error => Icon::Error,
            Self::Info => Icon::Info,
            Self::Success => Icon::Check,
            Self::Warning => Icon::Warning,
        }
    }
}

/// A notice to be shown.
#[must_use]
pub struct Banner<'a> {
    severity: Severity,
    title: &'a str,
    lines: Vec<&'a str>,
    code: Option<&'a str>,
    action: Option<(&'a str, Option<Icon>)>,
    emphasis: Emphasis,
}

impl<'a> Banner<'a> {
    /// A notice of this weight.
    pub fn new(severity: Severity, title: &'a str) -> Self {
        Self {
            severity,
            title,
            lines: Vec::new(),
            code: None,
            action: None,
            emphasis: Emphasis::Secondary,
        }
    }

    /// A paragraph below the title.
    pub fn line(mut self, line: &'a str) -> Self {
        if !line.is_empty() {
            self.lines.push(line);
        }
        self
    }

    /// The failure's code, in small print.
    pub fn code(mut self, code: &'a str) -> Self {
        self.code = Some(code);
        self
    }

    /// The one thing to do about it.
    pub fn action(mut self, label: &'a str, icon: Option<Icon>) -> Self {
        self.action = Some((label, icon));
        self
    }

    /// Its action is the one of the page.
    pub fn urgent(mut self) -> Self {
        self.emphasis = Emphasis::Primary;
        self
    }

    /// Shows it; `true` when its action was pressed.
    pub fn show(self, ui: &mut Ui) -> bool {
        let theme = Theme::of(ui);
        let tone = self.severity.tone(theme.palette());
        let role = match self.severity {
            Severity::Error | Severity::Warning => Role::Alert,
            Severity::Info | Severity::Success => Role::Status,
        };
        let spoken = std::iter::once(self.title).chain(self.lines.iter().copied());
        let spoken = spoken.collect::<Vec<_>>().join("\n");
        let builder = UiBuilder::new()
            .accessibility_role(role)
            .accessibility_label(spoken);
        ui.scope_builder(builder, |ui| {
            let live = match self.severity {
                Severity::Error => Live::Assertive,
                Severity::Info | Severity::Success | Severity::Warning => Live::Polite,
            };
            ui.ctx()
                .accesskit_node_builder(ui.unique_id(), |node| node.set_live(live));
            let frame = Frame::new()
                .fill(tone.ground)
                .stroke(Stroke::new(1.0, tone.ink))
                .corner_radius(space::CORNER)
                .inner_margin(Margin {
                    left: 22,
                    right: 16,
                    top: 12,
                    bottom: 12,
                })
                .show(ui, |ui| {
                    ui.take_available_width();
                    self.content(ui, tone)
                });
            let bar = Rect::from_min_size(
                frame.response.rect.min,
                vec2(8.0, frame.response.rect.height()),
            );
            let corner = egui::CornerRadius {
                nw: space::CORNER,
                sw: space::CORNER,
                ..egui::CornerRadius::ZERO
            };
            ui.painter().rect_filled(bar, corner, tone.ink);
            frame.inner
        })
        .inner
    }

    fn content(&self, ui: &mut Ui, tone: Tone) -> bool {
        let theme = Theme::of(ui);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S + 4.0;
            icon::show(ui, self.severity.icon(), theme.scaled(size::ICON), tone.ink);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = space::XS;
                text::toned(ui, self.title, tone.ink);
                for line in &self.lines {
                    text::body(ui, line);
                }
                if let Some(code) = self.code {
                    text::note(ui, code);
                }
                self.action.is_some_and(|(label, icon)| {
                    ui.add_space(space::XS);
                    let mut button = Button::new(label).emphasis(self.emphasis);
                    if let Some(icon) = icon {
                        button = button.icon(icon);
                    }
                    button.show(ui).clicked()
                })
            })
            .inner
        })
        .inner
    }
}
