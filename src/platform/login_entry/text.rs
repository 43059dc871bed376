//! The text of each system's entry: what is between the quotes comes back as it was.

use super::{LoginCommand, UNSPEAKABLE};
use crate::app::ports::FileError;

/// The name that the entry has, on every system.
pub const NAME: &str = "Inkan";

/// The label of the launch agent.
pub const LABEL: &str = "jp.inkan.remind";

/// A desktop file (Desktop Entry Specification, Desktop Application Autostart Specification).
/// `TryExec` has it passed over once the program is gone.
pub fn desktop_file(command: &LoginCommand) -> Result<String, FileError> {
    let program = words(command)?.swap_remove(0);
    let exec = exec(command)?;
    let try_exec = desktop_string(&program);
    Ok(format!(
        "[Desktop Entry]\n\
         Type=Application\n\
         Name={NAME}\n\
         Comment=Says when a certificate on a My Number Card can be renewed\n\
         Comment[ja]=マイナンバーカードの電子証明書を更新できるときにお知らせします\n\
         Exec={exec}\n\
         TryExec={try_exec}\n\
         Icon=inkan\n\
         Terminal=false\n"
    ))
}

/// The `Exec` line's value: every word in quotes, then as a string of the file.
fn exec(command: &LoginCommand) -> Result<String, FileError> {
    let quoted = words(command)?.into_iter().map(|word| {
        let mut quoted = String::from("\"");
        for character in word.chars() {
            match character {
                '"' | '`' | '$' | '\\' => quoted.extend(['\\', character]),
                '%' => quoted.push_str("%%"),
                _ => quoted.push(character),
            }
        }
        quoted.push('"');
        desktop_string(&quoted)
    });
    Ok(quoted.collect::<Vec<_>>().join(" "))
}

fn desktop_string(text: &str) -> String {
    text.replace('\\', "\\\\")
}

/// The same file with another command, and everything else as it was: who turned the entry off with the
/// desktop's own means, which write into it, keeps it off.
pub fn moved_desktop_file(text: &str, command: &LoginCommand) -> Result<String, FileError> {
    let fresh = desktop_file(command)?;
    let line = |key: &str| fresh.lines().find(|line| line.starts_with(key));
    let mut moved = String::new();
    for old in text.lines() {
        let new = ["Exec=", "TryExec="]
            .into_iter()
            .find(|key| old.starts_with(key))
            .and_then(line);
        moved.push_str(new.unwrap_or(old));
        moved.push('\n');
    }
    Ok(moved)
}

/// A property list for launchd: started once at login, in a session with a screen.
pub fn launch_agent(command: &LoginCommand) -> Result<String, FileError> {
    let mut arguments = String::new();
    for word in words(command)? {
        let escaped = word
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        arguments.push_str("\t\t<string>");
        arguments.push_str(&escaped);
        arguments.push_str("</string>\n");
    }
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
         \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n\
         <dict>\n\
         \t<key>Label</key>\n\
         \t<string>{LABEL}</string>\n\
         \t<key>ProgramArguments</key>\n\
         \t<array>\n\
         {arguments}\
         \t</array>\n\
         \t<key>RunAtLoad</key>\n\
         \t<true/>\n\
         \t<key>LimitLoadToSessionType</key>\n\
         \t<string>Aqua</string>\n\
         </dict>\n\
         </plist>\n"
    ))
}

/// A command line of Windows, in quotes as `CommandLineToArgvW` takes them off.
pub fn command_line(command: &LoginCommand) -> Result<String, FileError> {
    let quoted = words(command)?.into_iter().map(|word| {
        let mut quoted = String::from("\"");
        let mut slashes = 0;
        for character in word.chars().map(Some).chain([None]) {
            match character {
                Some('\\') => {
                    slashes += 1;
                    continue;
                }
                // Before a quote, of the word or at its end, each backslash is written twice.
                Some('"') => {
                    quoted.push_str(&"\\".repeat(2 * slashes + 1));
                    quoted.push('"');
                }
                None => quoted.push_str(&"\\".repeat(2 * slashes)),
                Some(other) => {
                    quoted.push_str(&"\\".repeat(slashes));
                    quoted.push(other);
                }
            }
            slashes = 0;
        }
        quoted.push('"');
        quoted
    });
    Ok(quoted.collect::<Vec<_>>().join(" "))
}

/// The program and its arguments. What is no text, or would end a line, cannot be written down.
fn words(command: &LoginCommand) -> Result<Vec<String>, FileError> {
    let program = command.program.to_str().ok_or(UNSPEAKABLE)?;
    let words = std::iter::once(program).chain(command.arguments.iter().map(String::as_str));
    let words: Vec<String> = words.map(str::to_owned).collect();
    let is_speakable = |word: &String| !word.chars().any(char::is_control);
    let is_good = command.program.is_absolute() && words.iter().all(is_speakable);
    is_good.then_some(words).ok_or(UNSPEAKABLE)
}
