//! Writes objects as PDF has them (ISO 32000-2 §7.3): strings that are not plain text in hexadecimal,
//! names escaped, numbers without exponents.

use std::io::Write as _;

use super::object::{Dictionary, Object, ObjectId, Stream, StreamData};

/// Appends `object` to `out`. A stream must have its bytes with it; its `/Length` is written as it is.
pub fn write_object(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Array(elements) => {
            out.push(b'[');
            for (place, element) in elements.iter().enumerate() {
                if place > 0 {
                    out.push(b' ');
                }
                write_object(element, out);
            }
            out.push(b']');
        }
        Object::Boolean(value) => print(out, format_args!("{value}")),
        Object::Dictionary(dictionary) => write_dictionary(dictionary, out),
        Object::Integer(number) => print(out, format_args!("{number}")),
        Object::Name(name) => write_name(name, out),
        Object::Null => out.extend_from_slice(b"null"),
        Object::Real(number) => write_real(*number, out),
        Object::Reference(id) => print(out, format_args!("{} {} R", id.number, id.generation)),
        Object::Stream(stream) => write_stream(stream, out),
        Object::String(bytes) => write_string(bytes, out),
    }
}

/// Appends `12 0 obj … endobj` with line ends around.
pub fn write_indirect(id: ObjectId, object: &Object, out: &mut Vec<u8>) {
    print(out, format_args!("{} {} obj\n", id.number, id.generation));
    write_object(object, out);
    out.extend_from_slice(b"\nendobj\n");
}

fn write_dictionary(dictionary: &Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (name, value) in dictionary.iter() {
        write_name(name, out);
        out.push(b' ');
        write_object(value, out);
    }
    out.extend_from_slice(b">>");
}

fn write_stream(stream: &Stream, out: &mut Vec<u8>) {
    write_dictionary(&stream.dictionary, out);
    out.extend_from_slice(b"\nstream\n");
    if let StreamData::Owned(bytes) = &stream.data {
        out.extend_from_slice(bytes);
    }
    out.extend_from_slice(b"\nendstream");
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            print(out, format_args!("#{byte:02X}"));
        }
    }
}

fn write_string(bytes: &[u8], out: &mut Vec<u8>) {
    let is_plain = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    if bytes.iter().all(is_plain) {
        out.push(b'(');
        for &byte in bytes {
            if b"()\\".contains(&byte) {
                out.push(b'\\');
            }
            out.push(byte);
        }
        out.push(b')');
    } else {
        out.push(b'<');
        for byte in bytes {
            print(out, format_args!("{byte:02X}"));
        }
        out.push(b'>');
    }
}

/// Rust writes the shortest decimal that reads back as the same number, and never an exponent.
fn write_real(number: f64, out: &mut Vec<u8>) {
    let text = format!("{number}");
    out.extend_from_slice(text.as_bytes());
    if !text.contains('.') {
        out.extend_from_slice(b".0");
    }
}

fn print(out: &mut Vec<u8>, arguments: std::fmt::Arguments<'_>) {
    // Writing to memory does not fail.
    out.write_fmt(arguments).ok();
}
