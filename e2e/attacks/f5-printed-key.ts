import { type Attack, brokenBy } from './attack.ts';
import { download, scripted, writesLicence } from './images.ts';

/** Run in the container: the forms in which programs print a value by themselves, with a name each. */
const FORMS = `
const k=process.argv.find((one)=>one.startsWith('apikey=')).slice(7),b=(x)=>Buffer.from(x);
const forms={
  plain:k,upper:k.toUpperCase(),lower:k.toLowerCase(),
  base64:b(k).toString('base64'),'base64 in a text':b('user:'+k+':end').toString('base64'),
  'base64 of UTF-16':Buffer.from(k,'utf16le').toString('base64'),base64url:b(k).toString('base64url'),
  hex:b(k).toString('hex'),'base64 of its bytes':Buffer.from(k,'hex').toString('base64'),
  'URL-escaped':encodeURIComponent('key='+k),
  'cut by a line end':k.slice(0,15)+'\\n'+k.slice(15),'two forms on a line':k+' '+b(k).toString('base64'),
};`;

/** A licence container prints the key in the forms that programs use, and leaves it in a licence file. */
export const printedKey: Attack = {
  id: 'F5',
  what: 'the key that a container prints or writes is kept and shown',
  quick: false,
  async play(field) {
    const app = await field.start();
    const { deployment, part, key } = await scripted(
      app,
      'f5',
      `${writesLicence}${FORMS}for(const [name,form] of Object.entries(forms))console.log(name+': '+form);fs.writeFileSync(L+'copy.lic',JSON.stringify({k}));`,
    );
    const end = await download(app, deployment);
    const kept = await app.get('license.template', { deploymentId: deployment.id, image: part.image });
    const template = JSON.stringify(kept);
    const window = await app.page.evaluate(() => document.documentElement.outerHTML);
    const places = { 'the log': end.log.join('\n'), 'the template': template, 'the window': window };
    const found = Object.entries(places).flatMap(([place, text]) =>
      shownIn(text, key).map((form) => `${form} in ${place}`),
    );
    const said = JSON.stringify(end.state.output ?? end.log).includes('copy.lic');
    const isNamed = /"files":\["copy\.lic"\]/.test(JSON.stringify(end.state.output ?? null));
    if (!isNamed)
      found.push(
        said ? 'a licence file with the key in it is kept without a word' : 'a licence file with the key is lost',
      );
    return brokenBy(found, 'no form is shown or kept, and the file that holds the key is named');
  },
};

/** The forms of a key that are in a text. */
function shownIn(text: string, key: string): readonly string[] {
  const bytes = Buffer.from(key);
  const forms: Readonly<Record<string, string>> = {
    'the key': key,
    'the key in capitals': key.toUpperCase(),
    'its base64': bytes.toString('base64').replace(/=+$/, ''),
    'base64 around it': Buffer.from(`user:${key}:end`).toString('base64').slice(8, -8),
    'base64 of its UTF-16': Buffer.from(key, 'utf16le').toString('base64').replace(/=+$/, ''),
    'its hexadecimal': bytes.toString('hex'),
    'base64 of its bytes': Buffer.from(key, 'hex').toString('base64').replace(/=+$/, ''),
    'its halves': `${key.slice(0, 15)}\n${key.slice(15)}`,
  };
  return Object.entries(forms)
    .filter(([, form]) => form !== '' && text.includes(form))
    .map(([name]) => name);
}
