//! What may be added to keep a signature provable (ISO 32000-2 §12.8.4.3), and what every program
//! writes anew when it saves: dates, its name, metadata (§14.3). None of it shows on a page.

use std::collections::BTreeSet;

use crate::core::pdf::{Dictionary, Object};

use super::{Comparison, MAX_DEPTH, Step, Stop, entries, references};
use crate::core::verify::pdf::permissions::Deed;

/// What of the information dictionary a program writes for itself. A title is the author's.
const OF_PROGRAMS: [&str; 3] = ["ModDate", "Producer", "Creator"];
/// The parts of a document security store (table 261).
const LISTS: [&str; 3] = ["Certs", "CRLs", "OCSPs"];
/// The parts of its entry for one signature (table 262).
const LISTS_OF_ONE: [&str; 3] = ["Cert", "CRL", "OCSP"];

impl Comparison<'_> {
    /// The information dictionary (§14.3.3).
    pub(super) fn information(&mut self) -> Step {
        let (before, after) = (
            self.old.trailer().get("Info"),
            self.new.trailer().get("Info"),
        );
        let old = self.old.dictionary(self.old.trailer(), "Info")?;
        let new = self.new.dictionary(self.new.trailer(), "Info")?;
        // The trailer of a revision may leave it out: then the document has none.
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let mut is_changed = false;
        for (key, (before, after)) in entries(&old, &new)? {
            if before == after {
                if let Some(after) = after {
                    self.walk_later(after)?;
                }
                continue;
            }
            is_changed = true;
            let is_text = matches!(after, Some(Object::String(_)));
            if !OF_PROGRAMS.contains(&key) || !is_text {
                return Err(Stop::Forbidden);
            }
        }
        if is_changed || before != after {
            self.maintain(&Object::Dictionary(new))?;
            if let Some(after) = after.cloned() {
                self.grant(&after)?;
            }
        } else if let Some(after) = after {
            self.walk_later(after)?;
        }
        Ok(())
    }

    /// The document security store (§12.8.4.3).
    pub(super) fn proofs(&mut self, old: Option<&Object>, new: Option<&Object>) -> Step {
        let Some(new) = self.changed(old, new)? else {
            return Ok(());
        };
        let store = self.dictionary_of(new)?;
        for (key, value) in store.iter() {
            let key = std::str::from_utf8(key).unwrap_or_default();
            match key {
                "Type" => {}
                "VRI" => self.proofs_of_signatures(value)?,
                key if LISTS.contains(&key) => self.only_streams(value)?,
                _ => return Err(Stop::Forbidden),
            }
        }
        self.maintain(new)
    }

    fn proofs_of_signatures(&self, value: &Object) -> Step {
        for (_, of_one) in self.dictionary_of(value)?.iter() {
            for (key, value) in self.dictionary_of(of_one)?.iter() {
                match std::str::from_utf8(key).unwrap_or_default() {
                    "Type" | "TU" => {}
                    "TS" => self.only_stream(value)?,
                    key if LISTS_OF_ONE.contains(&key) => self.only_streams(value)?,
                    _ => return Err(Stop::Forbidden),
                }
            }
        }
        Ok(())
    }

    fn only_streams(&self, value: &Object) -> Step {
        match self.new.resolve(value)? {
            Object::Array(elements) => elements.iter().try_for_each(|it| self.only_stream(it)),
            _ => Err(Stop::Forbidden),
        }
    }

    fn only_stream(&self, value: &Object) -> Step {
        match self.new.resolve(value)? {
            Object::Stream(_) => Ok(()),
            _ => Err(Stop::Forbidden),
        }
    }

    /// Which extensions of the standard are used (§7.12): names and numbers.
    pub(super) fn extensions(&mut self, old: Option<&Object>, new: Option<&Object>) -> Step {
        let Some(new) = self.changed(old, new)? else {
            return Ok(());
        };
        let of_developers = self.dictionary_of(new)?;
        for (_, value) in of_developers.iter() {
            let levels = match self.new.resolve(value)? {
                Object::Array(levels) => levels,
                Object::Name(_) => Vec::new(),
                one => vec![one],
            };
            for level in levels {
                let level = self.dictionary_of(&level)?;
                let is_plain = level.iter().all(|(_, it)| {
                    matches!(it, Object::Name(_) | Object::Integer(_) | Object::String(_))
                });
                if !is_plain {
                    return Err(Stop::Forbidden);
                }
            }
        }
        self.maintain(new)
    }

    /// The metadata of the whole document (§14.3.2).
    pub(super) fn metadata(&mut self, old: Option<&Object>, new: Option<&Object>) -> Step {
        let Some(new) = self.changed(old, new)? else {
            return Ok(());
        };
        match self.new.resolve(new)? {
            Object::Stream(it)
                if it
                    .dictionary
                    .get("Subtype")
                    .is_some_and(|it| it.is_name("XML")) =>
            {
                self.maintain(new)
            }
            _ => Err(Stop::Forbidden),
        }
    }

    /// The version of the standard (§7.7.2).
    pub(super) fn version(&mut self, old: Option<&Object>, new: Option<&Object>) -> Step {
        match new {
            Some(Object::Name(_)) if old == new => Ok(()),
            Some(Object::Name(_)) => {
                self.deeds.push(Deed::Maintained);
                Ok(())
            }
            _ => self.same(old, new),
        }
    }

    /// The value, if it or anything that it leads to has changed; else it is walked like the rest. None
    /// may be taken away.
    fn changed<'o>(
        &mut self,
        old: Option<&Object>,
        new: Option<&'o Object>,
    ) -> Step<Option<&'o Object>> {
        let new = new.ok_or(Stop::Forbidden)?;
        if old != Some(new) {
            return Ok(Some(new));
        }
        let mut seen = BTreeSet::new();
        let mut open = references(new, MAX_DEPTH)?;
        while let Some(number) = open.pop() {
            if self.touched.contains_key(&number) {
                return Ok(Some(new));
            }
            if seen.insert(number) {
                open.extend(references(&self.new.get(number)?, MAX_DEPTH)?);
            }
        }
        self.walk_later(new)?;
        Ok(None)
    }

    fn maintain(&mut self, value: &Object) -> Step {
        self.deeds.push(Deed::Maintained);
        self.grant(value)
    }

    /// The dictionary that a value of the new document is; a stream is none.
    pub(super) fn dictionary_of(&self, value: &Object) -> Step<Dictionary> {
        match self.new.resolve(value)? {
            Object::Dictionary(dictionary) if !dictionary.has_duplicates() => Ok(dictionary),
            _ => Err(Stop::Forbidden),
        }
    }
}
