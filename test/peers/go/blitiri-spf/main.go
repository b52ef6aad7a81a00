// Adapter for blitiri.com.ar/go/spf.
package main

import (
	"context"
	"net"
	"strings"

	"blitiri.com.ar/go/spf"

	"peers/cases"
)

type pipe struct{}

func (pipe) LookupTXT(_ context.Context, name string) ([]string, error) {
	return cases.Text(name)
}

func (pipe) LookupMX(_ context.Context, name string) ([]*net.MX, error) {
	records, err := cases.Ask[struct {
		Preference uint16
		Exchange   string
	}](name, "MX")
	var hosts []*net.MX
	for _, it := range records {
		hosts = append(hosts, &net.MX{Host: it.Exchange + ".", Pref: it.Preference})
	}
	return hosts, err
}

func (pipe) LookupIPAddr(_ context.Context, name string) ([]net.IPAddr, error) {
	v4, err4 := cases.Ask[string](name, "A")
	v6, err6 := cases.Ask[string](name, "AAAA")
	var addresses []net.IPAddr
	for _, text := range append(v4, v6...) {
		addresses = append(addresses, net.IPAddr{IP: net.ParseIP(text)})
	}
	if len(addresses) > 0 {
		return addresses, nil
	}
	if err, isDNS := err4.(*net.DNSError); isDNS && !err.IsNotFound {
		return nil, err4
	}
	return nil, err6
}

func (pipe) LookupAddr(_ context.Context, address string) ([]string, error) {
	names, err := cases.Ask[string](reverse(net.ParseIP(address)), "PTR")
	for i := range names {
		names[i] += "."
	}
	return names, err
}

const digits = "0123456789abcdef"

func reverse(ip net.IP) string {
	var name strings.Builder
	if v4 := ip.To4(); v4 != nil {
		return net.IPv4(v4[3], v4[2], v4[1], v4[0]).String() + ".in-addr.arpa"
	}
	for i := len(ip) - 1; i >= 0; i-- {
		name.Write([]byte{digits[ip[i]&15], '.', digits[ip[i]>>4], '.'})
	}
	return name.String() + "ip6.arpa"
}

func check(it cases.Case, sender string) string {
	ip := net.ParseIP(it.Envelope.ClientIP)
	result, _ := spf.CheckHostWithSender(ip, it.Envelope.Helo, sender, spf.WithResolver(pipe{}))
	return string(result)
}

func main() {
	cases.Serve("blitiri.com.ar/go/spf", "1.6.0", []string{"spf", "helo"}, func(it cases.Case) map[string]any {
		sender := strings.Trim(it.Envelope.MailFrom, "<>")
		return map[string]any{"spf": check(it, sender), "helo": check(it, "")}
	})
}
