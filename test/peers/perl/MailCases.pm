package MailCases;
# The adapter protocol (vectors/README.md) for verifiers that ask DNS through Net::DNS.
use strict;
use warnings;
use JSON::PP;
use MIME::Base64;
use Net::DNS::Resolver;
use Time::Local;

my $now;

BEGIN { *CORE::GLOBAL::time = sub { defined $now ? $now : CORE::time() } }

# What a verifier means that answers yes or no.
our @NOT_PASS = qw(fail neutral permerror policy);

# Answers each case with $verify->(message, case, resolver), a hash of results.
sub serve {
    my ($name, $version, $protocols, $verify) = @_;
    my $json = JSON::PP->new->utf8->canonical;
    $| = 1;
    print $json->encode({ hello => { name => $name, version => "$version", protocols => $protocols } }), "\n";
    while (my $line = <STDIN>) {
        my $asked = $json->decode($line);
        my ($case, $server) = @$asked{qw(case dnsServer)};
        my $resolver = Net::DNS::Resolver->new(
            config_file => '/dev/null', nameservers => [ $server->{host} ], port => $server->{port},
            recurse => 1, retry => 1, retrans => 1, udp_timeout => 1, tcp_timeout => 1, dnsrch => 0, defnames => 0,
        );
        my ($y, $m, $d, $h, $min, $s) = $case->{now} =~ /(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)/;
        $now = timegm($s, $min, $h, $d, $m - 1, $y);
        print $json->encode({ results => $verify->(decode_base64($case->{message}{base64}), $case, $resolver) }), "\n";
    }
}

1;
