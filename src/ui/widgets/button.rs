//! Buttons: primary, secondary, danger, quiet; with an icon; disabled with the reason written
//! below. Every button has a name, a target of 44 points and a focus ring. Words come in.

use egui::accesskit::Role;
use egui::{
    Align, Color32, Id, Layout, Rect, Response, Sense, Stroke, StrokeKind, TextWrapMode, Ui,
    WidgetInfo, WidgetText, pos2, vec2,
};

use super::icon::{self, Icon};
use super::{focus, text};
use crate::ui::theme::Theme;
use crate::ui::tokens::{Fill, Palette, size, space};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// An action that cannot be taken back.
    Danger,
    /// The action of the page: at most one.
    Primary,
    /// Text only, for tools inside rows.
    Quiet,
    /// Everything else.
    #[default]
    Secondary,
}

/// A button to be shown.
#[must_use]
pub struct Button<'a> {
    label: &'a str,
    /// What the label is about, in the name.
    of: Option<&'a str>,
    icon: Option<Icon>,
    emphasis: Emphasis,
    reason: Option<Reason<'a>>,
    face: Face,
    width: Option<f32>,
    padding: f32,
    start: Start,
    icon_side: Side,
    selected: Option<bool>,
    id: Option<Id>,
}

/// Where the ground of a button begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// Where the button does.
    Inside,
    /// Beside it, so that its icon or label begins where the text above and below it does.
    Outside,
}

/// On which side of the label the icon stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

#[derive(Clone, Copy)]
enum Reason<'a> {
    /// Written below the button.
    Below(&'a str),
    /// The caller writes it where there is room; assistive technology hears it at the button.
    Elsewhere(&'a str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    IconAndLabel,
    IconOnly,
}

impl<'a> Button<'a> {
    /// A secondary button.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            of: None,
            icon: None,
            emphasis: Emphasis::Secondary,
            reason: None,
            face: Face::IconAndLabel,
            width: None,
            padding: space::M,
            start: Start::Inside,
            icon_side: Side::Before,
            selected: None,
            id: None,
        }
    }

    /// The action of the page.
    pub fn primary(label: &'a str) -> Self {
        Self {
            emphasis: Emphasis::Primary,
            ..Self::new(label)
        }
    }

    /// An action that cannot be taken back.
    pub fn danger(label: &'a str) -> Self {
        Self {
            emphasis: Emphasis::Danger,
            ..Self::new(label)
        }
    }

    /// A tool inside a row.
    pub fn quiet(label: &'a str) -> Self {
        Self {
            emphasis: Emphasis::Quiet,
            ..Self::new(label)
        }
    }

    /// Only the icon; the label is its name and its tooltip.
    pub fn icon_only(icon: Icon, label: &'a str) -> Self {
        Self::quiet(label).icon(icon).without_label()
    }

    /// Only its icon is shown; the label stays its name and becomes its tooltip.
    pub fn without_label(mut self) -> Self {
        self.face = Face::IconOnly;
        self
    }

    /// Named after `whose`, too, where others have the same label: 「氏名 コピー」.
    pub fn of(mut self, whose: &'a str) -> Self {
        self.of = Some(whose);
        self
    }

    /// With `icon` before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With `icon` after the label: it shows the way on.
    pub fn icon_after(mut self, icon: Icon) -> Self {
        self.icon_side = Side::After;
        self.icon(icon)
    }

    /// In line with the text above and below it, as the first of its row: for quiet ones, whose ground
    /// is not seen.
    pub fn flush(mut self) -> Self {
        self.start = Start::Outside;
        self.compact()
    }

    /// As loud as `emphasis`.
    pub fn emphasis(mut self, emphasis: Emphasis) -> Self {
        self.emphasis = emphasis;
        self
    }

    /// At least this wide, in points.
    pub fn min_width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// With little room beside the label, for keys.
    pub fn tight(mut self) -> Self {
        self.padding = space::XS;
        self
    }

    /// With less room beside the label, for bars and rows.
    pub fn compact(mut self) -> Self {
        self.padding = space::S;
        self
    }

    /// Not usable while there is a `reason`, which is written below it.
    pub fn disabled(mut self, reason: Option<&'a str>) -> Self {
        self.reason = reason.map(Reason::Below);
        self
    }

    /// Not usable while there is a `reason`, which the caller writes nearby.
    pub fn disabled_as_written(mut self, reason: Option<&'a str>) -> Self {
        self.reason = reason.map(Reason::Elsewhere);
        self
    }

    /// One of several choices, taken or not: the name tells which.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    /// With a fixed id, so that the focus can be given to it.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Shows it; ask the response whether it was clicked.
    pub fn show(self, ui: &mut Ui) -> Response {
        match self.reason {
            None => self.face(ui),
            Some(Reason::Below(reason)) => {
                ui.vertical(|ui| {
                    let response = self.dead_face(ui, reason);
                    text::note(ui, reason);
                    response
                })
                .inner
            }
            Some(Reason::Elsewhere(reason)) => self.dead_face(ui, reason),
        }
    }

    fn dead_face(&self, ui: &mut Ui, reason: &str) -> Response {
        let response = ui.add_enabled_ui(false, |ui| self.face(ui)).inner;
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_description(reason));
        response
    }

    /// How wide it is on one line, in points.
    pub fn line_width(&self, ui: &Ui) -> f32 {
        let theme = Theme::of(ui);
        let (icon_width, gap, pad) = self.parts(theme);
        let label = if self.face == Face::IconOnly {
            0.0
        } else {
            text::line_width(ui, self.label, theme.bold(size::BODY))
        };
        (icon_width + gap + label + 2.0 * pad).max(theme.target())
    }

    /// Widths of the icon, of the gap beside it, and of the room at either end.
    fn parts(&self, theme: Theme) -> (f32, f32, f32) {
        let icon_only = self.face == Face::IconOnly;
        let icon_width = self.icon.map_or(0.0, |_| theme.scaled(size::ICON));
        let has_both = self.icon.is_some() && !icon_only;
        let gap = if has_both { space::S } else { 0.0 };
        let pad = if icon_only { space::S } else { self.padding };
        (icon_width, gap, pad)
    }

    fn face(&self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let icon_only = self.face == Face::IconOnly;
        let (icon_width, gap, pad) = self.parts(theme);
        // In a row that wraps, a button moves to the next line before its label breaks.
        let line = if ui.layout().main_wrap {
            ui.max_rect().width()
        } else {
            ui.available_width()
        };
        let room = (line - icon_width - gap - 2.0 * pad).max(theme.scaled(24.0));
        let galley = (!icon_only).then(|| {
            let rich = text::styled(self.label, theme.bold(size::BODY), Color32::PLACEHOLDER);
            WidgetText::from(rich).into_galley(
                ui,
                Some(ui.style().wrap_mode.unwrap_or(TextWrapMode::Wrap)),
                room,
                egui::FontSelection::Default,
            )
        });
        let text_size = galley
            .as_ref()
            .map_or(vec2(0.0, 0.0), |galley| galley.size());
        let target = theme.target();
        let least = self.width.unwrap_or(0.0).min(line);
        let width = (icon_width + gap + text_size.x + 2.0 * pad)
            .max(space::TARGET)
            .max(if self.width.is_some() { least } else { target });
        let height = (text_size.y + space::S).max(target);

        let outside = if self.start == Start::Outside {
            pad
        } else {
            0.0
        };
        let (own_id, mut rect) = ui.allocate_space(vec2(width - outside, height));
        rect.min.x -= outside;
        let response = ui.interact(rect, self.id.unwrap_or(own_id), Sense::click());
        response.widget_info(|| {
            let name = self.of.into_iter().chain([self.label]);
            let name = name.collect::<Vec<_>>().join(" ");
            let mut info = WidgetInfo::labeled(Role::Button, ui.is_enabled(), name);
            info.selected = self.selected;
            info
        });

        if ui.is_rect_visible(rect) {
            let ink = self.paint_ground(ui, rect, &response);
            let content = icon_width + gap + text_size.x;
            let left = rect.center().x - content / 2.0;
            let (icon_at, label_at) = match self.icon_side {
                Side::Before => (left, left + icon_width + gap),
                Side::After => (left + text_size.x + gap, left),
            };
            if let Some(icon) = self.icon {
                let square = Rect::from_min_size(
                    pos2(icon_at, rect.center().y - icon_width / 2.0),
                    vec2(icon_width, icon_width),
                );
                icon::paint(ui.painter(), icon, square, ink);
            }
            if let Some(galley) = galley {
                let place = pos2(label_at, rect.center().y - text_size.y / 2.0);
                ui.painter().galley(place, galley, ink);
            }
        }
        focus::show(ui, &response);
        if icon_only {
            tooltip(response, self.label)
        } else {
            response
        }
    }

    /// Ground and outline; returns the colour for what stands on it.
    fn paint_ground(&self, ui: &Ui, rect: Rect, response: &Response) -> Color32 {
        let palette = Theme::of(ui).palette();
        let corner = f32::from(space::CORNER);
        let (ground, line, ink) = if ui.is_enabled() || self.reason.is_none() {
            let over = response.hovered() || response.is_pointer_button_down_on();
            self.colors(palette, over)
        } else {
            (
                palette.disabled.ground,
                palette.divider,
                palette.disabled.ink,
            )
        };
        ui.painter().rect(
            rect,
            corner,
            ground,
            Stroke::new(1.0, line),
            StrokeKind::Inside,
        );
        ink
    }

    fn colors(&self, palette: &Palette, over: bool) -> (Color32, Color32, Color32) {
        let filled = |fill: Fill| {
            let ground = if over { fill.hover } else { fill.ground };
            (ground, ground, fill.ink)
        };
        match (self.emphasis, self.selected) {
            (_, Some(true)) => (
                palette.selected.ground,
                palette.selected.ink,
                palette.selected.ink,
            ),
            (Emphasis::Primary, _) => filled(palette.primary),
            (Emphasis::Danger, _) => filled(palette.danger),
            (Emphasis::Secondary, _) => {
                let (ground, _, ink) = filled(palette.secondary);
                (ground, palette.secondary.ink, ink)
            }
            (Emphasis::Quiet, _) if over => filled(palette.secondary),
            (Emphasis::Quiet, _) => (
                Color32::TRANSPARENT,
                Color32::TRANSPARENT,
                palette.secondary.ink,
            ),
        }
    }
}

/// Shows `name` over what shows none. Assistive technology has it already: heard once is enough.
pub fn tooltip(response: Response, name: &str) -> Response {
    let response = response.on_hover_text(name);
    response
        .ctx
        .accesskit_node_builder(response.id, egui::accesskit::Node::clear_description);
    response
}

/// A row of choices of which one is taken; returns the one pressed now. Preferred to a list that
/// opens, which stays open for assistive technology (pitfalls §5.4).
pub fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: T,
    options: &[(T, &str)],
) -> Option<T> {
    let mut pressed = None;
    // From the top: a choice of two lines must not move the next line away.
    let group = ui.with_layout(
        Layout::left_to_right(Align::TOP).with_main_wrap(true),
        |ui| {
            for (value, label) in options {
                let taken = *value == current;
                let mut button = Button::new(label).selected(taken);
                if taken {
                    button = button.icon(Icon::Check);
                }
                let response = button.show(ui);
                ui.ctx().accesskit_node_builder(response.id, |node| {
                    node.set_role(Role::RadioButton);
                });
                if response.clicked() && !taken {
                    pressed = Some(*value);
                }
            }
        },
    );
    ui.ctx().accesskit_node_builder(group.response.id, |node| {
        node.set_role(Role::RadioGroup);
        node.set_label(name);
    });
    pressed
}

/// Buttons side by side that go to the next line where there is no room.
pub fn row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        ui.with_layout(Layout::left_to_right(Align::TOP).with_main_wrap(true), add)
            .inner
    })
    .inner
}
