import tseslint from 'typescript-eslint';

/** Where the editor may be imported: the rim (ARCHITECTURE.md, invariant 1). */
const host = ['src/extension.ts', 'src/host/**', 'src/providers/**', 'src/notebooks/*.ts'];

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', 'test/fixtures/'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.page.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `util/rpc.ts` needs types: an interface has no index signature.
      '@typescript-eslint/consistent-type-definitions': 'off',
      'max-lines': ['error', 400],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: host,
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'Only the host side may know the editor.' }] },
      ],
    },
  },
  {
    // mocha's `it` and `describe` return nothing to await; command line programs write to stdout.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
  { files: ['test/{e2e,bench}/**/*.ts', 'src/cli.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.{mjs,cjs}'], extends: [tseslint.configs.disableTypeChecked] },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
