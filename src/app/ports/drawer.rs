//! Pictures of pages of documents that may be anybody's.

use std::path::Path;

use crate::core::pdf::render::DrawnPage;

/// Draws pages. What a document asks for may take for ever or fill the memory: who implements this sees to
/// it that neither reaches the program.
pub trait PageDrawer: Send {
    /// The page of this number, counted from 0, or the last one, so many pixels wide; `None` where it
    /// cannot be drawn.
    fn draw(&mut self, path: &Path, page: Option<usize>, width: u32) -> Option<DrawnPage>;

    /// Lets go of the document that was drawn last.
    fn forget(&mut self);
}
