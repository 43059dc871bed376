//! The fields of a form (ISO 32000-2 §12.7): the tree is walked from the catalog, and what a field
//! inherits is found on the way down.

use std::{collections::BTreeSet, rc::Rc};

use super::{
    PdfError,
    file::PdfFile,
    object::{Dictionary, Object, ObjectId},
};

/// The most fields of a form.
const MAX_FIELDS: usize = 100_000;
/// The longest full name of a field in bytes: each of its parts is one level of the tree.
const MAX_NAME: usize = 4096;

/// A field at the end of the tree, with its own widget or with widgets below.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its object.
    pub id: ObjectId,
    /// Its dictionary, as it is.
    pub dictionary: Dictionary,
    /// Its full name: the partial names from the root on, joined by periods (§12.7.4.2).
    pub name: String,
    /// `/FT`, its own or inherited.
    pub kind: Option<Vec<u8>>,
    /// `/V`, its own or inherited, resolved; null if it has none.
    pub value: Object,
}

impl Field {
    /// Whether it is a signature field.
    pub fn is_signature(&self) -> bool {
        self.kind.as_deref() == Some(b"Sig")
    }

    /// The signature in it, if it is signed.
    pub fn signature(&self) -> Option<&Dictionary> {
        self.value.as_dictionary().filter(|_| self.is_signature())
    }
}

#[derive(Clone, Default)]
struct Above {
    name: String,
    kind: Option<Vec<u8>>,
    value: Option<Rc<Object>>,
}

impl PdfFile<'_> {
    /// The interactive form, if there is one.
    pub fn form(&self) -> Result<Option<Dictionary>, PdfError> {
        let (_, catalog) = self.catalog()?;
        self.dictionary(&catalog, "AcroForm")
    }

    /// All fields at the ends of the tree, in its order.
    pub fn fields(&self) -> Result<Vec<Field>, PdfError> {
        let Some(form) = self.form()? else {
            return Ok(Vec::new());
        };
        let mut open: Vec<(ObjectId, Rc<Above>)> = Vec::new();
        let push = |open: &mut Vec<(ObjectId, Rc<Above>)>, kids: &Object, above: &Rc<Above>| {
            let kids = kids.as_array().unwrap_or_default().iter().rev();
            open.extend(
                kids.filter_map(Object::as_reference)
                    .map(|id| (id, Rc::clone(above))),
            );
        };
        push(&mut open, &self.value(&form, "Fields")?, &Rc::default());
        let mut seen = BTreeSet::new();
        let mut fields = Vec::new();
        while let Some((id, above)) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            if seen.len() > MAX_FIELDS || open.len() > MAX_FIELDS {
                return Err(PdfError::TooComplex);
            }
            let Object::Dictionary(dictionary) = self.get(id.number)? else {
                continue;
            };
            let here = self.inherit(&dictionary, &above)?;
            // Kids without a name of their own are the widgets of this field.
            let kids = self.value(&dictionary, "Kids")?;
            let mut has_fields_below = false;
            for kid in kids.as_array().unwrap_or_default() {
                let kid = self.resolve(kid)?;
                has_fields_below |= kid.as_dictionary().is_some_and(|it| it.contains("T"));
            }
            if has_fields_below {
                push(&mut open, &kids, &Rc::new(here));
            } else {
                let value = here.value.map_or(Object::Null, Rc::unwrap_or_clone);
                let dictionary = Object::Dictionary(dictionary);
                self.budget.hold(dictionary.parts() + value.parts())?;
                let Object::Dictionary(dictionary) = dictionary else {
                    continue;
                };
                fields.push(Field {
                    id,
                    dictionary,
                    name: here.name,
                    kind: here.kind,
                    value,
                });
            }
        }
        Ok(fields)
    }

    fn inherit(&self, field: &Dictionary, above: &Above) -> Result<Above, PdfError> {
        let own = self.value(field, "T")?;
        let name = self.field_name(&above.name, own.as_string())?;
        let kind = self.value(field, "FT")?;
        let kind = kind.as_name().map(<[u8]>::to_vec);
        let value = match self.value(field, "V")? {
            Object::Null => above.value.clone(),
            value => Some(Rc::new(value)),
        };
        Ok(Above {
            name,
            kind: kind.or_else(|| above.kind.clone()),
            value,
        })
    }
}

impl PdfFile<'_> {
    /// The full name of a field from that above it and its own part (§12.7.4.2).
    pub(in crate::core) fn field_name(
        &self,
        above: &str,
        own: Option<&[u8]>,
    ) -> Result<String, PdfError> {
        let name = match own.map(text) {
            Some(own) if above.is_empty() => own,
            Some(own) => format!("{above}.{own}"),
            None => above.to_owned(),
        };
        if name.len() > MAX_NAME {
            return Err(PdfError::TooComplex);
        }
        self.budget.spend(name.len())?;
        Ok(name)
    }

    /// Whether the document cost more than any of people does: then nothing that was found of it is the
    /// whole truth.
    pub fn is_too_complex(&self) -> bool {
        self.budget.is_spent()
    }

    /// Pays for so many bytes that were compared or looked through.
    pub(in crate::core) fn spend_searching(&self, bytes: usize) -> Result<(), PdfError> {
        self.budget.spend_searching(bytes)
    }

    /// Pays for an object that is kept.
    pub(in crate::core) fn hold(&self, object: &Object) -> Result<(), PdfError> {
        self.budget.hold(object.parts())
    }
}

/// A text string (§7.9.2.2): UTF-16BE or UTF-8 with its mark, else `PDFDocEncoding`, which is Latin-1 where
/// names have letters.
pub fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0xFFFD,
            });
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// The bytes of a text string: ASCII as it is, everything else in UTF-16BE with its mark.
pub fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec());
    }
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xFE, 0xFF].into_iter().chain(units).collect())
}
