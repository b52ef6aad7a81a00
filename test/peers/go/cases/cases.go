// Package cases speaks the adapter protocol (vectors/README.md): lines of JSON over standard input and output.
package cases

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
)

// Case is what a verifier needs of a case.
type Case struct {
	Message  struct{ Base64 []byte }
	Envelope struct{ ClientIP, MailFrom, Helo string }
}

// asking is held while a question is under way: verifiers ask from several goroutines.
var asking sync.Mutex

var lines = bufio.NewReaderSize(os.Stdin, 1<<20)

func say(line any) {
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s\n", text)
}

func hear(into any) bool {
	line, err := lines.ReadBytes('\n')
	if err != nil {
		return false
	}
	if err := json.Unmarshal(line, into); err != nil {
		panic(err)
	}
	return true
}

// Serve answers each case with verify's results.
func Serve(name, version string, protocols []string, verify func(Case) map[string]any) {
	say(map[string]any{"hello": map[string]any{"name": name, "version": version, "protocols": protocols}})
	var asked struct{ Case Case }
	for hear(&asked) {
		say(map[string]any{"results": verify(asked.Case)})
		asked = struct{ Case Case }{}
	}
}

// Ask asks the runner for the records of a name. What there is not, and what failed, is a *net.DNSError.
func Ask[Record any](name, kind string) ([]Record, error) {
	name = strings.TrimSuffix(name, ".")
	asking.Lock()
	defer asking.Unlock()
	say(map[string]any{"ask": map[string]any{"name": name, "type": kind}})
	var heard struct {
		Answer struct {
			Status  string
			Records []Record
		}
	}
	if !hear(&heard) {
		os.Exit(1)
	}
	switch status := heard.Answer.Status; status {
	case "found":
		return heard.Answer.Records, nil
	case "nodata", "nxdomain":
		return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
	default:
		return nil, &net.DNSError{Err: status, Name: name, IsTimeout: status == "timeout", IsTemporary: true}
	}
}

// Text asks for TXT records, each with its strings put together.
func Text(name string) ([]string, error) {
	records, err := Ask[[]string](name, "TXT")
	var texts []string
	for _, parts := range records {
		var octets []byte
		for _, char := range strings.Join(parts, "") {
			octets = append(octets, byte(char))
		}
		texts = append(texts, string(octets))
	}
	return texts, err
}
