use mail_auth::hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{AuthenticatedMessage, DkimResult, DmarcResult, MessageAuthenticator, SpfResult};
use mail_auth::dmarc::verify::DmarcParameters;
use peers::{Case, hear, hello, say};
use serde_json::json;
use std::net::IpAddr;
use std::time::Duration;

fn authenticator(case: &Case) -> MessageAuthenticator {
    let port = case.0["dnsServer"]["port"].as_u64().expect("a port") as u16;
    let host: IpAddr = case.text("/dnsServer/host").parse().expect("an address");
    let mut connections = vec![ConnectionConfig::udp(), ConnectionConfig::tcp()];
    connections.iter_mut().for_each(|it| it.port = port);
    let server = NameServerConfig::new(host, true, connections);
    let mut options = ResolverOpts::default();
    options.timeout = Duration::from_millis(700);
    options.attempts = 1;
    options.cache_size = 0;
    MessageAuthenticator::new(ResolverConfig::from_parts(None, vec![], vec![server]), options).expect("a resolver")
}

fn dkim_word(result: &DkimResult) -> &'static str {
    match result {
        DkimResult::Pass => "pass",
        DkimResult::Neutral(_) => "neutral",
        DkimResult::Fail(_) => "fail",
        DkimResult::PermError(_) => "permerror",
        DkimResult::TempError(_) => "temperror",
        DkimResult::None => "none",
    }
}

fn spf_word(result: SpfResult) -> &'static str {
    match result {
        SpfResult::Pass => "pass",
        SpfResult::Fail => "fail",
        SpfResult::SoftFail => "softfail",
        SpfResult::Neutral => "neutral",
        SpfResult::TempError => "temperror",
        SpfResult::PermError => "permerror",
        SpfResult::None => "none",
    }
}

fn dmarc_word(result: DmarcResult) -> &'static str {
    match result {
        DmarcResult::Pass => "pass",
        DmarcResult::Fail(_) => "fail",
        DmarcResult::TempError(_) => "temperror",
        DmarcResult::PermError(_) => "permerror",
        DmarcResult::None => "none",
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    hello("mail-auth", "0.15.1", &["spf", "helo", "dkim", "arc", "dmarc"]);
    while let Some(asked) = hear() {
        let case = Case(asked);
        let ours = "mx.example.org";
        let ip: IpAddr = case.text("/case/envelope/clientIp").parse().expect("an address");
        let (helo, mail_from) = (case.text("/case/envelope/helo"), case.mail_from());
        let authenticator = authenticator(&case);
        let by_helo = authenticator.verify_spf(SpfParameters::helo(ip, helo, ours)).await;
        let spf = authenticator.verify_spf(SpfParameters::mail_from(ip, helo, ours, mail_from)).await;
        let mut results = json!({ "spf": spf_word(spf.result()), "helo": spf_word(by_helo.result()) });
        let octets = case.message();
        let Some(message) = AuthenticatedMessage::parse(&octets) else {
            say(json!({ "results": results }));
            continue;
        };
        let dkim = authenticator.verify_dkim(&message).await;
        let arc = authenticator.verify_arc(&message).await;
        let domain = mail_from.rsplit_once('@').map_or(helo, |(_, domain)| domain);
        let dmarc = authenticator.verify_dmarc(DmarcParameters::new(&message, &dkim, domain, &spf)).await;
        results["dkim"] = dkim.iter().map(|it| dkim_word(it.result())).collect();
        results["arc"] = dkim_word(arc.result()).into();
        results["dmarc"] = dmarc_word(dmarc.result()).into();
        say(json!({ "results": results }));
    }
}
