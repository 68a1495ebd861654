import { pgTable, serial, text, integer, index, timestamp, boolean } from 'drizzle-orm/pg-core'
export const users = pgTable('users', { id: serial('id').primaryKey(), email: text('email').notNull().unique(), active: boolean('active').notNull().default(true), at: timestamp('at', {withTimezone: true}).notNull().defaultNow() })
export const posts = pgTable('posts', { id: serial('id').primaryKey(), title: text('title').notNull(), author: integer('author').references(() => users.id) }, t => [index('posts_author').on(t.author)])
