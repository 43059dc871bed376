//! The command line's composition root.

fn main() {}
