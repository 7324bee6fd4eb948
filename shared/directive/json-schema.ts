import { z } from '../zod.ts'
import type { Json } from '../json/json.ts'
import { DirectiveSchema } from './schema.ts'

/** Names the schema of version 1. A directive's `$schema` says where its file is. */
export const DIRECTIVE_SCHEMA_ID = 'urn:runnel:directive:1'

/** The JSON Schema (draft 2020-12) of a directive, made from what the reader checks with. */
export function directiveJsonSchema(): Json {
  const { $schema, ...schema } = z.toJSONSchema(DirectiveSchema, { io: 'input', unrepresentable: 'any' })
  return {
    $schema,
    $id: DIRECTIVE_SCHEMA_ID,
    title: 'Runnel directive',
    description: 'The document of one application: packages by digest, flows, config, and what preview and canvas add.',
    ...schema,
  } as unknown as Json
}

/**
 * The text of docs/directive.schema.json, which is written by `node -e "import('./shared/directive/json-schema.ts')
 * .then((m) => process.stdout.write(m.printJsonSchema()))" > docs/directive.schema.json`.
 */
export function printJsonSchema(): string {
  return `${JSON.stringify(directiveJsonSchema(), null, 2)}\n`
}
