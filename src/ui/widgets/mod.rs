//! The widgets of the window. They know the theme and egui, nothing of cards or certificates, and
//! every word they show comes in as an argument.

pub mod banner;
pub mod button;
pub mod card_frame;
pub mod dialog;
pub mod field_row;
pub mod focus;
pub mod icon;
pub mod pin_field;
pub mod progress;
pub mod text;
pub mod timeline;
pub mod tries;
