"""The adapter protocol (vectors/README.md) for verifiers that ask DNS through dnspython."""
import base64, datetime, json, sys, time

import dns.resolver

NOT_PASS = ["fail", "neutral", "permerror", "policy"]
"""What a verifier means that answers yes or no."""


class CaseResolver(dns.resolver.Resolver):
    """Asks the runner's name server, and gives up sooner than one would in the world."""

    def resolve(self, qname, rdtype="A", *args, **kwargs):
        return super().resolve(qname, rdtype, lifetime=1.5, search=False)


def serve(name, version, protocols, verify, options=()):
    """Answers each case with `verify(message, envelope, options)`, a dict of results; `options` are those it heeds."""
    hello = {"name": name, "version": version, "protocols": protocols, "options": list(options)}
    print(json.dumps({"hello": hello}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        case, server = asked["case"], asked["dnsServer"]
        resolver = CaseResolver(configure=False)
        resolver.nameservers, resolver.port = [server["host"]], server["port"]
        resolver.timeout = 0.7
        dns.resolver.default_resolver = resolver
        now = datetime.datetime.fromisoformat(case["now"].replace("Z", "+00:00")).timestamp()
        time.time = lambda: now
        message = base64.b64decode(case["message"]["base64"])
        print(json.dumps({"results": verify(message, case["envelope"], case["options"])}), flush=True)
