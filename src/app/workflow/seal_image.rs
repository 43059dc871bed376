//! Reads a person's own picture for a seal.

use std::path::Path;

use crate::{
    app::{
        failure::Failure,
        ports::{FileError, Files},
        unbroken::unbroken,
    },
    core::sign::pdf::seal::{ImageError, SealImage},
};

/// The picture at `path`, or why it cannot be a seal. A decoder that breaks down over it is one reason.
pub fn seal_image(files: &dyn Files, path: &Path) -> Result<SealImage, Failure> {
    let path = path.to_path_buf();
    match files.read_whole(&path, SealImage::MAX_BYTES) {
        Ok(bytes) => unbroken(|| SealImage::from_png(&bytes))
            .unwrap_or(Err(ImageError::Unreadable))
            .map_err(|_unfit| Failure::SealImageUnsuitable { path }),
        Err(FileError::TooLarge { .. }) => Err(Failure::SealImageUnsuitable { path }),
        Err(error) => Err(Failure::DocumentUnreadable { path, error }),
    }
}
