//! The bar of practice mode: that nothing here is real, the PINs of the card shown, and what one can do. All
//! on one line where there is room; else the words one below the other, and the tools beside them.

use egui::{Ui, vec2};

use super::{ShellEvent, beside};
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::text;

/// The bar that says that nothing here is real.
pub struct PracticeBar<'a> {
    /// 「練習モード — 本物のカードではありません」
    pub title: &'a str,
    /// The PINs of the card shown, each with its name.
    pub pins: &'a [String; 2],
    /// Where they are not true any more: how to get them back, and the button that does.
    pub reset: Option<(&'a str, &'a str)>,
    /// What one can do; nothing while the tour leads.
    pub tools: Option<PracticeTools<'a>>,
}

/// The buttons of the bar.
pub struct PracticeTools<'a> {
    /// The scene shown and the button to choose another.
    pub scene: &'a str,
    /// Puts the card in or pulls it out.
    pub card: (Icon, &'a str),
    /// Ends practice.
    pub end: &'a str,
}

/// A button of the bar and what it means.
type Tool<'a, P> = (Button<'a>, ShellEvent<P>);

/// Shows the bar.
pub(super) fn show<P>(ui: &mut Ui, bar: &PracticeBar<'_>, events: &mut Vec<ShellEvent<P>>) {
    let theme = Theme::of(ui);
    let ink = theme.palette().practice.ink;
    let side = theme.scaled(size::ICON);
    let room = ui.available_width() - space::M;
    let small = |ui: &Ui, words: &str| text::line_width(ui, words, theme.regular(size::SMALL));
    let title = text::line_width(ui, bar.title, theme.bold(size::BODY));
    let side_by_side = bar.pins.join("\u{3000}");
    let pins = small(ui, &side_by_side);
    let how = bar.reset.map_or(0.0, |(how, _)| small(ui, how) + space::M);
    let (line, stack) = (title + space::M + pins + how, title.max(pins).max(how));
    let wide = |ui: &Ui, tools: &[Tool<'_, P>]| -> f32 {
        let gaps = tools
            .iter()
            .map(|(button, _)| button.line_width(ui) + space::S);
        gaps.sum()
    };
    let (named, bare) = (tools(bar, Face::Words), tools(bar, Face::Icons));
    let (tools, form) = if side + space::M + line + wide(ui, &named) <= room {
        (named, Form::Line)
    } else if stack + wide(ui, &named) <= room {
        (named, Form::Stack)
    } else if line + wide(ui, &bare) <= room {
        (bare, Form::Bare)
    } else if stack + wide(ui, &bare) <= room {
        (bare, Form::Stack)
    } else {
        (bare, Form::Below)
    };
    let line = |ui: &mut Ui, words: &str, font: egui::FontId| {
        ui.add(egui::Label::new(text::styled(words, font, ink)).wrap());
    };
    let all = |ui: &mut Ui| {
        if form != Form::Below {
            line(ui, bar.title, theme.bold(size::BODY));
        }
        // A name and its PIN are never parted: where there is no room each pair has its own line.
        if pins <= ui.available_width() {
            line(ui, &side_by_side, theme.regular(size::SMALL));
        } else {
            line(ui, &bar.pins.join("\n"), theme.regular(size::SMALL));
        }
        if let Some((how, _)) = bar.reset {
            line(ui, how, theme.regular(size::SMALL));
        }
    };
    if form == Form::Below {
        line(ui, bar.title, theme.bold(size::BODY));
    }
    beside(
        ui,
        "practice-tools",
        |ui| {
            if form == Form::Line {
                icon::show(ui, Icon::Info, side, ink);
            }
            ui.spacing_mut().item_spacing = vec2(space::M, 0.0);
            if matches!(form, Form::Below | Form::Stack) {
                ui.vertical(all);
            } else {
                all(ui);
            }
        },
        |ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
            for (button, event) in tools {
                if button.show(ui).clicked() {
                    events.push(event);
                }
            }
        },
    );
}

/// How the bar is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One line, with everything.
    Line,
    /// One line, with what is needed.
    Bare,
    /// The title on a line of its own, and what is left of the words beside the tools.
    Below,
    /// The words one below the other.
    Stack,
}

/// What the tools show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Icons,
    Words,
}

fn tools<'a, P>(bar: &PracticeBar<'a>, face: Face) -> Vec<Tool<'a, P>> {
    let tool = |label, sign| {
        let button = Button::new(label).icon(sign).compact();
        match face {
            Face::Words => button,
            Face::Icons => button.without_label(),
        }
    };
    let mut tools = Vec::new();
    if let Some((_, label)) = bar.reset {
        tools.push((tool(label, Icon::Refresh), ShellEvent::ResetCard));
    }
    if let Some(words) = &bar.tools {
        let (sign, label) = words.card;
        tools.push((tool(words.scene, Icon::Card), ShellEvent::ChooseScene));
        tools.push((tool(label, sign), ShellEvent::PracticeCard));
        tools.push((tool(words.end, Icon::Stop), ShellEvent::EndPractice));
    }
    tools
}
