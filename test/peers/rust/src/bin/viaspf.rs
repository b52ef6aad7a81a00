use async_trait::async_trait;
use peers::{Case, ask, hear, hello, say, txt_octets};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use viaspf::lookup::{Lookup, LookupError, LookupResult, Name};
use viaspf::{Config, DomainName, Sender, evaluate_sender};

struct Pipe;

fn look_up<T>(name: &str, kind: &str, read: impl Fn(&Value) -> Option<T>) -> LookupResult<Vec<T>> {
    let (status, records) = ask(name, kind);
    match status.as_str() {
        "found" => Ok(records.iter().filter_map(read).collect()),
        "nodata" | "nxdomain" => Err(LookupError::NoRecords),
        "timeout" => Err(LookupError::Timeout),
        _ => Err(LookupError::Dns(None)),
    }
}

fn reverse_name(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, d] = ip.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa")
        }
        IpAddr::V6(ip) => {
            let nibbles = ip.octets().into_iter().rev().map(|it| format!("{:x}.{:x}.", it & 15, it >> 4));
            nibbles.collect::<String>() + "ip6.arpa"
        }
    }
}

#[async_trait]
impl Lookup for Pipe {
    async fn lookup_a<'l, 'a>(&'l self, name: &'a Name) -> LookupResult<Vec<Ipv4Addr>> {
        look_up(name.as_str(), "A", |it| it.as_str()?.parse().ok())
    }

    async fn lookup_aaaa<'l, 'a>(&'l self, name: &'a Name) -> LookupResult<Vec<Ipv6Addr>> {
        look_up(name.as_str(), "AAAA", |it| it.as_str()?.parse().ok())
    }

    async fn lookup_mx<'l, 'a>(&'l self, name: &'a Name) -> LookupResult<Vec<Name>> {
        look_up(name.as_str(), "MX", |it| Name::new(it["exchange"].as_str()?).ok())
    }

    async fn lookup_txt<'l, 'a>(&'l self, name: &'a Name) -> LookupResult<Vec<String>> {
        look_up(name.as_str(), "TXT", |it| Some(String::from_utf8_lossy(&txt_octets(it)).into_owned()))
    }

    async fn lookup_ptr<'l>(&'l self, ip: IpAddr) -> LookupResult<Vec<Name>> {
        look_up(&reverse_name(ip), "PTR", |it| Name::new(it.as_str()?).ok())
    }
}

/// What is no sender at all has no SPF record either: none (RFC 7208 section 4.3).
async fn check(sender: Option<Sender>, case: &Case) -> String {
    let ip: IpAddr = case.text("/case/envelope/clientIp").parse().expect("an address");
    let helo = DomainName::new(case.text("/case/envelope/helo")).ok();
    let Some(sender) = sender else { return "none".to_owned() };
    let config = Config::default();
    let result = evaluate_sender(&Pipe, &config, ip, &sender, helo.as_ref()).await.spf_result.to_string();
    // A fail shows its explanation too.
    result.split(' ').next().unwrap_or_default().to_owned()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    hello("viaspf", "0.6.0", &["spf", "helo"]);
    while let Some(asked) = hear() {
        let case = Case(asked);
        let helo = Sender::from_domain(case.text("/case/envelope/helo")).ok();
        let sender = if case.mail_from().is_empty() { helo.clone() } else { Sender::new(case.mail_from()).ok() };
        let spf = check(sender, &case).await;
        let helo = check(helo, &case).await;
        say(json!({ "results": { "spf": spf, "helo": helo } }));
    }
}
