// Adapter for github.com/emersion/go-msgauth.
package main

import (
	"bytes"

	"github.com/emersion/go-msgauth/dkim"

	"peers/cases"
)

func main() {
	cases.Serve("go-msgauth", "0.7.0", []string{"dkim"}, func(it cases.Case) map[string]any {
		options := &dkim.VerifyOptions{LookupTXT: cases.Text}
		verifications, err := dkim.VerifyWithOptions(bytes.NewReader(it.Message.Base64), options)
		if err != nil {
			return map[string]any{}
		}
		words := []any{}
		for _, verification := range verifications {
			words = append(words, word(verification.Err))
		}
		return map[string]any{"dkim": words}
	})
}

func word(err error) any {
	switch {
	case err == nil:
		return "pass"
	case dkim.IsTempFail(err):
		return "temperror"
	case dkim.IsPermFail(err):
		// RFC 6376 knows PERMFAIL; which result of RFC 8601 it is, nobody says.
		return []string{"permerror", "neutral", "policy", "fail"}
	default:
		return "fail"
	}
}
