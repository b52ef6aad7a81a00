use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../perl";
use MailCases;
use Mail::DKIM::ARC::Verifier;
use Mail::DKIM::DNS;
use Mail::DKIM::Verifier;

sub read_message {
    my ($verifier, $message) = @_;
    $verifier->PRINT($message);
    $verifier->CLOSE;
    return $verifier;
}

sub signature_result {
    my $result = shift->result;
    # Mail::DKIM has no word for errors that last (invalid), and calls a DNS fault temperror.
    return $result eq 'invalid' ? [qw(neutral permerror policy)] : $result eq 'fail' ? \@MailCases::NOT_PASS : $result;
}

MailCases::serve('Mail::DKIM', Mail::DKIM->VERSION // $Mail::DKIM::Verifier::VERSION, [ 'dkim', 'arc' ], sub {
    my ($message, $case, $resolver) = @_;
    Mail::DKIM::DNS::resolver($resolver);
    my $verifier = read_message(Mail::DKIM::Verifier->new(Strict => 1), $message);
    my $chain = read_message(Mail::DKIM::ARC::Verifier->new(Strict => 1), $message);
    # A signature that Mail::DKIM cannot parse is not among its signatures.
    return { dkim => [ map { signature_result($_) } $verifier->signatures ], arc => $chain->result };
});
