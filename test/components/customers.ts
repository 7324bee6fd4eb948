export const SQLITE_IMPORT = 'fermyon:spin/sqlite@2.0.0'

/** Reads with whatever statement it is given; rows as JSON. */
export const CALLER = {
  wit: `package test:customers@1.0.0;
    world customers { import ${SQLITE_IMPORT}; export query: func(statement: string, parameter: option<string>) -> result<string, string>; }`,
  js: `import { Connection } from '${SQLITE_IMPORT}'
    export function query(statement, parameter) {
      try {
        const parameters = parameter == null ? [] : [{ tag: 'text', val: parameter }]
        const { columns, rows } = Connection.open('default').execute(statement, parameters)
        return JSON.stringify(rows.map(({ values }) => values.map(({ tag, val }) => tag === 'blob' ? [...val] : val ?? null)))
      } catch (error) {
        throw JSON.stringify(error.payload ?? String(error))
      }
    }`,
}

/** Exports what it imports, and hides the domains of addresses in what comes back. */
export const HIDING = {
  wit: `package test:hiding@1.0.0;
    world hiding { import ${SQLITE_IMPORT}; export ${SQLITE_IMPORT}; }`,
  js: `import { Connection as Inner } from '${SQLITE_IMPORT}'
    const hidden = (value) => value.tag === 'text' ? { tag: 'text', val: value.val.replace(/@[^\\s@]+/g, '@…') } : value
    class Connection {
      constructor(inner) { this.inner = inner }
      static open(database) { return new Connection(Inner.open(database)) }
      execute(statement, parameters) {
        const { columns, rows } = this.inner.execute(statement, parameters)
        return { columns, rows: rows.map(({ values }) => ({ values: values.map(hidden) })) }
      }
    }
    export const sqlite = { Connection }`,
}
