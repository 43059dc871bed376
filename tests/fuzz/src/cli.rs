//! Of the command line: how text is laid out.

#[path = "../../../src/cli/columns.rs"]
pub mod columns;
#[path = "../../../src/cli/page.rs"]
pub mod page;
