//! Takes the last signature out of a PDF by searching for its words, with no understanding of PDF:
//! enough to hand it to OpenSSL, and independent of the program's own reader.

/// The CMS of a signature and what it signs.
pub struct SignatureParts {
    /// `/Contents` less the zeros that fill it up.
    pub cms: Vec<u8>,
    pub content: Vec<u8>,
}

/// Of the last `/ByteRange` in the file.
pub fn signature_parts(pdf: &[u8]) -> SignatureParts {
    let word = b"/ByteRange";
    let at = pdf
        .windows(word.len())
        .rposition(|window| window == word)
        .expect("a /ByteRange");
    let range: String = pdf[at + word.len()..]
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(|letter| *letter != '[')
        .skip(1)
        .take_while(|letter| *letter != ']')
        .collect();
    let range: Vec<usize> = range
        .split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect();
    let [first, first_length, second, second_length] = range[..] else {
        panic!("{range:?}");
    };
    let gap = &pdf[first + first_length..second];
    assert!(gap.starts_with(b"<") && gap.ends_with(b">"), "{range:?}");
    let mut cms: Vec<u8> = gap[1..gap.len() - 1]
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    cms.truncate(der_length(&cms));
    let mut content = pdf[first..first + first_length].to_vec();
    content.extend_from_slice(&pdf[second..second + second_length]);
    SignatureParts { cms, content }
}

/// The bytes of the outermost element. One of indefinite length (X.690 §8.1.3.6) is left as it is:
/// OpenSSL reads as far as it goes.
fn der_length(bytes: &[u8]) -> usize {
    match bytes[1] {
        0x80 => bytes.len(),
        short @ 0..0x80 => 2 + usize::from(short),
        long => {
            let count = usize::from(long & 0x7F);
            let length = bytes[2..2 + count]
                .iter()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            2 + count + length
        }
    }
}
