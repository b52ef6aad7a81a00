;; What base/octet-kernel.ts runs on 16 octets at a time. `npm run kernel` compiles it into octet-kernel-bytes.ts.
;;
;; Memory, in octets:
;;      0    256 shuffles of 8 octets: number m moves those of 8 octets to the front that have no bit in m (set by the host)
;;   2048    four counts, i32: bare CR, bare LF, NUL, octets above 127
;;   4095    the octet before the input
;;   4096    the input, 65,536 octets at most, and 32 more that may be read but mean nothing
;;  69,696   the output of $reduce, 65,536 octets at most, and 16 that may be written
(module
  (memory (export "memory") 3)

  ;; Adds to the counts what stands in the 16 octets at $at, as far as $mask has a bit for them.
  (func $tally (param $at i32) (param $mask i32)
    (local $octets v128) (local $cr v128) (local $lf v128)
    (local.set $octets (v128.load (local.get $at)))
    (local.set $lf (i8x16.eq (local.get $octets) (i8x16.splat (i32.const 10))))
    ;; Whether the octet before each is CR.
    (local.set $cr (i8x16.eq (v128.load (i32.sub (local.get $at) (i32.const 1))) (i8x16.splat (i32.const 13))))
    (call $add (i32.const 2048) (v128.andnot (local.get $cr) (local.get $lf)) (local.get $mask))
    (call $add (i32.const 2052) (v128.andnot (local.get $lf) (local.get $cr)) (local.get $mask))
    (call $add (i32.const 2056) (i8x16.eq (local.get $octets) (i8x16.splat (i32.const 0))) (local.get $mask))
    (call $add (i32.const 2060) (local.get $octets) (local.get $mask)))

  ;; Adds to the count at $count how many octets of $found have their high bit set.
  (func $add (param $count i32) (param $found v128) (param $mask i32)
    (i32.store (local.get $count)
      (i32.add
        (i32.load (local.get $count))
        (i32.popcnt (i32.and (i8x16.bitmask (local.get $found)) (local.get $mask))))))

  ;; Sets the counts for $length octets of input. A CR is counted at the octet behind it: the last one's is not yet known.
  ;; Answers whether any count is more than 0.
  (func (export "count") (param $length i32) (result i32)
    (local $at i32) (local $end i32) (local $odd v128) (local $nul v128) (local $lf v128) (local $cr v128)
    (local.set $lf (i8x16.splat (i32.const 10)))
    (local.set $cr (i8x16.splat (i32.const 13)))
    (v128.store (i32.const 2048) (v128.const i64x2 0 0))
    (local.set $at (i32.const 4096))
    (local.set $end (i32.add (i32.const 4096) (i32.and (local.get $length) (i32.const -16))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (if (i32.ge_u (i32.sub (local.get $end) (local.get $at)) (i32.const 64))
          (then
            ;; In most mail none of 64 octets is NUL or above 127, and each is LF exactly if the one before it is CR. Asked
            ;; of 64 at once, four times the same: a fifth faster than of every 16.
            (local.set $odd
              (v128.or
                (v128.or
                  (v128.or
                    (v128.or (v128.load (local.get $at)) (i8x16.eq (v128.load (local.get $at)) (local.get $nul)))
                    (v128.xor (i8x16.eq (v128.load (local.get $at)) (local.get $lf)) (i8x16.eq (v128.load (i32.sub (local.get $at) (i32.const 1))) (local.get $cr))))
                  (v128.or
                    (v128.or (v128.load offset=16 (local.get $at)) (i8x16.eq (v128.load offset=16 (local.get $at)) (local.get $nul)))
                    (v128.xor (i8x16.eq (v128.load offset=16 (local.get $at)) (local.get $lf)) (i8x16.eq (v128.load offset=15 (local.get $at)) (local.get $cr)))))
                (v128.or
                  (v128.or
                    (v128.or (v128.load offset=32 (local.get $at)) (i8x16.eq (v128.load offset=32 (local.get $at)) (local.get $nul)))
                    (v128.xor (i8x16.eq (v128.load offset=32 (local.get $at)) (local.get $lf)) (i8x16.eq (v128.load offset=31 (local.get $at)) (local.get $cr))))
                  (v128.or
                    (v128.or (v128.load offset=48 (local.get $at)) (i8x16.eq (v128.load offset=48 (local.get $at)) (local.get $nul)))
                    (v128.xor (i8x16.eq (v128.load offset=48 (local.get $at)) (local.get $lf)) (i8x16.eq (v128.load offset=47 (local.get $at)) (local.get $cr)))))))
            (if (i32.eqz (i8x16.bitmask (local.get $odd)))
              (then
                (local.set $at (i32.add (local.get $at) (i32.const 64)))
                (br $next)))))
        (call $tally (local.get $at) (i32.const 0xffff))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (call $tally
      (local.get $at)
      (i32.sub (i32.shl (i32.const 1) (i32.and (local.get $length) (i32.const 15))) (i32.const 1)))
    (v128.any_true (v128.load (i32.const 2048))))

  ;; Writes $length octets of input to the output with their white space reduced (RFC 6376 section 3.4.4 a): space or tab
  ;; goes where another follows, or CRLF; what stays is a space. The two octets behind the input are looked at.
  ;; Answers how many octets were written.
  (func (export "reduce") (param $length i32) (result i32)
    (local $at i32) (local $end i32) (local $out i32) (local $dropped i32)
    (local $octets v128) (local $following v128) (local $tabs v128)
    (local.set $at (i32.const 4096))
    (local.set $end (i32.add (i32.const 4096) (local.get $length)))
    (local.set $out (i32.const 69696))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $octets (v128.load (local.get $at)))
        (local.set $following (v128.load offset=1 (local.get $at)))
        (local.set $tabs (i8x16.eq (local.get $octets) (i8x16.splat (i32.const 9))))
        (local.set $dropped
          (i8x16.bitmask
            (v128.and
              (v128.or (local.get $tabs) (i8x16.eq (local.get $octets) (i8x16.splat (i32.const 32))))
              (v128.or
                (v128.or
                  (i8x16.eq (local.get $following) (i8x16.splat (i32.const 9)))
                  (i8x16.eq (local.get $following) (i8x16.splat (i32.const 32))))
                (v128.and
                  (i8x16.eq (local.get $following) (i8x16.splat (i32.const 13)))
                  (i8x16.eq (v128.load offset=2 (local.get $at)) (i8x16.splat (i32.const 10))))))))
        ;; What the last 16 have beyond the input goes too.
        (if (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $end))
          (then
            (local.set $dropped
              (i32.or
                (local.get $dropped)
                (i32.and
                  (i32.shl (i32.const 0xffff) (i32.sub (local.get $end) (local.get $at)))
                  (i32.const 0xffff))))))
        (local.set $octets
          (v128.bitselect (i8x16.splat (i32.const 32)) (local.get $octets) (local.get $tabs)))
        (if (i32.eqz (local.get $dropped))
          (then
            (v128.store (local.get $out) (local.get $octets))
            (local.set $out (i32.add (local.get $out) (i32.const 16))))
          (else
            (local.set $out
              (call $keep (local.get $out) (local.get $octets) (i32.and (local.get $dropped) (i32.const 0xff))))
            (local.set $out
              (call $keep
                (local.get $out)
                (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $octets) (local.get $octets))
                (i32.shr_u (local.get $dropped) (i32.const 8))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (i32.sub (local.get $out) (i32.const 69696)))

  ;; Writes those of the first 8 octets that have no bit in $dropped; answers where the next octet goes.
  (func $keep (param $out i32) (param $octets v128) (param $dropped i32) (result i32)
    (v128.store
      (local.get $out)
      (i8x16.swizzle (local.get $octets) (v128.load64_zero (i32.shl (local.get $dropped) (i32.const 3)))))
    (i32.sub
      (i32.add (local.get $out) (i32.const 8))
      (i32.popcnt (local.get $dropped)))))
