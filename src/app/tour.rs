//! The guided tour: six steps on the real pages, with a practice card of its own. What it needs on disk
//! lies in a temporary folder that goes when it ends; nothing else is written meanwhile.

use super::settings::Language;

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TourStep {
    /// The two certificates.
    Certificates,
    /// The date and the tries left.
    Dates,
    /// The page of the PINs.
    Pins,
    /// Signing the sample.
    Sign,
    /// Checking it.
    Check,
    /// Where to go.
    Office,
}

impl TourStep {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::Certificates,
        Self::Dates,
        Self::Pins,
        Self::Sign,
        Self::Check,
        Self::Office,
    ];

    /// Its number, from 1.
    pub fn number(self) -> usize {
        Self::ALL.iter().take_while(|it| **it != self).count() + 1
    }

    /// The one after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// The one before it.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(2)?).copied()
    }
}

/// The document that the tour signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its file name.
    pub name: String,
    /// The language it is written in.
    pub language: Language,
}

impl Sample {
    /// The PDF, as the program brings it along.
    pub fn bytes(&self) -> &'static [u8] {
        match self.language {
            Language::En => include_bytes!("../../assets/tour/sample-en.pdf"),
            Language::Ja => include_bytes!("../../assets/tour/sample-ja.pdf"),
            Language::JaEasy => include_bytes!("../../assets/tour/sample-ja-easy.pdf"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_follow_one_another_and_end_at_both_ends() {
        for pair in TourStep::ALL.windows(2) {
            assert_eq!(pair[0].next(), Some(pair[1]));
            assert_eq!(pair[1].previous(), Some(pair[0]));
        }
        assert_eq!(TourStep::Certificates.previous(), None);
        assert_eq!(TourStep::Office.next(), None);
        assert_eq!(TourStep::Office.number(), TourStep::ALL.len());
    }
}
