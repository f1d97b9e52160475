// The language of a screen: its formatter, and whether the words are still on their way (then nothing is said in another one).
import { Format } from '../format/format';
import { load_words, words_here } from '../format/load_words';

export class Language {
    format = new Format('ru');
    coming = false;
    private wanted = '';

    // changed: the words came, or could not be had (`came` false) and Russian stays.
    constructor(private readonly assets: string, private readonly changed: (came: boolean) => void) {}

    speak(lang: string): void {
        this.wanted = lang;
        this.format = new Format(lang);
        this.coming = !words_here(lang);
        if (this.coming) void load_words(lang, this.assets).then((came) => {
            if (this.wanted !== lang) return;
            this.coming = false;
            this.format = new Format(lang);
            this.changed(came);
        });
    }
}
