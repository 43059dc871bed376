//! The pages: each a function from its part of the view-model and the texts to what was pressed.
//! A page decides nothing; what it keeps between frames is in its `…Local`: what is unmasked, what
//! is being typed, never a fact.

pub mod certificate_card;
pub mod counter;
pub mod details;
pub mod doctor;
pub mod guide;
pub mod home;
pub mod language;
pub mod notice;
pub mod office_choice;
pub mod pin_change;
pub mod pin_dialog;
pub mod pins;
pub mod practice;
pub mod reminder;
pub mod settings;
pub mod sign;
pub mod spotlight;
pub mod support;
pub mod verify;
