use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../perl";
use MailCases;
use Mail::SPF;

sub check {
    my ($resolver, %identity) = @_;
    my $server = Mail::SPF::Server->new(dns_resolver => $resolver);
    my $result = eval { $server->process(Mail::SPF::Request->new(versions => [1], %identity))->code };
    # What is no identity at all is refused when the request is made: RFC 7208 section 4.3 calls that none.
    return defined $result ? $result : ref $@ ? 'none' : die $@;
}

MailCases::serve('Mail::SPF', Mail::SPF->VERSION, [ 'spf', 'helo' ], sub {
    my ($message, $case, $resolver) = @_;
    my ($ip, $sender, $helo) = @{ $case->{envelope} }{qw(clientIp mailFrom helo)};
    $sender =~ s/^<|>$//g;
    my $by_helo = check($resolver, scope => 'helo', identity => $helo, ip_address => $ip);
    # RFC 7208 section 2.4: the null reverse-path is postmaster at the HELO name.
    my $mail_from = $sender eq '' ? "postmaster\@$helo" : $sender;
    my $by_sender = check($resolver,
        scope => 'mfrom', identity => $mail_from, ip_address => $ip, helo_identity => $helo);
    return { spf => $by_sender, helo => $by_helo };
});
