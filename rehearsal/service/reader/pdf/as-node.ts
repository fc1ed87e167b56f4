/**
 * In a utility process of Electron pdf.js takes itself for a page in a browser and fetches what it should read from files.
 * Imported before it: it asks once, when it is loaded.
 */
if ('type' in process) Object.defineProperty(process, 'type', { value: undefined, configurable: true });
