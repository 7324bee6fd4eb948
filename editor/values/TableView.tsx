import type { Json } from '../../shared/json/json.ts'
import styles from './TableView.module.css'

const SHOWN_ROWS = 200

export function TableView({ columns, rows }: { readonly columns: readonly string[]; readonly rows: readonly (readonly Json[])[] }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>{columns.map((column, at) => <th key={at}>{column}</th>)}</tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN_ROWS).map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column} className={typeof cell === 'number' ? styles.number : undefined}>
                  {typeof cell === 'string' ? cell : JSON.stringify(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN_ROWS && <p className={styles.more}>{rows.length - SHOWN_ROWS} more rows</p>}
    </div>
  )
}
