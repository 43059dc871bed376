//! The frame around every page: the practice bar, the rail, the top bar, and the keys that work
//! everywhere (ui.md, "Frame"). What it shows and says comes in; what was pressed goes out.

mod practice;
mod tour;

use egui::accesskit::Role;
use egui::{
    Align, CentralPanel, Context, Frame, Id, Key, KeyboardShortcut, Layout, Margin, Modifiers,
    Panel, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::theme::Theme;
use super::tokens::{size, space};
use super::widgets::banner::Severity;
use super::widgets::button::{Button, tooltip};
use super::widgets::dialog::{self, Front};
use super::widgets::icon::{self, Icon};
use super::widgets::{focus, text};
use crate::app::settings::TextSize;
use crate::core::printable::printable;

pub use practice::{PracticeBar, PracticeTools};
pub use tour::{TourEvent, TourPanel};

/// Below this width, in points, the rail shows icons only.
const WIDE: f32 = 900.0;
/// With larger text, also where less would be left for the page beside the words, in points at 100 %.
const PAGE_LEAST: f32 = 560.0;
/// The least width of the rail with words, in points.
const RAIL_LEAST: f32 = 184.0;
/// The room that the status has in any case where the tools at the top show their words: in points at
/// 100 %, twelve characters.
const STATUS_LEAST: f32 = 192.0;

/// One page of the rail.
pub struct RailItem<'a, P> {
    /// The page.
    pub page: P,
    /// Its icon.
    pub icon: Icon,
    /// Its name.
    pub label: &'a str,
}

/// What the frame shows.
pub struct Shell<'a, P> {
    /// The pages, in order; Ctrl+1 is the first.
    pub pages: &'a [RailItem<'a, P>],
    /// The page shown.
    pub current: P,
    /// How the reader or card is.
    pub status: StatusLine<'a>,
    /// Tells the pages apart: each keeps its own place when it scrolls.
    pub scroll: Id,
    /// The counter's bar, in counter mode.
    pub counter: Option<CounterBar<'a>>,
    /// The practice bar, when practising.
    pub practice: Option<PracticeBar<'a>>,
    /// The guided tour, while it lasts.
    pub tour: Option<TourPanel<'a>>,
    /// Whether a dialog is in front: then nothing here can be pressed.
    pub front: Front,
    /// Whether the window has the page's colour already.
    pub is_cleared: bool,
    /// The words.
    pub texts: ShellTexts<'a>,
}

/// The line at the top.
#[derive(Clone, Copy)]
pub struct StatusLine<'a> {
    /// Its look.
    pub severity: Severity,
    /// What it says.
    pub words: &'a str,
    /// What else is known, where there is room: the reader's name.
    pub detail: &'a str,
}

/// The words of the frame.
#[derive(Clone, Copy)]
pub struct ShellTexts<'a> {
    /// The name of the rail.
    pub pages: &'a str,
    /// 「文字」, before the two buttons.
    pub text_size: &'a str,
    /// 「文字を小さくする」
    pub smaller: &'a str,
    /// 「文字を大きくする」
    pub larger: &'a str,
    /// The present colours: 「配色：明るい」
    pub colours: &'a str,
    /// The button that opens the choice of a language: 「言語・Language…」; empty where there is only one.
    pub language: &'a str,
}

/// The bar of counter mode: the session's label, and the button that ends it.
#[derive(Clone, Copy)]
pub struct CounterBar<'a> {
    /// Whose turn it is.
    pub label: &'a str,
    /// What ends a session, while it lasts.
    pub line: Option<&'a str>,
    /// 「終わる」
    pub end: &'a str,
    /// 「設定を閉じる」, while staff have opened them.
    pub close: Option<&'a str>,
}

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellEvent<P> {
    /// Esc: one step back.
    Back,
    /// Choose another scene.
    ChooseScene,
    /// Staff close the settings.
    CloseSettings,
    /// The next colours.
    Colours,
    /// 「終わる」
    EndSession,
    /// Practice is over.
    EndPractice,
    /// F1.
    Guide,
    /// Choose a language.
    Language,
    /// Ctrl+O.
    Open,
    /// A page of the rail.
    Page(P),
    /// The card in or out.
    PracticeCard,
    /// F5.
    Reload,
    /// The practice card as new.
    ResetCard,
    /// Another text size.
    Text(TextSize),
    /// Something of the tour.
    Tour(TourEvent),
}

/// Paints the frame with `page` inside; both answer what was pressed.
pub fn show<P: Copy + PartialEq, R>(
    ui: &mut Ui,
    shell: &Shell<'_, P>,
    page: impl FnOnce(&mut Ui) -> R,
) -> (Vec<ShellEvent<P>>, R) {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let mut events = Vec::new();
    if shell.front == Front::Page {
        events.extend(keys(ui.ctx(), shell));
    }
    let rail_words = rail_words_width(ui, shell.pages);
    let least = rail_words + PAGE_LEAST * theme.text.factor().sqrt();
    let wide = ui.available_width() >= WIDE.max(least);
    if let Some(bar) = &shell.practice {
        let frame = Frame::new()
            .fill(palette.practice.ground)
            .inner_margin(Margin::symmetric(16, 6));
        strip(ui, "practice", frame, |ui| {
            dialog::background(ui, shell.front, |ui| practice::show(ui, bar, &mut events));
        });
    }
    if let Some(bar) = &shell.counter {
        let frame = Frame::new()
            .fill(palette.selected.ground)
            .inner_margin(Margin::symmetric(16, 6));
        strip(ui, "counter", frame, |ui| {
            dialog::background(ui, shell.front, |ui| counter(ui, *bar, wide, &mut events));
        });
    }
    let rail_width = if wide {
        rail_words
    } else {
        theme.target() + 2.0 * space::S
    };
    let frame = Frame::new()
        .fill(palette.chrome)
        .inner_margin(Margin::same(8));
    fixed(Panel::left("rail"))
        .exact_size(rail_width)
        .frame(frame)
        .show(ui, |ui| {
            dialog::background(ui, shell.front, |ui| rail(ui, shell, wide, &mut events));
        });
    let frame = Frame::new()
        .fill(palette.chrome)
        .inner_margin(Margin::symmetric(16, 4));
    strip(ui, "top", frame, |ui| {
        dialog::background(ui, shell.front, |ui| top_bar(ui, shell, &mut events));
    });
    match &shell.tour {
        Some(panel) => {
            let room = ui.available_height();
            let frame = Frame::new()
                .fill(palette.info.ground)
                .inner_margin(Margin::symmetric(16, 8));
            strip(ui, "tour", frame, |ui| {
                dialog::background(ui, shell.front, |ui| {
                    events.extend(tour::show(ui, panel, room).map(ShellEvent::Tour));
                });
            });
        }
        None => tour::forget(ui),
    }
    // Where the processor draws, filling it once more is half of its work.
    let ground = if shell.is_cleared {
        Frame::new()
    } else {
        Frame::new().fill(palette.page)
    };
    let inner = CentralPanel::default_margins()
        .frame(ground)
        .show(ui, |ui| {
            dialog::background(ui, shell.front, |ui| scrolling(ui, shell.scroll, page))
        });
    (events, inner.inner)
}

/// The page: no wider than is easily read, and scrolling when it does not fit.
pub(super) fn scrolling<R>(ui: &mut Ui, id: Id, page: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui);
    let room = ui.available_width();
    let margin = if room < theme.scaled(480.0) {
        space::M
    } else {
        space::L
    };
    ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink(false)
        .show(ui, |ui| {
            Frame::new().inner_margin(margin).show(ui, |ui| {
                let width = theme.scaled(space::PAGE_WIDTH).min(ui.available_width());
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                let inner = page(ui);
                if let Some(delta) = page_keys(ui) {
                    ui.scroll_with_delta(vec2(0.0, delta));
                }
                inner
            })
        })
        .inner
        .inner
}

/// How far the keys want to go on a page, in points: its text must be reached where it has no
/// controls, too.
fn page_keys(ui: &Ui) -> Option<f32> {
    if !ui.is_enabled() {
        return None;
    }
    let step = ui.clip_rect().height() * 0.8;
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        if pressed(Key::PageDown) {
            Some(-step)
        } else if pressed(Key::PageUp) {
            Some(step)
        } else {
            None
        }
    })
}

/// A bar across the top, as high as what stands in it. A panel learns that only for the frame after: one
/// that has grown is laid out again at once.
fn strip(ui: &mut Ui, name: &str, frame: Frame, content: impl FnOnce(&mut Ui)) {
    let id = Id::unique(("strip-height", name));
    let shown = fixed(Panel::top(name.to_owned()))
        .frame(frame)
        .show(ui, |ui| {
            content(ui);
            ui.min_rect().height()
        });
    let height = shown.inner;
    let before: Option<f32> = ui.data(|data| data.get_temp(id));
    if before.is_none_or(|before| (before - height).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, height));
        ui.ctx().request_discard("a bar has another height");
    }
}

/// Rails and bars must not be resizable: each would add a Tab stop of its own (pitfalls §5.4).
fn fixed(panel: Panel) -> Panel {
    panel.resizable(false).show_separator_line(true)
}

/// How wide the rail is with the words of all pages.
fn rail_words_width<P>(ui: &Ui, pages: &[RailItem<'_, P>]) -> f32 {
    let theme = Theme::of(ui);
    let longest = pages
        .iter()
        .map(|item| text::line_width(ui, item.label, theme.bold(size::BODY)))
        .fold(0.0, f32::max);
    let around = 2.0 * space::S + space::S + theme.scaled(size::ICON) + space::S + space::M;
    (around + longest).max(RAIL_LEAST)
}

fn rail<P: Copy + PartialEq>(
    ui: &mut Ui,
    shell: &Shell<'_, P>,
    wide: bool,
    events: &mut Vec<ShellEvent<P>>,
) {
    let builder = UiBuilder::new()
        .accessibility_role(Role::Navigation)
        .accessibility_label(shell.texts.pages);
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ScrollArea::vertical().show(ui, |ui| {
            for item in shell.pages {
                if rail_item(ui, item, item.page == shell.current, wide) {
                    events.push(ShellEvent::Page(item.page));
                }
            }
        });
    });
}

fn rail_item<P>(ui: &mut Ui, item: &RailItem<'_, P>, current: bool, wide: bool) -> bool {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let height = theme.target();
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, ui.is_enabled(), item.label);
        info.selected = Some(current);
        info
    });
    let (ground, ink) = if current {
        (palette.selected.ground, palette.selected.ink)
    } else if response.hovered() {
        (palette.secondary.hover, palette.secondary.ink)
    } else {
        (palette.chrome, palette.text)
    };
    ui.painter()
        .rect_filled(rect, f32::from(space::CORNER), ground);
    let side = theme.scaled(size::ICON);
    let left = if wide {
        rect.left() + space::S
    } else {
        rect.center().x - side / 2.0
    };
    let place = Rect::from_min_size(pos2(left, rect.center().y - side / 2.0), vec2(side, side));
    icon::paint(ui.painter(), item.icon, place, ink);
    if wide {
        let font = if current {
            theme.bold(size::BODY)
        } else {
            theme.regular(size::BODY)
        };
        let galley = ui
            .painter()
            .layout_no_wrap(item.label.to_owned(), font, ink);
        let at = pos2(
            place.right() + space::S,
            rect.center().y - galley.size().y / 2.0,
        );
        ui.painter().galley(at, galley, ink);
    }
    if current {
        let bar = Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
        ui.painter().rect_filled(bar, 2.0, ink);
    }
    focus::show(ui, &response);
    let clicked = response.clicked();
    if !wide {
        tooltip(response, item.label);
    }
    clicked
}

fn top_bar<P>(ui: &mut Ui, shell: &Shell<'_, P>, events: &mut Vec<ShellEvent<P>>) {
    let theme = Theme::of(ui);
    let status = shell.status;
    let side = theme.scaled(size::ICON);
    let width = |words: &str| text::line_width(ui, words, theme.regular(size::BODY));
    let faces = Faces::of(
        ui,
        &shell.texts,
        STATUS_LEAST * theme.text.factor() + side + space::S,
    );
    let words = width(status.words);
    let detail_words = printable(status.detail);
    let detail = width(&detail_words);
    beside(
        ui,
        "tools",
        |ui| {
            icon::show(
                ui,
                status.severity.icon(),
                side,
                status.severity.tone(theme.palette()).ink,
            );
            let left = ui.available_width();
            // What else is known is said only where it does not take a line of its own.
            let shown = if words + space::M + detail <= left {
                [status.words, detail_words.as_str()].join("  ")
            } else {
                status.words.to_owned()
            };
            let shown = shown.trim_end();
            let line = text::styled(shown, theme.regular(size::BODY), theme.palette().text);
            let status = ui.add(egui::Label::new(line).wrap());
            text::announce(ui, &status, shown);
        },
        |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            tools(ui, shell, faces, events);
        },
    );
}

/// Words on the left, and tools that keep their width on the right, each in the middle of the line. That
/// width is known from the frame before, so that all can be painted, and reached by Tab, in the order it
/// is read.
fn beside<R>(
    ui: &mut Ui,
    salt: &str,
    words: impl FnOnce(&mut Ui),
    tools: impl FnOnce(&mut Ui) -> R,
) -> R {
    let theme = Theme::of(ui);
    let width_id = ui.make_persistent_id((salt, "width"));
    let known: f32 = ui.data(|data| data.get_temp(width_id)).unwrap_or(0.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let left = (ui.available_width() - known - space::S).max(0.0);
        let middle = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(left, theme.target()), middle, |ui| {
            ui.set_width(left);
            words(ui);
        });
        let tools = ui.scope(|ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
            tools(ui)
        });
        let width = tools.response.rect.width();
        if (width - known).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(width_id, width));
            ui.ctx().request_discard("the tools' width is now known");
        }
        tools.inner
    })
    .inner
}

/// What the tools at the top show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Faces {
    Icons,
    Words,
}

impl Faces {
    /// Their words, where these leave `room` points for what stands before them.
    fn of(ui: &Ui, texts: &ShellTexts<'_>, room: f32) -> Self {
        let theme = Theme::of(ui);
        let named = |icon, label| Button::quiet(label).icon(icon).compact().line_width(ui);
        let size = text::line_width(ui, texts.text_size, theme.regular(size::SMALL));
        let steps = 2.0 * theme.target();
        let colours = named(Icon::Contrast, texts.colours);
        let language = if texts.language.is_empty() {
            0.0
        } else {
            named(Icon::Language, texts.language)
        };
        let needed = size + steps + colours + language + 4.0 * space::XS + space::M;
        if needed + room <= ui.available_width() {
            Self::Words
        } else {
            Self::Icons
        }
    }
}

fn tools<P>(ui: &mut Ui, shell: &Shell<'_, P>, faces: Faces, events: &mut Vec<ShellEvent<P>>) {
    let size = Theme::of(ui).text;
    let texts = &shell.texts;
    if faces == Faces::Words {
        text::note(ui, texts.text_size);
    }
    if Button::icon_only(Icon::Minus, texts.smaller)
        .show(ui)
        .clicked()
    {
        events.push(ShellEvent::Text(size.smaller()));
    }
    if Button::icon_only(Icon::Plus, texts.larger)
        .show(ui)
        .clicked()
    {
        events.push(ShellEvent::Text(size.larger()));
    }
    let labelled = |icon, label| match faces {
        Faces::Words => Button::quiet(label).icon(icon).compact(),
        Faces::Icons => Button::icon_only(icon, label),
    };
    if labelled(Icon::Contrast, texts.colours).show(ui).clicked() {
        events.push(ShellEvent::Colours);
    }
    if !texts.language.is_empty() && labelled(Icon::Language, texts.language).show(ui).clicked() {
        events.push(ShellEvent::Language);
    }
}

fn counter<P>(ui: &mut Ui, bar: CounterBar<'_>, wide: bool, events: &mut Vec<ShellEvent<P>>) {
    let theme = Theme::of(ui);
    let ink = theme.palette().selected.ink;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        if Button::new(bar.end)
            .icon(Icon::Stop)
            .compact()
            .show(ui)
            .clicked()
        {
            events.push(ShellEvent::EndSession);
        }
        if let Some(close) = bar.close
            && Button::new(close).compact().show(ui).clicked()
        {
            events.push(ShellEvent::CloseSettings);
        }
        let words = |ui: &mut Ui| {
            let label = text::styled(bar.label, theme.bold(size::BODY), ink);
            let label = ui.add(egui::Label::new(label).wrap());
            ui.ctx().accesskit_node_builder(label.id, |node| {
                node.set_role(Role::Status);
                node.clear_value();
                node.set_label(bar.label);
            });
            if let Some(line) = bar.line.filter(|_| wide) {
                let line = text::styled(line, theme.regular(size::SMALL), ink);
                ui.add(egui::Label::new(line).wrap());
            }
        };
        // Both on one line, or one below the other: never one that begins where the other ends.
        let label = text::line_width(ui, bar.label, theme.bold(size::BODY));
        let line = bar.line.map_or(0.0, |line| {
            text::line_width(ui, line, theme.regular(size::SMALL)) + space::S
        });
        if label + line <= ui.available_size_before_wrap().x {
            words(ui);
        } else {
            ui.vertical(words);
        }
    });
}

fn keys<P: Copy>(ctx: &Context, shell: &Shell<'_, P>) -> Vec<ShellEvent<P>> {
    const DIGITS: [Key; 6] = [
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
    ];
    ctx.input_mut(|input| {
        let mut pressed =
            |modifiers, key| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key));
        let mut events = Vec::new();
        for (item, key) in shell.pages.iter().zip(DIGITS) {
            if pressed(Modifiers::COMMAND, key) {
                events.push(ShellEvent::Page(item.page));
            }
        }
        for (modifiers, key, event) in [
            (Modifiers::NONE, Key::F1, ShellEvent::Guide),
            (Modifiers::NONE, Key::F5, ShellEvent::Reload),
            (Modifiers::NONE, Key::Escape, ShellEvent::Back),
            (Modifiers::COMMAND, Key::O, ShellEvent::Open),
        ] {
            if pressed(modifiers, key) {
                events.push(event);
            }
        }
        events
    })
}
