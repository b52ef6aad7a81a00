//! The adapter protocol (vectors/README.md) in lines of JSON over standard input and output.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

pub fn say(line: Value) {
    println!("{line}");
    io::stdout().flush().expect("the runner listens");
}

pub fn hello(name: &str, version: &str, protocols: &[&str]) {
    say(json!({ "hello": { "name": name, "version": version, "protocols": protocols } }));
}

/// The next line from the runner; nothing when there will be none.
pub fn hear() -> Option<Value> {
    let mut line = String::new();
    let octets = io::stdin().lock().read_line(&mut line).expect("lines are UTF-8");
    (octets > 0).then(|| serde_json::from_str(&line).expect("lines are JSON"))
}

/// Asks the runner for the records of a name: the status of the answer, and what was found.
pub fn ask(name: &str, kind: &str) -> (String, Vec<Value>) {
    let name = name.strip_suffix('.').unwrap_or(name);
    say(json!({ "ask": { "name": name, "type": kind } }));
    let answer = hear().expect("an answer")["answer"].take();
    let records = answer["records"].as_array().cloned().unwrap_or_default();
    (answer["status"].as_str().unwrap_or("error").to_owned(), records)
}

/// The text of a TXT record: its strings, put together, one octet for each character.
pub fn txt_octets(record: &Value) -> Vec<u8> {
    let strings = record.as_array().cloned().unwrap_or_default();
    strings.iter().flat_map(|it| it.as_str().unwrap_or("").chars().map(|c| c as u32 as u8)).collect()
}

pub struct Case(pub Value);

impl Case {
    pub fn message(&self) -> Vec<u8> {
        STANDARD.decode(self.text("/case/message/base64")).expect("base64")
    }

    pub fn text(&self, pointer: &str) -> &str {
        self.0.pointer(pointer).and_then(Value::as_str).unwrap_or("")
    }

    pub fn mail_from(&self) -> &str {
        self.text("/case/envelope/mailFrom").trim_start_matches('<').trim_end_matches('>')
    }

    /// The time of verification in seconds since 1970.
    pub fn seconds(&self) -> u64 {
        let number = |from: usize, to: usize| self.text("/case/now")[from..to].parse::<i64>().expect("RFC 3339");
        let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
        // Days from civil: years that begin in March, so that the odd day comes last.
        let year = if month <= 2 { year - 1 } else { year };
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468;
        (days * 86_400 + number(11, 13) * 3_600 + number(14, 16) * 60 + number(17, 19)) as u64
    }
}
