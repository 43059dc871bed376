//! BER and what becomes of it.

use std::borrow::Cow;

use inkan::core::ber::{Element, Header, Start, to_der};

/// BER becomes one element of DER that stays as it is.
pub fn ber(bytes: &[u8]) {
    let start = Start::parse(bytes);
    if let Ok(header) = Header::parse(bytes) {
        assert_eq!(start.map(|it| it.tag), Ok(header.tag));
        assert!(header.header_len <= bytes.len());
    }
    if let Ok(element) = Element::parse(bytes) {
        let whole = bytes.len() - element.rest.len();
        assert!(bytes[..whole].ends_with(element.content));
    }
    let Ok(der) = to_der(bytes) else {
        return;
    };
    let element = Element::parse(&der).expect("an element");
    assert_eq!(element.rest, b"");
    assert_eq!(
        element.tag,
        start.expect("read before").tag & der_form(bytes)
    );
    assert!(matches!(to_der(&der), Ok(Cow::Borrowed(same)) if same == &*der));
}

/// The bits of the tag that stay: the pieces of an octet string are joined.
fn der_form(bytes: &[u8]) -> u8 {
    const CONSTRUCTED_OCTET_STRING: u8 = 0x24;
    if bytes.first() == Some(&CONSTRUCTED_OCTET_STRING) {
        !0x20
    } else {
        !0
    }
}
