;; What base/octet-kernel.ts runs on 16 octets at a time. `npm run kernel` compiles it into octet-kernel-bytes.ts.
;;
;; Memory, in octets:
;;      0    256 shuffles of 8 octets: number m moves those of 8 octets to the front that have no bit in m (written at the start)
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
    (local $at i32) (local $end i32) (local $unpaired v128) (local $one v128) (local $lf v128) (local $cr v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $one (i8x16.splat (i32.const 1)))
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
            ;; In most mail none of 64 octets is NUL or above 127, the least of them as signed numbers then being above 0,
            ;; and each is LF exactly if the one before it is CR. Asked of 64 at once, four times the same: half the time
            ;; that every 16 would take.
            (local.set $a (v128.load (local.get $at)))
            (local.set $b (v128.load offset=16 (local.get $at)))
            (local.set $c (v128.load offset=32 (local.get $at)))
            (local.set $d (v128.load offset=48 (local.get $at)))
            (local.set $unpaired
              (v128.or
                (v128.or
                  (v128.xor (i8x16.eq (local.get $a) (local.get $lf)) (i8x16.eq (v128.load (i32.sub (local.get $at) (i32.const 1))) (local.get $cr)))
                  (v128.xor (i8x16.eq (local.get $b) (local.get $lf)) (i8x16.eq (v128.load offset=15 (local.get $at)) (local.get $cr))))
                (v128.or
                  (v128.xor (i8x16.eq (local.get $c) (local.get $lf)) (i8x16.eq (v128.load offset=31 (local.get $at)) (local.get $cr)))
                  (v128.xor (i8x16.eq (local.get $d) (local.get $lf)) (i8x16.eq (v128.load offset=47 (local.get $at)) (local.get $cr))))))
            (if
              (i32.eqz
                (i8x16.bitmask
                  (v128.or
                    (local.get $unpaired)
                    (i8x16.lt_s
                      (i8x16.min_s (i8x16.min_s (local.get $a) (local.get $b)) (i8x16.min_s (local.get $c) (local.get $d)))
                      (local.get $one)))))
              (then
                (local.set $at (i32.add (local.get $at) (i32.const 64)))
                (br $next)))
            ;; Mail in UTF-8: some are above 127, and that is all.
            (if
              (i32.eqz
                (i8x16.bitmask
                  (v128.or
                    (local.get $unpaired)
                    (i8x16.lt_u
                      (i8x16.min_u (i8x16.min_u (local.get $a) (local.get $b)) (i8x16.min_u (local.get $c) (local.get $d)))
                      (local.get $one)))))
              (then
                (i32.store
                  (i32.const 2060)
                  (i32.add
                    (i32.load (i32.const 2060))
                    (i32.add
                      (i32.popcnt (i32.or (i8x16.bitmask (local.get $a)) (i32.shl (i8x16.bitmask (local.get $b)) (i32.const 16))))
                      (i32.popcnt (i32.or (i8x16.bitmask (local.get $c)) (i32.shl (i8x16.bitmask (local.get $d)) (i32.const 16)))))))
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
    (local $at i32) (local $end i32) (local $out i32) (local $dropped i32) (local $looked i32) (local $low i32) (local $high i32)
    (local $octets v128) (local $following v128) (local $tabs v128)
    (local $tab v128) (local $space v128) (local $tabToSpace v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $tabsA v128) (local $tabsB v128) (local $tabsC v128) (local $tabsD v128)
    (local.set $tab (i8x16.splat (i32.const 9)))
    (local.set $space (i8x16.splat (i32.const 32)))
    (local.set $tabToSpace (i8x16.splat (i32.const 41)))
    (local.set $at (i32.const 4096))
    (local.set $end (i32.add (i32.const 4096) (local.get $length)))
    (local.set $out (i32.const 69696))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (if
          (i32.and
            (i32.ge_u (local.get $at) (local.get $looked))
            (i32.ge_u (i32.sub (local.get $end) (local.get $at)) (i32.const 64)))
          (then
            ;; In most text of 64 octets none is white space with white space or a control behind it: nothing goes. Asked
            ;; of 64 at once, four times the same: half the time that every 16 would take.
            (local.set $a (v128.load (local.get $at)))
            (local.set $b (v128.load offset=16 (local.get $at)))
            (local.set $c (v128.load offset=32 (local.get $at)))
            (local.set $d (v128.load offset=48 (local.get $at)))
            (local.set $tabsA (i8x16.eq (local.get $a) (local.get $tab)))
            (local.set $tabsB (i8x16.eq (local.get $b) (local.get $tab)))
            (local.set $tabsC (i8x16.eq (local.get $c) (local.get $tab)))
            (local.set $tabsD (i8x16.eq (local.get $d) (local.get $tab)))
            (if
              (i32.eqz
                (i8x16.bitmask
                  (v128.or
                    (v128.or
                      (v128.and
                        (v128.or (local.get $tabsA) (i8x16.eq (local.get $a) (local.get $space)))
                        (i8x16.le_u (v128.load offset=1 (local.get $at)) (local.get $space)))
                      (v128.and
                        (v128.or (local.get $tabsB) (i8x16.eq (local.get $b) (local.get $space)))
                        (i8x16.le_u (v128.load offset=17 (local.get $at)) (local.get $space))))
                    (v128.or
                      (v128.and
                        (v128.or (local.get $tabsC) (i8x16.eq (local.get $c) (local.get $space)))
                        (i8x16.le_u (v128.load offset=33 (local.get $at)) (local.get $space)))
                      (v128.and
                        (v128.or (local.get $tabsD) (i8x16.eq (local.get $d) (local.get $space)))
                        (i8x16.le_u (v128.load offset=49 (local.get $at)) (local.get $space)))))))
              (then
                (v128.store (local.get $out) (v128.xor (local.get $a) (v128.and (local.get $tabsA) (local.get $tabToSpace))))
                (v128.store offset=16 (local.get $out) (v128.xor (local.get $b) (v128.and (local.get $tabsB) (local.get $tabToSpace))))
                (v128.store offset=32 (local.get $out) (v128.xor (local.get $c) (v128.and (local.get $tabsC) (local.get $tabToSpace))))
                (v128.store offset=48 (local.get $out) (v128.xor (local.get $d) (v128.and (local.get $tabsD) (local.get $tabToSpace))))
                (local.set $at (i32.add (local.get $at) (i32.const 64)))
                (local.set $out (i32.add (local.get $out) (i32.const 64)))
                (br $next)))
            (local.set $looked (i32.add (local.get $at) (i32.const 64)))))
        (local.set $octets (v128.load (local.get $at)))
        (local.set $following (v128.load offset=1 (local.get $at)))
        (local.set $tabs (i8x16.eq (local.get $octets) (local.get $tab)))
        (local.set $dropped
          (i8x16.bitmask
            (v128.and
              (v128.or (local.get $tabs) (i8x16.eq (local.get $octets) (local.get $space)))
              (v128.or
                (v128.or
                  (i8x16.eq (local.get $following) (local.get $tab))
                  (i8x16.eq (local.get $following) (local.get $space)))
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
        (local.set $octets (v128.xor (local.get $octets) (v128.and (local.get $tabs) (local.get $tabToSpace))))
        (if (i32.eqz (local.get $dropped))
          (then
            (v128.store (local.get $out) (local.get $octets))
            (local.set $out (i32.add (local.get $out) (i32.const 16))))
          (else
            ;; Eight and eight, by the shuffle for what goes of them; what is written too much is written over.
            (local.set $low (i32.and (local.get $dropped) (i32.const 0xff)))
            (local.set $high (i32.shr_u (local.get $dropped) (i32.const 8)))
            (v128.store
              (local.get $out)
              (i8x16.swizzle (local.get $octets) (v128.load64_zero (i32.shl (local.get $low) (i32.const 3)))))
            (local.set $out (i32.add (local.get $out) (i32.sub (i32.const 8) (i32.popcnt (local.get $low)))))
            (v128.store
              (local.get $out)
              (i8x16.swizzle
                (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $octets) (local.get $octets))
                (v128.load64_zero (i32.shl (local.get $high) (i32.const 3)))))
            (local.set $out (i32.add (local.get $out) (i32.sub (i32.const 8) (i32.popcnt (local.get $high)))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (i32.sub (local.get $out) (i32.const 69696)))

  ;; Writes the shuffles: number m is the positions from 0 to 7 that have no bit in m.
  (func $shuffles
    (local $number i32) (local $position i32) (local $out i32)
    (loop $each
      (local.set $out (i32.shl (local.get $number) (i32.const 3)))
      (local.set $position (i32.const 0))
      (loop $octet
        (i32.store8 (local.get $out) (local.get $position))
        (local.set $out
          (i32.add
            (local.get $out)
            (i32.xor (i32.and (i32.shr_u (local.get $number) (local.get $position)) (i32.const 1)) (i32.const 1))))
        (local.set $position (i32.add (local.get $position) (i32.const 1)))
        (br_if $octet (i32.lt_u (local.get $position) (i32.const 8))))
      (local.set $number (i32.add (local.get $number) (i32.const 1)))
      (br_if $each (i32.lt_u (local.get $number) (i32.const 256)))))

  (start $shuffles))
