//! The JSON schema of policy files, made from [`fields`], so that editors can help whoever writes one.
//! The copy in `packaging/policy` is compared with it by a test.

use serde_json::{Map, Value, json};

use super::{Field, Form, VERSION, fields};

/// An id, or the name of a file.
const OFFICE_PATTERN: &str = r"^([a-z0-9-]{1,64}|[^\u0000-\u001F\u007F-\u009F]+\.toml)$";

/// The schema (draft 2020-12), pretty-printed, with a line end.
pub fn text() -> String {
    format!("{:#}\n", value())
}

/// The same as a value.
pub fn value() -> Value {
    let mut properties = Map::new();
    properties.insert(
        "version".to_owned(),
        json!({ "const": VERSION, "description": "The version of this form." }),
    );
    for field in fields() {
        let table = properties.entry(field.table).or_insert_with(
            || json!({ "type": "object", "additionalProperties": false, "properties": {} }),
        );
        if let Some(Value::Object(names)) = table.get_mut("properties") {
            names.insert(field.name.to_owned(), of(&field));
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inkan policy",
        "type": "object",
        "additionalProperties": false,
        "required": ["version"],
        "properties": properties,
    })
}

fn of(field: &Field) -> Value {
    let mut schema = match &field.form {
        Form::Bool => json!({ "type": "boolean" }),
        Form::Languages(tags) => json!({
            "type": "array",
            "items": { "enum": tags },
            "minItems": 1,
            "uniqueItems": true,
        }),
        Form::OfficeProfile => json!({ "type": "string", "pattern": OFFICE_PATTERN }),
        Form::OneNumber(numbers) => json!({ "enum": numbers }),
        Form::OneWord(words) => json!({ "enum": words }),
        Form::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
    };
    if let Value::Object(schema) = &mut schema {
        schema.insert("description".to_owned(), field.about.into());
    }
    schema
}
