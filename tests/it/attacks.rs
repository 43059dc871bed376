//! Attacks on signed PDFs, as documents: every one that was published and its neighbours, each of which
//! must not be good. What honest programs do stands beside them (`honest`), so that refusing everything
//! does not pass.
//!
//! Universal signature forgery, signature wrapping, incremental saving: Mladenov et al., "1 Trillion
//! Dollar Refund", CCS 2019. Shadow attacks: Mainka et al., NDSS 2021. Evil annotations and sneaky
//! signatures: Rohlmann et al., "Breaking the Specification", IEEE S&P 2021.

pub mod builder;
mod certified;
mod forgery;
mod honest;
mod mutation;
mod saving;
mod shadow;

use inkan::core::verify::Verdict;

/// None of them is good.
fn refused(attacks: &[(&str, Vec<u8>)]) {
    for (name, bytes) in attacks {
        let found = builder::verdict(bytes);
        println!("{name}: {} [{}]", found.name(), builder::lines(bytes));
        if let Some(folder) = std::env::var_os("INKAN_ATTACKS_OUT") {
            let file = format!(
                "{}.pdf",
                name.replace(|it: char| !it.is_ascii_alphanumeric(), "-")
            );
            std::fs::write(std::path::Path::new(&folder).join(file), bytes).unwrap();
        }
        assert_ne!(found, Verdict::Good, "{name}");
    }
}
