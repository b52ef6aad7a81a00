module peers

go 1.25

require (
	blitiri.com.ar/go/spf v1.6.0
	github.com/emersion/go-msgauth v0.7.0
)

require golang.org/x/crypto v0.31.0 // indirect
