//! What may change in the form (ISO 32000-2 §12.7): fields are filled in, signature fields are signed
//! or added. Everything else of a field stays, what it looks like too unless its value changed: a
//! new appearance of an old value was a shadow attack ("replace").

use std::collections::BTreeSet;

use crate::core::pdf::{Dictionary, Object, ObjectId, PdfFile};

use super::{Comparison, Role, Step, Stop, entries, touched::are_same, widgets::NewWidget};
use crate::core::verify::pdf::{fields::FieldTree, permissions::Deed};

/// Bits of `/Ff` (tables 227 and 229).
const READ_ONLY: i64 = 1;
const PUSH_BUTTON: i64 = 1 << 16;
/// Bits 2 and 6 of `/F` (table 167): hidden, and not shown on a screen.
const UNSEEN: i64 = 0b10_0010;
/// What a new form may hold: of no consequence to a document that had no fields.
const OF_A_NEW_FORM: [&str; 5] = ["DA", "DR", "Fields", "Q", "SigFlags"];
/// What a new signature field may have, and its widget.
const OF_A_NEW_FIELD: [&str; 7] = ["FT", "Ff", "Kids", "Lock", "SV", "T", "TU"];
const OF_A_WIDGET: [&str; 15] = [
    "AP", "AS", "BS", "Border", "DA", "F", "H", "M", "MK", "NM", "P", "Rect", "Subtype", "Type",
    "V",
];
/// The deepest field tree.
const MAX_LEVELS: usize = 64;

/// What kids of a field have from above.
#[derive(Clone, Default)]
struct Above {
    name: String,
    kind: Vec<u8>,
    flags: i64,
    value: Option<Object>,
    /// Whether the value above them changed, so that they look different.
    is_filled: bool,
    level: usize,
}

impl Comparison<'_> {
    /// The interactive form (§12.7.3).
    pub(super) fn form(&mut self, old: Option<&Object>, new: Option<&Object>) -> Step {
        let Some(new) = new else {
            return Err(Stop::Forbidden);
        };
        let before = match old {
            Some(old) => self.old.resolve(old)?.as_dictionary().cloned(),
            None => None,
        };
        let Object::Dictionary(after) = self.new.resolve(new)? else {
            // There was none that could be read, and there is none.
            return self.same(old, Some(new));
        };
        if let Some(id) = new.as_reference() {
            self.take_role(id.number, Role::Form)?;
        }
        let had_fields = !self.elements_before(before.as_ref(), "Fields")?.is_empty();
        let before = before.unwrap_or_default();
        for (key, (one, other)) in entries(&before, &after)? {
            match key {
                "Fields" => self.fields(&before, &after)?,
                "SigFlags" => self.signature_flags(one, other)?,
                key if one.is_none() && !had_fields && OF_A_NEW_FORM.contains(&key) => {
                    if let Some(other) = other {
                        self.grant(other)?;
                    }
                }
                _ => self.same(one, other)?,
            }
        }
        Ok(())
    }

    /// Bits 1 and 2 say that there are signatures and that nothing but appending keeps them (table 225).
    fn signature_flags(&mut self, old: Option<&Object>, new: Option<&Object>) -> Step {
        let bits = |it: Option<&Object>| it.map_or(Some(0), Object::as_integer);
        match (bits(old), bits(new)) {
            (Some(old), Some(new)) if old & new == old && new & !old & !0b11 == 0 => Ok(()),
            _ => self.same(old, new),
        }
    }

    fn fields(&mut self, before: &Dictionary, after: &Dictionary) -> Step {
        let list = after.get("Fields");
        if let Some(id) = list.and_then(Object::as_reference) {
            self.take_role(id.number, Role::Fields)?;
        }
        let old = self.elements_before(Some(before), "Fields")?;
        let new = match list {
            Some(list) => self.list(list)?,
            None => Vec::new(),
        };
        let (kept, added) = new.split_at_checked(old.len()).ok_or(Stop::Forbidden)?;
        for (one, other) in old.iter().zip(kept) {
            if !are_same(one, other) {
                return Err(Stop::Forbidden);
            }
            self.field(other, &Above::default())?;
        }
        let mut names: BTreeSet<String> = FieldTree::read(self.old)?
            .nodes
            .into_iter()
            .map(|node| node.name)
            .collect();
        for field in added {
            let name = self.new_field(field)?;
            // Fields of one name share their value (§12.7.4.2).
            if !names.insert(name) {
                return Err(Stop::Forbidden);
            }
        }
        Ok(())
    }

    /// An array of the document as it was; what is none has no elements.
    pub(super) fn elements_before(
        &self,
        dictionary: Option<&Dictionary>,
        key: &str,
    ) -> Step<Vec<Object>> {
        let value = dictionary.and_then(|it| it.get(key));
        match value.map(|it| self.old.resolve(it)).transpose()? {
            Some(Object::Array(elements)) => Ok(elements),
            _ => Ok(Vec::new()),
        }
    }

    /// An array of the document as it is.
    pub(super) fn list(&self, value: &Object) -> Step<Vec<Object>> {
        match self.new.resolve(value)? {
            Object::Array(elements) => Ok(elements),
            Object::Null => Ok(Vec::new()),
            _ => Err(Stop::Forbidden),
        }
    }

    /// A field that was there, or a widget of one.
    fn field(&mut self, value: &Object, above: &Above) -> Step {
        let Some(id) = value.as_reference() else {
            // Written within its parent, where nothing has changed.
            return self.walk_later(value);
        };
        if above.level >= MAX_LEVELS {
            return Err(Stop::Forbidden);
        }
        if !self.take_role(id.number, Role::Field)? {
            return Ok(());
        }
        let (old, new) = (self.old.get(id.number)?, self.new.get(id.number)?);
        let (Object::Dictionary(old), Object::Dictionary(new)) = (&old, &new) else {
            return self.same(Some(&old), Some(&new));
        };
        let mut here = self.inherit(old, above)?;
        let permitted = self.permitted(old, new, &mut here, id.number)?;
        for (key, (one, other)) in entries(old, new)? {
            match other {
                Some(other) if permitted.contains(&key) => self.grant(other)?,
                // Taken away: only a value can be.
                None if key == "V" && permitted.contains(&"V") => {}
                _ => self.same(one, other)?,
            }
        }
        // The list itself was compared; if it is an object, the walk sees it.
        for kid in self.elements_before(Some(old), "Kids")? {
            self.field(&kid, &here)?;
        }
        Ok(())
    }

    fn inherit(&self, old: &Dictionary, above: &Above) -> Step<Above> {
        let part = self.old.value(old, "T")?;
        let name = self.old.field_name(&above.name, part.as_string())?;
        let kind = self.old.value(old, "FT")?;
        let kind = kind
            .as_name()
            .map_or_else(|| above.kind.clone(), <[u8]>::to_vec);
        let flags = self.old.value(old, "Ff")?.as_integer();
        let value = match old.get("V") {
            None | Some(Object::Null) => above.value.clone(),
            value => value.cloned(),
        };
        Ok(Above {
            name,
            kind,
            flags: flags.unwrap_or(above.flags),
            value,
            is_filled: above.is_filled,
            level: above.level + 1,
        })
    }

    /// The keys of a field that may change, by what was done to its value.
    fn permitted(
        &mut self,
        old: &Dictionary,
        new: &Dictionary,
        here: &mut Above,
        number: u32,
    ) -> Step<&'static [&'static str]> {
        let (before, after) = (self.old.value(old, "V")?, self.new.value(new, "V")?);
        let is_changed = !self.is_same_value(old, new, &before, &after);
        match here.kind.as_slice() {
            b"Sig" => {
                let value = here.value.as_ref().unwrap_or(&Object::Null);
                let was_signed = self.old.resolve(value)? != Object::Null;
                if is_changed {
                    if was_signed {
                        return Err(Stop::Forbidden);
                    }
                    self.signed(new, &here.name)?;
                    here.is_filled = true;
                }
                if here.is_filled {
                    self.signed_looks(old, new)?;
                    self.signed_widgets.insert(number);
                }
                Ok(if here.is_filled {
                    &["AP", "AS", "DA", "F", "M", "MK", "V"]
                } else {
                    &[]
                })
            }
            kind @ (b"Tx" | b"Ch" | b"Btn") => {
                if is_changed {
                    let is_button = kind == b"Btn";
                    let is_fixed =
                        here.flags & READ_ONLY != 0 || is_button && here.flags & PUSH_BUTTON != 0;
                    if is_fixed || !is_form_value(&after, is_button) {
                        return Err(Stop::Forbidden);
                    }
                    here.is_filled = true;
                    let field = here.name.clone();
                    self.deeds.push(Deed::Filled { field });
                }
                if kind == b"Btn" {
                    return self.button_state(old, new, here);
                }
                Ok(if here.is_filled {
                    &["AP", "I", "M", "RV", "V"]
                } else {
                    &[]
                })
            }
            _ => Ok(&[]),
        }
    }

    /// A button shows one of the appearances that it has had (§12.7.5.2.3).
    fn button_state(
        &self,
        old: &Dictionary,
        new: &Dictionary,
        here: &Above,
    ) -> Step<&'static [&'static str]> {
        if !here.is_filled {
            return Ok(&[]);
        }
        if old.get("AS") != new.get("AS") {
            let appearances = self.old.dictionary(old, "AP")?.unwrap_or_default();
            let states = self.old.dictionary(&appearances, "N")?.unwrap_or_default();
            let state = new.get("AS").and_then(Object::as_name);
            let is_known = state.is_some_and(|state| {
                state == b"Off" || states.iter().any(|(name, _)| name == state)
            });
            if !is_known {
                return Err(Stop::Forbidden);
            }
        }
        Ok(&["AS", "M", "V"])
    }

    fn is_same_value(
        &self,
        old: &Dictionary,
        new: &Dictionary,
        before: &Object,
        after: &Object,
    ) -> bool {
        let is_touched = [old.get("V"), new.get("V")]
            .into_iter()
            .flatten()
            .filter_map(Object::as_reference)
            .any(|id| self.touched.contains_key(&id.number));
        !is_touched && are_same(before, after)
    }

    /// A new signature must be an object of its own that was not there before.
    fn signed(&mut self, field: &Dictionary, name: &str) -> Step {
        let id = field.get("V").and_then(Object::as_reference);
        let id = id
            .filter(|id| self.is_fresh(id.number))
            .ok_or(Stop::Forbidden)?;
        let signature = self.dictionary_of(&Object::Reference(id))?;
        self.deeds.push(if signature.is_type("DocTimeStamp") {
            Deed::Stamped
        } else {
            Deed::Signed {
                field: name.to_owned(),
            }
        });
        Ok(())
    }

    /// What a field that was signed may show besides its new appearance. One that was hidden stays so:
    /// nobody saw how much it covers.
    fn signed_looks(&self, old: &Dictionary, new: &Dictionary) -> Step {
        let flags = |file: &PdfFile<'_>, it| file.value(it, "F");
        let (before, after) = (flags(self.old, old)?, flags(self.new, new)?);
        let is_number = matches!(after, Object::Integer(_) | Object::Null);
        let hides = |it: Object| it.as_integer().unwrap_or_default() & UNSEEN;
        let is_plain = new.iter().all(|(key, value)| match key {
            b"AS" => matches!(value, Object::Name(_)),
            b"DA" | b"M" => matches!(value, Object::String(_)),
            b"MK" => matches!(value, Object::Dictionary(_)),
            _ => true,
        });
        if is_number && is_plain && hides(before) & !hides(after) == 0 {
            Ok(())
        } else {
            Err(Stop::Forbidden)
        }
    }

    /// A field that was added: for a signature, and nothing else. Gives its name.
    fn new_field(&mut self, value: &Object) -> Step<String> {
        let id = value.as_reference().filter(|id| self.is_fresh(id.number));
        let id = id.ok_or(Stop::Forbidden)?;
        let field = self.dictionary_of(value)?;
        let is_signature = field.get("FT").is_some_and(|it| it.is_name("Sig"));
        let name = field
            .get("T")
            .and_then(Object::as_string)
            .map(crate::core::pdf::text);
        let name = name.filter(|it| !it.is_empty() && !it.contains('.'));
        let (true, Some(name)) = (is_signature, name) else {
            return Err(Stop::Forbidden);
        };
        if !matches!(field.get("V"), None | Some(Object::Null)) {
            self.signed(&field, &name)?;
        }
        let kids = match field.get("Kids") {
            Some(kids) => self.list(kids)?,
            None => Vec::new(),
        };
        if kids.is_empty() {
            only(&field, &[&OF_A_NEW_FIELD, &OF_A_WIDGET])?;
            self.new_widget(id, &field, &name)?;
        } else {
            only(&field, &[&OF_A_NEW_FIELD, &["V"]])?;
        }
        for kid in kids {
            let kid_id = kid.as_reference().filter(|id| self.is_fresh(id.number));
            let kid_id = kid_id.ok_or(Stop::Forbidden)?;
            let widget = self.dictionary_of(&kid)?;
            only(&widget, &[&OF_A_WIDGET, &["Parent"]])?;
            let is_own = widget.get("Parent").and_then(Object::as_reference) == Some(id);
            if !is_own || widget.contains("V") {
                return Err(Stop::Forbidden);
            }
            self.new_widget(kid_id, &widget, &name)?;
        }
        // Only what hangs from it: the field itself has its place in the list.
        self.granted.insert(id.number);
        self.grant(&Object::Dictionary(field))?;
        Ok(name)
    }

    fn new_widget(&mut self, id: ObjectId, widget: &Dictionary, field: &str) -> Step {
        let placed = NewWidget::read(self.new, widget)?;
        let is_visible = placed.is_visible;
        if self.widgets.insert(id.number, placed).is_some() {
            return Err(Stop::Forbidden);
        }
        self.grant(&Object::Dictionary(widget.clone()))?;
        self.deeds.push(Deed::Made {
            is_visible,
            field: field.to_owned(),
        });
        Ok(())
    }
}

/// Whether a dictionary has no other keys than these.
pub(super) fn only(dictionary: &Dictionary, allowed: &[&[&str]]) -> Step {
    let is_allowed = |key: &[u8]| {
        let mut allowed = allowed.iter().copied().flatten();
        allowed.any(|it| it.as_bytes() == key)
    };
    if dictionary.iter().all(|(key, _)| is_allowed(key)) {
        Ok(())
    } else {
        Err(Stop::Forbidden)
    }
}

/// What a person can put into a field.
fn is_form_value(value: &Object, is_button: bool) -> bool {
    match value {
        Object::Name(_) => is_button,
        Object::Null => true,
        Object::String(_) => !is_button,
        Object::Array(choices) => {
            !is_button && choices.iter().all(|it| matches!(it, Object::String(_)))
        }
        _ => false,
    }
}
