//! The icons: one stroke style on a grid of 24, drawn as lines so that they are crisp at any size.
//! An icon never stands alone: the widget that shows it also says the word.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};

/// What an icon means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    /// Go back.
    Back,
    /// The card.
    Card,
    /// Done, true, within its time.
    Check,
    /// A time that is near.
    Clock,
    /// Colours of the window.
    Contrast,
    /// Copy to the clipboard.
    Copy,
    /// It is open; close it.
    Down,
    /// Take the card out.
    Eject,
    /// Something is wrong.
    Error,
    /// Show what is masked.
    Eye,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// It is closed, open it; go on.
    Forward,
    /// How procedures work.
    Guide,
    /// The first page.
    Home,
    /// A fact.
    Info,
    /// Put the card in.
    Insert,
    /// A PIN or password.
    Key,
    /// The language of the window.
    Language,
    /// Locked after too many wrong entries.
    Lock,
    /// Smaller.
    Minus,
    /// Larger, more.
    Plus,
    /// The card reader.
    Reader,
    /// A choice that is not taken.
    Ring,
    /// Read again.
    Refresh,
    /// Write to a file.
    Save,
    /// Find out what is wrong.
    Search,
    /// The smart card service of the system.
    Service,
    /// Choices about the window.
    Settings,
    /// Sign a document.
    Sign,
    /// Remove, close, stop.
    Stop,
    /// Check a signature.
    Verify,
    /// Take care.
    Warning,
}

/// Puts `icon` into the layout, `points` wide and high.
pub fn show(ui: &mut Ui, icon: Icon, points: f32, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(points, points), egui::Sense::hover());
    paint(ui.painter(), icon, rect, color);
}

/// Puts `icon`, as large as running text, before what `content` shows.
pub fn beside<R>(ui: &mut Ui, icon: Icon, color: Color32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let side = Theme::of(ui).scaled(size::ICON);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        show(ui, icon, side, color);
        content(ui)
    })
    .inner
}

/// Paints `icon` into `rect`.
pub fn paint(painter: &Painter, icon: Icon, rect: Rect, color: Color32) {
    let scale = rect.width().min(rect.height()) / GRID;
    let origin = rect.center() - vec2(GRID, GRID) * scale / 2.0;
    let stroke = Stroke::new((2.0 * scale).max(1.5), color);
    let place = |(x, y): (f32, f32)| pos2(origin.x + x * scale, origin.y + y * scale);
    for part in parts(icon) {
        match part {
            Part::Line(points) => {
                let points: Vec<Pos2> = points.iter().copied().map(place).collect();
                round_ends(painter, &points, stroke);
                painter.add(Shape::line(points, stroke));
            }
            Part::Outline(points) => {
                let points: Vec<Pos2> = points.iter().copied().map(place).collect();
                painter.add(Shape::closed_line(points, stroke));
            }
            Part::Ring(center, radius) => {
                painter.circle_stroke(place(*center), radius * scale, stroke);
            }
            Part::Dot(center) => {
                painter.circle_filled(place(*center), 1.4 * scale, color);
            }
            Part::Arc(center, radius, from, to) => {
                let points: Vec<Pos2> = arc(*center, *radius, *from, *to).map(place).collect();
                round_ends(painter, &points, stroke);
                painter.add(Shape::line(points, stroke));
            }
        }
    }
}

const GRID: f32 = 24.0;

type Point = (f32, f32);

enum Part {
    /// An open line with round ends.
    Line(&'static [Point]),
    /// A closed line.
    Outline(&'static [Point]),
    /// A circle.
    Ring(Point, f32),
    /// A filled dot.
    Dot(Point),
    /// Part of a circle: centre, radius, from and to in degrees, clockwise from the right.
    Arc(Point, f32, f32, f32),
}

fn round_ends(painter: &Painter, points: &[Pos2], stroke: Stroke) {
    for end in [points.first(), points.last()].into_iter().flatten() {
        painter.circle_filled(*end, stroke.width / 2.0, stroke.color);
    }
}

fn arc(center: Point, radius: f32, from: f32, to: f32) -> impl Iterator<Item = Point> {
    const STEPS: u8 = 24;
    (0..=STEPS).map(move |step| {
        let angle = (from + (to - from) * f32::from(step) / f32::from(STEPS)).to_radians();
        (
            center.0 + radius * angle.cos(),
            center.1 + radius * angle.sin(),
        )
    })
}

fn parts(icon: Icon) -> &'static [Part] {
    use Part::{Arc, Dot, Line, Outline, Ring};
    match icon {
        Icon::Back => &[Line(&[(14.5, 5.0), (7.5, 12.0), (14.5, 19.0)])],
        Icon::Card => &[
            Outline(&[(2.5, 5.0), (21.5, 5.0), (21.5, 19.0), (2.5, 19.0)]),
            Outline(&[(6.0, 10.0), (10.5, 10.0), (10.5, 14.0), (6.0, 14.0)]),
            Line(&[(14.0, 11.0), (18.0, 11.0)]),
            Line(&[(14.0, 15.0), (18.0, 15.0)]),
        ],
        Icon::Check => &[Line(&[(4.5, 12.5), (10.0, 18.0), (19.5, 6.5)])],
        Icon::Clock => &[
            Ring((12.0, 12.0), 9.0),
            Line(&[(12.0, 6.5), (12.0, 12.0), (16.0, 14.5)]),
        ],
        Icon::Contrast => &[
            Ring((12.0, 12.0), 9.0),
            Line(&[(12.0, 3.5), (12.0, 20.5)]),
            Line(&[(14.5, 6.0), (14.5, 18.0)]),
            Line(&[(17.0, 7.5), (17.0, 16.5)]),
        ],
        Icon::Copy => &[
            Outline(&[(8.5, 8.5), (20.0, 8.5), (20.0, 20.5), (8.5, 20.5)]),
            Line(&[
                (15.0, 5.0),
                (15.0, 3.5),
                (4.0, 3.5),
                (4.0, 15.5),
                (5.5, 15.5),
            ]),
        ],
        Icon::Down => &[Line(&[(5.0, 8.5), (12.0, 15.5), (19.0, 8.5)])],
        Icon::Eject => &[
            Outline(&[(12.0, 4.5), (19.0, 13.0), (5.0, 13.0)]),
            Line(&[(5.0, 18.5), (19.0, 18.5)]),
        ],
        Icon::Error => &[
            Outline(&[
                (8.0, 2.5),
                (16.0, 2.5),
                (21.5, 8.0),
                (21.5, 16.0),
                (16.0, 21.5),
                (8.0, 21.5),
                (2.5, 16.0),
                (2.5, 8.0),
            ]),
            Line(&[(8.5, 8.5), (15.5, 15.5)]),
            Line(&[(15.5, 8.5), (8.5, 15.5)]),
        ],
        Icon::Eye => &[
            Arc((12.0, 18.0), 11.5, 212.0, 328.0),
            Arc((12.0, 6.0), 11.5, 32.0, 148.0),
            Ring((12.0, 12.0), 2.8),
        ],
        Icon::File => &[
            Outline(&[
                (5.0, 2.5),
                (14.0, 2.5),
                (19.0, 7.5),
                (19.0, 21.5),
                (5.0, 21.5),
            ]),
            Line(&[(14.0, 3.0), (14.0, 7.5), (18.5, 7.5)]),
        ],
        Icon::Folder => &[Outline(&[
            (2.5, 5.0),
            (9.0, 5.0),
            (11.5, 8.0),
            (21.5, 8.0),
            (21.5, 19.5),
            (2.5, 19.5),
        ])],
        Icon::Forward => &[Line(&[(9.0, 5.0), (16.0, 12.0), (9.0, 19.0)])],
        Icon::Guide => &[
            Line(&[(12.0, 6.0), (12.0, 20.0)]),
            Outline(&[
                (12.0, 6.0),
                (8.5, 4.0),
                (2.5, 4.0),
                (2.5, 18.0),
                (8.5, 18.0),
                (12.0, 20.0),
                (15.5, 18.0),
                (21.5, 18.0),
                (21.5, 4.0),
                (15.5, 4.0),
            ]),
        ],
        Icon::Home => &[
            Line(&[(2.5, 11.5), (12.0, 3.0), (21.5, 11.5)]),
            Line(&[(5.5, 10.0), (5.5, 20.5), (18.5, 20.5), (18.5, 10.0)]),
            Line(&[(10.0, 20.0), (10.0, 14.5), (14.0, 14.5), (14.0, 20.0)]),
        ],
        Icon::Info => &[
            Ring((12.0, 12.0), 9.0),
            Line(&[(12.0, 11.5), (12.0, 16.5)]),
            Dot((12.0, 7.8)),
        ],
        Icon::Insert => &[
            Line(&[(12.0, 3.5), (12.0, 14.5)]),
            Line(&[(7.5, 10.0), (12.0, 14.5), (16.5, 10.0)]),
            Line(&[(4.0, 15.5), (4.0, 20.0), (20.0, 20.0), (20.0, 15.5)]),
        ],
        Icon::Key => &[
            Ring((7.5, 15.5), 4.5),
            Line(&[(10.8, 12.2), (19.5, 3.5)]),
            Line(&[(15.0, 8.0), (18.5, 11.5)]),
        ],
        Icon::Language => &[
            Ring((12.0, 12.0), 9.0),
            Line(&[(3.5, 12.0), (20.5, 12.0)]),
            Arc((20.5, 12.0), 12.2, 134.0, 226.0),
            Arc((3.5, 12.0), 12.2, -46.0, 46.0),
        ],
        Icon::Lock => &[
            Outline(&[(4.5, 10.5), (19.5, 10.5), (19.5, 21.0), (4.5, 21.0)]),
            Line(&[(8.0, 10.0), (8.0, 7.0)]),
            Line(&[(16.0, 10.0), (16.0, 7.0)]),
            Arc((12.0, 7.0), 4.0, 180.0, 360.0),
            Dot((12.0, 15.5)),
        ],
        Icon::Minus => &[Line(&[(5.0, 12.0), (19.0, 12.0)])],
        Icon::Plus => &[
            Line(&[(5.0, 12.0), (19.0, 12.0)]),
            Line(&[(12.0, 5.0), (12.0, 19.0)]),
        ],
        Icon::Reader => &[
            Outline(&[(3.0, 11.5), (21.0, 11.5), (21.0, 20.5), (3.0, 20.5)]),
            Line(&[(7.0, 11.0), (7.0, 3.5), (17.0, 3.5), (17.0, 11.0)]),
            Line(&[(7.0, 16.0), (12.0, 16.0)]),
            Dot((17.0, 16.0)),
        ],
        Icon::Refresh => &[
            Arc((12.0, 12.0), 8.0, -20.0, 270.0),
            Line(&[(9.0, 0.9), (12.4, 4.0), (9.0, 7.1)]),
        ],
        Icon::Ring => &[Ring((12.0, 12.0), 8.0)],
        Icon::Save => &[
            Line(&[(12.0, 3.5), (12.0, 15.0)]),
            Line(&[(7.0, 10.0), (12.0, 15.0), (17.0, 10.0)]),
            Line(&[(4.0, 20.0), (20.0, 20.0)]),
        ],
        Icon::Search => &[Ring((10.5, 10.5), 7.0), Line(&[(15.7, 15.7), (21.0, 21.0)])],
        Icon::Service => &[
            Outline(&[(6.5, 6.5), (17.5, 6.5), (17.5, 17.5), (6.5, 17.5)]),
            Line(&[(10.0, 6.0), (10.0, 2.5)]),
            Line(&[(14.0, 6.0), (14.0, 2.5)]),
            Line(&[(10.0, 18.0), (10.0, 21.5)]),
            Line(&[(14.0, 18.0), (14.0, 21.5)]),
            Line(&[(6.0, 10.0), (2.5, 10.0)]),
            Line(&[(6.0, 14.0), (2.5, 14.0)]),
            Line(&[(18.0, 10.0), (21.5, 10.0)]),
            Line(&[(18.0, 14.0), (21.5, 14.0)]),
        ],
        Icon::Settings => &[
            Line(&[(3.0, 6.5), (12.0, 6.5)]),
            Line(&[(18.0, 6.5), (21.0, 6.5)]),
            Ring((15.0, 6.5), 2.6),
            Line(&[(3.0, 17.5), (6.0, 17.5)]),
            Line(&[(12.0, 17.5), (21.0, 17.5)]),
            Ring((9.0, 17.5), 2.6),
        ],
        Icon::Sign => &[
            Line(&[(3.0, 21.0), (21.0, 21.0)]),
            Outline(&[
                (5.0, 17.0),
                (5.8, 12.7),
                (15.5, 3.0),
                (19.0, 6.5),
                (9.3, 16.2),
            ]),
            Line(&[(13.0, 5.5), (16.5, 9.0)]),
        ],
        Icon::Stop => &[
            Line(&[(6.0, 6.0), (18.0, 18.0)]),
            Line(&[(18.0, 6.0), (6.0, 18.0)]),
        ],
        Icon::Verify => &[
            Outline(&[
                (12.0, 2.5),
                (20.0, 5.5),
                (20.0, 12.0),
                (17.6, 17.2),
                (12.0, 21.5),
                (6.4, 17.2),
                (4.0, 12.0),
                (4.0, 5.5),
            ]),
            Line(&[(8.0, 11.8), (11.0, 14.8), (16.0, 9.0)]),
        ],
        Icon::Warning => &[
            Outline(&[(12.0, 3.0), (22.0, 20.5), (2.0, 20.5)]),
            Line(&[(12.0, 10.0), (12.0, 14.5)]),
            Dot((12.0, 17.4)),
        ],
    }
}
