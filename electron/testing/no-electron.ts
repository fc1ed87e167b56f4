/** Stands where `electron` would in tests of the services: electron-store then works with the folder it is given. */
// biome-ignore lint/style/noDefaultExport: electron-store imports the default
export default {};
