import { WASI } from './wasi.wit.ts'

/**
 * What the tests use of wasi:http 0.2.3, by path below `deps/`; names and types as the standard has them, but for those
 * of the packages: componentize-qjs brings implementations of its own, which `asHttp` gets around.
 */
export const HTTP: Readonly<Record<string, string>> = {
  'io/io.wit': WASI['io/io.wit']!.replaceAll('wasi:io', 'test:io'),
  'http/http.wit': `
    package test:http@0.2.3;
    interface types {
      type duration = u64;
      use test:io/streams@0.2.3.{input-stream, output-stream};
      use test:io/poll@0.2.3.{pollable};
      variant method { get, head, post, put, delete, connect, options, trace, patch, other(string) }
      variant scheme { HTTP, HTTPS, other(string) }
      record DNS-error-payload { rcode: option<string>, info-code: option<u16> }
      record TLS-alert-received-payload { alert-id: option<u8>, alert-message: option<string> }
      record field-size-payload { field-name: option<string>, field-size: option<u32> }
      variant error-code {
        DNS-timeout, DNS-error(DNS-error-payload), destination-not-found, destination-unavailable, destination-IP-prohibited,
        destination-IP-unroutable, connection-refused, connection-terminated, connection-timeout, connection-read-timeout,
        connection-write-timeout, connection-limit-reached, TLS-protocol-error, TLS-certificate-error,
        TLS-alert-received(TLS-alert-received-payload), HTTP-request-denied, HTTP-request-length-required,
        HTTP-request-body-size(option<u64>), HTTP-request-method-invalid, HTTP-request-URI-invalid, HTTP-request-URI-too-long,
        HTTP-request-header-section-size(option<u32>), HTTP-request-header-size(option<field-size-payload>),
        HTTP-request-trailer-section-size(option<u32>), HTTP-request-trailer-size(field-size-payload), HTTP-response-incomplete,
        HTTP-response-header-section-size(option<u32>), HTTP-response-header-size(field-size-payload),
        HTTP-response-body-size(option<u64>), HTTP-response-trailer-section-size(option<u32>),
        HTTP-response-trailer-size(field-size-payload), HTTP-response-transfer-coding(option<string>),
        HTTP-response-content-coding(option<string>), HTTP-response-timeout, HTTP-upgrade-failed, HTTP-protocol-error, loop-detected,
        configuration-error, internal-error(option<string>),
      }
      type field-key = string;
      type field-name = field-key;
      type field-value = list<u8>;
      variant header-error { invalid-syntax, forbidden, immutable }
      resource fields {
        constructor();
        from-list: static func(entries: list<tuple<field-name, field-value>>) -> result<fields, header-error>;
        get: func(name: field-name) -> list<field-value>;
        has: func(name: field-name) -> bool;
        set: func(name: field-name, value: list<field-value>) -> result<_, header-error>;
        append: func(name: field-name, value: field-value) -> result<_, header-error>;
        entries: func() -> list<tuple<field-name, field-value>>;
      }
      type status-code = u16;
      type headers = fields;
      type trailers = fields;
      resource outgoing-request {
        constructor(headers: headers);
        body: func() -> result<outgoing-body>;
        set-method: func(method: method) -> result;
        set-path-with-query: func(path-with-query: option<string>) -> result;
        set-scheme: func(scheme: option<scheme>) -> result;
        set-authority: func(authority: option<string>) -> result;
      }
      resource request-options {
        constructor();
        set-first-byte-timeout: func(duration: option<duration>) -> result;
      }
      resource outgoing-body {
        write: func() -> result<output-stream>;
        finish: static func(this: outgoing-body, trailers: option<trailers>) -> result<_, error-code>;
      }
      resource future-incoming-response {
        subscribe: func() -> pollable;
        get: func() -> option<result<result<incoming-response, error-code>>>;
      }
      resource incoming-response {
        status: func() -> status-code;
        headers: func() -> headers;
        consume: func() -> result<incoming-body>;
      }
      resource incoming-body { %stream: func() -> result<input-stream>; }
      resource incoming-request {
        method: func() -> method;
        path-with-query: func() -> option<string>;
        scheme: func() -> option<scheme>;
        authority: func() -> option<string>;
        headers: func() -> headers;
        consume: func() -> result<incoming-body>;
      }
      resource outgoing-response {
        constructor(headers: headers);
        set-status-code: func(status-code: status-code) -> result;
        body: func() -> result<outgoing-body>;
      }
      resource response-outparam {
        set: static func(param: response-outparam, response: result<outgoing-response, error-code>);
      }
    }
    interface incoming-handler {
      use types.{incoming-request, response-outparam};
      handle: func(request: incoming-request, response-out: response-outparam);
    }
    interface outgoing-handler {
      use types.{outgoing-request, request-options, future-incoming-response, error-code};
      handle: func(request: outgoing-request, options: option<request-options>) -> result<future-incoming-response, error-code>;
    }`,
}

/** A component that was built against `test:http` and `test:io`, with the standard's names, which have as many letters. */
export function asHttp(component: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(Buffer.from(component).toString('latin1').replaceAll('test:http/', 'wasi:http/').replaceAll('test:io/', 'wasi:io/'), 'latin1'))
}
