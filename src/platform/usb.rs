//! Card readers that are plugged in, whether or not the smart card service knows them. On Linux the
//! kernel lists devices and their classes in `/sys`; elsewhere nobody is asked.

use crate::app::ports::Devices;

/// The readers on the USB.
#[cfg(target_os = "linux")]
pub fn readers() -> Devices {
    sysfs::readers_in(std::path::Path::new("/sys/bus/usb/devices"))
}

/// The readers on the USB.
#[cfg(not(target_os = "linux"))]
pub fn readers() -> Devices {
    Devices::NotKnown
}

#[cfg(target_os = "linux")]
mod sysfs {
    use std::{fs, path::Path};

    use crate::app::ports::{Devices, UsbDevice, known_readers::known_device};

    /// `bInterfaceClass` of chip card readers (USB Device Class: Smart Card, CCID 1.1 §4.2).
    const CCID_CLASS: &str = "0b";

    /// Those in a folder of the form of `/sys/bus/usb/devices`: `1-2` is a device, `1-2:1.0` its
    /// first interface.
    pub(super) fn readers_in(folder: &Path) -> Devices {
        let Ok(entries) = fs::read_dir(folder) else {
            return Devices::NotKnown;
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        let is_reader = |name: &str, device: UsbDevice| {
            known_device(device).is_some()
                || names.iter().any(|interface| {
                    interface
                        .strip_prefix(name)
                        .is_some_and(|rest| rest.starts_with(':'))
                        && attribute(&folder.join(interface), "bInterfaceClass").as_deref()
                            == Some(CCID_CLASS)
                })
        };
        let readers = names.iter().filter(|name| !name.contains(':'));
        Devices::Seen(
            readers
                .filter_map(|name| {
                    let device = device(&folder.join(name))?;
                    is_reader(name, device).then_some(device)
                })
                .collect(),
        )
    }

    fn device(folder: &Path) -> Option<UsbDevice> {
        let number = |name| u16::from_str_radix(&attribute(folder, name)?, 16).ok();
        Some(UsbDevice {
            vendor: number("idVendor")?,
            product: number("idProduct")?,
        })
    }

    fn attribute(folder: &Path, name: &str) -> Option<String> {
        let text = fs::read_to_string(folder.join(name)).ok()?;
        Some(text.trim().to_lowercase())
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        struct Bus(tempfile::TempDir);

        impl Bus {
            fn new() -> Self {
                Self(tempfile::tempdir().expect("folder"))
            }

            fn plug(&self, name: &str, vendor: &str, product: &str, classes: &[&str]) {
                let device = self.0.path().join(name);
                fs::create_dir(&device).expect("made");
                fs::write(device.join("idVendor"), format!("{vendor}\n")).expect("written");
                fs::write(device.join("idProduct"), format!("{product}\n")).expect("written");
                for (number, class) in classes.iter().enumerate() {
                    let interface = self.0.path().join(format!("{name}:1.{number}"));
                    fs::create_dir(&interface).expect("made");
                    fs::write(interface.join("bInterfaceClass"), format!("{class}\n"))
                        .expect("written");
                }
            }

            fn readers(&self) -> Devices {
                readers_in(self.0.path())
            }
        }

        fn device(vendor: u16, product: u16) -> UsbDevice {
            UsbDevice { vendor, product }
        }

        #[test]
        fn readers_are_known_by_class_or_by_number() {
            let bus = Bus::new();
            assert_eq!(bus.readers(), Devices::Seen(Vec::new()));
            bus.plug("1-1", "046d", "c31c", &["03", "03"]);
            bus.plug("1-10", "04e6", "5116", &["0b"]);
            bus.plug("1-2", "054c", "06c1", &["ff"]);
            bus.plug("2-1.4", "1050", "0407", &["03", "03", "0b"]);
            bus.plug("usb1", "1d6b", "0002", &["09"]);
            let expected = vec![
                device(0x04E6, 0x5116),
                device(0x054C, 0x06C1),
                device(0x1050, 0x0407),
            ];
            assert_eq!(bus.readers(), Devices::Seen(expected));
        }

        #[test]
        fn an_interface_belongs_to_its_own_device_only() {
            let bus = Bus::new();
            bus.plug("1-1", "046d", "c31c", &["03"]);
            bus.plug("1-1.2", "04e6", "5116", &["0B"]);
            assert_eq!(bus.readers(), Devices::Seen(vec![device(0x04E6, 0x5116)]));
        }

        #[test]
        fn a_device_that_just_left_is_passed_over() {
            let bus = Bus::new();
            bus.plug("1-1", "04e6", "5116", &["0b"]);
            fs::remove_file(bus.0.path().join("1-1/idProduct")).expect("removed");
            assert_eq!(bus.readers(), Devices::Seen(Vec::new()));
            bus.plug("1-3", "zzzz", "5116", &["0b"]);
            assert_eq!(bus.readers(), Devices::Seen(Vec::new()));
        }

        #[test]
        fn without_the_list_nothing_is_known() {
            assert_eq!(readers_in(Path::new("/no/such/folder")), Devices::NotKnown);
        }
    }
}
