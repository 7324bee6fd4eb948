/** Spin's interface of SQLite, by path below `deps/`. */
export const SQLITE: Readonly<Record<string, string>> = {
  'spin/spin.wit': `
    package fermyon:spin@2.0.0;
    interface sqlite {
      resource connection {
        open: static func(database: string) -> result<connection, error>;
        execute: func(statement: string, parameters: list<value>) -> result<query-result, error>;
      }
      variant error { no-such-database, access-denied, invalid-connection, database-full, io(string) }
      record query-result { columns: list<string>, rows: list<row-result> }
      record row-result { values: list<value> }
      variant value { integer(s64), real(f64), text(string), blob(list<u8>), null }
    }`,
}
