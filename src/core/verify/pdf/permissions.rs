//! What a signer allows to happen to the document afterwards (ISO 32000-2 §12.8.2.2 `DocMDP`, §12.8.2.4
//! `FieldMDP`, §12.7.5.5 `/Lock`). All that a signature or its field says holds together, the
//! strictest counts.

use std::collections::BTreeSet;

use crate::core::pdf::{self, Dictionary, Object, PdfError, PdfFile};

use super::{fields::Candidate, place::Place};

/// The most locks of one signature.
const MAX_LOCKS: usize = 64;

/// What is allowed after a signature.
pub(super) struct Permissions {
    /// Of the whole document; `None` if the signature does not certify it.
    level: Option<Level>,
    locks: Vec<Lock>,
}

/// The values of `/P` (table 257), the strictest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Nothing,
    Forms,
    Notes,
}

/// Which fields may not change.
enum Lock {
    All,
    Except(BTreeSet<String>),
    Only(BTreeSet<String>),
}

/// Something that was done to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// A form field was filled in.
    Filled {
        /// The field.
        field: String,
    },
    /// A field for a signature was made.
    Made {
        /// Whether it shows on a page.
        is_visible: bool,
        /// The field.
        field: String,
    },
    /// Proofs for later were added, or dates: nothing anyone sees.
    Maintained,
    /// A note was made.
    Noted,
    /// A signature field was signed.
    Signed {
        /// The field.
        field: String,
    },
    /// The document was time-stamped: the standard never takes that for a change.
    Stamped,
}

impl Permissions {
    /// Reads what the signature at `place`, and its field, say in the document as it was signed.
    pub(super) fn of(
        file: &PdfFile<'_>,
        place: &Place,
        candidate: &Candidate,
    ) -> Result<Self, PdfError> {
        let mut permissions = Self {
            level: None,
            locks: Vec::new(),
        };
        if let Object::Array(references) = file.value(&place.dictionary, "Reference")? {
            for reference in references {
                if let Some(reference) = file.resolve(&reference)?.as_dictionary() {
                    permissions.take_reference(file, reference)?;
                }
            }
        }
        let field = candidate.id.map(|id| file.get(id.number)).transpose()?;
        let field = field.as_ref().and_then(Object::as_dictionary);
        if let Some(field) = field
            && let Some(lock) = file.dictionary(field, "Lock")?
        {
            permissions.take_lock(file, &lock)?;
            if lock.contains("P") {
                permissions.take_level(file, &lock)?;
            }
        }
        Ok(permissions)
    }

    /// Whether something may be done.
    pub(super) fn allow(&self, deed: &Deed) -> bool {
        let level = self.level.unwrap_or(Level::Notes);
        match deed {
            // Time stamps come with fields of their own, which do not show.
            Deed::Maintained
            | Deed::Stamped
            | Deed::Made {
                is_visible: false, ..
            } => true,
            // A sneaky signature covers what was certified (Rohlmann et al., S&P 2021).
            Deed::Made { field, .. } => self.level.is_none() && !self.is_locked(field),
            Deed::Filled { field } | Deed::Signed { field } => {
                level >= Level::Forms && !self.is_locked(field)
            }
            Deed::Noted => level >= Level::Notes,
        }
    }

    fn is_locked(&self, field: &str) -> bool {
        // A field is meant by its own name and by that of any above it.
        let is_among = |names: &BTreeSet<String>| {
            let above = field
                .match_indices('.')
                .map(|(end, _)| field.split_at(end).0);
            above.chain([field]).any(|it| names.contains(it))
        };
        self.locks.iter().any(|lock| match lock {
            Lock::All => true,
            Lock::Except(names) => !is_among(names),
            Lock::Only(names) => is_among(names),
        })
    }

    fn take_reference(
        &mut self,
        file: &PdfFile<'_>,
        reference: &Dictionary,
    ) -> Result<(), PdfError> {
        let method = file.value(reference, "TransformMethod")?;
        let parameters = file
            .dictionary(reference, "TransformParams")?
            .unwrap_or_default();
        match method.as_name() {
            Some(b"DocMDP") => self.take_level(file, &parameters),
            Some(b"FieldMDP") => self.take_lock(file, &parameters),
            _ => Ok(()),
        }
    }

    fn take_level(&mut self, file: &PdfFile<'_>, from: &Dictionary) -> Result<(), PdfError> {
        let level = match file.value(from, "P")? {
            Object::Integer(3) => Level::Notes,
            Object::Integer(2) | Object::Null => Level::Forms,
            _ => Level::Nothing,
        };
        self.level = Some(self.level.map_or(level, |it| it.min(level)));
        Ok(())
    }

    fn take_lock(&mut self, file: &PdfFile<'_>, from: &Dictionary) -> Result<(), PdfError> {
        if self.locks.len() >= MAX_LOCKS {
            return Err(PdfError::TooComplex);
        }
        let mut names = BTreeSet::new();
        if let Object::Array(fields) = file.value(from, "Fields")? {
            for field in fields {
                let field = file.resolve(&field)?;
                file.hold(&field)?;
                names.extend(field.as_string().map(pdf::text));
            }
        }
        let action = file.value(from, "Action")?;
        self.locks.push(match action.as_name() {
            Some(b"Include") => Lock::Only(names),
            Some(b"Exclude") => Lock::Except(names),
            _ => Lock::All,
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deed(field: &str) -> Deed {
        Deed::Filled {
            field: field.to_owned(),
        }
    }

    #[test]
    fn a_lock_holds_for_what_is_below_a_name_too() {
        let names = || BTreeSet::from(["tenant".to_owned()]);
        for (lock, allowed) in [
            (Lock::All, [false, false, false]),
            (Lock::Only(names()), [false, false, true]),
            (Lock::Except(names()), [true, true, false]),
        ] {
            let permissions = Permissions {
                level: None,
                locks: vec![lock],
            };
            let found = ["tenant", "tenant.name", "tenants"].map(|it| permissions.allow(&deed(it)));
            assert_eq!(found, allowed);
        }
    }

    #[test]
    fn each_level_allows_what_the_one_below_does() {
        let signed = Deed::Signed {
            field: "a".to_owned(),
        };
        for (level, allowed) in [
            (None, [true, true, true, true]),
            (Some(Level::Notes), [true, true, true, true]),
            (Some(Level::Forms), [true, true, false, true]),
            (Some(Level::Nothing), [false, false, false, true]),
        ] {
            let permissions = Permissions {
                level,
                locks: Vec::new(),
            };
            let found =
                [&deed("a"), &signed, &Deed::Noted, &Deed::Stamped].map(|it| permissions.allow(it));
            assert_eq!(found, allowed);
        }
    }
}
