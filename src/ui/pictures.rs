//! Pictures as the graphics card has them: made once for each picture, forgotten with it.

use std::sync::Arc;

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::app::event::Picture;

/// The page and the seal of the signing page.
#[derive(Default)]
pub struct Textures {
    page: Option<Kept>,
    seal: Option<Kept>,
}

struct Kept {
    of: Picture,
    texture: TextureHandle,
}

impl Textures {
    /// Takes these pictures from now on.
    pub fn keep(&mut self, ctx: &Context, page: Option<&Picture>, seal: Option<&Picture>) {
        keep(&mut self.page, ctx, "page", page);
        keep(&mut self.seal, ctx, "seal", seal);
    }

    /// The page.
    pub fn page(&self) -> Option<&TextureHandle> {
        self.page.as_ref().map(|kept| &kept.texture)
    }

    /// The seal.
    pub fn seal(&self) -> Option<&TextureHandle> {
        self.seal.as_ref().map(|kept| &kept.texture)
    }
}

fn keep(place: &mut Option<Kept>, ctx: &Context, name: &str, picture: Option<&Picture>) {
    let Some(picture) = picture else {
        *place = None;
        return;
    };
    let is_kept = place
        .as_ref()
        .is_some_and(|kept| Arc::ptr_eq(&kept.of.rgba, &picture.rgba));
    if is_kept {
        return;
    }
    *place = image(picture).map(|image| Kept {
        of: picture.clone(),
        texture: ctx.load_texture(name, image, TextureOptions::LINEAR),
    });
}

/// The picture, if it has as many bytes as its size needs.
fn image(picture: &Picture) -> Option<ColorImage> {
    let Picture {
        width,
        height,
        rgba,
    } = picture;
    let bytes = width.checked_mul(*height)?.checked_mul(4)?;
    (bytes == rgba.len()).then(|| ColorImage::from_rgba_premultiplied([*width, *height], rgba))
}
