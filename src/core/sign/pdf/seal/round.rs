//! The round seal. All measures are parts of its radius, around its middle. A name with East Asian
//! characters stands in columns from right to left, its characters stretched to fill them, as on a
//! carved seal; another name lies in lines. With a date it is a date stamp: what is above, the date
//! between two lines, what is below.

use super::lines::{Fitted, count, fit, is_vertical, join, parts};
use super::paint::{EM_MIDDLE, Painter};
use super::{Extent, Ring, SealError, SealText};
use crate::core::pdf::font::{Direction, EmbeddedFont};

/// The most columns of a name.
const MAX_COLUMNS: usize = 4;
/// The widest and the tallest a character's cell may be, as height by width.
const ASPECTS: [f32; 2] = [0.75, 1.25];
/// How much larger characters must become for one column more.
const GAIN: f32 = 1.12;
/// How much smaller they may be for columns that keep the parts of a name apart.
const PARTS_COUNT: f32 = 0.72;
/// What a kanji's strokes leave free of its square, in each direction.
const STROKES: f32 = 0.92;

pub(super) fn draw(
    painter: &mut Painter,
    text: &SealText,
    ring: Ring,
    extent: Extent,
) -> Result<(), SealError> {
    let radius = extent.width / 2.0;
    let to_unit = [radius, 0.0, 0.0, radius, radius, radius];
    let name = parts(&text.name);
    if name.is_empty() {
        return Err(SealError::NoName);
    }
    painter.within(to_unit, |painter| {
        let inner = draw_ring(painter, ring);
        match &text.date {
            Some(date) => {
                let caption = parts(text.caption.as_deref().unwrap_or_default());
                dated(painter, &name, &caption, &join(&parts(date)), inner)
            }
            None if is_vertical(&join(&name)) => columns(painter, &name, inner),
            None => in_lines(painter, &name, inner),
        }
    })
}

/// Draws the ring and tells the radius within it.
fn draw_ring(painter: &mut Painter, ring: Ring) -> f32 {
    const STOUT: f32 = 0.075;
    const GAP: f32 = 0.045;
    const FINE: f32 = 0.025;
    painter.circle([0.0, 0.0], 1.0 - STOUT / 2.0, STOUT);
    match ring {
        Ring::Single => 1.0 - STOUT,
        Ring::Double => {
            painter.circle([0.0, 0.0], 1.0 - STOUT - GAP - FINE / 2.0, FINE);
            1.0 - STOUT - GAP - FINE
        }
    }
}

/// Columns, the rightmost first, and the size of a cell.
struct Columns {
    characters: Vec<Vec<char>>,
    width: f32,
    height: f32,
}

impl Columns {
    /// As large as the circle allows: half the block's diagonal is the radius.
    fn new(columns: Vec<Vec<char>>, radius: f32) -> Self {
        let [flattest, tallest] = ASPECTS;
        let across = count(columns.len());
        let down = count(columns.iter().map(Vec::len).max().unwrap_or(1));
        // Square blocks are the largest in a circle; a cell gives what it can towards one.
        let aspect = (across / down).clamp(flattest, tallest);
        let width = 2.0 * radius / across.hypot(down * aspect);
        Self {
            characters: columns,
            width,
            height: width * aspect,
        }
    }

    fn size(&self) -> f32 {
        (self.width * self.height).sqrt()
    }
}

fn columns(painter: &mut Painter, name: &[&str], inner: f32) -> Result<(), SealError> {
    let chosen = choose(name, (inner - 0.07) / STROKES);
    let down = count(chosen.characters.iter().map(Vec::len).max().unwrap_or(1));
    let across = count(chosen.characters.len());
    let block = down * chosen.height;
    painter.saying(&join(name), |painter| {
        for (place, column) in chosen.characters.iter().enumerate() {
            let x = (across / 2.0 - 0.5 - count(place)) * chosen.width;
            // A shorter column is stretched, and what is left is spread between its characters.
            let step = block / count(column.len());
            let height = step.min(chosen.width * 1.35);
            for (place, character) in column.iter().enumerate() {
                let y = block / 2.0 - (count(place) + 0.5) * step;
                cell(painter, *character, [x, y], [chosen.width, height])?;
            }
        }
        Ok(())
    })
}

/// One character in the middle of its cell, an em as large as the cell.
fn cell(
    painter: &mut Painter,
    character: char,
    [x, y]: [f32; 2],
    [width, height]: [f32; 2],
) -> Result<(), SealError> {
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    // Proportional kana and Latin letters are narrower than an em.
    let advance = painter.font().width(character, Direction::Vertical);
    let left = x - advance * width / 2.0;
    let baseline = y - EM_MIDDLE * height;
    painter.glyphs(text, Direction::Vertical, [left, baseline], [width, height])?;
    Ok(())
}

/// The largest columns, with a liking for few and for those that keep the parts of a name apart.
fn choose(name: &[&str], radius: f32) -> Columns {
    let apart = name.iter().map(|part| part.chars().collect()).collect();
    let mut best = Columns::new(apart, radius);
    let all: Vec<char> = name.iter().flat_map(|part| part.chars()).collect();
    let mut bar = if name.len() > 1 && name.len() <= MAX_COLUMNS {
        best.size() / PARTS_COUNT
    } else {
        0.0
    };
    for wanted in 1..=MAX_COLUMNS {
        let per_column = all.len().div_ceil(wanted).max(1);
        let columns: Vec<Vec<char>> = all.chunks(per_column).map(<[char]>::to_vec).collect();
        let candidate = Columns::new(columns, radius);
        if candidate.size() > bar {
            bar = candidate.size() * GAIN;
            best = candidate;
        }
    }
    best
}

/// Lines around the middle.
fn in_lines(painter: &mut Painter, name: &[&str], inner: f32) -> Result<(), SealError> {
    let radius = inner - 0.08;
    let fitted = fit(name, |lines| lines_in_circle(painter.font(), lines, radius));
    draw_lines(painter, &fitted, 0.0, &join(name))
}

fn draw_lines(
    painter: &mut Painter,
    fitted: &Fitted,
    middle: f32,
    says: &str,
) -> Result<(), SealError> {
    let top = count(fitted.lines.len()) / 2.0 - 0.5;
    painter.saying(says, |painter| {
        for (place, line) in fitted.lines.iter().enumerate() {
            let y = middle + (top - count(place)) * fitted.size * LEADING;
            painter.line(line, [0.0, y], fitted.size)?;
        }
        Ok(())
    })
}

/// From line to line, in ems.
const LEADING: f32 = 1.1;
/// The height of a line's letters in ems, to keep within the circle.
const LETTERS: f32 = 0.9;

/// The size of lines around the middle whose corners touch the circle.
fn lines_in_circle(font: &EmbeddedFont, lines: &[String], radius: f32) -> f32 {
    let top = count(lines.len()) / 2.0 - 0.5;
    let reach = lines.iter().enumerate().map(|(place, line)| {
        let y = (top - count(place)).abs() * LEADING + LETTERS / 2.0;
        (font.measure(line) / 2.0).hypot(y)
    });
    (radius / reach.fold(0.5, f32::max)).min(radius * 1.1)
}

/// A date stamp. The caption is above and the name below; without a caption the first part of the
/// name is above; with one part only, the name is above and the date below it.
fn dated(
    painter: &mut Painter,
    name: &[&str],
    caption: &[&str],
    date: &str,
    inner: f32,
) -> Result<(), SealError> {
    let radius = inner - 0.07;
    let (above, below) = match (caption, name) {
        ([_, ..], _) => (caption, name),
        ([], [_, rest @ ..]) => (name.get(..1).unwrap_or(name), rest),
        ([], []) => (name, name),
    };
    if below.is_empty() {
        const LINE: f32 = 0.3;
        rule(painter, -LINE, inner);
        segment(painter, above, MARGIN - LINE, Side::Above, radius)?;
        let lines = vec![date.to_owned()];
        return segment_lines(painter, lines, LINE + MARGIN, Side::Below, radius, date);
    }
    let (size, half) = band(painter.font(), date, radius);
    rule(painter, half, inner);
    rule(painter, -half, inner);
    segment(painter, above, half + MARGIN, Side::Above, radius)?;
    painter.saying(date, |painter| painter.line(date, [0.0, 0.0], size))?;
    segment(painter, below, half + MARGIN, Side::Below, radius)
}

/// Between a line and the text beside it.
const MARGIN: f32 = 0.06;

/// The size of the date in the middle and half the height of its band.
fn band(font: &EmbeddedFont, date: &str, radius: f32) -> (f32, f32) {
    let ems = font.measure(date).max(1.0);
    let size = (2.0 * radius * 0.93 / ems).min(0.36);
    (size, size * 0.42 + MARGIN * 1.2)
}

fn rule(painter: &mut Painter, y: f32, inner: f32) {
    let x = (inner * inner - y * y).max(0.0).sqrt() + 0.01;
    painter.stroke([-x, y], [x, y], 0.035);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

/// Text between a chord, `from` above the middle (or below), and the circle, in as many lines as
/// make it large.
fn segment(
    painter: &mut Painter,
    text: &[&str],
    from: f32,
    side: Side,
    radius: f32,
) -> Result<(), SealError> {
    let fitted = fit(text, |lines| {
        side.place(painter.font(), lines, from, radius).size
    });
    segment_lines(painter, fitted.lines, from, side, radius, &join(text))
}

/// The same, in these lines.
fn segment_lines(
    painter: &mut Painter,
    lines: Vec<String>,
    from: f32,
    side: Side,
    radius: f32,
    says: &str,
) -> Result<(), SealError> {
    let place = side.place(painter.font(), &lines, from, radius);
    let middle = place.from + block_height(lines.len()) * place.size / 2.0;
    let middle = match side {
        Side::Above => middle,
        Side::Below => -middle,
    };
    let size = place.size;
    draw_lines(painter, &Fitted { lines, size }, middle, says)
}

impl Side {
    fn place(self, font: &EmbeddedFont, lines: &[String], from: f32, radius: f32) -> SegmentPlace {
        let widths = lines.iter().map(|line| font.measure(line));
        let outwards: Vec<f32> = match self {
            Self::Above => widths.rev().collect(),
            Self::Below => widths.collect(),
        };
        segment_place(&outwards, from, radius)
    }
}

/// Where a block of lines begins, from the middle, and the size of its text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct SegmentPlace {
    from: f32,
    size: f32,
}

/// Close to the chord, text is largest and looks fallen; in the middle of what is free, it may be
/// small. So: as central as leaves it nearly as large as can be.
fn segment_place(widths: &[f32], from: f32, radius: f32) -> SegmentPlace {
    const STEPS: u16 = 32;
    const NEARLY: f32 = 0.88;
    let places: Vec<SegmentPlace> = (0..STEPS)
        .map(|step| {
            let from = from + (radius - from) * f32::from(step) / f32::from(STEPS);
            let size = segment_size(widths, from, radius);
            SegmentPlace { from, size }
        })
        .collect();
    let largest = places.iter().map(|place| place.size).fold(0.0, f32::max);
    let imbalance = |place: &SegmentPlace| {
        let outer = place.from + block_height(widths.len()) * place.size;
        ((place.from - from) - (radius - outer)).abs()
    };
    let candidates = places.iter().filter(|it| it.size >= largest * NEARLY);
    let best = candidates.min_by(|a, b| imbalance(a).total_cmp(&imbalance(b)));
    best.copied().unwrap_or(SegmentPlace { from, size: 0.0 })
}

/// The size at which the corners of lines, `widths` ems wide from the chord outwards, touch the
/// circle; halving finds it.
fn segment_size(widths: &[f32], from: f32, radius: f32) -> f32 {
    let (mut fits, mut exceeds) = (0.0, radius);
    for _ in 0..20 {
        let size: f32 = f32::midpoint(fits, exceeds);
        let is_within = widths.iter().enumerate().all(|(place, width)| {
            let near = from + count(place) * LEADING * size;
            let far = near + LETTERS * size;
            (width * size / 2.0).hypot(near.abs().max(far.abs())) <= radius
        });
        if is_within {
            fits = size;
        } else {
            exceeds = size;
        }
    }
    fits
}

/// In ems.
fn block_height(lines: usize) -> f32 {
    (count(lines) - 1.0) * LEADING + LETTERS
}
