/** The version of package.json, put in by Vite. */
declare const __APP_VERSION__: string;
/** "owner/name" of the repository that the site is built from, or ''. */
declare const __REPOSITORY__: string;
