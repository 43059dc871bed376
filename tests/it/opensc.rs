//! OpenSC as a foreign judge: it reads the simulated card and signs with it through real pcscd, and
//! openssl checks what came out. Only in the usual style of answering: OpenSC's driver for this card
//! does not fetch a signature that waits as 61xx.

use std::{path::Path, process::Command, thread, time::Duration};

use inkan::compose::LentCard;
use inkan::core::jpki::Slot;
use inkan::sim::{Profile, SimCard, demo_certificate};

use crate::pcscd::{Inserted, Pcscd};
use crate::sim::TODAY;

const MODULE: &str = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so";

/// What a program says, standard output and error together; it must succeed.
fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .expect(program);
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{program} {arguments:?}: {text}");
    text
}

/// Until OpenSC sees the card: pcscd polls the virtual reader.
fn wait_for_card() {
    for _ in 0..50 {
        let output = Command::new("opensc-tool")
            .arg("--atr")
            .output()
            .expect("opensc-tool");
        if output.status.success() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("OpenSC sees no card");
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

#[test]
fn it_reads_the_card_and_signs_with_both_keys() {
    let Some(pcscd) = Pcscd::start() else { return };
    let profile = Profile::built_in("normal").expect("compiled in");
    let card = SimCard::new(&profile, TODAY).expect("issues");
    let _inserted = Inserted::new(LentCard::new(card), pcscd.first_slot());
    wait_for_card();

    assert!(run("opensc-tool", &["--name"]).contains("jpki"));
    let pins = run("pkcs15-tool", &["--list-pins"]);
    assert!(
        pins.contains("Tries left     : 3") && pins.contains("Tries left     : 5"),
        "{pins}"
    );

    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| path(folder.path(), name);
    std::fs::write(file("document"), b"a document\n").expect("written");
    for (slot, id, pin, token) in [
        (Slot::Auth, "1", "1234", "JPKI (User Authentication PIN)"),
        (Slot::Sign, "2", "ABC123", "JPKI (Digital Signature PIN)"),
    ] {
        let mut read = vec![
            "--module",
            MODULE,
            "--token-label",
            token,
            "--login",
            "--pin",
            pin,
        ];
        let (certificate, signature) = (file("certificate"), file("signature"));
        read.extend([
            "--read-object",
            "--type",
            "cert",
            "--id",
            id,
            "--output-file",
            &certificate,
        ]);
        run("pkcs11-tool", &read);
        let der = demo_certificate(&profile, slot, TODAY)
            .expect("issues")
            .expect("has one");
        assert_eq!(
            std::fs::read(&certificate).expect("written"),
            der,
            "{slot:?}"
        );

        let mut sign = read[..7].to_vec();
        let document = file("document");
        sign.extend(["--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", id]);
        sign.extend(["--input-file", &document, "--output-file", &signature]);
        run("pkcs11-tool", &sign);
        let key = file("key.pem");
        let pem = run(
            "openssl",
            &[
                "x509",
                "-inform",
                "DER",
                "-in",
                &certificate,
                "-noout",
                "-pubkey",
            ],
        );
        std::fs::write(&key, pem).expect("written");
        let check = [
            "dgst",
            "-sha256",
            "-verify",
            &key,
            "-signature",
            &signature,
            &document,
        ];
        assert!(run("openssl", &check).contains("Verified OK"), "{slot:?}");
    }
}
