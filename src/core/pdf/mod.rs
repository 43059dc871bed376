//! PDF: its objects, fonts and pictures of pages.

pub mod font;
mod new_file;
mod object;
mod page;
pub mod render;
pub mod report;
mod write;

pub use new_file::new_file;
pub use object::{Dictionary, Object, ObjectId, Stream, StreamData};
pub use page::{PageBox, Rotation};
pub use write::{write_indirect, write_object};
