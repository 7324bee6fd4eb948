/** What the tests use of WASI 0.2.3, by path below `deps/`; names and types as the standard has them. */
export const WASI: Readonly<Record<string, string>> = {
  'io/io.wit': `
    package wasi:io@0.2.3;
    interface error { resource error { to-debug-string: func() -> string; } }
    interface poll {
      resource pollable { ready: func() -> bool; block: func(); }
      poll: func(in: list<borrow<pollable>>) -> list<u32>;
    }
    interface streams {
      use error.{error};
      use poll.{pollable};
      variant stream-error { last-operation-failed(error), closed }
      resource input-stream { blocking-read: func(len: u64) -> result<list<u8>, stream-error>; }
      resource output-stream {
        check-write: func() -> result<u64, stream-error>;
        write: func(contents: list<u8>) -> result<_, stream-error>;
      }
    }`,
  'clocks/clocks.wit': `
    package wasi:clocks@0.2.3;
    interface monotonic-clock {
      use wasi:io/poll@0.2.3.{pollable};
      type instant = u64;
      type duration = u64;
      now: func() -> instant;
      resolution: func() -> duration;
      subscribe-instant: func(when: instant) -> pollable;
      subscribe-duration: func(when: duration) -> pollable;
    }
    interface wall-clock {
      record datetime { seconds: u64, nanoseconds: u32 }
      now: func() -> datetime;
      resolution: func() -> datetime;
    }`,
  'random/random.wit': `
    package wasi:random@0.2.3;
    interface random { get-random-bytes: func(len: u64) -> list<u8>; get-random-u64: func() -> u64; }
    interface insecure { get-insecure-random-bytes: func(len: u64) -> list<u8>; get-insecure-random-u64: func() -> u64; }
    interface insecure-seed { insecure-seed: func() -> tuple<u64, u64>; }`,
  'cli/cli.wit': `
    package wasi:cli@0.2.3;
    interface environment {
      get-environment: func() -> list<tuple<string, string>>;
      get-arguments: func() -> list<string>;
      initial-cwd: func() -> option<string>;
    }
    interface exit { exit: func(status: result); exit-with-code: func(status-code: u8); }
    interface stdin { use wasi:io/streams@0.2.3.{input-stream}; get-stdin: func() -> input-stream; }
    interface stdout { use wasi:io/streams@0.2.3.{output-stream}; get-stdout: func() -> output-stream; }
    interface run { run: func() -> result; }
    interface stderr { use wasi:io/streams@0.2.3.{output-stream}; get-stderr: func() -> output-stream; }`,
  'filesystem/filesystem.wit': `
    package wasi:filesystem@0.2.3;
    interface types { resource descriptor { sync: func() -> result<_, error-code>; } enum error-code { access } }
    interface preopens { use types.{descriptor}; get-directories: func() -> list<tuple<descriptor, string>>; }`,
  'sockets/sockets.wit': `
    package wasi:sockets@0.2.3;
    interface network { resource network; enum error-code { unknown, access-denied } enum ip-address-family { ipv4, ipv6 } }
    interface instance-network { use network.{network}; instance-network: func() -> network; }
    interface tcp { resource tcp-socket; }
    interface tcp-create-socket {
      use network.{error-code, ip-address-family};
      use tcp.{tcp-socket};
      create-tcp-socket: func(address-family: ip-address-family) -> result<tcp-socket, error-code>;
    }`,
}
