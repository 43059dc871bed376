//! What others wrote (names of files, readers and people), so that it cannot write over what stands beside
//! it or pose as something else.

/// So many marks on one character are a language's; more pile up over the lines around it.
const MOST_MARKS: usize = 4;

/// Characters that do not show, steer a terminal or turn text around become U+FFFD, and so does what is piled
/// on one character beyond all languages.
pub fn printable(text: &str) -> String {
    let mut marks = 0;
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        match marks.cmp(&(MOST_MARKS + 1)) {
            std::cmp::Ordering::Less => shown.push(harmless(character)),
            std::cmp::Ordering::Equal => shown.push(char::REPLACEMENT_CHARACTER),
            std::cmp::Ordering::Greater => {}
        }
    }
    shown
}

/// The character, or U+FFFD in place of one that steers.
pub fn harmless(character: char) -> char {
    if is_steering(character) {
        char::REPLACEMENT_CHARACTER
    } else {
        character
    }
}

fn is_steering(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether it is set upon the character before it, in one of the blocks of such marks.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_cannot_be_made_to_look_like_another() {
        // In a window that turns it around this reads `contract-exe.pdf`.
        assert_eq!(
            printable("contract-\u{202E}fdp.exe"),
            "contract-\u{FFFD}fdp.exe"
        );
        for steering in "\n\t\u{1B}\u{9B}\u{061C}\u{200B}\u{200F}\u{2029}\u{2066}\u{FEFF}".chars() {
            assert_eq!(printable(&format!("a{steering}b")), "a\u{FFFD}b");
        }
    }

    #[test]
    fn what_people_write_stays() {
        for name in [
            "署名　花子.pdf",
            "か\u{3099}く.txt",
            "Tie\u{0302}\u{0301}ng Vie\u{0323}\u{0302}t",
            "辻\u{E0100}.pdf",
            "عقد.pdf",
        ] {
            assert_eq!(printable(name), name);
        }
    }

    #[test]
    fn marks_do_not_pile_up() {
        let piled = format!("a{}b", "\u{0301}".repeat(100_000));
        assert_eq!(
            printable(&piled),
            format!("a{}\u{FFFD}b", "\u{0301}".repeat(4))
        );
    }
}
