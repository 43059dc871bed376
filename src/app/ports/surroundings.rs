//! What lies around the readers: the operating system, its smart card service, what is plugged in.

use serde::Deserialize;

/// The operating system that a remedy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum System {
    /// Linux and its relatives with pcsc-lite.
    Linux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

impl System {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Linux, Self::MacOs, Self::Windows];

    /// The one that this program was built for.
    pub fn of_this_computer() -> Self {
        if cfg!(target_os = "windows") {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::MacOs
        } else {
            Self::Linux
        }
    }

    /// Its name in data and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::MacOs => "macos",
            Self::Windows => "windows",
        }
    }
}

/// What the doctor looks at before any reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// The smart card service.
    pub service: ServiceState,
    /// Readers that are plugged in, whether or not the service knows them.
    pub devices: Devices,
}

/// How the smart card service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceState {
    /// It answers with an error: the PC/SC return value.
    Faulty {
        /// The return value.
        code: u32,
    },
    /// It runs, and the person has no right to its socket.
    Forbidden,
    /// It is not on this computer.
    Missing,
    /// It runs, and turns the person away (polkit): the PC/SC return value.
    Refused {
        /// The return value.
        code: u32,
    },
    /// It runs and answers.
    Running,
    /// It is there and does not run.
    Stopped,
}

/// Readers on the USB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Devices {
    /// This system does not say.
    NotKnown,
    /// These, in the order of their places.
    Seen(Vec<UsbDevice>),
}

/// A device on the USB, by what tells its make; in data `054C:01BB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct UsbDevice {
    /// `idVendor`.
    pub vendor: u16,
    /// `idProduct`.
    pub product: u16,
}

impl TryFrom<String> for UsbDevice {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let number = |part: &str| {
            let is_hex = part.len() == 4 && part.bytes().all(|it| it.is_ascii_hexdigit());
            is_hex.then(|| u16::from_str_radix(part, 16).ok()).flatten()
        };
        text.split_once(':')
            .and_then(|(vendor, product)| {
                let (vendor, product) = (number(vendor)?, number(product)?);
                Some(Self { vendor, product })
            })
            .ok_or_else(|| format!("{text:?} is not of the form \"054C:01BB\""))
    }
}
