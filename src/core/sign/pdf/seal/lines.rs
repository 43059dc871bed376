//! Lines of a name or a watermark, as large as their place allows.

use super::paint::{Painter, is_wide};
use super::{Extent, SealError};

/// A name is broken into this many lines at most.
const MAX_LINES: usize = 4;
/// How much larger text must become for one line more.
const GAIN: f32 = 1.15;

/// The parts of a name.
pub(super) fn parts(name: &str) -> Vec<&str> {
    name.split_whitespace().collect()
}

/// A small number of things as a measure.
pub(super) fn count(things: usize) -> f32 {
    u16::try_from(things).map_or(f32::from(u16::MAX), f32::from)
}

/// Whether a text runs from top to bottom where there is a choice.
pub(super) fn is_vertical(text: &str) -> bool {
    text.chars().any(is_wide)
}

/// A way to set a text, and how large it then is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fitted {
    pub(super) lines: Vec<String>,
    pub(super) size: f32,
}

/// The best way to break `parts` into lines; `measure` tells how large a choice of lines can be.
pub(super) fn fit(parts: &[&str], measure: impl Fn(&[String]) -> f32) -> Fitted {
    let mut best = Fitted {
        lines: Vec::new(),
        size: 0.0,
    };
    for count in 1..=MAX_LINES {
        for lines in breaks(parts, count) {
            let size = measure(&lines);
            if size
                > best.size
                    * if lines.len() > best.lines.len() {
                        GAIN
                    } else {
                        1.0
                    }
            {
                best = Fitted { lines, size };
            }
        }
    }
    best
}

/// Every way to set `parts` in `count` lines; a single long East Asian part also breaks within,
/// evenly.
fn breaks(parts: &[&str], count: usize) -> Vec<Vec<String>> {
    if count == 1 {
        return vec![vec![join(parts)]];
    }
    if let [single] = parts {
        let characters: Vec<char> = single.chars().collect();
        let is_breakable = characters.len() >= 4 * (count - 1) && is_vertical(single);
        let even = characters.len().div_ceil(count).max(1);
        let lines = characters.chunks(even).map(String::from_iter).collect();
        return if is_breakable {
            vec![lines]
        } else {
            Vec::new()
        };
    }
    let mut found = Vec::new();
    for place in 1..parts.len() {
        let (first, rest) = parts.split_at(place);
        for mut lines in breaks_between(rest, count - 1) {
            lines.insert(0, join(first));
            found.push(lines);
        }
    }
    found
}

/// The same, between parts only.
fn breaks_between(parts: &[&str], count: usize) -> Vec<Vec<String>> {
    match (parts, count) {
        ([], _) | (_, 0) => Vec::new(),
        (_, 1) => vec![vec![join(parts)]],
        ([_], _) => Vec::new(),
        _ => breaks(parts, count),
    }
}

/// Parts in one line, with the space that their script has between them.
pub(super) fn join(parts: &[&str]) -> String {
    let is_east_asian = parts.iter().all(|part| is_vertical(part));
    parts.join(if is_east_asian { "\u{3000}" } else { " " })
}

/// Writes over the whole seal, rising to the right, at the angle at which it is largest.
pub(super) fn across(painter: &mut Painter, text: &str, extent: Extent) -> Result<(), SealError> {
    let text = join(&parts(text));
    let ems = painter.font().measure(&text).max(1.0);
    let mut best = (0.0, 0.0);
    for degrees in FLATTEST..=STEEPEST {
        let angle = f32::from(degrees).to_radians();
        let size = size_at(angle, ems, extent);
        if size > best.1 {
            best = (angle, size);
        }
    }
    let (angle, size) = best;
    let (sin, cos) = angle.sin_cos();
    let middle = [cos, sin, -sin, cos, extent.width / 2.0, extent.height / 2.0];
    painter.within(middle, |painter| painter.over(&text, size))?;
    Ok(())
}

/// In degrees.
const FLATTEST: u8 = 8;
/// In degrees; steeper, and it is hard to read.
const STEEPEST: u8 = 25;

/// How large a turned line may be with its corners and its white edge within the seal.
fn size_at(angle: f32, ems: f32, extent: Extent) -> f32 {
    const EDGES: f32 = 0.97;
    let (sin, cos) = angle.sin_cos();
    let (along, up) = (ems / 2.0 + 0.08, 0.5);
    let across = extent.width / 2.0 / (along * cos + up * sin);
    let down = extent.height / 2.0 / (along * sin + up * cos);
    across.min(down) * EDGES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widest(lines: &[String]) -> f32 {
        let longest = lines.iter().map(|line| line.chars().count()).max();
        10.0 / u16::try_from(longest.unwrap()).map(f32::from).unwrap()
    }

    #[test]
    fn a_short_name_stays_in_a_line_and_a_long_one_is_broken_between_its_parts() {
        assert_eq!(fit(&["MARIA"], widest).lines, ["MARIA"]);
        let parts = ["MARIA", "DEL", "CARMEN", "SANTOS"];
        assert_eq!(
            fit(&parts, widest).lines,
            ["MARIA", "DEL", "CARMEN", "SANTOS"]
        );
        assert_eq!(fit(&["習志野", "花子"], widest).lines, ["習志野", "花子"]);
        assert_eq!(fit(&["あいうえおか"], widest).lines, ["あいう", "えおか"]);
    }
}
