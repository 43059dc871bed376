//! The widgets of the window. They know the theme and egui, nothing of cards but what their PINs are made of,
//! and every word they show comes in as an argument.

pub mod banner;
pub mod button;
pub mod card_frame;
pub mod choice_list;
pub mod dialog;
pub mod field_row;
pub mod focus;
pub mod fold;
pub mod icon;
pub mod link_rows;
pub mod page_view;
pub mod pin_field;
pub mod progress;
pub mod row_lines;
pub mod rows;
pub mod search_field;
pub mod stepper;
pub mod table;
pub mod text;
pub mod timeline;
pub mod tries;
