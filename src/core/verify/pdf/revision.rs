//! Whether some first part of a file is a whole PDF by itself: what a signature may cover. A revision
//! begins with the header and ends with `startxref`, a place and `%%EOF` (ISO 32000-2 §7.5.5, §7.5.6).

use crate::core::pdf::{Health, PdfError, PdfFile, Source, SourceError, is_space};

/// How far before the end the last line is looked for; only white space may follow it.
const TAIL: u64 = 1024;
/// Bytes looked at at once.
const PIECE: usize = 256 * 1024;

/// Opens what must read as the standard has it, from the first byte to the last; `None` if it does
/// not.
pub(super) fn open<'a>(
    source: &'a dyn Source,
    newer: &PdfFile<'_>,
) -> Result<Option<PdfFile<'a>>, PdfError> {
    match PdfFile::open_earlier(source, newer) {
        Ok(file) => Ok(is_whole(&file)?.then_some(file)),
        Err(error) if newer.is_too_complex() => Err(error),
        Err(PdfError::Source(error)) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// Whether a file that is open reads so. Bytes before the header make two readers count differently, and
/// may be a document of another kind (§7.5.2 has the header at the beginning).
pub(super) fn is_whole(file: &PdfFile<'_>) -> Result<bool, PdfError> {
    let source = file.source();
    let has_header = file.header() == 0;
    let is_sound = file.health() == Health::Sound && file.base() == 0;
    Ok(has_header && is_sound && last_line(source)? == Some(file.start()))
}

/// What `startxref` says in the last lines, if they are the last lines.
fn last_line(source: &dyn Source) -> Result<Option<u64>, SourceError> {
    let from = source.len().saturating_sub(TAIL);
    let tail = source.bytes(from, usize::try_from(TAIL).unwrap_or(usize::MAX))?;
    let place = trimmed(&tail)
        .strip_suffix(b"%%EOF")
        .map(trimmed)
        .and_then(|rest| {
            let digits = rest.iter().rev().take_while(|it| it.is_ascii_digit());
            rest.split_at_checked(rest.len() - digits.count())
        });
    Ok(place.and_then(|(before, digits)| {
        let word = trimmed(before);
        let is_apart = word.len() < before.len();
        let place = std::str::from_utf8(digits).ok()?.parse().ok()?;
        (word.ends_with(b"startxref") && is_apart).then_some(place)
    }))
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !is_space(*byte));
    bytes.get(..end.map_or(0, |it| it + 1)).unwrap_or_default()
}

/// Whether nothing but white space follows from `offset` on.
pub(super) fn is_blank_from(source: &dyn Source, offset: u64) -> Result<bool, SourceError> {
    let mut at = offset;
    while at < source.len() {
        let piece = source.bytes(at, PIECE)?;
        if piece.is_empty() || piece.iter().any(|byte| !is_space(*byte)) {
            return Ok(false);
        }
        at += u64::try_from(piece.len()).unwrap_or(u64::MAX);
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_last() {
        let line = |tail: &[u8]| last_line(&tail).expect("reads");
        assert_eq!(line(b"...\nstartxref\n17\n%%EOF"), Some(17));
        assert_eq!(line(b"startxref\r\n17\r\n%%EOF\r\n\n"), Some(17));
        for other in [
            b"startxref\n17\n%%EOF\nx".as_slice(),
            b"startxref\n17\n",
            b"startxref\n-17\n%%EOF",
            b"startxref17\n%%EOF",
            b"startxref\n17 %\n%%EOF",
            b"%%EOF",
            b"",
        ] {
            assert_eq!(line(other), None, "{}", String::from_utf8_lossy(other));
        }
    }
}
