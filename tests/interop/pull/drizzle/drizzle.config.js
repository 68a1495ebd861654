module.exports = { dialect: 'postgresql', out: './drizzle', schema: './src/schema.ts' };
