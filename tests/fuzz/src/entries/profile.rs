//! The profile of a practice card.

use inkan::{
    core::jpki::Slot,
    sim::{Profile, ProfileError},
};
use jiff::civil::date;

use super::assert_is_line;

/// A practice card's profile: refused with a line, or one that a card can be made of.
pub fn profile(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let profile = match Profile::parse(text) {
        Ok(profile) => profile,
        Err(ProfileError::Text { line, message }) => {
            assert!(!message.is_empty());
            return assert_is_line(line, text);
        }
        Err(ProfileError::Unknown { .. }) => unreachable!("a text has no id to be unknown"),
    };
    let holder = &profile.holder;
    assert_eq!(holder.name.chars().count(), holder.name_substitutes.len());
    assert_eq!(
        holder.address.chars().count(),
        holder.address_substitutes.len()
    );
    assert!(profile.tries.auth <= Slot::Auth.max_attempts());
    assert!(profile.tries.sign <= Slot::Sign.max_attempts());
    for term in Slot::BOTH
        .into_iter()
        .filter_map(|slot| profile.certificates.of(slot))
    {
        for day in [term.from, term.until] {
            assert!(day.after(date(2026, 11, 23)).is_some());
        }
    }
}
