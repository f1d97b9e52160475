// Words of the languages that element.js does not hold: one file each, fetched once per page when an element wants it.
import { file } from '../files';
import { language_of, languages, type Words } from './words';

const coming = new Map<string, Promise<boolean>>();

export function words_here(lang: string): boolean {
    return languages[language_of(lang)] !== undefined;
}

// false: they could not be had; the screen stays Russian, and the next element asks again.
export function load_words(lang: string, assets: string): Promise<boolean> {
    const wanted = language_of(lang);
    if (languages[wanted]) return Promise.resolve(true);
    const url = file(`words-${wanted}.json`, assets);
    let one = coming.get(url);
    if (!one) {
        one = fetch(url).then(async (response) => {
            if (!response.ok) return false;
            const words = (await response.json()) as Words;
            // A file of another version may lack words: those are said in Russian.
            languages[wanted] = { ...languages.ru, ...words };
            return true;
        }).catch(() => false).finally(() => coming.delete(url));
        coming.set(url, one);
    }
    return one;
}
