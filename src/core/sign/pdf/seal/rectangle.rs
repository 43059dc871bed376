//! The rectangular seal: caption, name and date in a frame, each in the middle of its line. Measures
//! are parts of the frame's height.

use super::lines::{count, fit, join, parts};
use super::paint::Painter;
use super::{Extent, SealError, SealText};

/// Height by width.
const PROPORTION: f32 = 0.4;
/// The frame's line.
const FRAME: f32 = 0.03;
/// What stays free within the frame, at the sides.
const MARGIN: f32 = 0.12;
/// The height of the caption's and the date's line.
const SMALL: f32 = 0.16;
/// What the name may fill if there are a caption and a date.
const NAME: f32 = 0.38;
/// From line to line of a name, in ems.
const LEADING: f32 = 1.12;

pub(super) fn extent(width: f32) -> Extent {
    Extent {
        width,
        height: width * PROPORTION,
    }
}

pub(super) fn draw(
    painter: &mut Painter,
    text: &SealText,
    extent: Extent,
) -> Result<(), SealError> {
    let name = parts(&text.name);
    if name.is_empty() {
        return Err(SealError::NoName);
    }
    let unit = extent.height;
    let middle = extent.width / 2.0;
    painter.frame(0.0, 0.0, extent, FRAME * unit);
    let room = extent.width - 2.0 * MARGIN * unit;
    let one = |text: &Option<String>| {
        let text = text.as_deref().map(|it| join(&parts(it)));
        text.filter(|it| !it.is_empty())
    };
    let (caption, date) = (one(&text.caption), one(&text.date));
    let (top, bottom): (f32, f32) = (
        if caption.is_some() { 0.70 } else { 0.88 },
        if date.is_some() { 0.30 } else { 0.12 },
    );
    // Of two lines each has more room than of three.
    let closer = if caption.is_some() == date.is_some() {
        0.0
    } else {
        0.03
    };
    let (top, bottom) = (top - closer, bottom + closer);
    if let Some(caption) = caption {
        small(
            painter,
            &caption,
            [middle, (0.81 - closer) * unit],
            room,
            unit,
        )?;
    }
    let height = (top - bottom).max(NAME) * unit;
    let fitted = fit(&name, |lines| {
        let widest = lines.iter().map(|line| painter.font().measure(line));
        (room / widest.fold(1.0, f32::max)).min(height / (count(lines.len()) * LEADING))
    });
    let down = count(fitted.lines.len());
    let size = fitted.size.min(LARGEST * unit);
    painter.saying(&join(&name), |painter| {
        let mut y = f32::midpoint(top, bottom) * unit + (down / 2.0 - 0.5) * size * LEADING;
        for line in &fitted.lines {
            painter.line(line, [middle, y], size)?;
            y -= size * LEADING;
        }
        Ok::<(), SealError>(())
    })?;
    if let Some(date) = date {
        small(painter, &date, [middle, (0.19 + closer) * unit], room, unit)?;
    }
    Ok(())
}

/// The largest a name is set.
const LARGEST: f32 = 0.35;

fn small(
    painter: &mut Painter,
    text: &str,
    middle: [f32; 2],
    room: f32,
    unit: f32,
) -> Result<(), SealError> {
    let ems = painter.font().measure(text).max(1.0);
    let size = (SMALL * unit).min(room / ems);
    painter.saying(text, |painter| painter.line(text, middle, size))?;
    Ok(())
}
