// Prisma's own command line with its JavaScript engine, sending each file whole, as its native engine does.
import { PrismaPg } from '@prisma/adapter-pg'
import { defineConfig } from 'prisma/config'

class WholeFiles extends PrismaPg {
  async connect() { return whole(await super.connect()) }
  async connectToShadowDb() { return whole(await super.connectToShadowDb()) }
}
function whole(connection) {
  connection.executeScript = async (script) => { await connection.client.query(script) }
  const io = connection.performIO.bind(connection)
  connection.performIO = async (query) => {
    const result = await io(query)
    for (const field of result.fields ?? []) if (field.dataTypeID === 19) field.dataTypeID = 25 // name is text
    return result
  }
  return connection
}
export default defineConfig({
  experimental: { adapter: true }, engine: 'js', schema: 'schema.prisma', migrations: { path: 'prisma/migrations' },
  adapter: async () => new WholeFiles({ connectionString: process.env.DATABASE_URL, idleTimeoutMillis: 100 }),
})
