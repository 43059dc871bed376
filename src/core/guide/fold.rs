//! Writing that looks different and means the same, made the same: for looking things up. Full-width
//! and half-width, capital and small letters, hiragana and katakana, with and without the mark of a
//! long vowel or a space.

/// `text` as it is compared. Nothing for people to read.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut last: Option<char> = None;
    for character in text.chars() {
        let wide = full_width_kana(character);
        if let Some(voiced) = last.and_then(|before| voiced(before, wide)) {
            folded.pop();
            folded.push(voiced);
            last = Some(voiced);
            continue;
        }
        let plain = hiragana(half_width_ascii(wide));
        for plain in plain.to_lowercase() {
            if is_kept(plain) {
                folded.push(plain);
                last = Some(plain);
            }
        }
    }
    folded
}

/// Spaces, hyphens of all kinds, middle dots and long vowels do not tell words apart.
fn is_kept(character: char) -> bool {
    !(character.is_whitespace()
        || matches!(
            character,
            '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FB}' | '\u{30FC}' | '\u{FF65}'
        ))
}

/// `！` to `～` are `!` to `~`.
fn half_width_ascii(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        other => other,
    }
}

/// Katakana to hiragana, which lie side by side.
fn hiragana(character: char) -> char {
    match character {
        '\u{30A1}'..='\u{30F6}' => char::from_u32(u32::from(character) - 0x60).unwrap_or(character),
        other => other,
    }
}

/// The katakana of JIS X 0201 from U+FF66 on, as hiragana, the long vowel and the two sound marks.
const HALF_WIDTH: [u16; 58] = [
    0x3092, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3083, 0x3085, 0x3087, 0x3063, 0x30FC, 0x3042,
    0x3044, 0x3046, 0x3048, 0x304A, 0x304B, 0x304D, 0x304F, 0x3051, 0x3053, 0x3055, 0x3057, 0x3059,
    0x305B, 0x305D, 0x305F, 0x3061, 0x3064, 0x3066, 0x3068, 0x306A, 0x306B, 0x306C, 0x306D, 0x306E,
    0x306F, 0x3072, 0x3075, 0x3078, 0x307B, 0x307E, 0x307F, 0x3080, 0x3081, 0x3082, 0x3084, 0x3086,
    0x3088, 0x3089, 0x308A, 0x308B, 0x308C, 0x308D, 0x308F, 0x3093, 0x3099, 0x309A,
];

fn full_width_kana(character: char) -> char {
    let place = u32::from(character).checked_sub(0xFF66);
    place
        .and_then(|place| HALF_WIDTH.get(usize::try_from(place).ok()?))
        .and_then(|code| char::from_u32(u32::from(*code)))
        .unwrap_or(character)
}

/// A kana with the sound mark that follows it, which half-width and decomposed text write apart.
fn voiced(kana: char, mark: char) -> Option<char> {
    let code = u32::from(kana);
    // Ka to to: every second is voiced, from tsu on the odd ones are plain.
    let takes_dakuten = matches!(code, 0x304B..=0x3061 if code % 2 == 1)
        || matches!(code, 0x3064 | 0x3066 | 0x3068)
        || matches!(code, 0x306F..=0x307B if code.is_multiple_of(3));
    let takes_handakuten = matches!(code, 0x306F..=0x307B if code.is_multiple_of(3));
    match mark {
        '\u{3099}' | '\u{309B}' if takes_dakuten => char::from_u32(code + 1),
        '\u{3099}' | '\u{309B}' if code == 0x3046 => char::from_u32(0x3094),
        '\u{309A}' | '\u{309C}' if takes_handakuten => char::from_u32(code + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_word_in_other_writing_is_the_same() {
        for (one, other) in [
            ("コンビニ", "こんびに"),
            ("ｺﾝﾋﾞﾆ", "コンビニ"),
            ("ﾊﾟｽﾜｰﾄﾞ", "ぱすわーど"),
            ("ガギグゲゴザジズゼゾダヂヅデド", "ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞｼﾞｽﾞｾﾞｿﾞﾀﾞﾁﾞﾂﾞﾃﾞﾄﾞ"),
            ("バビブベボパピプペポヴ", "ﾊﾞﾋﾞﾌﾞﾍﾞﾎﾞﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟｳﾞ"),
            ("か\u{3099}は\u{309A}", "がぱ"),
            ("ァィゥェォャュョッヲン", "ｧｨｩｪｫｬｭｮｯｦﾝ"),
            ("ｅ－Ｔａｘ", "e-Tax"),
            ("E-TAX", "etax"),
            ("ＰＩＮ", "pin"),
            ("署名 用", "署名　用"),
            ("サーバー", "さば"),
            ("２００円", "200円"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
    }

    #[test]
    fn different_words_stay_different() {
        for (one, other) in [
            ("はり", "ばり"),
            ("ばり", "ぱり"),
            ("更新", "更改"),
            ("びょういん", "びよういん"),
            ("", "あ"),
        ] {
            assert_ne!(fold(one), fold(other), "{one}");
        }
        // A sound mark on its own, or on a kana that takes none, stays.
        assert_eq!(fold("ﾞ"), "\u{3099}");
        assert_eq!(fold("ﾅﾞ"), "な\u{3099}");
        assert_eq!(fold("なﾟ"), "な\u{309A}");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in ".{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
