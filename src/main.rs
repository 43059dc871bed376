//! The window's composition root.

fn main() {}
