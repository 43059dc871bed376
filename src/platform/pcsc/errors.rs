//! What a PC/SC return value means for the one who talks to a card. One exhaustive table.
//!
//! The values are those of pcsc-lite's `pcsclite.h` and Microsoft's "Smart Card Return Values".

use pcsc::Error;

use crate::core::jpki::ChannelError;

/// The meaning of `error`, whichever call returned it.
pub(super) fn channel_error(error: Error) -> ChannelError {
    match error {
        Error::ServerTooBusy | Error::SharingViolation => ChannelError::Busy,
        Error::InsufficientBuffer | Error::PciTooSmall => ChannelError::Garbled,
        Error::CardUnsupported
        | Error::InvalidAtr
        | Error::ProtoMismatch
        | Error::Timeout
        | Error::UnpoweredCard
        | Error::UnresponsiveCard
        | Error::UnsupportedCard => ChannelError::Mute,
        Error::NoReadersAvailable | Error::ReaderUnavailable | Error::UnknownReader => {
            ChannelError::ReaderGone
        }
        Error::NoSmartcard | Error::RemovedCard => ChannelError::Removed,
        Error::ResetCard => ChannelError::Reset,
        Error::InvalidHandle
        | Error::NoService
        | Error::ServiceStopped
        | Error::Shutdown
        | Error::SystemCancelled => ChannelError::ServiceGone,
        #[cfg(target_os = "windows")]
        Error::Unexpected => transport(error),
        Error::BadSeek
        | Error::CacheItemNotFound
        | Error::CacheItemStale
        | Error::CacheItemTooBig
        | Error::CancelledByUser
        | Error::Cancelled
        | Error::CantDispose
        | Error::CardNotAuthenticated
        | Error::CertificateUnavailable
        | Error::ChvBlocked
        | Error::CommDataLost
        | Error::CommError
        | Error::DirNotFound
        | Error::DuplicateReader
        | Error::Eof
        | Error::FileNotFound
        | Error::IccCreateorder
        | Error::IccInstallation
        | Error::InternalError
        | Error::InvalidChv
        | Error::InvalidParameter
        | Error::InvalidTarget
        | Error::InvalidValue
        | Error::NoAccess
        | Error::NoDir
        | Error::NoFile
        | Error::NoKeyContainer
        | Error::NoMemory
        | Error::NoSuchCertificate
        | Error::NotReady
        | Error::NotTransacted
        | Error::ReaderUnsupported
        | Error::SecurityViolation
        | Error::UnknownCard
        | Error::UnknownError
        | Error::UnknownResMng
        | Error::UnsupportedFeature
        | Error::WaitedTooLong
        | Error::WriteTooMany
        | Error::WrongChv => transport(error),
    }
}

/// An error without a meaning of its own here, kept by its number for the support report.
fn transport(error: Error) -> ChannelError {
    ChannelError::Transport { code: error as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_can_do_something_about_has_its_own_meaning() {
        let table = [
            (Error::SharingViolation, ChannelError::Busy),
            (Error::InsufficientBuffer, ChannelError::Garbled),
            (Error::UnresponsiveCard, ChannelError::Mute),
            (Error::UnpoweredCard, ChannelError::Mute),
            (Error::ProtoMismatch, ChannelError::Mute),
            (Error::ReaderUnavailable, ChannelError::ReaderGone),
            (Error::UnknownReader, ChannelError::ReaderGone),
            (Error::NoSmartcard, ChannelError::Removed),
            (Error::RemovedCard, ChannelError::Removed),
            (Error::ResetCard, ChannelError::Reset),
            (Error::InvalidHandle, ChannelError::ServiceGone),
            (Error::NoService, ChannelError::ServiceGone),
            (Error::ServiceStopped, ChannelError::ServiceGone),
        ];
        for (error, meaning) in table {
            assert_eq!(channel_error(error), meaning, "{error:?}");
        }
    }

    #[test]
    fn the_rest_keeps_its_documented_number() {
        assert_eq!(
            channel_error(Error::CommDataLost),
            ChannelError::Transport { code: 0x8010_002F }
        );
        assert_eq!(
            channel_error(Error::NotTransacted),
            ChannelError::Transport { code: 0x8010_0016 }
        );
    }
}
