#!/usr/bin/env node
// Prisma's own schema engine, compiled to WebAssembly, behind the words of its native one: JSON-RPC, a message a line.
// Each file is sent whole, as the native engine does with what it can not split.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindSqlAdapterFactory } from '@prisma/driver-adapter-utils'

const after = (word) => process.argv[process.argv.indexOf(word) + 1]
if (process.argv.includes('can-connect-to-database')) process.exit(0)
const url = process.argv.includes('--datasource') ? JSON.parse(after('--datasource')).url : process.env.DATABASE_URL

class WholeFiles extends PrismaPg {
  async connect() { return whole(await super.connect()) }
  async connectToShadowDb() { return whole(await super.connectToShadowDb()) }
}
function whole(connection) {
  connection.executeScript = async (script) => { await connection.client.query(script) }
  const io = connection.performIO.bind(connection)
  connection.performIO = async (query) => {
    const result = await io(query)
    for (const field of result.fields ?? []) if ([18, 19].includes(field.dataTypeID)) field.dataTypeID = 25 // char and name are text
    return result
  }
  return connection
}

const package_ = import.meta.resolve('@prisma/schema-engine-wasm')
const binding = await import(new URL('schema_engine_bg.js', package_))
const bytes = readFileSync(new URL('schema_engine_bg.wasm', package_))
const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': binding })
binding.__wbg_set_wasm(instance.exports)
instance.exports.__wbindgen_start()

const say = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n')
let engine
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line)
  if (!method) continue // that something was printed
  try {
    engine ??= await binding.SchemaEngine.new({}, () => {}, bindSqlAdapterFactory(new WholeFiles({ connectionString: url })))
    const result = await engine[method](params)
    if (result?.stdout) say({ id: `${id} said`, method: 'print', params: { content: result.stdout } })
    say({ id, result: result ?? null })
  } catch (error) {
    const message = String(error.message ?? error)
    say({ id, error: { code: 4466, message, data: { is_panic: false, message, meta: {}, error_code: error.code } } })
  }
}
