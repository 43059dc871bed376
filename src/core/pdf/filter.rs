//! Decodes the streams that the structure of a file is made of: cross-reference and object streams
//! (ISO 32000-2 §7.4). Those are Flate with or without a predictor in all programs of today; pictures
//! and fonts are never decoded here.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::{
    PdfError,
    budget::Budget,
    object::{Dictionary, Object},
};

/// The most bytes of a structural stream, encoded or decoded: a small file must not fill the memory, and
/// this many are two million rows of the longest kind.
pub(super) const MAX_LEN: usize = 48 * 1024 * 1024;
/// The most filters of one stream: programs use one.
const MAX_FILTERS: usize = 4;

/// The bytes of a stream with this dictionary, whose values are direct here.
pub(super) fn decode(
    dictionary: &Dictionary,
    data: Vec<u8>,
    budget: &Budget,
) -> Result<Vec<u8>, PdfError> {
    let filters = list(dictionary.get("Filter").or(dictionary.get("F")));
    let parameters = list(dictionary.get("DecodeParms").or(dictionary.get("DP")));
    if filters.len() > MAX_FILTERS {
        return Err(PdfError::TooComplex);
    }
    let mut data = data;
    for (place, filter) in filters.iter().enumerate() {
        let parameters = parameters.get(place).and_then(|it| it.as_dictionary());
        data = match filter.as_name() {
            Some(b"FlateDecode" | b"Fl") => unpredict(parameters, inflate(&data, budget)?)?,
            Some(b"ASCIIHexDecode" | b"AHx") => hexadecimal(&data)?,
            Some(b"Crypt") => data,
            _ => return Err(PdfError::StreamEncoding),
        };
        budget.spend(data.len())?;
    }
    Ok(data)
}

fn list(object: Option<&Object>) -> Vec<Object> {
    match object {
        None | Some(Object::Null) => Vec::new(),
        Some(Object::Array(elements)) => elements.clone(),
        Some(one) => vec![one.clone()],
    }
}

fn inflate(data: &[u8], budget: &Budget) -> Result<Vec<u8>, PdfError> {
    let mut decoded = Vec::new();
    let most = u64::try_from(MAX_LEN).unwrap_or(u64::MAX);
    let read = ZlibDecoder::new(data)
        .take(most + 1)
        .read_to_end(&mut decoded);
    budget.spend_searching(decoded.len())?;
    if decoded.len() > MAX_LEN {
        return Err(PdfError::TooComplex);
    }
    match read {
        Ok(_) => Ok(decoded),
        // Cut off or with a wrong checksum: readers take what there is.
        Err(_) if !decoded.is_empty() => Ok(decoded),
        Err(_) => Err(PdfError::StreamEncoding),
    }
}

fn hexadecimal(data: &[u8]) -> Result<Vec<u8>, PdfError> {
    let mut text = vec![b'<'];
    text.extend(data.iter().copied().take_while(|byte| *byte != b'>'));
    text.push(b'>');
    match super::parse::Parser::new(&text).object() {
        Ok(Object::String(bytes)) => Ok(bytes),
        _ => Err(PdfError::StreamEncoding),
    }
}

/// Undoes the predictor (§7.4.4.4).
fn unpredict(parameters: Option<&Dictionary>, data: Vec<u8>) -> Result<Vec<u8>, PdfError> {
    let number = |key, default| {
        let value = parameters.and_then(|it| it.get(key)?.as_integer());
        usize::try_from(value.unwrap_or(default)).or(Err(PdfError::StreamEncoding))
    };
    let (colors, bits, columns) = (
        number("Colors", 1)?,
        number("BitsPerComponent", 8)?,
        number("Columns", 1)?,
    );
    match number("Predictor", 1)? {
        1 => return Ok(data),
        10..=15 => {}
        _ => return Err(PdfError::StreamEncoding),
    }
    let bits_a_row = colors
        .checked_mul(bits)
        .and_then(|it| it.checked_mul(columns));
    let row_len = bits_a_row.ok_or(PdfError::StreamEncoding)?.div_ceil(8);
    // A row that is said to be longer than everything is all of it.
    let row_len = row_len.min(data.len());
    let pixel = (colors * bits).div_ceil(8).max(1);
    let mut decoded: Vec<u8> = Vec::with_capacity(data.len());
    for row in data.chunks(row_len + 1) {
        let Some((&kind, row)) = row.split_first() else {
            break;
        };
        let start = decoded.len();
        for (place, &byte) in row.iter().enumerate() {
            // In this row or in the one above it; before the first of either there are zeros.
            let at = |row: Option<usize>, back: usize| {
                let place = place.checked_sub(back).zip(row);
                let place = place.and_then(|(place, row)| decoded.get(row + place));
                place.copied().unwrap_or_default()
            };
            let above = start.checked_sub(row_len);
            let prediction = match kind {
                0 => 0,
                1 => at(Some(start), pixel),
                2 => at(above, 0),
                3 => u8::midpoint(at(Some(start), pixel), at(above, 0)),
                4 => paeth(at(Some(start), pixel), at(above, 0), at(above, pixel)),
                _ => return Err(PdfError::StreamEncoding),
            };
            decoded.push(byte.wrapping_add(prediction));
        }
    }
    Ok(decoded)
}

/// PNG's fourth filter (ISO/IEC 15948 §9.4).
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let estimate = a + b - c;
    let [to_a, to_b, to_c] = [a, b, c].map(|it| (estimate - it).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn deflated(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(data).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn a_predicted_table_comes_out_as_it_was() {
        let rows = [
            [2, 1, 0, 10, 0], // up, from nothing
            [2, 0, 0, 20, 0], // up
            [1, 1, 0, 0, 1],  // left
            [3, 1, 1, 1, 1],  // average
            [4, 1, 0, 0, 0],  // Paeth
        ];
        let parameters = Dictionary::new()
            .with("Predictor", Object::Integer(12))
            .with("Columns", Object::Integer(4));
        let dictionary = Dictionary::new()
            .with("Filter", Object::name("FlateDecode"))
            .with("DecodeParms", Object::Dictionary(parameters));
        let rows = deflated(&rows.concat());
        let decoded = decode(&dictionary, rows, &Budget::default()).expect("decodes");
        assert_eq!(
            decoded,
            [
                [1, 0, 10, 0],
                [1, 0, 30, 0],
                [1, 1, 1, 2],
                [1, 2, 2, 3],
                [2, 2, 2, 3],
            ]
            .concat()
        );
    }

    #[test]
    fn a_row_longer_than_everything_takes_no_room() {
        let parameters = Dictionary::new()
            .with("Predictor", Object::Integer(12))
            .with("Columns", Object::Integer(i64::MAX / 8));
        let decoded = unpredict(Some(&parameters), vec![2, 1, 0, 10]);
        assert_eq!(decoded, Ok(vec![1, 0, 10]));
    }

    #[test]
    fn pictures_are_not_decoded() {
        let dictionary = Dictionary::new().with("Filter", Object::name("DCTDecode"));
        assert_eq!(
            decode(&dictionary, vec![1, 2, 3], &Budget::default()),
            Err(PdfError::StreamEncoding)
        );
    }
}
