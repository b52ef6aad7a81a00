use peers::{Case, ask, hear, hello, say, txt_octets};
use serde_json::json;
use std::future::{Ready, ready};
use std::io::{Error, ErrorKind, Result};
use std::time::{Duration, SystemTime};
use viadkim::{Config, FieldBody, FieldName, HeaderFields, verify};

#[derive(Clone)]
struct Pipe;

impl viadkim::verifier::LookupTxt for Pipe {
    type Answer = Vec<Result<Vec<u8>>>;
    type Query<'a> = Ready<Result<Self::Answer>>;

    fn lookup_txt(&self, domain: &str) -> Self::Query<'_> {
        let (status, records) = ask(domain, "TXT");
        ready(match status.as_str() {
            "found" => Ok(records.iter().map(|it| Ok(txt_octets(it))).collect()),
            "nodata" | "nxdomain" => Err(ErrorKind::NotFound.into()),
            "timeout" => Err(ErrorKind::TimedOut.into()),
            _ => Err(Error::other(status)),
        })
    }
}

/// The fields and the body of a message; nothing where the fields are none that viadkim takes.
fn cut(message: &[u8]) -> Option<(HeaderFields, &[u8])> {
    let end = message.windows(4).position(|it| it == b"\r\n\r\n");
    let (section, body) = match end {
        Some(at) => (&message[..at], &message[at + 4..]),
        None => (message.strip_suffix(b"\r\n").unwrap_or(message), &message[message.len()..]),
    };
    let mut fields: Vec<Vec<u8>> = vec![];
    for line in split_lines(section) {
        match fields.last_mut() {
            Some(field) if line.starts_with(b" ") || line.starts_with(b"\t") => {
                field.extend_from_slice(b"\r\n");
                field.extend_from_slice(line);
            }
            _ => fields.push(line.to_vec()),
        }
    }
    let mut named = vec![];
    for field in fields {
        let colon = field.iter().position(|&it| it == b':')?;
        let name = FieldName::new(std::str::from_utf8(&field[..colon]).ok()?.trim_end()).ok()?;
        named.push((name, FieldBody::new(field[colon + 1..].to_vec()).ok()?));
    }
    Some((HeaderFields::new(named).ok()?, body))
}

fn split_lines(mut section: &[u8]) -> Vec<&[u8]> {
    let mut lines = vec![];
    while let Some(at) = section.windows(2).position(|it| it == b"\r\n") {
        lines.push(&section[..at]);
        section = &section[at + 2..];
    }
    lines.push(section);
    lines
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    hello("viadkim", "0.2.0", &["dkim"]);
    while let Some(asked) = hear() {
        let case = Case(asked);
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(case.seconds());
        let config = Config { fixed_system_time: Some(now), ..Config::default() };
        let message = case.message();
        let Some((header, body)) = cut(&message) else {
            say(json!({ "results": {} }));
            continue;
        };
        let results = verify(&Pipe, &header, body, &config).await;
        let words: Vec<_> = results.iter().map(|it| it.status.to_dkim_result().to_string()).collect();
        say(json!({ "results": { "dkim": words } }));
    }
}
